"""When people are written to: while they are at work, and once a day unless it is urgent."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from rules.calendar import (
    close_of,
    is_working_day,
    local_date,
    lunch_of,
    on_or_after,
    opening_of,
)
from schemas.actor import Actor
from schemas.calendar import WorkingCalendar
from schemas.notice import Message, Notice
from schemas.quantities import Minutes
from schemas.unit_rules import UnitRules

_ONE_DAY: Final = timedelta(days=1)

_LATE: Final = timedelta(minutes=1)
"""How late the clock may be heeded when thousands of units are due in one instant."""

_SAID_AGAIN: Final = frozenset({"reminder", "escalation"})
"""The kinds of notices of which a later one says all that an earlier one said."""

_LONGEST_PAUSE: Final = timedelta(hours=1)
_MOST_ATTEMPTS: Final = 24


def at_work(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """The first instant, from `instant` on, at which people are at work and not at lunch."""
    day = local_date(calendar, instant)
    if not is_working_day(calendar, day) or instant >= close_of(calendar, day):
        return _next_opening(calendar, day)
    if instant < opening_of(calendar, day):
        return opening_of(calendar, day)
    lunch = lunch_of(calendar, day)
    return lunch[1] if lunch is not None and lunch[0] <= instant < lunch[1] else instant


@lru_cache(maxsize=4096)
def in_days_message(calendar: WorkingCalendar, instant: datetime, spread: Minutes) -> datetime:
    """When the message of the day goes to which something belongs that has come up at `instant`.

    It goes when all that the morning brings has come together: a minute after the `spread` is
    over. What comes up later in the day is gathered for as long, so that what comes up together
    is said together then too.
    """
    earliest = at_work(calendar, instant)
    day = local_date(calendar, earliest)
    gathering = timedelta(minutes=spread.count) + _LATE
    gatherings = -((opening_of(calendar, day) - earliest) // gathering)
    goes = at_work(calendar, opening_of(calendar, day) + max(1, gatherings) * gathering)
    if local_date(calendar, goes) == day:
        return goes
    return at_work(calendar, _next_opening(calendar, day) + gathering)


def next_days_message(calendar: WorkingCalendar, instant: datetime, spread: Minutes) -> datetime:
    """When the message of the next working day goes: nobody gets a second one on a day."""
    return in_days_message(calendar, _next_opening(calendar, local_date(calendar, instant)), spread)


def may_go_at(
    rules: UnitRules, now: datetime, *, is_urgent: bool, has_gone_today: bool
) -> datetime:
    """The first instant from `now` on at which what is ready may go to somebody: `now` if it may.

    `has_gone_today` says that this day's message has gone to them. What is not urgent also waits
    until the morning's has come together.
    """
    calendar = rules.calendar
    if is_urgent:
        return at_work(calendar, now)
    if has_gone_today:
        return next_days_message(calendar, now, spread_of(rules))
    earliest = at_work(calendar, now)
    opening = opening_of(calendar, local_date(calendar, earliest))
    return max(earliest, in_days_message(calendar, opening, spread_of(rules)))


def spread_of(rules: UnitRules) -> Minutes:
    """Over how long after the opening what is to be said comes together."""
    return Minutes(0) if rules.reminders is None else rules.reminders.spread


def tried_again_after(attempts: int) -> timedelta | None:
    """How long after so many failed attempts a message is tried again; None where it is given up.

    The pause doubles from a minute up to an hour. Nothing is sent outside of working hours, so the
    last attempt comes when a channel has been down for two working days.
    """
    if attempts >= _MOST_ATTEMPTS:
        return None
    return min(timedelta(minutes=2 ** (attempts - 1)), _LONGEST_PAUSE)


def messages(
    notices: Iterable[Notice], calendar: WorkingCalendar, spread: Minutes
) -> tuple[Message, ...]:
    """The messages that notices make, in the order in which they go.

    What comes up after the message of a day has gone waits for the next working day's. Urgent
    notices have none to wait for; those that waited for people to be at work go together. A rung
    with a channel of its own is said in that channel's messages.
    """
    bundles: dict[tuple[Actor, str | None, datetime, bool], list[Notice]] = {}
    last_gone: dict[tuple[Actor, str | None], datetime] = {}
    for notice in sorted(notices, key=lambda one: (one.say_at, one.at, one.unit, one.revision)):
        at, line = notice.say_at, (notice.audience, notice.channel)
        if not notice.is_urgent:
            at = _after_the_last(calendar, last_gone.get(line), at, spread)
            last_gone[line] = at
        bundles.setdefault((*line, at, notice.is_urgent), []).append(notice)
    made = (
        Message(audience=audience, at=at, notices=without_repeated(bundle))
        for (audience, _, at, _), bundle in bundles.items()
    )
    return tuple(sorted(made, key=lambda one: one.at))


def count_messages(instants: Iterable[datetime], calendar: WorkingCalendar, spread: Minutes) -> int:
    """How many messages `messages` makes for one audience of notices that are not urgent.

    `instants` are those from which they may be said.
    """
    gone: list[datetime] = []
    for instant in sorted(instants):
        gone.append(_after_the_last(calendar, gone[-1] if gone else None, instant, spread))
    return len(set(gone))


def without_repeated(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """The notices of one message without reminders that a later one of the same thing replaces.

    They meet in one message when an earlier one could not be said on its day.
    """
    kept: dict[object, Notice] = {}
    for notice in notices:
        key: object = notice
        if notice.kind in _SAID_AGAIN:
            key = (notice.campaign, notice.unit, notice.kind, notice.target)
            kept.pop(key, None)
        kept[key] = notice
    return tuple(kept.values())


def _after_the_last(
    calendar: WorkingCalendar, last: datetime | None, at: datetime, spread: Minutes
) -> datetime:
    """When something is said to somebody whose last message of a day goes, or has gone, at `last`."""
    if last is None:
        return at
    if at > last and local_date(calendar, at) == local_date(calendar, last):
        return next_days_message(calendar, last, spread)
    return max(at, last)


def _next_opening(calendar: WorkingCalendar, day: date) -> datetime:
    return opening_of(calendar, on_or_after(calendar, day + _ONE_DAY))
