"""The rows of campaigns: status, and the clock that only a rehearsal has."""

from datetime import timedelta

import pytest

from records.errors import NotARehearsal, UnknownCampaign
from records.store import Records
from schemas.campaign import CampaignStatus
from tests.records.launched import AT, initial, launch, new_campaign
from tests.rules.reference import UNIT


async def test_the_newest_is_listed_first(records: Records) -> None:
    old, new = new_campaign(), new_campaign(at=AT + timedelta(days=1))
    for one in (old, new):
        await records.launching.launch(one, initial(one.campaign, [UNIT]), [])
    listed = [row.campaign for row in await records.campaigns.all()]
    assert listed.index(new.campaign) < listed.index(old.campaign)
    rows = {row.campaign: row for row in await records.campaigns.all()}
    assert rows[new.campaign] == await records.campaigns.get(new.campaign)


async def test_the_status_is_as_it_was_set(records: Records) -> None:
    campaign = await launch(records)
    for status in CampaignStatus:
        await records.campaigns.set_status(campaign, status)
        assert (await records.campaigns.get(campaign)).status is status


async def test_a_rehearsals_clock_is_moved(records: Records) -> None:
    new = new_campaign(is_rehearsal=True)
    await records.launching.launch(new, initial(new.campaign, [UNIT]), [])
    assert (await records.campaigns.get(new.campaign)).clock_offset == timedelta(0)
    offset = timedelta(days=42, seconds=1, microseconds=1)
    await records.campaigns.set_clock_offset(new.campaign, offset)
    assert (await records.campaigns.get(new.campaign)).clock_offset == offset


async def test_a_campaign_in_wall_time_keeps_its_clock(records: Records) -> None:
    campaign = await launch(records)
    with pytest.raises(NotARehearsal, match="runs in wall time"):
        await records.campaigns.set_clock_offset(campaign, timedelta(days=1))


async def test_an_unknown_campaign_is_said_to_be(records: Records) -> None:
    with pytest.raises(UnknownCampaign, match="There is no campaign 'nope'"):
        await records.campaigns.get("nope")
    with pytest.raises(UnknownCampaign):
        await records.campaigns.plan("nope")
    with pytest.raises(UnknownCampaign):
        await records.campaigns.set_status("nope", CampaignStatus.PAUSED)
    with pytest.raises(UnknownCampaign):
        await records.campaigns.set_clock_offset("nope", timedelta(0))
