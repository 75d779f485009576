"""When people are written to: while they are at work, and once a day unless it is urgent."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
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

_ONE_DAY: Final = timedelta(days=1)

_LATE: Final = timedelta(minutes=1)
"""How late the clock may be heeded when thousands of units are due in one instant."""

_SAID_AGAIN: Final = frozenset({"reminder", "escalation"})
"""The kinds of notices of which a later one says all that an earlier one said."""


def at_work(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """The first instant, from `instant` on, at which people are at work and not at lunch."""
    day = local_date(calendar, instant)
    if not is_working_day(calendar, day) or instant >= close_of(calendar, day):
        return _next_opening(calendar, day)
    if instant < opening_of(calendar, day):
        return opening_of(calendar, day)
    lunch = lunch_of(calendar, day)
    return lunch[1] if lunch is not None and lunch[0] <= instant < lunch[1] else instant


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


def messages(
    notices: Iterable[Notice], calendar: WorkingCalendar, spread: Minutes
) -> tuple[Message, ...]:
    """The messages that notices make, in the order in which they go.

    What comes up after the message of a day has gone waits for the next working day's. Urgent
    notices have none to wait for; those that waited for people to be at work go together.
    """
    bundles: dict[tuple[Actor, datetime, bool], list[Notice]] = {}
    last_gone: dict[Actor, datetime] = {}
    for notice in sorted(notices, key=lambda one: (one.say_at, one.at, one.unit, one.revision)):
        at = notice.say_at
        if not notice.is_urgent:
            at = _after_the_last(calendar, last_gone.get(notice.audience), at, spread)
            last_gone[notice.audience] = at
        bundles.setdefault((notice.audience, at, notice.is_urgent), []).append(notice)
    made = (
        Message(audience=audience, at=at, notices=without_repeated(bundle))
        for (audience, at, _), bundle in bundles.items()
    )
    return tuple(sorted(made, key=lambda one: one.at))


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
