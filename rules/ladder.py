"""The ladder of reminders (提醒, 催办) and escalation (督办): which rung is reached when.

A rung is reached once, at an instant that follows from the one effective deadline. Everything up to
the last entry of a unit's journal has been said, since the clock is heeded before every command: so
a deadline that moves, a standstill and a long silence of the worker need nothing remembered.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from operator import itemgetter
from typing import Final

from rules.calendar import add_working_days, local_date, opening_of, subtract_working_days
from rules.course import find_step, track
from schemas.calendar import WorkingCalendar
from schemas.deadline import Deadline
from schemas.events import Reminded
from schemas.quantities import WorkingDays
from schemas.reminders import Ladder, LadderKind, Reminders, Rung
from schemas.roster import PersonRole
from schemas.state import UnitState
from schemas.target import UNIT, Target
from schemas.unit_rules import FIFTH_EDITION

Schedule = tuple[tuple[Rung, tuple[datetime, ...]], ...]
"""The instants of every rung of a ladder, soonest first, without a unit's own moment."""

_A_SECOND: Final = timedelta(seconds=1)
_A_MILLISECOND: Final = timedelta(milliseconds=1)

_LONGEST_REPEAT: Final = 260
"""How often a rung without `times` is said in all: daily, that is for a year of working days."""


def reminders_ahead(
    state: UnitState, deadlines: tuple[Deadline, ...]
) -> Iterator[tuple[datetime, Reminded]]:
    """The next instant of every rung that is still to be reached for those that have a ladder.

    Of two rungs that say the same thing to the same people in one instant it is the later one.
    """
    last: Schedule = ()
    ahead: Mapping[tuple[datetime, tuple[PersonRole, ...]], Rung] = {}
    for deadline, moment, schedule in _schedules(state, deadlines):
        if schedule is not last:
            last, ahead = schedule, _ahead(schedule, said_to(state) - moment)
        for (at, _), rung in ahead.items():
            yield at + moment, _reminded(deadline.target, deadline.at, rung.id, rung.to)


def reminders_until(
    state: UnitState, deadlines: tuple[Deadline, ...], until: datetime
) -> Iterator[tuple[datetime, Reminded]]:
    """Every instant up to `until` of every rung, and not the next one alone; otherwise the same."""
    for deadline, moment, schedule in _schedules(state, deadlines):
        since, last = said_to(state) - moment, until - moment
        ahead: dict[tuple[datetime, tuple[PersonRole, ...]], Rung] = {}
        for rung, instants in schedule:
            for at in islice(instants, bisect_right(instants, since), None):
                if at > last:
                    break
                ahead[at, rung.to] = rung
        for (at, _), rung in ahead.items():
            yield at + moment, _reminded(deadline.target, deadline.at, rung.id, rung.to)


def moment_of(state: UnitState) -> timedelta:
    """A unit's own moment within the plan's spread, so that not all speak at once."""
    reminders = state.rules.reminders
    if reminders is None or reminders.spread.count == 0:
        return timedelta(0)
    unit, spread = f"{state.campaign}:{state.unit.code}", timedelta(minutes=reminders.spread.count)
    return _drawn(
        unit, spread, _A_SECOND if state.rules.edition < FIFTH_EDITION else _A_MILLISECOND
    )


@lru_cache(maxsize=4096)
def _drawn(unit: str, spread: timedelta, grain: timedelta) -> timedelta:
    drawn = int.from_bytes(sha256(unit.encode()).digest()[:8])
    return drawn % (spread // grain) * grain


def find_rung(reminders: Reminders | None, rung: str) -> Rung | None:
    """The rung of that id; None where the plan has none any more."""
    ladders = () if reminders is None else reminders.ladders
    return next((own for ladder in ladders for own in ladder.rungs if own.id == rung), None)


def next_escalation(
    state: UnitState, deadline: Deadline, after: date
) -> tuple[date, tuple[PersonRole, ...]] | None:
    """The first day after `after` on which somebody more above the coordinator is told, and who."""
    ladder = ladder_for(state, deadline.target)
    if ladder is None:
        return None
    calendar = state.rules.calendar
    told: set[PersonRole] = {"coordinator"}
    schedule = _schedule(calendar, ladder, local_date(calendar, deadline.at))
    reached = [(at, rung) for rung, instants in schedule for at in instants]
    for at, rung in sorted(reached, key=itemgetter(0)):
        more = tuple(role for role in rung.to if role not in told)
        day = local_date(calendar, at)
        if more and day > after:
            return day, more
        told.update(more)
    return None


def ladder_for(state: UnitState, target: Target) -> Ladder | None:
    """The ladder of a step's kind or of an item, or the usual one; None for what has no ladder.

    A unit as a whole has that of the start, where the plan has one, until it has started.
    """
    reminders = state.rules.reminders
    if reminders is None:
        return None
    kind = _kind_of(state, target)
    if kind is None:
        return None
    usual = None
    for ladder in reminders.ladders:
        if kind in ladder.kinds:
            return ladder
        if not ladder.kinds:
            usual = ladder
    return usual if kind != "start" else None


def _kind_of(state: UnitState, target: Target) -> LadderKind | None:
    """The kind whose ladder a target has; an item has that of rectification."""
    if target == UNIT:
        return "start" if state.started_at is None else None
    if target.kind == "item":
        return "rectification"
    found = find_step(track(state), target.id) if target.kind == "step" else None
    return None if found is None else found[1].kind


def _ahead(
    schedule: Schedule, since: datetime
) -> dict[tuple[datetime, tuple[PersonRole, ...]], Rung]:
    """The next instant of every rung after `since`, both without a unit's own moment."""
    ahead: dict[tuple[datetime, tuple[PersonRole, ...]], Rung] = {}
    for rung, instants in schedule:
        to_come = bisect_right(instants, since)
        if to_come < len(instants):
            ahead[instants[to_come], rung.to] = rung
    return ahead


def _schedules(
    state: UnitState, deadlines: tuple[Deadline, ...]
) -> Iterator[tuple[Deadline, timedelta, Schedule]]:
    """The deadlines that have a ladder, with the unit's own moment and the ladder's instants."""
    reminders = state.rules.reminders
    if reminders is None:
        return
    moment = moment_of(state)
    of_items: dict[datetime, Schedule] = {}
    for deadline in deadlines:
        schedule = of_items.get(deadline.at) if deadline.target.kind == "item" else None
        if schedule is None:
            ladder = ladder_for(state, deadline.target)
            if ladder is None:
                continue
            day = local_date(state.rules.calendar, deadline.at)
            schedule = _schedule(state.rules.calendar, ladder, day)
            if deadline.target.kind == "item":
                of_items[deadline.at] = schedule
        yield deadline, moment, schedule


def said_to(state: UnitState) -> datetime:
    """Up to when everything has been said to people that there was to say."""
    return state.heeded_at or state.launched_at


@lru_cache(maxsize=8192)
def _reminded(target: Target, due: datetime, rung: str, to: tuple[PersonRole, ...]) -> Reminded:
    """What a rung says of a deadline. It is kept, since it is asked for at every command."""
    return Reminded(target=target, due=due, rung=rung, to=to)


@lru_cache(maxsize=4096)
def _schedule(calendar: WorkingCalendar, ladder: Ladder, due: date) -> Schedule:
    """The instants of every rung of a ladder, for what is due on a working day."""
    return tuple(
        (rung, tuple(opening_of(calendar, day) for day in _days(calendar, rung, due)))
        for rung in ladder.rungs
    )


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
