"""A unit of a rehearsal stands where its clock was moved to, whatever it is busy with on the way."""

import asyncio
from datetime import timedelta
from itertools import cycle
from typing import Any, Final

import pytest
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from client.clock import time_of
from client.unit_clock import UnitClock
from client.units import Units
from schemas.actor import CAMPAIGN_OFFICE
from schemas.roster_change import RosterChange
from tests.conftest import World
from tests.workflows.campaigns import Campaign, new_code, reference_campaign, unit, until_swept
from tests.workflows.driver import Driver
from tests.workflows.falling_behind import held_boxes
from tests.workflows.own_world import own_world
from tests.workflows.test_story_survey import BAD, open_survey, survey_campaign, ten_vote

SOON: Final = timedelta(seconds=30)
"""So far beyond an instant a unit may stand that was moved to it, on a busy machine."""


@pytest.fixture
def slow_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls that skip time take a while, so that they end somewhat later than they were meant to."""
    updating = TimeSkipper._update_time_skipping_config
    lags = cycle((0.045, 0.055, 0.065, 0.075, 0.085))

    async def lagging(skipper: TimeSkipper, handle: Any, config: TimeSkippingConfig) -> Any:
        await asyncio.sleep(next(lags))
        return await updating(skipper, handle, config)

    monkeypatch.setattr(TimeSkipper, "_update_time_skipping_config", lagging)


async def rehearse(world: World, what: Campaign, *codes: str) -> str:
    code = new_code("clock")
    units = [unit(one) for one in codes]
    await world.gateway.launch(
        code, what.source, what.plan, what.calendar, units, (), is_rehearsal=True
    )
    await until_swept(world.gateway, code)
    return code


@pytest.mark.usefixtures("slow_server")
async def test_no_unit_is_carried_on_by_what_happens_before_the_instant(postgres_url: str) -> None:
    """The server may skip to the next timer when an instant passes while a unit is busy."""
    async with own_world(postgres_url) as world:
        code = await rehearse(world, reference_campaign(), "S-1")
        school = await Driver.of(world, code, "S-1")
        await school.start()
        just_before = [timedelta(milliseconds=some) for some in range(10, 100, 20)]
        for after in (*just_before, *[timedelta(minutes=5)] * 8):
            target = (await world.gateway.upcoming(code, "S-1"))[0].at + after

            await world.gateway.rehearsals.fast_forward_to(code, target)

            assert target <= await school.now() < target + SOON


async def test_no_unit_is_carried_on_by_what_is_counted_meanwhile(postgres_url: str) -> None:
    """What comes of a count may move what is due next beyond the instant."""
    async with own_world(postgres_url) as world:
        code = await rehearse(world, survey_campaign(), "S-001")
        school = await Driver.of(world, code, "S-001")
        await open_survey(school)
        await ten_vote(school, BAD)
        await school.until_day(school.day(1, after=school.state.surveys["survey"].until))
        while (ahead := await world.gateway.upcoming(code, "S-001"))[0].event != "due_soon":
            await school.until(ahead[0].at)
        await school.until(ahead[0].at - timedelta(hours=15))
        row = await world.gateway.campaign(code)
        offset = row.clock_offset + (await school.now() - time_of(row))
        await world.records.campaigns.set_clock_offset(code, offset)
        async with held_boxes(postgres_url, code):
            await school.do("close_survey", step="survey")
            target = (await world.gateway.upcoming(code, "S-001"))[0].at + timedelta(minutes=5)
            moving = asyncio.create_task(world.gateway.rehearsals.fast_forward_to(code, target))
            await until_skipping(school)
        await moving

        assert school.state.surveys["survey"].status == "ended"
        assert (await world.gateway.unit(code, "S-001")).state.surveys["survey"].status == "below"
        assert target <= await school.now() < target + SOON


async def until_skipping(school: Driver) -> None:
    """Wait until the server is to skip time for a unit as soon as it is idle."""
    skipper = TimeSkipper(school.world.client)
    while True:
        info = await skipper.get_time_skipping_info(school.handle)
        if info is not None and info.effective_config.enabled:
            return
        await asyncio.sleep(0.01)


async def test_a_unit_whose_workflow_has_ended_keeps_nobody_from_moving(postgres_url: str) -> None:
    async with own_world(postgres_url) as world:
        code = await rehearse(world, reference_campaign(), "S-1", "S-2")
        lost, other = await Driver.of(world, code, "S-1"), await Driver.of(world, code, "S-2")
        await lost.handle.terminate("by an operator")
        target = (await world.gateway.unit(code, "S-2")).row.next_due
        assert target is not None

        await world.gateway.rehearsals.fast_forward_to(code, target)

        assert (
            await UnitClock(
                world.client, world.records, Units(world.client, world.records), code, "S-1"
            ).now()
            is None
        )
        assert target <= await other.now() < target + SOON


@pytest.mark.usefixtures("slow_server")
async def test_a_unit_that_is_added_is_not_carried_on(postgres_url: str) -> None:
    async with own_world(postgres_url) as world:
        what = reference_campaign()
        code = await rehearse(world, what, "S-1")
        await world.gateway.rehearsals.fast_forward(code, timedelta(days=9))
        late = [f"S-{number}" for number in range(2, 14)]
        await world.gateway.rosters.apply(
            code,
            RosterChange(added=tuple(map(unit, late))),
            merged={},
            by=CAMPAIGN_OFFICE,
            reason="New.",
            command_id="roster-1",
        )
        await until_swept(world.gateway, code)

        clocks = [await Driver.of(world, code, one) for one in late]
        now = await world.gateway.now(code)
        stand = [await clock.now() for clock in clocks]
        assert max(stand) < now + SOON
