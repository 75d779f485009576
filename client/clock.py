"""The clock of a campaign: the wall clock, plus the offset that only a rehearsal has."""

from datetime import UTC, datetime

from schemas.campaign_row import CampaignRow


def time_of(row: CampaignRow) -> datetime:
    """What a campaign's clock reads now."""
    return datetime.now(UTC) + row.clock_offset
