"""What a supervisor wants to know of a campaign: where its units stand, and which are late."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

from cli.command import Call
from cli.counts import show_counts
from cli.kept import show_kept
from cli.output import Output, named
from cli.sweeps import show_sweeps
from cli.unit_lists import show_units
from cli.words import Words
from client.errors import NoAnswer, UnknownCampaign
from schemas.base import LEFT_OUT_IF_FALSE, LEFT_OUT_IF_NONE, Model
from schemas.campaign import CampaignStatus, CampaignSummary
from schemas.campaign_row import CampaignRow
from schemas.counts import CountBy, CountTable
from schemas.dossier import KeptDossiers
from schemas.state import Standing
from schemas.units import UnitFilter, UnitPage
from texts.values import localise

if TYPE_CHECKING:
    from client.gateway import Gateway

_OVERDUE_SHOWN: Final = 20


class CampaignOverview(Model):
    """A campaign as `campaign show` shows it; `now` is the campaign's own clock.

    `summary` is its workflow's answer; it is left out while no worker answers. `overdue` is the
    first page of `unit list --overdue`. `dossiers` tells how far their export is, once it is closed;
    with `is_exporting` workers still go on with it.
    """

    campaign: CampaignRow
    now: datetime
    by_district: CountTable
    by_type: CountTable
    overdue: UnitPage
    summary: Annotated[CampaignSummary | None, LEFT_OUT_IF_NONE] = None
    dossiers: Annotated[KeptDossiers | None, LEFT_OUT_IF_NONE] = None
    is_exporting: Annotated[bool, LEFT_OUT_IF_FALSE] = False


async def show_campaign(call: Call, gateway: Gateway) -> None:
    """Show a campaign as a whole."""
    words = await Words.of(call, gateway)
    overview = await _overview(gateway, words)
    call.out.show(overview, lambda: _draw(call.out, words, overview))


async def _overview(gateway: Gateway, words: Words) -> CampaignOverview:
    campaign = words.campaign
    try:
        summary = await gateway.summary(campaign)
    except (NoAnswer, UnknownCampaign):
        summary = None
    is_closed = words.row.status is CampaignStatus.CLOSED
    return CampaignOverview(
        campaign=words.row,
        now=await gateway.now(campaign),
        by_district=await gateway.counts(campaign, CountBy.DISTRICT, CountBy.STANDING),
        by_type=await gateway.counts(campaign, CountBy.TYPE, CountBy.STANDING),
        overdue=await gateway.units(
            campaign, UnitFilter(standing=Standing.OVERDUE), limit=_OVERDUE_SHOWN
        ),
        summary=summary,
        dossiers=await gateway.dossiers(campaign) if is_closed else None,
        is_exporting=is_closed and await gateway.is_exporting(campaign),
    )


def _draw(out: Output, words: Words, overview: CampaignOverview) -> None:
    row = overview.campaign
    out.print(named(row.title.in_(out.language), row.campaign, "bold"))
    status = localise({"status": row.status}, out.language)["status"]
    out.say("campaign_facts", status=status, first=row.window.first, last=row.window.last)
    out.say("campaign_now", now=words.at(overview.now), timezone=row.timezone)
    counts = row.totals
    out.say(
        "campaign_totals",
        units=counts.units,
        organisations=counts.organisations,
        members=counts.members,
        floating=counts.floating,
    )
    if overview.summary is None:
        out.say("no_summary", "yellow")
    else:
        show_sweeps(out, overview.summary, counts.units)
    if overview.dossiers is not None:
        show_kept(out, row.campaign, overview.dossiers, is_exporting=overview.is_exporting)
    out.heading(out.text("by_district"))
    show_counts(out, words, overview.by_district)
    out.heading(out.text("by_type"))
    show_counts(out, words, overview.by_type)
    out.heading(out.text("overdue_units"))
    show_units(out, words, overview.overdue)
