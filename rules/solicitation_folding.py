"""How a solicitation of opinions changes by what happens to it, and the rows that it leaves."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rules.calendar import local_date
from rules.folding import with_
from rules.owned_problems import drop_problems
from schemas.events import Entry
from schemas.opinions import (
    Ending,
    ProblemRow,
    Solicitation,
    SolicitationClosed,
    SolicitationEnded,
    SolicitationEvent,
    SolicitationFellShort,
    SolicitationOpened,
    SolicitationRow,
    SolicitationStatus,
)
from schemas.rows import Row
from schemas.state import UnitState
from schemas.unit_rules import SECOND_EDITION


def fold_solicitation(state: UnitState, event: SolicitationEvent, at: datetime) -> UnitState:
    """The state after something has happened to a solicitation."""
    before = state.solicitations.get(event.step)
    if isinstance(event, SolicitationOpened):
        if before is not None and before.round == event.round:
            further = with_(before, channels=event.channels, until=event.until, fell_short=False)
            return _with(state, event.step, further)
        opened = Solicitation(
            round=event.round,
            channels=event.channels,
            opened_on=local_date(state.rules.calendar, at),
            until=event.until,
            earlier=_counted_before(state, event.step),
        )
        return _with(state, event.step, opened)
    present = state.solicitations[event.step]
    match event:
        case SolicitationEnded():
            ending = Ending(
                first_problem=state.problems + 1,
                problems=len(event.problems),
                explained=event.explanation is not None,
            )
            numbered = with_(state, problems=state.problems + len(event.problems))
            return _with(numbered, event.step, with_(present, ending=ending))
        case SolicitationFellShort():
            fewer = state if present.ending is None else drop_problems(state, present.ending)
            return _with(fewer, event.step, with_(present, ending=None, fell_short=True))
        case SolicitationClosed():
            closed = with_(
                present,
                ending=None,
                fell_short=False,
                closed_at=at,
                opinions=event.opinions,
                problems=event.owned,
                first_problem=event.first_problem,
            )
            return _with(state, event.step, closed)


def void_solicitations(state: UnitState, steps: Iterable[str]) -> UnitState:
    """The state in which steps are to be done again: what was said stays, and is asked for anew."""
    if state.rules.edition < SECOND_EDITION:
        return state
    for step in steps:
        solicitation = state.solicitations.get(step)
        if solicitation is not None and solicitation.closed_at is not None:
            state = _with(state, step, with_(solicitation, is_void=True))
    return state


def solicitation_rows(before: UnitState, after: UnitState, entry: Entry) -> Iterator[Row]:
    """The solicitation's row, and a row for each problem that the unit has found."""
    del before
    event = entry.event
    if not isinstance(event, SolicitationEvent):
        raise TypeError(event.kind)
    unit = {"campaign": after.campaign, "unit": after.unit.code, "step": event.step}
    solicitation = after.solicitations[event.step]
    numbered = solicitation.ending or solicitation
    yield SolicitationRow(
        **unit,
        round=solicitation.round,
        channels=solicitation.channels,
        opened_on=solicitation.opened_on,
        until=solicitation.until,
        status=status_of(solicitation),
        opinions=solicitation.opinions,
        problems=numbered.problems,
        first_problem=numbered.first_problem,
    )
    if isinstance(event, SolicitationEnded):
        first = after.problems - len(event.problems) + 1
        for number, problem in enumerate(event.problems, start=first):
            yield ProblemRow(
                **unit,
                number=number,
                round=event.round,
                text=problem.text,
                opinions=problem.opinions,
                topics=problem.topics,
            )


def status_of(solicitation: Solicitation) -> SolicitationStatus:
    """How far a solicitation has come, void or not."""
    if solicitation.closed_at is not None:
        return "closed"
    return "open" if solicitation.ending is None else "ended"


def _counted_before(state: UnitState, step: str) -> int:
    before = state.solicitations.get(step)
    if before is None or state.rules.edition < SECOND_EDITION:
        return 0
    return before.counted


def _with(state: UnitState, step: str, solicitation: Solicitation) -> UnitState:
    return with_(state, solicitations={**state.solicitations, step: solicitation})
