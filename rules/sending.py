"""When people are written to: while they are at work, and once a day unless it is urgent."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from rules.calendar import close_of, is_working_day, local_date, on_or_after, opening_of
from schemas.actor import Actor
from schemas.calendar import WorkingCalendar
from schemas.notice import Message, Notice
from schemas.quantities import Minutes

_ONE_DAY = timedelta(days=1)


def at_work(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """The first instant, from `instant` on, at which people are at work and not at lunch."""
    day = local_date(calendar, instant)
    if not is_working_day(calendar, day) or instant >= close_of(calendar, day):
        return opening_of(calendar, on_or_after(calendar, day + _ONE_DAY))
    if instant < opening_of(calendar, day):
        return opening_of(calendar, day)
    lunch, zone = calendar.hours.lunch, ZoneInfo(calendar.timezone)
    if lunch is not None and lunch.begins <= instant.astimezone(zone).time() < lunch.ends:
        return datetime.combine(day, lunch.ends, zone).astimezone(instant.tzinfo)
    return instant


def in_days_message(calendar: WorkingCalendar, instant: datetime, spread: Minutes) -> datetime:
    """When the message of the day goes to which something belongs that has come up at `instant`.

    It goes when all that the morning brings has come together: `spread` after the opening.
    """
    earliest = at_work(calendar, instant)
    gathered = opening_of(calendar, local_date(calendar, earliest)) + timedelta(
        minutes=spread.count
    )
    return at_work(calendar, max(earliest, gathered))


def next_days_message(calendar: WorkingCalendar, instant: datetime, spread: Minutes) -> datetime:
    """When the message of the next working day goes: nobody gets a second one on a day."""
    day = on_or_after(calendar, local_date(calendar, instant) + _ONE_DAY)
    return in_days_message(calendar, opening_of(calendar, day), spread)


def messages(
    notices: Iterable[Notice], calendar: WorkingCalendar, spread: Minutes
) -> tuple[Message, ...]:
    """The messages that notices make, all of them said: in the order in which they go.

    What comes up after the message of a day has gone waits for the next working day's.
    """
    made: list[Message] = []
    gone: dict[Actor, Message] = {}
    for notice in sorted(notices, key=lambda one: (one.say_at, one.at, one.unit, one.revision)):
        if notice.is_urgent:
            made.append(Message(audience=notice.audience, at=notice.say_at, notices=(notice,)))
            continue
        last, at = gone.get(notice.audience), notice.say_at
        if last is not None and at > last.at and _is_same_day(calendar, at, last.at):
            at = next_days_message(calendar, last.at, spread)
        if last is None or at > last.at:
            last = Message(audience=notice.audience, at=at, notices=(notice,))
            made.append(last)
        else:
            grown = last.model_copy(update={"notices": (*last.notices, notice)})
            made[made.index(last)] = grown
            last = grown
        gone[notice.audience] = last
    return tuple(sorted(made, key=attrgetter("at")))


def _is_same_day(calendar: WorkingCalendar, one: datetime, other: datetime) -> bool:
    return local_date(calendar, one) == local_date(calendar, other)
