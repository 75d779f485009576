"""A unit made up for a plan, and what would be told of it: an office reads that before a launch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from rules.acceptance import initial_state
from rules.calendar import on_or_after, opening_of
from rules.compilation import compile_rules
from rules.evolve import evolve
from rules.notices import notices_of
from schemas.actor import CLOCK, Actor, Role
from schemas.calendar import WorkingCalendar
from schemas.events import Entry, Event, PhaseClosed, PhaseOpened, Started
from schemas.notice import Notice
from schemas.plan import Plan, UnitType
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.step import Phase, Step, Track

UNIT: Final = "U-001"
OTHER_UNIT: Final = "U-002"
COORDINATOR: Final = Actor(Role.COORDINATOR, "P-001")
SUPERVISOR: Final = Actor(Role.SUPERVISOR, "SG-01")
COUNTY: Final = Actor(Role.COUNTY, "D-01")
CITY: Final = Actor(Role.CITY, "office")

_BEFORE: Final = timedelta(days=400)
"""How long before the window a sample unit was launched, so that every rung is still ahead of it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A notice as it might be, with the journal's entry behind it and the unit's state after it."""

    state: UnitState
    notice: Notice
    entry: Entry
    today: date


def launch_unit(plan: Plan, calendar: WorkingCalendar, type_: UnitType, name: str) -> UnitState:
    """A unit of a type, long before the campaign begins."""
    unit = Unit(
        code=UNIT,
        name=name,
        type=type_.id,
        district=COUNTY.id,
        coordinator=COORDINATOR.id,
        supervision_group=SUPERVISOR.id,
    )
    rules = compile_rules(plan, calendar)[type_.id]
    first = opening_of(calendar, on_or_after(calendar, plan.window.first))
    return initial_state(plan.plan, unit, rules, first - _BEFORE)


def open_phase(state: UnitState, track: Track, phase: Phase) -> UnitState:
    """The unit on a track, with the phase open since the window's first day."""
    at = opening_of(state.rules.calendar, first_day(state))
    state = apply(state, Started(track=track.id), COORDINATOR, at)
    for earlier in track.phases[: track.phases.index(phase)]:
        state = apply(state, PhaseOpened(phase=earlier.id), CLOCK, at)
        state = apply(state, PhaseClosed(phase=earlier.id, how="no_sign_off"), CLOCK, at)
    opened = apply(state, PhaseOpened(phase=phase.id), CLOCK, at)
    return opened.model_copy(update={"heeded_at": state.launched_at})


def tell(
    before: UnitState, event: Event, by: Actor, at: datetime, then: Event | None = None
) -> Iterator[Sample]:
    """What an event says to everybody; `then` is what follows before anybody is told."""
    entry = _entry(before, event, by, at)
    after = evolve(before, entry)
    notices = notices_of(before, after, entry)
    if then is not None:
        after = apply(after, then, CLOCK, at)
    for notice in notices:
        yield Sample(after, notice, entry, notice.day)


def apply(state: UnitState, event: Event, by: Actor, at: datetime) -> UnitState:
    """The unit after an event."""
    return evolve(state, _entry(state, event, by, at))


def _entry(state: UnitState, event: Event, by: Actor, at: datetime) -> Entry:
    return Entry(revision=state.revision + 1, at=at, by=by, previous=state.head, event=event)


def first_step(phase: Phase) -> Step:
    """The first step of a phase that has to be done."""
    return next(step for step in phase.steps if step.required)


def first_day(state: UnitState) -> date:
    """The first day of the campaign that is worked."""
    return on_or_after(state.rules.calendar, state.rules.window.first)
