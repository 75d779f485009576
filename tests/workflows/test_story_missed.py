"""A sweep misses a unit whose records are behind; the same command given again reaches it."""

import pytest

from schemas.campaign import CampaignCommand, CampaignStatus, CampaignSummary, Miss
from schemas.commands import Command
from schemas.state import Standing
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.falling_behind import behind
from tests.workflows.office import CLOSE, CLOSE_ALL, HOLD, PAUSE, RELEASE, RESUME, again

pytestmark = pytest.mark.usefixtures("uncached")


async def test_what_was_missed_is_reached_by_the_same_command(
    world: World, postgres_url: str
) -> None:
    code = new_code("missed")
    await launch(world.gateway, code, unit("S-1"), unit("S-2"), unit("S-3"))
    one = await Driver.of(world, code, "S-1")
    two = await Driver.of(world, code, "S-2")
    three = await Driver.of(world, code, "S-3")

    await miss(postgres_url, one, PAUSE, CampaignStatus.PAUSED)
    await one.stands(Standing.PREPARING)
    await reach(one, again(PAUSE), CampaignStatus.PAUSED)
    await absorb(HOLD, two, three)
    await absorb(again(HOLD), one)
    await all_stand(Standing.SUSPENDED, one, two, three)

    await miss(postgres_url, two, RESUME, CampaignStatus.RUNNING)
    await two.stands(Standing.SUSPENDED)
    await reach(two, again(RESUME), CampaignStatus.RUNNING)
    await absorb(RELEASE, one, three)
    await absorb(again(RELEASE), two)
    await all_stand(Standing.PREPARING, one, two, three)

    await miss(postgres_url, three, CLOSE_ALL, CampaignStatus.CLOSING)
    await three.do("comment", text="Nobody has closed us.")
    await reach(three, again(CLOSE_ALL), CampaignStatus.CLOSED)
    await absorb(CLOSE, one, two)
    await absorb(again(CLOSE), three)
    for driver in (one, two, three):
        assert (await driver.end()).result == "not_started"


async def miss(
    database_url: str, driver: Driver, command: CampaignCommand, status: CampaignStatus
) -> None:
    """Command the campaign while one unit takes no command; it alone is missed."""
    async with behind(database_url, driver):
        summary = await driver.swept(command)
        assert summary.done[-1].misses == (Miss(unit=driver.unit, code="records_behind"),)
        await has_swept(driver, summary, reached=2, missed=1, status=status)


async def reach(driver: Driver, command: CampaignCommand, status: CampaignStatus) -> None:
    """Command the campaign again; all units are reached, for most of them it is so already."""
    summary = await driver.swept(command)
    await has_swept(driver, summary, reached=3, missed=0, status=status)


async def has_swept(
    driver: Driver, summary: CampaignSummary, *, reached: int, missed: int, status: CampaignStatus
) -> None:
    """The last sweep came to this, and the campaign's row tells what its workflow does."""
    sweep = summary.done[-1]
    assert (sweep.reached, sweep.missed, summary.status) == (reached, missed, status)
    assert (await driver.world.gateway.campaign(driver.campaign)).status is status


async def absorb(command: Command, *drivers: Driver) -> None:
    """Each of these units was told once."""
    for driver in drivers:
        await driver.absorb(command)


async def all_stand(standing: Standing, *drivers: Driver) -> None:
    for driver in drivers:
        await driver.stands(standing)
        await driver.verify()
