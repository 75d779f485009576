"""Campaigns compared: each with its figures of now."""

from collections.abc import Iterable

from client.reporting import compared
from records.store import Records
from schemas.comparison import ComparedCampaign


async def compare_campaigns(
    records: Records, campaigns: Iterable[str]
) -> tuple[ComparedCampaign, ...]:
    """The figures of several campaigns, in the order in which they are named.

    Raises:
        records.errors.UnknownCampaign: one of them is not there.
    """
    return tuple([await compared(records, campaign) for campaign in campaigns])
