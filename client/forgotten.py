"""What the records answer for workflows that Temporal has forgotten, or that are not started yet."""

from client.clock import time_of
from records.errors import UnknownCampaign
from records.store import Records
from rules import progress as views
from schemas.campaign import CampaignStatus, CampaignSummary
from schemas.views import Progress, Upcoming


async def progress_by_records(records: Records, campaign: str, unit: str) -> Progress:
    """A unit's progress by the rules of its workflow: as it was when that ended, or as it is now.

    Raises:
        UnknownUnit: the records do not have it either.
    """
    stored = await records.units.get(campaign, unit)
    now = stored.row.closed_at or time_of(await records.campaigns.get(campaign))
    return views.progress(stored.state, now)


async def upcoming_by_records(records: Records, campaign: str, unit: str) -> tuple[Upcoming, ...]:
    """What will happen to a unit by itself: nothing, where its campaign is over. Raises UnknownUnit."""
    return views.upcoming((await records.units.get(campaign, unit)).state)


async def summary_by_records(records: Records, campaign: str) -> CampaignSummary:
    """What a campaign that is closed is about: no sweep is left. Of another one only its workflow knows.

    Raises:
        UnknownCampaign: it is not closed, or the records do not have it either.
    """
    row = await records.campaigns.get(campaign)
    if row.status is not CampaignStatus.CLOSED:
        raise UnknownCampaign(campaign)
    return CampaignSummary(campaign=campaign, status=row.status, units=row.totals.units)
