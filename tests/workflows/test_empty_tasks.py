"""What a workflow does depends on what has come, not on how the SDK's core lumps it together.

The core takes a task without commands for a heartbeat, and gives a worker that has not seen the unit
what came before and after it in one; on replay, where an update tells them apart, one after the
other: https://github.com/temporalio/sdk-core/issues/1146.
"""

from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver, settled
from tests.workflows.falling_behind import held_row
from tests.workflows.histories import new_replayer
from tests.workflows.retelling import tasks


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
