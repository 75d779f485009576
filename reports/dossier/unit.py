"""The unit in a dossier: the states it began and ended in, what it is, and how far it came."""

from collections.abc import Iterator
from typing import Final

from reports.dossier.part import Cell, Part, Section, written
from reports.telling import Telling
from rules.course import track
from rules.progress import outcome, result
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
        yield OUTCOME_FILE, written(outcome(kept.state))


def _sections(kept: KeptUnit, telling: Telling) -> Iterator[Section]:
    state = kept.state
    yield Section(
        id="unit",
        title=heading("unit", telling.language),
        columns=(),
        rows=tuple(
            (heading(code, telling.language), value)
            for code, value in _facts(state, telling)
            if value is not None
        ),
    )
    codes = ("phase", "step", "kind", "status", "when")
    yield Section(
        id="phases",
        title=heading("phases", telling.language),
        columns=tuple(heading(code, telling.language) for code in codes),
        rows=tuple(_phase_rows(state, telling)),
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
    yield "launched_at", state.launched_at
    yield "started_at", state.started_at
    yield "finished_at", state.finished_at
    yield "closed_at", state.closed_at
    yield "result", label("result", result(state), language) if state.closed_at else None


def _phase_rows(state: UnitState, telling: Telling) -> Iterator[tuple[Cell, ...]]:
    opened = {phase.phase: phase for phase in state.phases}
    for phase in track(state).phases:
        title = phase.title.in_(telling.language)
        own = opened.get(phase.id)
        yield title, None, None, _status(own, telling), None if own is None else own.closed_at
        yield from _step_rows(state, phase, title, telling)


def _step_rows(
    state: UnitState, phase: Phase, title: str, telling: Telling
) -> Iterator[tuple[Cell, ...]]:
    language = telling.language
    for step in phase.steps:
        own = state.steps.get(step.id)
        done_at = None if own is None else own.done_at
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
