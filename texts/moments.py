"""Days and instants as people write them: '8月26日（周五）17:30', 'Friday 26 August, 17:30'."""

from datetime import date, datetime
from typing import Final

from texts.catalogue import Language

_WEEKDAYS: Final = "一二三四五六日"


def say_day(day: str, language: Language, year: int) -> str:
    """An ISO date with its weekday; with the year where that is not `year`, the reader's."""
    return _day(date.fromisoformat(day), language, year)


def say_moment(instant: str, language: Language, year: int) -> str:
    """An ISO instant to the minute, on the clock of its own offset; the year as in `say_day`."""
    at = datetime.fromisoformat(instant)
    day = _day(at.date(), language, year)
    return f"{day}{at:%H:%M}" if language == "zh" else f"{day}, {at:%H:%M}"


def _day(day: date, language: Language, year: int) -> str:
    is_this_year = day.year == year
    if language == "zh":
        shown = f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"
        return shown if is_this_year else f"{day.year}年{shown}"
    shown = f"{_ENGLISH_DAYS[day.weekday()]} {day.day} {_ENGLISH_MONTHS[day.month - 1]}"
    return shown if is_this_year else f"{shown} {day.year}"


# Not by strftime, which follows the locale of the process.
_ENGLISH_DAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_ENGLISH_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
