"""Histories that releases have left behind: they replay, and the rules tell them in the same way."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.duration_pb2 import Duration
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.workflow import NondeterminismError

from rules.refused import Refused
from schemas.events import Entry, EventAdapter
from schemas.identity import UNIT_CAMPAIGN
from schemas.memory import UnitMemory
from schemas.recording import RecordBatch
from schemas.unit_rules import EDITION
from tests.goldens.editions import SINCE
from tests.goldens.make import FOLDER, INCOMPATIBLE, KEPT, missing
from tests.workflows.histories import new_replayer, replay, retell_any
from tests.workflows.retelling import Diverged, is_, retell

GOLDENS = sorted(path for path in FOLDER.glob("*.json") if path.stem != INCOMPATIBLE)


def load(path: Path) -> WorkflowHistory:
    """A history as it was kept, under the id of its workflow."""
    history = WorkflowHistory.from_json("unknown", path.read_text())
    started = history.events[0].workflow_execution_started_event_attributes
    return WorkflowHistory(started.workflow_id, history.events)


def first(history: WorkflowHistory, kind: str) -> HistoryEvent:
    """The first event of a kind."""
    return next(event for event in history.events if is_(event, kind))


def test_every_branch_has_its_golden() -> None:
    assert missing() == set()


def test_of_an_empty_folder_everything_is_missing(tmp_path: Path) -> None:
    assert INCOMPATIBLE in missing(tmp_path)
    (tmp_path / "continued-1.json").touch()
    assert "continued" not in missing(tmp_path)
    assert missing(tmp_path) > KEPT


def test_every_kind_of_event_is_in_a_golden() -> None:
    """What one release has written, a later one must read: of each kind there is a sample."""
    kinds = {
        entry.event.kind
        for path in GOLDENS
        for batch in _batches(load(path))
        for entry in RecordBatch.model_validate_json(batch.input.payloads[0].data).entries
    }
    assert kinds == set(EventAdapter.json_schema()["discriminator"]["mapping"])


def test_every_edition_of_the_rules_is_in_a_golden() -> None:
    launched = {edition for path in GOLDENS for edition in _editions(load(path))}
    assert launched == set(range(1, EDITION + 1))


@pytest.mark.parametrize(("branch", "edition"), SINCE.items())
def test_the_edition_before_tells_a_golden_otherwise(branch: str, edition: int) -> None:
    """Else what the edition has changed would not be in it."""
    history = load(FOLDER / f"{branch}.json")
    assert _editions(history) == {edition}
    payload = history.events[0].workflow_execution_started_event_attributes.input.payloads[0]
    earlier = b'"edition":%d' % (edition - 1)
    payload.data = payload.data.replace(b'"edition":%d' % edition, earlier)
    assert _editions(history) == {edition - 1}
    with pytest.raises((Diverged, Refused)):
        retell(history)


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
async def test_a_golden_replays(path: Path) -> None:
    await new_replayer().replay_workflow(load(path))


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_the_rules_tell_a_golden_in_the_same_way(path: Path) -> None:
    retell_any(load(path))


async def test_an_incompatible_history_does_not_replay() -> None:
    with pytest.raises(NondeterminismError, match="Activity"):
        await new_replayer().replay_workflow(load(FOLDER / f"{INCOMPATIBLE}.json"))


async def test_one_history_that_does_not_replay_is_found_among_others() -> None:
    async def histories() -> AsyncIterator[WorkflowHistory]:
        for name in ("phased", INCOMPATIBLE, "lapse"):
            yield load(FOLDER / f"{name}.json")

    with pytest.raises(ExceptionGroup, match="1 of 3 histories"):
        await replay(histories())


def test_an_incompatible_history_is_told_in_another_way() -> None:
    with pytest.raises(Diverged, match="activity"):
        retell(load(FOLDER / f"{INCOMPATIBLE}.json"))


def test_goldens_have_timers_that_rang_and_timers_that_were_moved() -> None:
    kinds = {event.event_type for path in GOLDENS for event in load(path).events}
    for kind in ("TIMER_FIRED", "TIMER_CANCELED", "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"):
        assert any(is_(HistoryEvent(event_type=one), kind) for one in kinds)


# That the rules notice what replay does not


def lengthen_timer(history: WorkflowHistory) -> None:
    length = first(history, "TIMER_STARTED").timer_started_event_attributes.start_to_fire_timeout
    longer = Duration()
    longer.FromTimedelta(length.ToTimedelta() + timedelta(milliseconds=2))
    length.CopyFrom(longer)


def change_command(history: WorkflowHistory) -> None:
    _change_entry(history, lambda entry: entry.model_copy(update={"command": "somebody-else-s"}))


def change_instant(history: WorkflowHistory) -> None:
    later = timedelta(microseconds=1)
    _change_entry(history, lambda entry: entry.model_copy(update={"at": entry.at + later}))


def change_unit(history: WorkflowHistory) -> None:
    payload = _batches(history)[1].input.payloads[0]
    batch = RecordBatch.model_validate_json(payload.data)
    payload.data = batch.model_copy(update={"unit": "U-2"}).model_dump_json().encode()


def change_receipt(history: WorkflowHistory) -> None:
    completed = first(history, "WORKFLOW_EXECUTION_UPDATE_COMPLETED")
    outcome = completed.workflow_execution_update_completed_event_attributes.outcome
    payload = outcome.success.payloads[0]
    payload.data = payload.data.replace(b'"preparing"', b'"on_track"')


def change_outcome(history: WorkflowHistory) -> None:
    result = first(history, "WORKFLOW_EXECUTION_COMPLETED")
    payload = result.workflow_execution_completed_event_attributes.result.payloads[0]
    payload.data = payload.data.replace(b'"finished"', b'"withdrawn"')


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lengthen_timer, "timer"),
        (change_command, "record input"),
        (change_instant, "record input"),
        (change_unit, "record input"),
        (change_receipt, "receipt"),
        (change_outcome, "outcome"),
    ],
)
async def test_what_replay_overlooks_the_rules_notice(
    change: Callable[[WorkflowHistory], None], what: str
) -> None:
    history = load(FOLDER / "phased.json")
    change(history)
    await new_replayer().replay_workflow(history)
    with pytest.raises(Diverged, match=what):
        retell(history)


@pytest.mark.parametrize(
    ("change", "what"),
    [((b'"round":1', b'"round":2'), "wanted"), ((b'"kind":', b'"kind": '), "effect input")],
)
async def test_what_is_asked_of_the_world_is_held_against_the_rules(
    change: tuple[bytes, bytes], what: str
) -> None:
    history = load(FOLDER / "opinions.json")
    (asked,) = [one for one in _activities(history) if one.activity_type.name != "record"]
    payload = asked.input.payloads[0]
    payload.data = payload.data.replace(*change)
    await new_replayer().replay_workflow(history)
    with pytest.raises(Diverged, match=what):
        retell(history)


def test_what_comes_of_an_effect_is_told_by_the_rules() -> None:
    history = load(FOLDER / "opinions.json")
    (asked,) = [one for one in history.events if _is_count(one)]
    (came,) = [
        event.activity_task_completed_event_attributes
        for event in history.events
        if event.activity_task_completed_event_attributes.scheduled_event_id == asked.event_id
    ]
    payload = came.result.payloads[0]
    payload.data = payload.data.replace(b'"round":1', b'"round":1},"by_channel":{"box":3')
    with pytest.raises(Diverged, match="record input"):
        retell(history)


def test_a_memory_that_is_handed_over_is_held_against_the_rules() -> None:
    history = load(FOLDER / "continued-1.json")
    heir = first(history, "WORKFLOW_EXECUTION_CONTINUED_AS_NEW")
    attributes = heir.workflow_execution_continued_as_new_event_attributes
    payload = attributes.input.payloads[0]
    payload.data = payload.data.replace(b'"preparing"', b'"on_track"', 1)
    with pytest.raises(Diverged, match="memory handed over"):
        retell(history)


def _editions(history: WorkflowHistory) -> set[int]:
    """The edition of the rules that a unit was launched with; none for a history of another workflow."""
    started = history.events[0].workflow_execution_started_event_attributes
    if started.workflow_type.name != UNIT_CAMPAIGN:
        return set()
    memory = UnitMemory.model_validate_json(started.input.payloads[0].data)
    return {memory.state.rules.edition}


def _change_entry(history: WorkflowHistory, change: Callable[[Entry], Entry]) -> None:
    payload = _batches(history)[0].input.payloads[0]
    batch = RecordBatch.model_validate_json(payload.data)
    changed = (change(batch.entries[0]), *batch.entries[1:])
    payload.data = batch.model_copy(update={"entries": changed}).model_dump_json().encode()


def _is_count(event: HistoryEvent) -> bool:
    return event.activity_task_scheduled_event_attributes.activity_type.name == "count_opinions"


def _batches(history: WorkflowHistory) -> list[Any]:
    return [one for one in _activities(history) if one.activity_type.name == "record"]


def _activities(history: WorkflowHistory) -> list[Any]:
    return [
        event.activity_task_scheduled_event_attributes
        for event in history.events
        if is_(event, "ACTIVITY_TASK_SCHEDULED")
    ]
