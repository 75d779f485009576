"""The working calendar of a country, from the `holidays` library's tables of public holidays.

The outcome is data that a unit carries; nothing asks the library again once a plan is compiled.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import holidays
from holidays import HolidayBase

from schemas.calendar import WorkingCalendar
from schemas.plan import CalendarSource, Window

BEYOND_WINDOW: Final = timedelta(days=365)
"""A calendar goes on for a year after the window, for what is to be made up after the end."""

_ESTIMATED: Final = "(estimated)"
"""How the library marks a day that the moon has yet to confirm."""

_ANNOUNCEMENTS: Final = (2000, 2100)
"""The years, first and last, in which announced worked weekends are looked for."""


class UnknownCountry(ValueError):
    """There is no table of public holidays for a country."""

    def __init__(self, country: str) -> None:
        super().__init__(
            f"no public holidays are known for '{country}'; "
            "expected a country's two letters as in ISO 3166, such as CN"
        )


def is_known_country(country: str) -> bool:
    """Whether there is a table of public holidays for a country (ISO 3166, two letters)."""
    try:
        _public(country, *_ANNOUNCEMENTS)
    except UnknownCountry:
        return False
    return True


def working_calendar(source: CalendarSource, timezone: str, window: Window) -> WorkingCalendar:
    """The working calendar from the window's first day to a year after its last.

    The plan's own exceptions go before the country's holidays. A year is provisional where its
    holidays are an estimate, or where a country that announces worked weekends (as China does)
    has announced none for it yet. A day that a place left out is not worked. Raises
    UnknownCountry.
    """
    last = window.last + BEYOND_WINDOW
    # The year after, too: a notice for New Year may have the last days of December worked.
    public = _public(source.country, window.first.year, last.year + 1)
    own = {exception.date: exception.worked for exception in source.exceptions}
    days = [window.first + timedelta(days=n) for n in range((last - window.first).days + 1)]
    zone = ZoneInfo(timezone)
    worked = {
        day: own.get(day, public.is_working_day(day)) and _has_come(day, zone) for day in days
    }
    return WorkingCalendar(
        timezone=timezone,
        first=window.first,
        last=last,
        days_off=tuple(day for day in days if day.weekday() < 5 and not worked[day]),
        workdays=tuple(day for day in days if day.weekday() >= 5 and worked[day]),
        provisional=tuple(
            year
            for year in range(window.first.year, last.year + 1)
            if _is_provisional(source.country, public, year)
        ),
        hours=source.hours,
    )


def _has_come(day: date, zone: ZoneInfo) -> bool:
    """Whether there was such a day: Samoa went from 29 to 31 December 2011 over the date line."""
    noon = datetime.combine(day, time(12), zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


@lru_cache
def _public(country: str, first: int, last: int) -> HolidayBase:
    years = range(first, last + 1)
    try:
        return holidays.country_holidays(country, years=years, language="en_US")
    except NotImplementedError as error:
        raise UnknownCountry(country) from error


def _is_provisional(country: str, public: HolidayBase, year: int) -> bool:
    announced = max((d.year for d in _public(country, *_ANNOUNCEMENTS).weekend_workdays), default=0)
    if 0 < announced < year:
        return True
    return any(day.year == year and _ESTIMATED in name for day, name in public.items())
