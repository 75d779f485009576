"""A unit's history told again by the rules alone, task by task, and held against what it says.

Replay notices neither a changed length of a timer nor a changed input of an activity. So a
history's inputs (start memory, accepted updates, signals, the clock at each workflow task) are
driven through `rules.acceptance`, and everything that the history says came of them must be equal:
record inputs, receipts, the memory handed over and the outcome byte for byte, timers to the
millisecond.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter
from temporalio.api.common.v1 import Payloads
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.common import RawValue

from rules.acceptance import accept, confirm_recorded, heed_clock, refuse_signal, take_outcome
from rules.effects import wanted
from rules.outcome import outcome_of
from rules.refused import Refused
from rules.ticks import next_due
from schemas.commands import Command, CommandAdapter
from schemas.effects import Effect, EffectOutcome
from schemas.events import Entry
from schemas.memory import UnitMemory
from schemas.recording import RecordBatch, Recorded
from schemas.refusal import RefusedSignal, echo
from schemas.views import Receipt
from worker.converter import TolerantPayloadConverter
from workflows.doors import read_command, read_only_argument, read_signal
from workflows.outbox import Outbox

_A_MILLISECOND: Final = timedelta(milliseconds=1)
_CONVERTER: Final = TolerantPayloadConverter()
_Memory: Final = TypeAdapter(UnitMemory)
_Effect: Final[TypeAdapter[Effect]] = TypeAdapter(Effect)
_Outcome: Final[TypeAdapter[EffectOutcome]] = TypeAdapter(EffectOutcome)
_RECORD: Final = "record"
_DRAWN: Final = "signal-drawn-by-the-workflow"

_DONE_BY_A_TASK: Final = (
    "ACTIVITY_TASK_SCHEDULED",
    "ACTIVITY_TASK_CANCEL_REQUESTED",
    "TIMER_STARTED",
    "TIMER_CANCELED",
    "MARKER_RECORDED",
    "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES",
    "WORKFLOW_PROPERTIES_MODIFIED",
    "WORKFLOW_EXECUTION_UPDATE_ACCEPTED",
    "WORKFLOW_EXECUTION_UPDATE_COMPLETED",
    "WORKFLOW_EXECUTION_CONTINUED_AS_NEW",
    "WORKFLOW_EXECUTION_COMPLETED",
    "WORKFLOW_EXECUTION_FAILED",
)


class Diverged(AssertionError):
    """The history says something else than the rules; `event` is where."""

    def __init__(self, event: int, what: str, told: object, expected: object) -> None:
        self.event = event
        super().__init__(f"event {event}: {what}\n  history: {told!r}\n  rules:   {expected!r}")


@dataclass(frozen=True, slots=True)
class Task:
    """One completed workflow task: its instant, what had come in, and what the workflow did."""

    id: int
    now: datetime
    came: Sequence[HistoryEvent]
    did: Sequence[HistoryEvent]


@dataclass
class Retold:
    """How far the rules have come with a history; `timers` are the instants for which one runs,
    `effects` those that are under way.

    `told` are the commands that the history's entries name, by revision.
    """

    memory: UnitMemory
    told: Mapping[int, str | None]
    under_way: int | None = None
    effects: dict[int, Effect] = field(default_factory=dict)
    timers: dict[int, datetime] = field(default_factory=dict)
    receipts: dict[int, Receipt] = field(default_factory=dict)
    outbox: Outbox = field(default_factory=Outbox)


def retell(history: WorkflowHistory) -> UnitMemory:
    """Tell a run of `UnitCampaign` again; the memory at its end.

    Raises:
        Diverged: the history and the rules disagree.
    """
    start = history.events[0].workflow_execution_started_event_attributes
    memory = read_only_argument(_Memory, decoded(start.input))
    told = {entry.revision: entry.command for entry in _entries(history)}
    retold = Retold(memory, told)
    for task in tasks(history):
        _take_in(retold, task)
        _hold_against(retold, task)
    return retold.memory


def tasks(history: WorkflowHistory) -> Iterator[Task]:
    """The completed workflow tasks of a run, in order."""
    events = history.events
    started = {
        event.event_id: _at(event) for event in events if is_(event, "WORKFLOW_TASK_STARTED")
    }
    taken = 0
    for index, event in enumerate(events):
        if not is_(event, "WORKFLOW_TASK_COMPLETED"):
            continue
        begun = event.workflow_task_completed_event_attributes.started_event_id
        came = [one for one in events if taken < one.event_id <= begun]
        taken = begun
        did = list(takewhile(_is_done_by_a_task, events[index + 1 :]))
        yield Task(event.event_id, started[begun], came, did)


def arrivals(task: Task) -> list[HistoryEvent]:
    """The signals and accepted updates of a task, in the order in which the workflow got them."""
    arrived = [
        (event.event_id, event) for event in task.came if is_(event, "WORKFLOW_EXECUTION_SIGNALED")
    ]
    for event in task.did:
        if is_(event, "WORKFLOW_EXECUTION_UPDATE_ACCEPTED"):
            accepted = event.workflow_execution_update_accepted_event_attributes
            arrived.append((accepted.accepted_request_sequencing_event_id, event))
    return [event for _, event in sorted(arrived, key=lambda one: (one[0], one[1].event_id))]


def decoded(payloads: Payloads) -> list[Any]:
    """Arguments as a handler that takes any of them gets them."""
    return _CONVERTER.from_payloads(payloads.payloads)


def is_(event: HistoryEvent, kind: str) -> bool:
    """Whether an event is of a kind, such as TIMER_FIRED."""
    return event.event_type == EventType.Value(f"EVENT_TYPE_{kind}")


def require(event: HistoryEvent, what: str, told: object, expected: object) -> None:
    """Raise Diverged unless the history tells what is expected."""
    if told != expected:
        raise Diverged(event.event_id, what, told, expected)


def require_json(event: HistoryEvent, what: str, told: Payloads, expected: BaseModel) -> None:
    """Raise Diverged unless a payload of the history is the JSON of what is expected."""
    require(event, what, [one.data for one in told.payloads], [_json(expected)])


def _take_in(retold: Retold, task: Task) -> None:
    """Commands in the order in which they came, what the records confirmed, what came of effects,
    then the clock.
    """
    for event in arrivals(task):
        if is_(event, "WORKFLOW_EXECUTION_SIGNALED"):
            _hear(retold, event, task.now)
        else:
            _carry_out(retold, event, task.now)
    outcomes: dict[int, EffectOutcome] = {}
    for event in task.came:
        if is_(event, "ACTIVITY_TASK_COMPLETED"):
            completed = event.activity_task_completed_event_attributes
            result = completed.result.payloads[0].data
            if completed.scheduled_event_id == retold.under_way:
                retold.under_way = None
                recorded = Recorded.model_validate_json(result)
                retold.memory = confirm_recorded(retold.memory, recorded.revision)
            else:
                outcomes[completed.scheduled_event_id] = _Outcome.validate_json(result)
        elif is_(event, "TIMER_FIRED"):
            del retold.timers[event.timer_fired_event_attributes.started_event_id]
    for scheduled, outcome in sorted(outcomes.items()):
        del retold.effects[scheduled]
        retold.memory = take_outcome(retold.memory, outcome, task.now)
    if not _hands_over(task):
        retold.memory = heed_clock(retold.memory, task.now)


def _carry_out(retold: Retold, event: HistoryEvent, now: datetime) -> None:
    request = event.workflow_execution_update_accepted_event_attributes.accepted_request
    command = read_command(CommandAdapter, decoded(request.input.args))
    retold.memory, receipt = accept(retold.memory, command, now)
    retold.receipts[event.event_id] = receipt


def _hear(retold: Retold, event: HistoryEvent, now: datetime) -> None:
    signal = event.workflow_execution_signaled_event_attributes
    payloads = [RawValue(payload) for payload in signal.input.payloads]
    command: Command | None = None
    try:
        command = read_signal(CommandAdapter, signal.signal_name, payloads, id_=_DRAWN)
        if command.id == _DRAWN:
            # The workflow drew the id: only the history's entries know it.
            _require_room(retold, command)
            tried, _ = accept(retold.memory, command, now)
            drawn = retold.told.get(tried.state.revision)
            command = command.model_copy(update={"id": drawn or _DRAWN})
        _require_room(retold, command)
        retold.memory, _ = accept(retold.memory, command, now)
    except Refused as refused:
        retold.memory = refuse_signal(
            retold.memory,
            RefusedSignal(
                at=now,
                signal=echo(signal.signal_name),
                command=None if command is None else command.id,
                refusal=refused.refusal,
            ),
        )


def _require_room(retold: Retold, command: Command) -> None:
    if command.id not in retold.memory.receipts and retold.outbox.is_full(retold.memory):
        raise Refused("records_behind", waiting=len(retold.memory.outbox))


def _hold_against(retold: Retold, task: Task) -> None:
    """What the workflow did in a task is what follows from the memory."""
    for event in task.did:
        if is_(event, "ACTIVITY_TASK_SCHEDULED"):
            _hold_activity(retold, event)
        elif is_(event, "TIMER_STARTED"):
            length = event.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
            retold.timers[event.event_id] = task.now + length
        elif is_(event, "TIMER_CANCELED"):
            del retold.timers[event.timer_canceled_event_attributes.started_event_id]
        elif is_(event, "WORKFLOW_EXECUTION_UPDATE_COMPLETED"):
            completed = event.workflow_execution_update_completed_event_attributes
            receipt = retold.receipts.pop(completed.accepted_event_id)
            require_json(event, "receipt", completed.outcome.success, receipt)
        elif is_(event, "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"):
            _hold_heir(retold, event, task.now)
        elif is_(event, "WORKFLOW_EXECUTION_COMPLETED"):
            result = event.workflow_execution_completed_event_attributes.result
            require_json(event, "outcome", result, outcome_of(retold.memory.state))
    last = task.did[-1] if task.did else task.came[-1]
    if not _hands_over(task) and not is_(last, "WORKFLOW_EXECUTION_COMPLETED"):
        is_idle = retold.under_way is None and bool(retold.memory.outbox)
        require(last, "entries left behind", is_idle, False)
        if not retold.memory.outbox:
            missing = set(wanted(retold.memory.state)) - set(retold.effects.values())
            require(last, "effects left behind", missing, set())
        _hold_timer(retold, last)


def _hold_activity(retold: Retold, event: HistoryEvent) -> None:
    """An activity carries a batch, or does what is wanted: once at a time, and nothing waits."""
    scheduled = event.activity_task_scheduled_event_attributes
    name = scheduled.activity_type.name
    effects = {one.kind for one in wanted(retold.memory.state)}
    if name not in effects:
        require(event, "activity", name, _RECORD)
        _hold_batch(retold, event)
        return
    effect = _Effect.validate_json(scheduled.input.payloads[0].data)
    require(event, "entries that wait", len(retold.memory.outbox), 0)
    require(event, "wanted", effect in wanted(retold.memory.state), True)
    require(event, "effect under way already", effect in retold.effects.values(), False)
    require_json(event, "effect input", scheduled.input, effect)
    retold.effects[event.event_id] = effect


def _hold_batch(retold: Retold, event: HistoryEvent) -> None:
    """A batch begins with the oldest entry that waits, and one batch at a time is under way."""
    scheduled = event.activity_task_scheduled_event_attributes
    require(event, "batch under way already", retold.under_way, None)
    retold.under_way = event.event_id
    sent = RecordBatch.model_validate_json(scheduled.input.payloads[0].data)
    expected = RecordBatch(
        campaign=retold.memory.state.campaign,
        unit=retold.memory.state.unit.code,
        entries=retold.memory.outbox[: len(sent.entries)],
    )
    require_json(event, "record input", scheduled.input, expected)


def _hold_timer(retold: Retold, event: HistoryEvent) -> None:
    due = next_due(retold.memory.state)
    running = list(retold.timers.values())
    if due is None or len(running) != 1:
        require(event, "timers", running, [] if due is None else [due])
    elif abs(running[0] - due) >= _A_MILLISECOND:
        raise Diverged(event.event_id, "timer", running[0], due)


def _hold_heir(retold: Retold, event: HistoryEvent, now: datetime) -> None:
    """The next run gets the memory; what fell due in this very task may be in it or be left to it."""
    heir = event.workflow_execution_continued_as_new_event_attributes.input
    told = UnitMemory.model_validate_json(heir.payloads[0].data)
    expected = retold.memory
    if told.state.revision != expected.state.revision:
        expected = heed_clock(expected, now)
    refusals = tuple(
        mine.model_copy(update={"command": its.command}) if mine.command == _DRAWN else mine
        for mine, its in zip(expected.refusals, told.refusals, strict=True)
    )
    retold.memory = expected.model_copy(update={"refusals": refusals})
    require_json(event, "memory handed over", heir, retold.memory)


def _json(value: BaseModel) -> bytes:
    return _CONVERTER.to_payloads([value])[0].data


def _entries(history: WorkflowHistory) -> Iterator[Entry]:
    for event in history.events:
        if is_(event, "ACTIVITY_TASK_SCHEDULED"):
            scheduled = event.activity_task_scheduled_event_attributes
            if scheduled.activity_type.name == _RECORD:
                sent = scheduled.input.payloads[0].data
                yield from RecordBatch.model_validate_json(sent).entries
        elif is_(event, "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"):
            heir = event.workflow_execution_continued_as_new_event_attributes.input
            yield from UnitMemory.model_validate_json(heir.payloads[0].data).outbox


def _hands_over(task: Task) -> bool:
    return any(is_(event, "WORKFLOW_EXECUTION_CONTINUED_AS_NEW") for event in task.did)


def _is_done_by_a_task(event: HistoryEvent) -> bool:
    return any(is_(event, kind) for kind in _DONE_BY_A_TASK)


def _at(event: HistoryEvent) -> datetime:
    # As `workflow.now()` does it, by way of a float: the last microsecond may be another.
    return datetime.fromtimestamp(event.event_time.ToNanoseconds() / 1e9, tz=UTC)
