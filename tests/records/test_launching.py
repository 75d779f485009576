"""Launching: everything or nothing, once, and never over another campaign."""

import asyncio
from pathlib import Path

import pytest
from psycopg.errors import UniqueViolation

import plans
from intake.plan import read_plan
from intake.roster import read_roster
from records.errors import CampaignExists, UnknownCampaign
from records.store import Records
from rules.acceptance import initial_state
from rules.compilation import compile_rules
from rules.snapshot import snapshot
from schemas.campaign import CampaignStatus
from schemas.roster import Person
from tests.records.city import city_units
from tests.records.launched import AT, PLAN, initial, new_campaign
from tests.rules.reference import CALENDAR, with_unit

SOMEBODY = Person(id="p-1", name="示例甲", contact="a@example.org", role="city")
PLANS = Path(plans.__file__).parent


async def test_a_campaign_is_there_with_all_it_begins_with(records: Records) -> None:
    new = new_campaign(source="plan: campaign-2026 # 注\n")
    units = city_units(20, seed=3)
    assert await records.launching.launch(new, initial(new.campaign, units), [SOMEBODY])

    row = await records.campaigns.get(new.campaign)
    assert (row.plan, row.title, row.window) == (PLAN.plan, PLAN.title, PLAN.window)
    assert (row.status, row.created_at) == (CampaignStatus.LAUNCHING, AT)
    assert (row.timezone, row.is_rehearsal) == ("Asia/Shanghai", False)
    assert row.totals.members == sum(unit.members.total for unit in units)
    launched = await records.campaigns.plan(new.campaign)
    assert (launched.plan, launched.source) == (PLAN, new.source)
    assert launched.digest == row.plan_digest
    assert set(await records.units.roster(new.campaign)) == set(units)
    assert await records.people.all(new.campaign) == (SOMEBODY,)
    for stored in await records.units.page(new.campaign, limit=20):
        assert stored.state == initial(new.campaign, [stored.state.unit])[0].state
        assert stored.row.launched_at is None


async def test_the_same_again_changes_nothing(records: Records) -> None:
    new = new_campaign()
    units = initial(new.campaign, [with_unit(code=f"U{number}") for number in range(3)])
    assert await records.launching.launch(new, units, [])
    before = await records.units.page(new.campaign, limit=3)
    again = new.model_copy(update={"at": AT.replace(hour=5)})
    assert not await records.launching.launch(again, units[::-1], [SOMEBODY])
    assert await records.units.page(new.campaign, limit=3) == before
    assert await records.people.all(new.campaign) == ()
    assert (await records.campaigns.get(new.campaign)).created_at == AT


async def test_another_campaign_of_the_same_code_is_refused(records: Records) -> None:
    new = new_campaign()
    units = initial(new.campaign, [with_unit()])
    await records.launching.launch(new, units, [])
    another = PLAN.model_copy(update={"plan": "another"})
    for changes in ({"plan": another}, {"source": "another: plan"}):
        with pytest.raises(CampaignExists, match="launched before, with another plan"):
            await records.launching.launch(new.model_copy(update=changes), units, [])
    renamed = initial(new.campaign, [with_unit(name="Renamed")])
    with pytest.raises(CampaignExists, match="with another roster"):
        await records.launching.launch(new, renamed, [])
    with pytest.raises(CampaignExists, match=r"with another kind of clock \(rehearsal or not\)"):
        await records.launching.launch(new.model_copy(update={"is_rehearsal": True}), units, [])
    assert await records.units.roster(new.campaign) == (with_unit(),)


async def test_of_several_at_once_one_launches(records: Records) -> None:
    new = new_campaign()
    units = initial(new.campaign, city_units(50, seed=4))
    made = await asyncio.gather(*(records.launching.launch(new, units, []) for _ in range(5)))
    assert sorted(made) == [False, False, False, False, True]
    assert len(await records.units.roster(new.campaign)) == 50


async def test_a_launch_that_fails_leaves_nothing(records: Records) -> None:
    new = new_campaign()
    twice = initial(new.campaign, [with_unit(), with_unit()])
    with pytest.raises(UniqueViolation):
        await records.launching.launch(new, twice, [])
    with pytest.raises(UnknownCampaign):
        await records.campaigns.get(new.campaign)
    assert await records.launching.launch(new, twice[:1], [])


async def test_the_reference_roster_is_there_with_its_figures(records: Records) -> None:
    file = read_plan(PLANS / "reference-2005.yaml")
    roster = read_roster(PLANS / "reference-2005-roster.csv", file.plan)
    rules = compile_rules(file.plan, CALENDAR)
    new = new_campaign(source=file.text, plan=file.plan)
    units = [
        snapshot(initial_state(new.campaign, unit, rules[unit.type], AT), AT)
        for unit in roster.units
    ]
    assert await records.launching.launch(new, units, roster.coordinators)
    totals = (await records.campaigns.get(new.campaign)).totals
    assert (totals.units, totals.organisations, totals.members) == (2469, 1685, 36065)
    assert (await records.campaigns.plan(new.campaign)).plan == file.plan
