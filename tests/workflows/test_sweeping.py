"""How a page of units is reached: a unit that is behind is tried again, one that is over is let be."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

from temporalio.client import (
    Client,
    Interceptor,
    OutboundInterceptor,
    StartWorkflowUpdateInput,
    WorkflowUpdateFailedError,
    WorkflowUpdateHandle,
)
from temporalio.testing import ActivityEnvironment

from activities.sweeping import Sweeping
from schemas.campaign import CampaignStatus, Miss, SweepPage, SweptPage
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.falling_behind import behind
from tests.workflows.office import CLOSE_ALL, HOLD, PAUSE, RESUME


class Refusals(Interceptor):
    """Counts the refused updates of a client; after the first one something is done."""

    def __init__(self, after_the_first: Callable[[], Awaitable[None]]) -> None:
        self.count = 0
        self._after_the_first = after_the_first

    def intercept_client(self, wrapped: OutboundInterceptor) -> OutboundInterceptor:
        return _Listening(wrapped, self)

    async def note(self) -> None:
        self.count += 1
        if self.count == 1:
            await self._after_the_first()


class _Listening(OutboundInterceptor):
    def __init__(self, wrapped: OutboundInterceptor, refusals: Refusals) -> None:
        super().__init__(wrapped)
        self._refusals = refusals

    async def start_workflow_update(
        self, update: StartWorkflowUpdateInput
    ) -> "WorkflowUpdateHandle[Any]":
        handle = await super().start_workflow_update(update)
        try:
            await handle.result()
        except WorkflowUpdateFailedError:
            await self._refusals.note()
        return handle


async def test_a_unit_that_is_behind_is_tried_again(world: World, postgres_url: str) -> None:
    code = new_code("behind")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    paused = CampaignStatus.PAUSED
    page = SweepPage(campaign=code, command=PAUSE, limit=10, status=paused, ends_as=paused)
    async with AsyncExitStack() as held_up:
        refusals = Refusals(held_up.aclose)
        config = world.client.config()
        config["interceptors"] = [refusals]
        sweeping = Sweeping(Client(**config), world.records)
        await held_up.enter_async_context(behind(postgres_url, school))
        swept = await ActivityEnvironment().run(sweeping.sweep, page)
    assert refusals.count == 1
    assert swept == SweptPage(reached=1)
    await school.absorb(HOLD)
    await school.verify()


async def test_offices_are_reached_and_counted_as_no_units(world: World) -> None:
    code = new_code("office")
    itself = unit("O-1", "city_itself", level="city", district="city")
    summary = await launch(world.gateway, code, unit("S-1"), unit("S-2"), itself)
    assert (summary.done[-1].reached, summary.done[-1].offices) == (3, 1)
    summary = await (await Driver.of(world, code, "S-1")).swept(PAUSE)
    assert (summary.done[-1].reached, summary.done[-1].offices) == (3, 1)


async def test_a_unit_that_is_over_is_not_missed(world: World) -> None:
    code = new_code("over")
    await launch(world.gateway, code, unit("S-1"), unit("S-2"), unit("S-3"))
    over, lost = await Driver.of(world, code, "S-1"), await Driver.of(world, code, "S-2")
    await over.do("close", "city")
    await over.end()
    await lost.handle.terminate("by an operator")

    no_more = (Miss(unit="S-2", code="unit_not_open"),)
    for given in (PAUSE, RESUME, CLOSE_ALL):
        summary = await over.swept(given)
        assert (summary.done[-1].reached, summary.done[-1].misses) == (2, no_more)
    assert summary.status is CampaignStatus.CLOSED
