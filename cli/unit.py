"""`phaseline unit`, what is read of units: list, show, journal, upcoming, allowed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from cli import values
from cli.choosing import After, District, Group, Limit, Phase, Type, words_of_list
from cli.clocks import on_clock
from cli.command import Call, Shared, command
from cli.exits import Mistake
from cli.help import new_app
from cli.unit_lists import show_journal, show_possibilities, show_units, show_upcoming
from cli.unit_view import show_progress
from cli.words import Words
from cli.wrong_values import fitting
from schemas.roster import Level
from schemas.state import Standing
from schemas.units import Lack, UnitFilter

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

UnitCode = Annotated[str, typer.Argument(metavar="UNIT")]
_Code = str | None


@command(app, "list", Shared.CAMPAIGN)
def list_(
    call: Call,
    district: District = None,
    type_: Type = None,
    level: Annotated[Level | None, typer.Option("--level")] = None,
    phase: Phase = None,
    standing: Annotated[Standing | None, typer.Option("--standing")] = None,
    group: Group = None,
    coordinator: Annotated[_Code, typer.Option("--coordinator", metavar="ID")] = None,
    is_overdue: Annotated[bool, typer.Option("--overdue")] = False,
    lacking: Annotated[Lack | None, typer.Option("--lacking")] = None,
    text: Annotated[_Code, typer.Option("--text", metavar="PART")] = None,
    due_by: Annotated[
        date | None, typer.Option("--due-by", parser=values.day, metavar="DATE")
    ] = None,
    overdue_since: Annotated[
        datetime | None, typer.Option("--overdue-since", parser=values.moment, metavar="WHEN")
    ] = None,
    changed_since: Annotated[
        datetime | None, typer.Option("--changed-since", parser=values.moment, metavar="WHEN")
    ] = None,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """List units, a page at a time."""
    if is_overdue and standing is not None:
        raise Mistake("overdue_is_a_standing")
    wanted = fitting(
        UnitFilter,
        district=district,
        type=type_,
        level=level,
        phase=phase,
        standing=Standing.OVERDUE if is_overdue else standing,
        supervision_group=group,
        coordinator=coordinator,
        text=text,
        lacking=lacking,
    )

    async def work(gateway: Gateway) -> None:
        zone = ZoneInfo((await call.row_of(gateway)).timezone)
        since = {"overdue_since": overdue_since, "changed_since": changed_since}
        on_its_clock = {name: on_clock(at, zone) for name, at in since.items() if at is not None}
        chosen = wanted.model_copy(update=on_its_clock)
        await list_units(call, gateway, chosen, due_by=due_by, after=after, limit=limit)

    call.run(work)


@command(app, "show", Shared.CAMPAIGN)
def show(call: Call, unit: UnitCode) -> None:
    """Show a unit's progress."""

    async def work(gateway: Gateway) -> None:
        await show_unit(call, gateway, unit)

    call.run(work)


@command(app, "journal", Shared.CAMPAIGN)
def journal(
    call: Call,
    unit: UnitCode,
    after: Annotated[
        int, typer.Option("--after", metavar="REVISION", min=0, max=values.LARGEST)
    ] = 0,
    limit: Limit = 1000,
) -> None:
    """Tell what has happened to a unit."""

    async def work(gateway: Gateway) -> None:
        await show_unit_journal(call, gateway, unit, after=after, limit=limit)

    call.run(work)


@command(app, "upcoming", Shared.CAMPAIGN)
def upcoming(call: Call, unit: UnitCode) -> None:
    """Tell what will happen to a unit by itself, and what it has set a date for, soonest first."""

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        track = (await gateway.unit(words.campaign, unit)).row.track
        by_itself = await gateway.upcoming(words.campaign, unit)
        dated = await gateway.engagements(words.campaign, unit)
        ahead = sorted((*by_itself, *dated), key=lambda one: one.at)
        call.out.show(ahead, lambda: show_upcoming(call.out, words, ahead, track))

    call.run(work)


@command(app, "allowed", Shared.CAMPAIGN | Shared.ACTOR)
def allowed(call: Call, unit: UnitCode) -> None:
    """Tell what somebody may do to a unit now, and why not the rest."""

    async def work(gateway: Gateway) -> None:
        found = await gateway.allowed(await call.campaign_of(gateway), unit, call.by)
        call.out.show(found, lambda: show_possibilities(call.out, found))

    call.run(work)


async def list_units(
    call: Call,
    gateway: Gateway,
    wanted: UnitFilter,
    *,
    due_by: date | None = None,
    after: str | None = None,
    limit: int = 50,
) -> None:
    """Show a page of the units that a filter describes, and of which something is due by a day."""
    words = await words_of_list(call, gateway, wanted)
    if due_by is None:
        page = await gateway.units(words.campaign, wanted, after=after, limit=limit)
    else:
        page = await gateway.units_due(words.campaign, wanted, due_by, after=after, limit=limit)
    call.out.show(page, lambda: show_units(call.out, words, page))


async def show_unit(call: Call, gateway: Gateway, unit: str) -> None:
    """Show a unit's progress."""
    words = await Words.of(call, gateway)
    progress = await gateway.progress(words.campaign, unit)
    call.out.show(progress, lambda: show_progress(call.out, words, progress))


async def show_unit_journal(
    call: Call, gateway: Gateway, unit: str, *, after: int = 0, limit: int = 1000
) -> None:
    """Show what has happened to a unit."""
    words = await Words.of(call, gateway)
    row = (await gateway.unit(words.campaign, unit)).row
    entries = await gateway.journal(words.campaign, unit, after=after, limit=limit)
    call.out.show(entries, lambda: show_journal(call.out, words, row, entries))
