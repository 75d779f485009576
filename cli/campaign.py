"""`phaseline campaign`: what is read of all campaigns, and of one as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cli.clocks import clock_of
from cli.command import Call, Shared, command
from cli.comparing import compare
from cli.counts import counts
from cli.heads import show_heads
from cli.help import new_app
from cli.kept import dossiers
from cli.output import Output
from cli.overview import show_campaign
from cli.report import report
from cli.table import Column, print_table
from schemas.campaign_row import CampaignRow
from schemas.heads import Heads
from texts.values import localise

if TYPE_CHECKING:
    from client.archive import Archive
    from client.gateway import Gateway

app: Final = new_app()


@command(app, "list")
def list_(call: Call) -> None:
    """List all campaigns, newest first."""

    async def work(gateway: Gateway) -> tuple[CampaignRow, ...]:
        return await gateway.campaigns()

    rows = call.run(work)
    call.out.show(rows, lambda: _show_rows(call.out, rows))


@command(app, "show", Shared.CAMPAIGN)
def show(call: Call) -> None:
    """Show where a campaign's units stand, and which are late."""

    async def work(gateway: Gateway) -> None:
        await show_campaign(call, gateway)

    call.run(work)


command(app, "dossiers", Shared.CAMPAIGN)(dossiers)
command(app, "report", Shared.CAMPAIGN | Shared.MAYBE_ACTOR)(report)
command(app, "compare")(compare)
command(app, "counts", Shared.CAMPAIGN)(counts)


@command(app, "heads", Shared.CAMPAIGN)
def heads(call: Call) -> None:
    """List the heads of all units' journals."""

    async def work(archive: Archive) -> Heads:
        return await archive.heads(await call.campaign_of(archive))

    listed = call.run_on_archive(work)
    call.out.show(listed, lambda: show_heads(call.out, listed))


def _show_rows(out: Output, rows: tuple[CampaignRow, ...]) -> None:
    if not rows:
        out.say("no_campaigns_yet")
        return
    columns = [
        Column(out.text("campaign")),
        Column(out.text("title"), wrapped=True),
        Column(out.text("status")),
        Column(out.text("units"), right=True),
        Column(out.text("from")),
        Column(out.text("to")),
        Column(out.text("rehearsal")),
    ]
    cells = [
        (
            row.campaign,
            row.title.in_(out.language),
            localise({"status": row.status}, out.language)["status"],
            str(row.totals.units),
            str(row.window.first),
            str(row.window.last),
            out.text("clock_reads", now=clock_of(row)) if row.is_rehearsal else "",
        )
        for row in rows
    ]
    print_table(out.paper, columns, cells, lead=2)
