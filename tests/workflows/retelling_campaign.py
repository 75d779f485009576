"""A campaign's history told again by the rules alone, as `retelling` does it for units."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.common import RawValue

from rules.campaign import (
    accept_campaign_command,
    is_repetition,
    next_page,
    refuse_campaign_signal,
    refuse_repetition,
    summarise,
    turn_page,
)
from rules.exporting import begin_export, next_export, pause_before_export, turn_export
from rules.refused import Refused
from schemas.campaign import CampaignCommandAdapter, CampaignMemory, SweptPage
from schemas.exporting import ExportedPage
from schemas.refusal import RefusedSignal, echo
from tests.workflows.retelling import Task, arrivals, decoded, is_, require, require_json, tasks
from workflows.campaign import REPEATED_BY_SIGNAL, TELLS_COMMANDS_APART
from workflows.doors import read_command, read_only_argument, read_signal

_Memory: Final = TypeAdapter(CampaignMemory)
_DRAWN: Final = "signal-drawn-by-the-workflow"


@dataclass(frozen=True, slots=True)
class Known:
    """What only the history knows: `drawn` are the ids that the workflow drew and named, in order.

    `patches` are those that were on when it was made.
    """

    drawn: list[str]
    patches: frozenset[str]

    @property
    def may_repeat(self) -> bool:
        """Whether its code let signals repeat a command."""
        return REPEATED_BY_SIGNAL in self.patches

    @property
    def is_told_apart(self) -> bool:
        """Whether it remembered what a command said."""
        return TELLS_COMMANDS_APART in self.patches


def retell_campaign(history: WorkflowHistory) -> CampaignMemory:
    """Tell a run of `Campaign` again; the memory at its end.

    Raises:
        retelling.Diverged: the history and the rules disagree.
    """
    start = history.events[0].workflow_execution_started_event_attributes
    memory = read_only_argument(_Memory, decoded(start.input))
    known = Known(_drawn_ids(history), frozenset(_patches(history)))
    for task in tasks(history):
        memory = _take_in(memory, task, known)
        for event in task.did:
            if _is_of_export(event):
                memory = begin_export(memory, task.now)
            _hold_against(memory, event)
    return memory


def _take_in(memory: CampaignMemory, task: Task, known: Known) -> CampaignMemory:
    for event in arrivals(task):
        if is_(event, "WORKFLOW_EXECUTION_SIGNALED"):
            memory = _hear(memory, event, task.now, known)
        else:
            request = event.workflow_execution_update_accepted_event_attributes.accepted_request
            command = read_command(CampaignCommandAdapter, decoded(request.input.args))
            memory, _ = accept_campaign_command(
                memory, command, task.now, is_told_apart=known.is_told_apart
            )
    for event in task.came:
        if is_(event, "ACTIVITY_TASK_COMPLETED"):
            result = event.activity_task_completed_event_attributes.result.payloads[0].data
            if memory.export is None:
                memory = turn_page(memory, SweptPage.model_validate_json(result))
            else:
                page = ExportedPage.model_validate_json(result)
                memory = turn_export(memory, page, task.now)
    return memory


def _hear(
    memory: CampaignMemory, event: HistoryEvent, now: datetime, known: Known
) -> CampaignMemory:
    signal = event.workflow_execution_signaled_event_attributes
    payloads = [RawValue(payload) for payload in signal.input.payloads]
    id_ = known.drawn[0] if known.drawn else _DRAWN
    try:
        command = read_signal(CampaignCommandAdapter, signal.signal_name, payloads, id_=id_)
        if is_repetition(memory, command) and not known.may_repeat:
            refuse_repetition(memory, command)
        memory, _ = accept_campaign_command(memory, command, now, is_told_apart=known.is_told_apart)
    except Refused as refused:
        heard = RefusedSignal(at=now, signal=echo(signal.signal_name), refusal=refused.refusal)
        return refuse_campaign_signal(memory, heard)
    if command.id == id_:
        del known.drawn[:1]
    return memory


def _patches(history: WorkflowHistory) -> Iterator[str]:
    """The ids of the patches that were on when the history was made."""
    for event in history.events:
        if is_(event, "MARKER_RECORDED"):
            details = event.marker_recorded_event_attributes.details
            yield decoded(details["patch-data"])[0]["id"]


def _drawn_ids(history: WorkflowHistory) -> list[str]:
    """The ids that the workflow drew for signals without one, in order: its pages name them."""
    ids: dict[str, None] = {}
    for event in history.events:
        if is_(event, "ACTIVITY_TASK_SCHEDULED"):
            page = decoded(event.activity_task_scheduled_event_attributes.input)[0]
            if not _is_of_export(event):
                ids[page["command"]["id"]] = None
        elif is_(event, "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"):
            heir = decoded(event.workflow_execution_continued_as_new_event_attributes.input)[0]
            ids.update((sweep["command"]["id"], None) for sweep in heir.get("sweeps", ()))
    return [id_ for id_ in ids if id_.startswith("signal-")]


def _is_of_export(event: HistoryEvent) -> bool:
    scheduled = event.activity_task_scheduled_event_attributes
    return scheduled.activity_type.name == "export_dossiers"


def _hold_against(memory: CampaignMemory, event: HistoryEvent) -> None:
    if is_(event, "ACTIVITY_TASK_SCHEDULED"):
        scheduled = event.activity_task_scheduled_event_attributes
        page = next_page(memory) if memory.export is None else next_export(memory)
        expected = "sweep" if memory.export is None else "export_dossiers"
        require(event, "activity", scheduled.activity_type.name, expected)
        assert page is not None
        require_json(event, "page", scheduled.input, page)
    elif is_(event, "TIMER_STARTED"):
        length = event.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
        require(event, "pause", length, pause_before_export(memory))
    elif is_(event, "WORKFLOW_EXECUTION_UPDATE_COMPLETED"):
        outcome = event.workflow_execution_update_completed_event_attributes.outcome.success
        told = decoded(outcome)[0]
        require_json(event, "receipt", outcome, memory.receipts[told["command"]])
    elif is_(event, "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"):
        heir = event.workflow_execution_continued_as_new_event_attributes.input
        require_json(event, "memory handed over", heir, memory)
    elif is_(event, "WORKFLOW_EXECUTION_COMPLETED"):
        result = event.workflow_execution_completed_event_attributes.result
        require_json(event, "summary", result, summarise(memory))
