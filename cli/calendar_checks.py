"""The working calendars that a campaign's units carry, held against what is known now."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Annotated

from intake.holidays import working_calendar
from rules.calendar import days_that_differ, is_working_day
from schemas.amendment import Amendment, CalendarChange
from schemas.amendment_preview import AmendmentPreview
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Model
from schemas.calendar import WorkingCalendar
from schemas.plan import Window

if TYPE_CHECKING:
    from client.gateway import Gateway


class DayChange(Model):
    """A day on which a campaign's calendar is wrong: whether it is worked."""

    date: date
    worked: bool


class CalendarCheck(Model):
    """How the calendar that a campaign's units carry compares with what is known now.

    `provisional` are its years without an official announcement; of these `announced` have one
    now. `preview` is what bringing it up to date would change, where anything differs.
    """

    campaign: str
    provisional: tuple[int, ...]
    announced: tuple[int, ...]
    days: Annotated[tuple[DayChange, ...], LEFT_OUT_IF_EMPTY] = ()
    preview: Annotated[AmendmentPreview | None, LEFT_OUT_IF_NONE] = None

    @property
    def differs(self) -> bool:
        """Whether anything differs."""
        return bool(self.days or self.announced)


async def calendars_of(
    gateway: Gateway, campaign: str
) -> tuple[Counter[WorkingCalendar], WorkingCalendar]:
    """The calendars that a campaign's units carry, and the one that they should.

    The working hours stay as they are.
    """
    carried = Counter[WorkingCalendar]()
    rules_carried = await gateway.amendments.rules_carried(campaign)
    for rules, units in rules_carried:
        carried[rules.calendar] += units
    plan = (await gateway.plan(campaign)).plan
    window = plan.window
    if rules_carried:
        last = max(rules.window.last for rules, _ in rules_carried)
        window = Window(first=window.first, last=last)
    known = working_calendar(plan.calendar, plan.timezone, window)
    hours = next((calendar.hours for calendar, _ in carried.most_common(1)), known.hours)
    return carried, known.model_copy(update={"hours": hours})


def compared(
    campaign: str, carried: Counter[WorkingCalendar], known: WorkingCalendar
) -> CalendarCheck:
    """How the calendars that are carried compare with the one that is known."""
    days = {day for calendar in carried for day in days_that_differ(calendar, known)}
    provisional = {year for calendar in carried for year in calendar.provisional}
    return CalendarCheck(
        campaign=campaign,
        provisional=tuple(sorted(provisional)),
        announced=tuple(sorted(provisional.difference(known.provisional))),
        days=tuple(DayChange(date=day, worked=is_working_day(known, day)) for day in sorted(days)),
    )


def calendar_amendment(known: WorkingCalendar, reason: str) -> Amendment:
    """The amendment that gives all units the calendar that is known."""
    change = CalendarChange(kind="calendar", calendar=known)
    return Amendment(reason=reason, changes=(change,))
