"""Amendments in force: kept once, in their order, and heeded by whoever adds units or restates them."""

import pytest

from records.errors import AmendedMeanwhile, UnknownCampaign
from records.store import Records
from rules.amendment import amended, id_of
from rules.snapshot import snapshot
from schemas.amendment import Amendment
from tests.records.launched import AT, RULES, initial, launch, launch_story, record
from tests.rules.amendments import longer
from tests.rules.reference import with_unit
from tests.rules.stories import CITY

FLOOD, FIRE = longer(5), longer(3, reason="the fire")


async def keep(records: Records, campaign: str, what: Amendment) -> None:
    await records.amendments.keep(campaign, id_of(what), what, AT)


async def test_an_amendment_is_kept_once_and_in_its_order(records: Records) -> None:
    campaign, other = await launch(records), await launch(records)
    for what in (FLOOD, FIRE, FLOOD):
        await keep(records, campaign, what)
    assert await records.amendments.all(campaign) == (FLOOD, FIRE)
    assert await records.amendments.all(other) == ()


async def test_units_are_added_only_by_what_is_in_force(records: Records) -> None:
    campaign = await launch(records, [with_unit()])
    new = initial(campaign, [with_unit(code="SCH-002")])
    await keep(records, campaign, FLOOD)
    with pytest.raises(AmendedMeanwhile, match=f"The campaign '{campaign}' was amended"):
        await records.units.add(new)
    assert len(await records.units.roster(campaign)) == 1
    assert await records.units.add(new, amendments=1) == ("SCH-002",)


async def test_a_unit_that_was_not_launched_may_begin_otherwise(records: Records) -> None:
    campaign = await launch(records, [with_unit()])
    (before,) = initial(campaign, [with_unit()])
    rules = amended(before.state.rules, FLOOD)
    other = snapshot(before.state.model_copy(update={"rules": rules}), AT)
    assert await records.units.restate(other)
    assert (await records.units.get(campaign, "SCH-001")).state == other.state
    assert await records.units.initial_state(campaign, "SCH-001") == other.state
    await records.units.mark_launched(campaign, ["SCH-001"], AT)
    assert not await records.units.restate(before)
    assert (await records.units.get(campaign, "SCH-001")).state == other.state


async def test_the_rules_that_units_carry_are_counted(records: Records) -> None:
    told = await launch_story(records)
    campaign = told.state.campaign
    units = [with_unit(code=f"SCH-{number:03}") for number in (2, 3)]
    await records.units.add(initial(campaign, units))
    rules = amended(RULES["school"], FLOOD)
    told.do("amend", CITY, rules=rules, reason="the flood")
    await record(records, told)
    assert await records.units.rules_carried(campaign) == ((RULES["school"], 2), (rules, 1))
    told.do("close", CITY)
    await record(records, told, after=1)
    assert await records.units.rules_carried(campaign) == ((RULES["school"], 2),)


async def test_the_rules_of_the_launch_stay_known(records: Records) -> None:
    told = await launch_story(records)
    campaign = told.state.campaign
    await records.units.mark_launched(campaign, ["SCH-001"], AT)
    (new,) = initial(campaign, [with_unit(code="SCH-000")])
    rules = amended(new.state.rules, FLOOD)
    await records.units.add([snapshot(new.state.model_copy(update={"rules": rules}), AT)])
    told.do("amend", CITY, rules=rules, reason="the flood")
    await record(records, told)
    assert await records.units.launch_rules(campaign) == RULES["school"]
    with pytest.raises(UnknownCampaign):
        await records.units.launch_rules("nowhere")
