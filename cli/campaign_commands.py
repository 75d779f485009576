"""`phaseline campaign`: what is done to a campaign as a whole."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from cli import values
from cli.acting import read_campaign_command
from cli.amending import (
    AmendmentApplication,
    end_amending,
    open_amendment,
    preview_and_apply,
)
from cli.clocks import on_clock
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.kept import show_closed
from cli.overview import show_campaign
from cli.sweeps import reach_units, show_misses, sweep_of
from schemas.actor import CAMPAIGN_OFFICE
from schemas.campaign import FURTHEST_FORWARD, CampaignStatus, CampaignSummary
from texts.values import localise

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


@command(app, "pause", Shared.ACTING)
def pause(call: Call, reason: Annotated[str, typer.Option("--reason", metavar="TEXT")]) -> None:
    """Let all units of a campaign stand still."""
    _command(call, "pause", reason=reason)


@command(app, "resume", Shared.ACTING)
def resume(call: Call) -> None:
    """Let a paused campaign go on."""
    _command(call, "resume")


@command(app, "amend", Shared.ACTING)
def amend(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    is_meant: Annotated[bool, typer.Option("--yes")] = False,
) -> None:
    """Preview what an amendment would change in a campaign; with --yes, change it."""

    async def work(gateway: Gateway) -> AmendmentApplication:
        campaign = (await call.row_of(gateway)).campaign
        amendment = await open_amendment(call, gateway, campaign, file)
        return await preview_and_apply(call, gateway, campaign, amendment, is_meant=is_meant)

    end_amending(call, call.run(work))


@command(app, "close", Shared.ACTING)
def close(
    call: Call,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT")] = None,
    is_meant: Annotated[bool, typer.Option("--yes")] = False,
) -> None:
    """End a campaign for all of its units, for good."""
    if not is_meant:
        raise Mistake("close_with_yes")
    _command(call, "close", reason=reason)


@command(app, "forward", Shared.CAMPAIGN)
def forward(
    call: Call,
    days: Annotated[
        int | None,
        typer.Argument(metavar="[DAYS]", min=1, max=FURTHEST_FORWARD.days, show_default=False),
    ] = None,
    to: Annotated[
        datetime | None, typer.Option("--to", metavar="MOMENT", parser=values.moment)
    ] = None,
) -> None:
    """Let days pass in a rehearsal, or all time until a moment; what falls due meanwhile happens."""

    async def work(gateway: Gateway) -> None:
        row = await call.row_of(gateway)
        if to is not None:
            await gateway.rehearsals.fast_forward_to(
                row.campaign, on_clock(to, ZoneInfo(row.timezone))
            )
        elif days is not None:
            await gateway.rehearsals.fast_forward(row.campaign, timedelta(days=days))
        await show_campaign(call, gateway)

    if (days is None) == (to is None):
        raise Mistake("forward_how_far")

    call.run(work)


def _command(call: Call, kind: str, **fields: object) -> None:
    """Command a campaign, and wait with a progress bar until the sweep has been to all units.

    Ends as a refusal does where units were missed: the same command given again reaches them. What
    is closed already is not closed again: it is told how far its dossiers have come.
    """
    given = read_campaign_command({"id": call.command_id, "by": call.by, "kind": kind, **fields})

    async def work(gateway: Gateway) -> CampaignSummary | None:
        row = call.tell_of(await call.row_of(gateway))
        is_over = row.status is CampaignStatus.CLOSED
        if is_over and kind == "close" and call.by == CAMPAIGN_OFFICE:
            await show_closed(call.out, gateway, row)
            return None
        return await reach_units(call.out, gateway, row.campaign, given)

    summary = call.run(work)
    if summary is None:
        return
    sweep = sweep_of(summary, given)

    def draw() -> None:
        status = localise({"status": summary.status}, call.out.language)["status"]
        call.out.say("campaign_is", "green", campaign=summary.campaign, status=status)
        if sweep is not None:
            call.out.say("units_reached", reached=sweep.reached - sweep.offices)
            if sweep.offices:
                call.out.say("and_offices", offices=sweep.offices)
            show_misses(call.out, sweep, summary.status)
        if summary.status is CampaignStatus.CLOSED:
            call.out.say("after_the_end", campaign=summary.campaign)

    call.out.show(summary, draw)
    if sweep is not None and sweep.missed:
        raise typer.Exit(ExitCode.REFUSED)
