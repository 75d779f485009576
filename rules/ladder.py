"""The ladder of reminders (提醒, 催办) and escalation (督办): which rung is reached when.

A rung is reached once, at an instant that follows from the one effective deadline. Everything up to
the last entry of a unit's journal has been said, since the clock is heeded before every command: so
a deadline that moves, a standstill and a long silence of the worker need nothing remembered.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Final

from rules.calendar import add_working_days, local_date, opening_of, subtract_working_days
from rules.course import find_step, track
from schemas.calendar import WorkingCalendar
from schemas.deadline import Deadline
from schemas.events import Reminded
from schemas.quantities import WorkingDays
from schemas.reminders import Ladder, Reminders, Rung
from schemas.state import UnitState

_LONGEST_REPEAT: Final = 60
"""How often a rung without `times` is said again; a year of weeks."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The instant at which a rung is reached, before a unit's own moment is added."""

    at: datetime
    rung: Rung


def reminders_ahead(
    state: UnitState, deadlines: tuple[Deadline, ...]
) -> Iterator[tuple[datetime, Reminded]]:
    """The next instant of every rung that is still to be reached for the steps among `deadlines`."""
    reminders = state.rules.reminders
    if reminders is None:
        return
    moment = moment_of(state.campaign, state.unit.code, reminders)
    said_to = (state.heeded_at or state.launched_at) - moment
    for deadline in deadlines:
        ladder = _ladder_for(state, deadline)
        if ladder is None:
            continue
        day = local_date(state.rules.calendar, deadline.at)
        reached = _schedule(state.rules.calendar, ladder, day)
        seen = set[str]()
        for one in reached[bisect_right(reached, said_to, key=attrgetter("at")) :]:
            if one.rung.id not in seen:
                seen.add(one.rung.id)
                yield (
                    one.at + moment,
                    Reminded(
                        target=deadline.target, due=deadline.at, rung=one.rung.id, to=one.rung.to
                    ),
                )


@lru_cache(maxsize=4096)
def moment_of(campaign: str, unit: str, reminders: Reminders) -> timedelta:
    """A unit's own moment within the plan's spread, so that not all speak at once."""
    spread = reminders.spread.count * 60
    if spread == 0:
        return timedelta(0)
    drawn = int.from_bytes(sha256(f"{campaign}:{unit}".encode()).digest()[:8])
    return timedelta(seconds=drawn % spread)


def find_rung(reminders: Reminders | None, rung: str) -> Rung | None:
    """The rung of that id; None where the plan has none any more."""
    ladders = () if reminders is None else reminders.ladders
    return next((own for ladder in ladders for own in ladder.rungs if own.id == rung), None)


def _ladder_for(state: UnitState, deadline: Deadline) -> Ladder | None:
    reminders = state.rules.reminders
    if reminders is None or deadline.target.kind != "step":
        return None
    found = find_step(track(state), deadline.target.id)
    if found is None:
        return None
    usual = None
    for ladder in reminders.ladders:
        if found[1].kind in ladder.kinds:
            return ladder
        if not ladder.kinds:
            usual = ladder
    return usual


@lru_cache(maxsize=4096)
def _schedule(calendar: WorkingCalendar, ladder: Ladder, due: date) -> tuple[Reached, ...]:
    """Every instant of a ladder for what is due on a working day, soonest first."""
    reached = (
        Reached(opening_of(calendar, day), rung)
        for rung in ladder.rungs
        for day in _days(calendar, rung, due)
    )
    return tuple(sorted(reached, key=attrgetter("at")))


def _days(calendar: WorkingCalendar, rung: Rung, due: date) -> Iterator[date]:
    offset = rung.when.offset
    length = WorkingDays(abs(offset))
    move = subtract_working_days if offset < 0 else add_working_days
    day = move(calendar, due, length)
    yield day
    if rung.every is None:
        return
    for _ in range((rung.times or _LONGEST_REPEAT) - 1):
        day = add_working_days(calendar, day, rung.every)
        if day > calendar.last:
            return
        yield day
