"""What a workflow does depends on what has come, not on how the SDK's core lumps it together.

The core takes a task without commands for a heartbeat, and gives a worker that has not seen the unit
what came before and after it in one; on replay, where an update tells them apart, one after the
other: https://github.com/temporalio/sdk-core/issues/1146.
"""

import asyncio

import psycopg

from schemas.opinions import SolicitationFellShort
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver, settled
from tests.workflows.falling_behind import held_row
from tests.workflows.histories import new_replayer
from tests.workflows.retelling import retell, tasks
from tests.workflows.test_story_opinions import LATE, at_work, counted


async def test_a_unit_goes_on_after_tasks_in_which_it_had_nothing_to_do(
    world: World, postgres_url: str
) -> None:
    code = new_code("empty")
    await launch(world.gateway, code, unit("F-1", "state_firm"))
    firm = await Driver.of(world, code, "F-1")
    await firm.start()
    await settled(firm.handle)
    done = firm.command("complete_step", step="mobilization_meeting")
    async with held_row(postgres_url, code, "F-1"):
        await firm.handle.signal(done.kind, done)
        await firm.handle.signal("complete_step", {"by": "nobody"})
        refused = await firm.world.gateway.refusals(code, "F-1")
        assert refused[-1].refusal.code == "malformed"
    await firm.absorb(done)
    await settled(firm.handle)
    *_, refusing, confirmed = tasks(await firm.handle.fetch_history())
    assert not refusing.did
    assert not confirmed.did

    await world.restart_worker()
    await firm.do("suspend", "county", reason="The hall is closed.")
    await world.restart_worker()
    await firm.do("resume", "county")
    await new_replayer().replay_workflow(await firm.handle.fetch_history())
    await firm.verify()


async def test_what_comes_of_an_effect_keeps_its_place_among_commands(
    world: World, postgres_url: str
) -> None:
    """Opinions are counted while a batch is on its way, and between tasks without commands."""
    firm = await at_work(world, "between")
    await firm.until_day(firm.day(8), LATE)
    await settled(firm.handle)
    ending = firm.command("close_solicitation", step="opinions")
    before, after = (firm.command("comment", text=text) for text in ("Before.", "After."))
    gateway = world.gateway
    async with await psycopg.AsyncConnection.connect(postgres_url) as counting:
        await counting.execute("lock table opinions in access exclusive mode")
        await gateway.submit(firm.campaign, "F-1", ending)
        await until_under_way(firm, "count_opinions")
        async with held_row(postgres_url, firm.campaign, "F-1"):
            await gateway.submit(firm.campaign, "F-1", before, is_awaited=False)
            await until_under_way(firm, "count_opinions", "record")
            await firm.handle.signal("complete_step", {"by": "nobody"})
            await firm.progress()
            await counting.rollback()
            await until_under_way(firm, "record")
            await world.restart_worker()
            await gateway.submit(firm.campaign, "F-1", after, is_awaited=False)
    await firm.absorb(ending, before, after)
    await firm.take(counted(firm))
    assert isinstance(firm.memory.outbox[-1].event, SolicitationFellShort)
    await world.restart_worker()
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
