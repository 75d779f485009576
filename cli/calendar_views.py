"""How working calendars are shown: a month a line, with what is not as in any week."""

from datetime import date
from typing import Annotated, Self

from cli.output import Output
from cli.table import Column, print_table
from schemas.base import LEFT_OUT_IF_ZERO, Model
from schemas.calendar import WorkingCalendar


class CalendarMonth(Model):
    """A month: its days from Monday to Friday that are off, and its weekends that are worked.

    It is provisional where the year's holidays have no official announcement yet.
    """

    month: str
    days_off: tuple[date, ...]
    workdays: tuple[date, ...]
    is_provisional: bool


class CalendarShown(Model):
    """What `calendar show` shows. Of a campaign, `others` units have another calendar."""

    first: date
    last: date
    months: tuple[CalendarMonth, ...]
    others: Annotated[int, LEFT_OUT_IF_ZERO] = 0

    @classmethod
    def of(cls, calendar: WorkingCalendar, others: int = 0) -> Self:
        """A calendar, month by month."""
        return cls(
            first=calendar.first,
            last=calendar.last,
            months=_months(calendar),
            others=others,
        )

    def in_year(self, year: int) -> Self:
        """What of it lies in a year."""
        months = tuple(one for one in self.months if one.month.startswith(f"{year:04}-"))
        first, last = max(self.first, date(year, 1, 1)), min(self.last, date(year, 12, 31))
        return self.model_copy(update={"months": months, "first": first, "last": last})


def show_calendar(out: Output, shown: CalendarShown) -> None:
    """The months, and what is to be known of the whole."""
    out.say("calendar_span", first=shown.first, last=shown.last)
    columns = [
        Column(out.text("month")),
        Column(out.text("days_off"), prose=True),
        Column(out.text("worked_weekends"), prose=True),
        Column(""),
    ]
    rows = [
        (
            one.month,
            _days(one.days_off),
            _days(one.workdays),
            out.text("provisional") if one.is_provisional else "",
        )
        for one in shown.months
    ]
    print_table(out.paper, columns, rows)
    provisional = sorted({one.month[:4] for one in shown.months if one.is_provisional})
    if provisional:
        out.say("calendar_provisional", "yellow", years=", ".join(provisional))
    if shown.others:
        out.say("calendar_others", "yellow", units=shown.others)


def _months(calendar: WorkingCalendar) -> tuple[CalendarMonth, ...]:
    first = calendar.first.year * 12 + calendar.first.month - 1
    last = calendar.last.year * 12 + calendar.last.month - 1
    months = ((number // 12, number % 12 + 1) for number in range(first, last + 1))
    return tuple(
        CalendarMonth(
            month=f"{year:04}-{month:02}",
            days_off=_within(calendar.days_off, year, month),
            workdays=_within(calendar.workdays, year, month),
            is_provisional=year in calendar.provisional,
        )
        for year, month in months
    )


def _within(days: tuple[date, ...], year: int, month: int) -> tuple[date, ...]:
    return tuple(day for day in days if (day.year, day.month) == (year, month))


def _days(days: tuple[date, ...]) -> str:
    return " ".join(str(day.day) for day in days)
