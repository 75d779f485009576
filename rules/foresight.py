"""What will be said of a unit if nobody does anything: its clock told ahead, by the same rules."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Final

from rules.course import is_at_rest, is_stopped
from rules.decide import Tick, decide
from rules.evolve import foresee
from rules.ladder import reminders_until
from rules.notices import notices_of
from rules.ticks import own_instants, reminded_deadlines
from schemas.actor import CLOCK, Actor
from schemas.events import DueSoon, Entry, Event, Overdue
from schemas.notice import Notice
from schemas.state import UnitState

_A_MOMENT: Final = timedelta(microseconds=1)


def imagine(
    state: UnitState, events: Iterable[Event], at: datetime, by: Actor = CLOCK
) -> Iterator[tuple[UnitState, tuple[Notice, ...]]]:
    """The state after each of some events that have not happened, and what it says to whom."""
    for event in events:
        entry = _entry(state, event, at, by)
        after = foresee(state, entry)
        yield after, notices_of(state, after, entry)
        state = after


def heeded(state: UnitState, now: datetime) -> UnitState:
    """The state when what falls due up to `now` has happened."""
    while _has_something_come(state, now):
        events = decide(state, Tick(), now)
        if not events:
            break
        *_, (state, _) = imagine(state, events, now)
    return state


def notices_ahead(state: UnitState, now: datetime, until: datetime) -> Iterator[Notice]:
    """What the clock will say of a unit from `now` up to `until`, if nobody does anything.

    As long as nothing happens but that deadlines turn yellow or red, they stay where they are, and
    their ladders say everything; so the clock is told from one other event to the next.
    """
    while not (is_stopped(state) or is_at_rest(state)):
        turn = _next_turn(state)
        if turn is None or turn > until:
            yield from _reminders(state, until)
            return
        turn = max(turn, now)
        yield from _reminders(state, turn - _A_MOMENT)
        told = state.model_copy(update={"heeded_at": turn - _A_MOMENT})
        events = decide(told, Tick(), turn)
        if not events:
            return
        imagined = list(imagine(told, events, turn))
        for _, notices in imagined:
            yield from notices
        state = imagined[-1][0]


def _has_something_come(state: UnitState, now: datetime) -> bool:
    """Whether a tick would find something; to look is cheaper than to tick."""
    if is_stopped(state) or is_at_rest(state):
        return False
    if any(one.at <= now for one in own_instants(state)[:1]):
        return True
    return any(reminders_until(state, reminded_deadlines(state), now))


def _next_turn(state: UnitState) -> datetime | None:
    """The next instant at which more happens by itself than that a light changes."""
    turns = (one.at for one in own_instants(state) if not isinstance(one.event, DueSoon | Overdue))
    return next(turns, None)


def _reminders(state: UnitState, until: datetime) -> Iterator[Notice]:
    """What the ladders say; of several rungs for the same people at an instant only the last."""
    ahead = reminders_until(state, reminded_deadlines(state), until)
    for at, together in groupby(sorted(ahead, key=itemgetter(0)), key=itemgetter(0)):
        last = {(event.target, event.to): event for _, event in together}
        for event in last.values():
            yield from notices_of(state, state, _entry(state, event, at, CLOCK))


def _entry(state: UnitState, event: Event, at: datetime, by: Actor) -> Entry:
    return Entry(revision=state.revision + 1, at=at, by=by, previous=state.head, event=event)
