"""Campaigns compared: each with its figures of now."""

from collections.abc import Iterable

from client.reporting import report_on
from records.store import Records
from schemas.comparison import ComparedCampaign
from schemas.report import ReportKind


async def compare_campaigns(
    records: Records, campaigns: Iterable[str]
) -> tuple[ComparedCampaign, ...]:
    """The figures of several campaigns, in the order in which they are named.

    Raises:
        records.errors.UnknownCampaign: one of them is not there.
    """
    compared = []
    for campaign in campaigns:
        report = await report_on(records, campaign, ReportKind.LEAGUE)
        plan = (await records.campaigns.plan(campaign)).plan
        compared.append(
            ComparedCampaign(campaign=report.campaign, programme=plan.programme, city=report.city)
        )
    return tuple(compared)
