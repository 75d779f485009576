"""What a workflow does depends on what has come, not on how the SDK's core lumps it together.

Of two tasks without commands the core takes the latter for a heartbeat, and gives a worker that has
not seen the unit what came in it together with the next command; on replay it comes before, at its own
time: https://github.com/temporalio/sdk-core/issues/1146. Each story here lets something come in such
a place, and then the next command to a new worker.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver, settled
from tests.workflows.falling_behind import held_row
from tests.workflows.histories import new_replayer
from tests.workflows.retelling import retell, tasks
from tests.workflows.test_story_opinions import LATE, at_work, counted


async def test_the_word_that_a_batch_is_recorded(world: World, postgres_url: str) -> None:
    firm = await started(world)
    done = firm.command("complete_step", step="mobilization_meeting")
    async with held_row(postgres_url, firm.campaign, firm.unit):
        await firm.handle.signal(done.kind, done)
        await firm.handle.signal("complete_step", {"by": "nobody"})
        refused = await world.gateway.refusals(firm.campaign, firm.unit)
        assert refused[-1].refusal.code == "malformed"
    await firm.absorb(done)
    await settled(firm.handle)
    *_, confirmed = tasks(await firm.handle.fetch_history())
    assert not confirmed.did

    await world.restart_worker()
    await firm.do("suspend", "county", reason="The hall is closed.")
    await goes_on(firm)


async def test_a_signal_that_is_refused(world: World) -> None:
    """It was refused when it came, not when the next command did."""
    firm = await started(world)
    for _ in range(2):
        await firm.handle.signal("complete_step", {"by": "nobody"})
        refused = await world.gateway.refusals(firm.campaign, firm.unit)

    await world.restart_worker()
    await firm.do("suspend", "county", reason="The hall is closed.")
    assert await world.gateway.refusals(firm.campaign, firm.unit) == refused
    await goes_on(firm)
    assert await world.gateway.refusals(firm.campaign, firm.unit) == refused


async def test_signals_that_are_accepted_while_a_batch_is_on_its_way(
    world: World, postgres_url: str
) -> None:
    firm = await started(world)
    signals = [firm.command("comment", text=f"Number {number}.") for number in range(3)]
    update = firm.command("suspend", "county", reason="The hall is closed.")
    async with held_row(postgres_url, firm.campaign, firm.unit):
        for signal in signals:
            await firm.handle.signal(signal.kind, signal)
            await until_under_way(firm, "record")
        await world.restart_worker()
        await world.gateway.submit(firm.campaign, firm.unit, update, is_awaited=False)
    await firm.absorb(*signals, update)
    await goes_on(firm)


async def test_what_comes_of_an_effect_while_a_batch_is_on_its_way(
    world: World, postgres_url: str
) -> None:
    firm = await at_work(world, "between")
    before, after = (firm.command("comment", text=text) for text in ("Before.", "After."))
    async with (
        counting(firm, postgres_url) as count,
        held_row(postgres_url, firm.campaign, firm.unit),
    ):
        await firm.handle.signal(before.kind, before)
        await until_under_way(firm, "count_opinions", "record")
        await count.rollback()
        await until_under_way(firm, "record")
        await world.restart_worker()
        await world.gateway.submit(firm.campaign, firm.unit, after, is_awaited=False)
    await firm.absorb(before)
    await firm.take(counted(firm))
    await firm.absorb(after)
    await goes_on(firm)


async def test_what_comes_of_an_effect_that_nobody_waits_for(
    world: World, postgres_url: str
) -> None:
    """Until somebody does again: then it is done again."""
    firm = await at_work(world, "again")
    async with counting(firm, postgres_url) as count:
        await firm.do("withdraw", "city", cause="closed", reason="They have left.")
        await until_under_way(firm, "count_opinions")
        await count.rollback()
    await settled(firm.handle)
    await world.restart_worker()
    await firm.do("reopen", "city", reason="They are back.")
    await firm.take(counted(firm))
    await goes_on(firm)


async def started(world: World) -> Driver:
    """A firm that has started, and rests."""
    code = new_code("empty")
    await launch(world.gateway, code, unit("F-1", "state_firm"))
    firm = await Driver.of(world, code, "F-1")
    await firm.start()
    await settled(firm.handle)
    return firm


@asynccontextmanager
async def counting(
    firm: Driver, database_url: str
) -> AsyncGenerator[psycopg.AsyncConnection[tuple[Any, ...]]]:
    """The firm's opinions are being counted, and cannot be until the connection rolls back."""
    await firm.until_day(firm.day(8), LATE)
    await settled(firm.handle)
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.execute("lock table opinions in access exclusive mode")
        await firm.do("close_solicitation", step="opinions")
        await until_under_way(firm, "count_opinions")
        yield connection


async def goes_on(firm: Driver) -> None:
    """Another worker takes the next command; everything that is told of the unit is the same."""
    await firm.world.restart_worker()
    await firm.do("comment", text="And so on.")
    history = await firm.handle.fetch_history()
    await new_replayer().replay_workflow(history)
    retell(history)
    await firm.verify()


async def until_under_way(unit: Driver, *activities: str) -> None:
    """Wait until these activities are under way, and no task."""
    while True:
        raw = (await unit.handle.describe()).raw_description
        pending = sorted(one.activity_type.name for one in raw.pending_activities)
        if pending == [*activities] and not raw.HasField("pending_workflow_task"):
            return
        await asyncio.sleep(0.01)
