"""A working calendar around this hour: every day is worked, in a zone where it is day."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from schemas.calendar import WorkingCalendar, WorkingHours

_ZONES: Final = ("UTC", "Asia/Shanghai", "America/Los_Angeles")


def zone_by_day() -> ZoneInfo:
    """A zone in which it is neither early nor late, so that the opening and the close fit in."""
    now = datetime.now(UTC)
    return next(zone for zone in map(ZoneInfo, _ZONES) if 2 <= now.astimezone(zone).hour < 21)


def every_day(around: datetime, opens: time, closes: time) -> WorkingCalendar:
    """The calendar of the zone of an instant, in which also Saturdays and Sundays are worked."""
    first = around.date() - timedelta(days=7)
    days = [first + timedelta(days=n) for n in range(60)]
    return WorkingCalendar(
        timezone=str(around.tzinfo),
        first=days[0],
        last=days[-1],
        workdays=tuple(day for day in days if day.weekday() >= 5),
        hours=WorkingHours(open=opens, close=closes),
    )
