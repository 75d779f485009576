"""The clock of a campaign: what it reads now, and what somebody's moment is on it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from schemas.campaign_row import CampaignRow


def clock_of(row: CampaignRow) -> str:
    """What a campaign's clock reads now, to the minute, in its own time zone."""
    now = datetime.now(UTC) + row.clock_offset
    return f"{now.astimezone(ZoneInfo(row.timezone)):%Y-%m-%d %H:%M}"


def on_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment on the clock of a zone, unless it has an offset of its own."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
