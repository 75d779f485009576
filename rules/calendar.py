"""Counting working days over a calendar that is data.

All functions are pure. A working day is counted by its local date; an instant is turned into one
by the calendar's own time zone.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from schemas.calendar import WorkingCalendar
from schemas.quantities import WorkingDays

_ONE_DAY = timedelta(days=1)


def is_working_day(calendar: WorkingCalendar, day: date) -> bool:
    """Whether `day` is worked."""
    return _is_worked(day, *_exceptions(calendar))


def on_or_after(calendar: WorkingCalendar, day: date) -> date:
    """The first working day that is not before `day`."""
    return _nearest(calendar, day, _ONE_DAY)


def on_or_before(calendar: WorkingCalendar, day: date) -> date:
    """The last working day that is not after `day`."""
    return _nearest(calendar, day, -_ONE_DAY)


def add_working_days(calendar: WorkingCalendar, day: date, length: WorkingDays) -> date:
    """The working day that is `length` working days after `day`, which itself does not count.

    A length of none gives `day`, or the next working day where `day` is off.
    """
    if length.count == 0:
        return on_or_after(calendar, day)
    return _step(calendar, day, length, _ONE_DAY)


def subtract_working_days(calendar: WorkingCalendar, day: date, length: WorkingDays) -> date:
    """The working day that is `length` working days before `day`, which itself does not count."""
    return _step(calendar, day, length, -_ONE_DAY)


def working_days_between(calendar: WorkingCalendar, first: date, last: date) -> WorkingDays:
    """How many working days lie after `first` and up to `last`, `last` included; none if reversed.

    The inverse of `add_working_days`: for a working day `d`,
    `working_days_between(c, d, add_working_days(c, d, n)) == n`.
    """
    off, worked = _exceptions(calendar)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return WorkingDays(sum(_is_worked(day, off, worked) for day in days))


def days_that_differ(one: WorkingCalendar, other: WorkingCalendar) -> tuple[date, ...]:
    """The days, known to both calendars, that are worked by one of them and not by the other."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if is_working_day(one, day) != is_working_day(other, day))


def close_of(calendar: WorkingCalendar, day: date) -> datetime:
    """The instant at which business closes on `day`, in UTC."""
    return _instant(calendar.timezone, datetime.combine(day, calendar.hours.close))


def opening_of(calendar: WorkingCalendar, day: date) -> datetime:
    """The instant at which business opens on `day`, in UTC."""
    return _instant(calendar.timezone, datetime.combine(day, calendar.hours.open))


def at_local(calendar: WorkingCalendar, day: date, clock: time) -> datetime:
    """The instant of a time of the campaign's clock on `day`, in UTC."""
    return _instant(calendar.timezone, datetime.combine(day, clock))


def lunch_of(calendar: WorkingCalendar, day: date) -> tuple[datetime, datetime] | None:
    """The instants at which the lunch break of `day` begins and ends, in UTC; None without one."""
    lunch = calendar.hours.lunch
    if lunch is None:
        return None
    begins, ends = (datetime.combine(day, moment) for moment in (lunch.begins, lunch.ends))
    return _instant(calendar.timezone, begins), _instant(calendar.timezone, ends)


def local_date(calendar: WorkingCalendar, instant: datetime) -> date:
    """The date of an instant where the campaign takes place."""
    return local_time(calendar, instant).date()


def local_time(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """The same instant on the campaign's clock."""
    return instant.astimezone(ZoneInfo(calendar.timezone))


def _instant(timezone: str, local: datetime) -> datetime:
    # In a gap fold=0 takes the offset before the change, so the instant exists and is not earlier.
    return local.replace(tzinfo=ZoneInfo(timezone), fold=0).astimezone(UTC)


def _is_worked(day: date, off: frozenset[date], worked: frozenset[date]) -> bool:
    return day in worked or (day.weekday() < 5 and day not in off)


def _nearest(calendar: WorkingCalendar, day: date, step: timedelta) -> date:
    off, worked = _exceptions(calendar)
    while not _is_worked(day, off, worked):
        day += step
    return day


def _step(calendar: WorkingCalendar, day: date, length: WorkingDays, step: timedelta) -> date:
    off, worked = _exceptions(calendar)
    for _ in range(length.count):
        day += step
        while not _is_worked(day, off, worked):
            day += step
    return day


@lru_cache(maxsize=256)
def _exceptions(calendar: WorkingCalendar) -> tuple[frozenset[date], frozenset[date]]:
    return frozenset(calendar.days_off), frozenset(calendar.workdays)
