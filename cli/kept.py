"""`phaseline campaign dossiers`: which dossiers are in the store, and which could not be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from cli.command import Call
from cli.output import Output
from cli.table import Column, print_table
from schemas.campaign import CampaignSummary
from schemas.campaign_row import CampaignRow
from schemas.dossier import DossierList, KeptDossiers
from texts.dossier_findings import say_finding

if TYPE_CHECKING:
    from client.archive import Archive
    from client.gateway import Gateway


def dossiers(call: Call) -> None:
    """List the dossiers of a campaign in the store."""

    async def work(archive: Archive) -> DossierList:
        return await archive.dossiers(await call.campaign_of(archive))

    listed = call.run_on_archive(work)
    call.out.show(listed, lambda: _draw(call.out, listed))


def _draw(out: Output, listed: DossierList) -> None:
    columns = (
        Column(out.text("unit")),
        Column(out.text("entries"), right=True),
        Column(out.text("dossier_name"), wrapped=True),
        Column(out.text("digest_of_manifest"), wrapped=True),
    )
    rows = [
        (one.unit, str(one.revision or ""), one.name or "", one.digest or "")
        for one in listed.dossiers
    ]
    print_table(out.paper, columns, rows)
    show_kept(out, listed.campaign, listed.progress)


def show_kept(
    out: Output, campaign: str, kept: KeptDossiers, *, is_exporting: bool = False
) -> None:
    """How many dossiers are in the store, why others are not, and how to repeat those.

    That they come by themselves is said only where it is known that workers go on, `is_exporting`.
    """
    style = "green" if kept.exported == kept.units else "yellow" if kept.failed else "cyan"
    out.say("dossiers_kept", style, exported=kept.exported, units=kept.units, failed=kept.failed)
    for one in kept.failures:
        for finding in one.findings:
            said = say_finding(finding.code, finding.params, out.language)
            out.print(Text(f"✗ {one.unit}: {said}", "red"))
    if kept.exported < kept.units:
        out.say("export_goes_on" if is_exporting else "export_again", campaign=campaign)


async def show_closed(out: Output, gateway: Gateway, row: CampaignRow) -> None:
    """How far a campaign that is closed has come with its dossiers, which is all that still happens."""
    campaign = row.campaign
    kept = await gateway.dossiers(campaign)
    is_exporting = await gateway.is_exporting(campaign)
    summary = CampaignSummary(campaign=campaign, status=row.status, units=row.totals.units)
    out.show(summary, lambda: show_kept(out, campaign, kept, is_exporting=is_exporting))
