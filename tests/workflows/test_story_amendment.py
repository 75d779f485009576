"""The rules change under running units: previewed, in pages, once, and for those that come later."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest
from temporalio.client import Client
from temporalio.testing import ActivityEnvironment

from activities.sweeping import Sweeping
from client.in_force import InForce
from client.launching import first_snapshots
from records.errors import AmendedMeanwhile
from rules.amendment import amend_command, has_taken
from schemas.actor import CAMPAIGN_OFFICE
from schemas.amendment import Amendment
from schemas.campaign import AmendCampaign, CampaignStatus, Miss, SweepPage, SweptPage
from schemas.events import Amended
from schemas.quantities import Days
from schemas.roster_change import RosterChange
from schemas.step import Phase
from schemas.unit_rules import UnitRules
from tests.conftest import World
from tests.rules.amendments import amendment, longer
from tests.workflows.campaigns import launch, new_code, unit, until_swept
from tests.workflows.driver import Driver
from tests.workflows.falling_behind import held_row
from tests.workflows.office import CLOSE, CLOSE_ALL, LAUNCH_AGAIN
from tests.workflows.test_sweeping import Refusals

FLOOD = longer(5, districts=["D1"])
RUNNING = CampaignStatus.RUNNING


def given(what: Amendment, id_: str = "amend-1") -> AmendCampaign:
    """The office's command."""
    return AmendCampaign(id=id_, by=CAMPAIGN_OFFICE, kind="amend", amendment=what)


def page_of(campaign: str, what: Amendment) -> SweepPage:
    """The first page of an amendment's sweep."""
    return SweepPage(
        campaign=campaign, command=given(what), limit=10, status=RUNNING, ends_as=RUNNING
    )


def study(rules: UnitRules) -> Phase:
    """The first phase of the phased track."""
    return rules.tracks[0].phases[0]


async def rules_of(world: World, campaign: str, code: str) -> UnitRules:
    """The rules that a unit's row says it carries."""
    return (await world.gateway.unit(campaign, code)).state.rules


async def test_a_district_gets_more_days(world: World, restarts: bool) -> None:
    code = new_code("flood")
    await launch(world.gateway, code, unit("S-1"), unit("S-2", district="D2"), unit("S-3"))
    school = await Driver.of(world, code, "S-1", restarts=restarts)
    await school.start()
    await school.do("complete_step", step="mobilization_meeting")

    preview = await world.gateway.amendments.preview(code, FLOOD)
    assert (preview.units, preview.taken, preview.refused) == (2, 0, {})
    summary = await school.swept(given(FLOOD))
    assert (summary.done[-1].reached, summary.done[-1].misses) == (2, ())
    assert summary.status is RUNNING
    await school.absorb(amend_command(school.state, FLOOD))
    assert isinstance(school.last, Amended)
    assert school.last.reason == FLOOD.reason
    assert study(school.state.rules).length == Days(35)
    await school.verify()
    assert study(await rules_of(world, code, "S-2")).length == Days(30)

    again = await school.swept(given(FLOOD, "amend-2"))
    assert (again.done[-1].reached, again.done[-1].missed) == (2, 0)
    assert (await world.gateway.amendments.preview(code, FLOOD)).taken == 2
    await school.verify()

    without = amendment({"kind": "step_dropped", "step": "mobilization_meeting"})
    preview = await world.gateway.amendments.preview(code, without)
    summary = await school.swept(given(without, "amend-3"))
    refused = (Miss(unit="S-1", code="amendment_without_step"),)
    assert (preview.units, preview.misses) == (2, refused)
    assert (summary.done[-1].reached, summary.done[-1].misses) == (2, refused)
    await school.verify()
    assert await world.gateway.amendments.all(code) == (FLOOD, without)

    await school.swept(CLOSE_ALL)
    await school.absorb(CLOSE)
    assert (await school.end()).result == "unfinished"


@pytest.mark.usefixtures("uncached")
async def test_units_that_a_roster_adds_begin_with_what_is_in_force(world: World) -> None:
    code = new_code("later")
    await launch(world.gateway, code, unit("S-1"), unit("S-2"))
    await world.gateway.command_campaign(code, given(FLOOD))
    await until_swept(world.gateway, code)
    firm = unit("S-2", "state_firm")
    changed = {"before": unit("S-2"), "after": firm, "aspects": ("type",)}
    change = RosterChange.model_validate(
        {"added": (unit("S-8"), unit("S-9", district="D2")), "changed": (changed,)}
    )
    applied = await world.gateway.rosters.apply(
        code, change, merged={}, by=CAMPAIGN_OFFICE, reason="New.", command_id="roster-1"
    )
    assert (applied.added, applied.amended) == (("S-8", "S-9"), ("S-2",))
    await until_swept(world.gateway, code)
    new = await Driver.of(world, code, "S-8")
    assert study(new.state.rules).length == Days(35)
    await new.start()
    await new.verify()
    assert study(await rules_of(world, code, "S-9")).length == Days(30)
    moved = await rules_of(world, code, "S-2")
    assert (moved.unit_type, study(moved).length) == ("state_firm", Days(35))
    preview = await world.gateway.amendments.preview(code, FLOOD)
    assert (preview.units, preview.taken) == (0, 3)


@pytest.mark.usefixtures("uncached")
async def test_a_page_that_is_repeated_amends_nobody_twice(world: World) -> None:
    code = new_code("repeated")
    await launch(world.gateway, code, unit("S-1"), unit("S-2"))
    school = await Driver.of(world, code, "S-1")
    sweeping = Sweeping(world.client, world.records)
    for _ in range(2):
        swept = await ActivityEnvironment().run(sweeping.sweep, page_of(code, FLOOD))
        assert swept == SweptPage(reached=2)
    await school.absorb(amend_command(school.state, FLOOD))
    await school.verify()


@pytest.mark.usefixtures("uncached")
async def test_a_unit_that_is_ahead_of_its_row_is_asked_again(
    world: World, postgres_url: str
) -> None:
    code = new_code("ahead")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    comment = school.command("comment", text="Nobody has written this down yet.")
    async with AsyncExitStack() as held_up:
        refusals = Refusals(held_up.aclose)
        config = world.client.config()
        config["interceptors"] = [refusals]
        sweeping = Sweeping(Client(**config), world.records)
        await held_up.enter_async_context(held_row(postgres_url, code, "S-1"))
        await world.gateway.submit(code, "S-1", comment, is_awaited=False)
        swept = await ActivityEnvironment().run(sweeping.sweep, page_of(code, FLOOD))
    assert refusals.count >= 1
    assert swept == SweptPage(reached=1)
    commented = school.state.model_copy(update={"revision": 1})
    await school.absorb(comment, amend_command(commented, FLOOD))
    await school.verify()


@pytest.mark.usefixtures("uncached")
async def test_a_unit_that_was_never_started_begins_with_it(world: World) -> None:
    code = new_code("waiting")
    await launch(world.gateway, code, unit("S-1"))
    in_force = await InForce.of(world.records, code)
    new = first_snapshots(code, in_force, [unit("S-7")], datetime.now(UTC))
    assert await world.records.units.add(new) == ("S-7",)
    driver = await Driver.of(world, code, "S-1")
    for id_ in ("amend-1", "amend-2"):
        summary = await driver.swept(given(FLOOD, id_))
        assert (summary.done[-1].reached, summary.done[-1].missed) == (2, 0)
    assert has_taken(await rules_of(world, code, "S-7"), FLOOD)
    await driver.swept(LAUNCH_AGAIN)
    late = await Driver.of(world, code, "S-7")
    assert study(late.state.rules).length == Days(35)
    await late.start()
    await late.verify()
    with pytest.raises(AmendedMeanwhile, match=f"The campaign '{code}' was amended meanwhile"):
        await world.records.units.add(new)
