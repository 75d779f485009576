"""The unit in a dossier: the states it began and ended in, what it is, and how far it came."""

from collections.abc import Iterator
from typing import Final

from reports.cells import instant
from reports.document import Cell, Section
from reports.dossier.part import Part, table, written
from reports.telling import Telling
from rules.course import track
from rules.outcome import outcome_of
from rules.standing import result
from schemas.dossier import KeptUnit
from schemas.state import PhaseState, UnitState
from schemas.step import Phase
from texts.dossiers import heading
from texts.labels import label
from texts.values import localise

INITIAL_FILE: Final = "initial.json"
"""The state at launch, in which the unit's rules stand as they were compiled from the plan."""

STATE_FILE: Final = "state.json"
"""The state after the journal's last entry, with the rules as they were amended."""

OUTCOME_FILE: Final = "outcome.json"
"""The outcome, once the campaign is over for the unit: the result of its workflow."""


def _files(kept: KeptUnit) -> Iterator[tuple[str, bytes]]:
    yield INITIAL_FILE, written(kept.initial)
    yield STATE_FILE, written(kept.state)
    if kept.state.closed_at is not None:
        yield OUTCOME_FILE, written(outcome_of(kept.state))


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    state = kept.state
    yield table(
        "unit",
        telling,
        (("fact", "text"), ("content", "text")),
        (
            (heading(code, telling.language), value)
            for code, value in _facts(state, telling)
            if value is not None
        ),
    )
    yield table(
        "phases",
        telling,
        (*((code, "text") for code in ("phase", "step", "kind", "status")), ("when", "instant")),
        _phase_rows(state, telling),
    )


def _facts(state: UnitState, telling: Telling) -> Iterator[tuple[str, Cell]]:
    unit, members, language = state.unit, state.unit.members, telling.language
    yield "name", unit.name
    yield "code", unit.code
    yield "type", telling.type(unit.type)
    yield "district", unit.district
    yield "parent", unit.parent
    yield "post", unit.post
    yield "coordinator", unit.coordinator
    yield "supervision_group", unit.supervision_group
    yield "organisations", unit.organisations
    yield "members", members.total
    yield from members.model_dump().items()
    yield "track", telling.track(state.track)
    yield "launched_at", telling.at(state.launched_at) or None
    yield "started_at", telling.at(state.started_at) or None
    yield "letter", telling.at(state.letter_acknowledged_at) or None
    yield "finished_at", telling.at(state.finished_at) or None
    yield "closed_at", telling.at(state.closed_at) or None
    came_of_it = result(state)
    yield "result", None if came_of_it is None else label("result", came_of_it, language)


def _phase_rows(state: UnitState, telling: Telling) -> Iterator[tuple[Cell, ...]]:
    opened = {phase.phase: phase for phase in state.phases}
    for phase in track(state).phases:
        title = phase.title.in_(telling.language)
        own = opened.get(phase.id)
        closed_at = instant(None if own is None else own.closed_at, telling)
        yield title, None, None, _status(own, telling), closed_at
        yield from _step_rows(state, phase, title, telling)


def _step_rows(
    state: UnitState, phase: Phase, title: str, telling: Telling
) -> Iterator[tuple[Cell, ...]]:
    language = telling.language
    for step in phase.steps:
        own = state.steps.get(step.id)
        done_at = instant(None if own is None else own.done_at, telling)
        status = "done" if done_at is not None else "open" if step.required else "optional"
        kind = label("step_kind", step.kind, language)
        yield title, step.title.in_(language), kind, heading(status, language), done_at


def _status(phase: PhaseState | None, telling: Telling) -> str:
    if phase is None:
        return label("phase_status", "ahead", telling.language)
    if phase.closed_how is not None:
        return localise({"how": phase.closed_how}, telling.language)["how"]
    status = "open" if phase.reported_at is None else "reported"
    return label("phase_status", status, telling.language)


UNIT: Final = Part(_files, _sections)
