"""`phaseline unit meeting`: the life meetings of a unit's branches, from invitation to minutes."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli import values
from cli.acting import act
from cli.attaching import hand_in, read_file
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.feed import write_file
from cli.help import new_app
from cli.meeting_view import draw_meetings
from cli.member_counts import (
    Floating,
    Intellectual,
    NewEconomy,
    Other,
    ProductionLine,
    Retired,
    members,
)
from cli.unit import UnitCode
from reports.invitation import invitation
from rules.course import find_step, track
from rules.meeting import meeting_step_views

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Step = Annotated[str, typer.Argument(metavar="STEP")]
_Branch = Annotated[str, typer.Argument(metavar="BRANCH")]


@command(app, "convene", Shared.ACTING)
def convene(
    call: Call,
    unit: UnitCode,
    step: _Step,
    branch: _Branch,
    branch_members: Annotated[int, typer.Option("--members", min=1, metavar="N")],
    on: Annotated[date, typer.Option("--on", parser=values.day, metavar="DATE")],
    starts: Annotated[time, typer.Option("--at", parser=values.clock, metavar="TIME")],
    place: Annotated[str, typer.Option("--place", metavar="TEXT")],
    outsiders: Annotated[list[str] | None, typer.Option("--invite", metavar="TEXT")] = None,
) -> None:
    """Convene a branch, or convene it for another time."""
    act(
        call,
        unit,
        "convene_meeting",
        step=step,
        branch=branch,
        members=branch_members,
        on=on,
        starts=starts,
        place=place,
        outsiders=tuple(outsiders or ()),
    )


@command(app, "call-off", Shared.ACTING)
def call_off(
    call: Call,
    unit: UnitCode,
    step: _Step,
    branch: _Branch,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
) -> None:
    """Call a meeting off."""
    act(call, unit, "call_off_meeting", step=step, branch=branch, reason=reason)


@command(app, "record", Shared.ACTING)
def record(
    call: Call,
    unit: UnitCode,
    step: _Step,
    branch: _Branch,
    on: Annotated[date, typer.Option("--on", parser=values.day, metavar="DATE")],
    production_line: ProductionLine = 0,
    intellectual: Intellectual = 0,
    retired: Retired = 0,
    new_economy: NewEconomy = 0,
    other: Other = 0,
    floating: Floating = 0,
    came: Annotated[int, typer.Option("--came", min=0, metavar="N")] = 0,
    talks: Annotated[int, typer.Option("--talks", min=0, metavar="N")] = 0,
    minutes: Annotated[Path | None, typer.Option("--minutes", metavar="FILE")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT")] = None,
) -> None:
    """Record that a branch has met."""
    file = None if minutes is None else read_file(minutes)

    async def keep(gateway: Gateway, campaign: str) -> None:
        if file is not None:
            await hand_in(gateway, campaign, unit, call.by, file)

    act(
        call,
        unit,
        "record_meeting",
        first=keep,
        step=step,
        branch=branch,
        on=on,
        attended=members(
            production_line=production_line,
            intellectual=intellectual,
            retired=retired,
            new_economy=new_economy,
            other=other,
            floating=floating,
        ),
        came=came,
        talks=talks,
        minutes=None if file is None else file.attachment.digest,
        note=note,
    )


@command(app, "show", Shared.CAMPAIGN)
def show(call: Call, unit: UnitCode) -> None:
    """Show a unit's meetings, and how many are still to be held."""

    async def work(gateway: Gateway) -> None:
        campaign = await call.campaign_of(gateway)
        state = (await gateway.unit(campaign, unit)).state
        views = meeting_step_views(state, await gateway.meetings(campaign, unit))
        files = await gateway.attachments.of(campaign, unit)
        call.out.show(views, lambda: draw_meetings(call.out, views, files))

    call.run(work)


@command(app, "invitation", Shared.CAMPAIGN)
def invite(call: Call, unit: UnitCode, step: _Step, branch: _Branch) -> None:
    """Print the invitation to a branch's meeting as an iCalendar file."""

    async def work(gateway: Gateway) -> None:
        campaign = await call.row_of(gateway)
        stored = await gateway.unit(campaign.campaign, unit)
        found = [
            one
            for one in await gateway.meetings(campaign.campaign, unit)
            if (one.step, one.branch) == (step, branch)
        ]
        planned = find_step(track(stored.state), step)
        if not found or planned is None:
            raise Mistake("no_meeting", ExitCode.UNKNOWN, unit=unit, branch=branch, step=step)
        now, language = await gateway.now(campaign.campaign), call.out.language
        file = invitation(campaign, stored.state.unit, found[-1], planned[1].title, now, language)
        call.out.show(found[-1], lambda: write_file(file))

    call.run(work)
