"""`phaseline calendar`: look at working calendars, and bring those of running campaigns up to date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.amending import AmendmentApplication, end_amending, preview_and_apply, show_moves
from cli.calendar_checks import CalendarCheck, calendar_amendment, calendars_of, compared
from cli.calendar_views import CalendarShown, show_calendar
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.output import Output, indented
from cli.plan import open_plan
from cli.words import Words
from intake.holidays import is_known_country, working_calendar
from schemas.campaign import CampaignStatus
from schemas.plan import CalendarSource, Window

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_RUNNING: Final = {CampaignStatus.LAUNCHING, CampaignStatus.RUNNING, CampaignStatus.PAUSED}


@command(app, "show", Shared.CAMPAIGN)
def show(
    call: Call,
    country: Annotated[str | None, typer.Option("--country", metavar="CC")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="YEAR", min=1950, max=2100)] = None,
    plan: Annotated[Path | None, typer.Option("--plan", metavar="PLAN")] = None,
) -> None:
    """Show a country's, a plan's or a campaign's working calendar, month by month."""
    if country is not None:
        shown = _of_country(country, year or datetime.now(UTC).year)
    elif plan is not None:
        written = open_plan(call, plan).plan
        shown = CalendarShown.of(
            working_calendar(written.calendar, written.timezone, written.window)
        )
    else:
        shown = call.run(lambda gateway: _of_campaign(call, gateway))
    if year is not None:
        shown = shown.in_year(year)
    call.out.show(shown, lambda: show_calendar(call.out, shown))


@command(app, "check", Shared.CAMPAIGN)
def check(call: Call) -> None:
    """Say which running campaigns' calendars differ from what is known now, and what would move."""

    async def work(gateway: Gateway) -> list[CalendarCheck]:
        rows = await gateway.campaigns()
        wanted = [
            row.campaign
            for row in rows
            if row.status in _RUNNING and call.campaign in (None, row.campaign)
        ]
        if not wanted and call.campaign is not None:
            await gateway.campaign(call.campaign)
        found = []
        for campaign in wanted:
            checked = await _check(call, gateway, campaign)
            found.append(checked)
            if not call.out.as_json:
                words = await Words.of(replace(call, campaign=campaign), gateway)
                _show_check(call.out, words, checked)
        return found

    found = call.run(work)
    if call.out.as_json:
        call.out.document(found)
    elif not found:
        call.out.say("no_campaigns_running")
    if any(checked.differs for checked in found):
        raise typer.Exit(ExitCode.REFUSED)


@command(app, "update", Shared.ACTING)
def update(
    call: Call,
    is_meant: Annotated[bool, typer.Option("--yes")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT")] = None,
) -> None:
    """Preview what the calendar as it is known now would change in a campaign; with --yes, change it."""

    async def work(gateway: Gateway) -> AmendmentApplication | CalendarCheck:
        campaign = (await call.row_of(gateway)).campaign
        carried, known = await calendars_of(gateway, campaign)
        checked = compared(campaign, carried, known)
        if not checked.differs:
            return checked
        amendment = calendar_amendment(known, reason or call.out.text("calendar_reason"))
        return await preview_and_apply(call, gateway, campaign, amendment, is_meant=is_meant)

    done = call.run(work)
    if isinstance(done, CalendarCheck):
        good = done.campaign
        call.out.show(done, lambda: call.out.say("calendar_good", "green", campaign=good))
        return
    end_amending(call, done)


async def _check(call: Call, gateway: Gateway, campaign: str) -> CalendarCheck:
    carried, known = await calendars_of(gateway, campaign)
    checked = compared(campaign, carried, known)
    if not checked.differs:
        return checked
    amendment = calendar_amendment(known, call.out.text("calendar_reason"))
    preview = await gateway.amendments.preview(campaign, amendment)
    return checked.model_copy(update={"preview": preview})


def _of_country(country: str, year: int) -> CalendarShown:
    code = country.upper()
    if len(code) != 2 or not is_known_country(code):
        raise Mistake("unknown_country", country=country)
    window = Window(first=date(year, 1, 1), last=date(year, 12, 31))
    calendar = working_calendar(CalendarSource(country=code), "UTC", window)
    return CalendarShown.of(calendar).in_year(year)


async def _of_campaign(call: Call, gateway: Gateway) -> CalendarShown:
    campaign = await call.campaign_of(gateway)
    carried, known = await calendars_of(gateway, campaign)
    calendar, units = next(iter(carried.most_common(1)), (known, 0))
    return CalendarShown.of(calendar, others=carried.total() - units)


def _show_check(out: Output, words: Words, checked: CalendarCheck) -> None:
    if not checked.differs:
        out.say("calendar_good", "green", campaign=checked.campaign)
    else:
        out.say("calendar_differs", "yellow", campaign=checked.campaign)
    for day in checked.days:
        code = "day_is_worked" if day.worked else "day_is_off"
        out.print(indented(Text(out.text(code, day=day.date))))
    provisional = [year for year in checked.provisional if year not in checked.announced]
    for code, years in (
        ("calendar_announced", checked.announced),
        ("calendar_provisional", provisional),
    ):
        if years:
            out.say(code, "yellow", years=", ".join(map(str, years)))
    if checked.preview is not None:
        show_moves(out, words, checked.preview)
        out.say("update_the_calendar", "yellow")
