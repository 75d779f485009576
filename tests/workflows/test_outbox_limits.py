"""The database is away: the records wait, and nothing else does, up to a limit that is said."""

from collections.abc import AsyncIterator

import pytest

from rules.refused import Refused
from schemas.commands import Command
from schemas.limits import BATCH_BYTES, OUTBOX_BYTES, OUTBOX_ENTRIES
from schemas.memory import UnitMemory
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.falling_behind import LONG, MORE_THAN_FIT, flood, settle
from tests.workflows.histories import chain_of, replay_all
from tests.workflows.own_world import own_postgres, own_world
from tests.workflows.retelling import is_
from tests.workflows.soundness import assert_sound
from worker.postgres import EmbeddedPostgres

AN_ENTRY = 10_000
"""More bytes than an entry with such a note has."""


@pytest.fixture
async def away() -> AsyncIterator[tuple[World, EmbeddedPostgres]]:
    """A world whose database a test may stop and start, and whose runs hand over soon."""
    limit = {"limit.historyCount.suggestContinueAsNew": 200}
    async with own_postgres() as (postgres, url), own_world(url, dynamic_config=limit) as world:
        yield world, postgres


async def test_commands_go_on_without_the_records_up_to_a_limit(
    away: tuple[World, EmbeddedPostgres],
) -> None:
    world, postgres = away
    code = new_code("away")
    await launch(world.gateway, code, unit("MANY"), unit("LONG"))
    many, long = await Driver.of(world, code, "MANY"), await Driver.of(world, code, "LONG")
    first = many.command("comment", text="The first.")
    await many.send(first)
    await postgres.stop()

    second = many.command("comment", text="The second.")
    receipt = await world.gateway.submit(code, "MANY", second, is_awaited=False)
    assert receipt.revision == 2
    many_sent: list[Command] = [second, *await flood(many, ["Short."] * (OUTBOX_ENTRIES + 9))]
    long_sent = await flood(long, [LONG] * MORE_THAN_FIT)
    for driver in (many, long):
        with pytest.raises(Refused) as refused:
            await world.gateway.submit(code, driver.unit, driver.command("comment", text="-"))
        assert refused.value.refusal.code == "records_behind"
    assert await world.gateway.submit(code, "MANY", second) == receipt

    await postgres.start()
    assert len(await settle(many, many_sent)) == OUTBOX_ENTRIES
    assert await settle(long, long_sent) != long_sent
    waited = sum(len(entry.model_dump_json().encode()) for entry in long.memory.outbox)
    assert OUTBOX_BYTES <= waited < OUTBOX_BYTES + AN_ENTRY
    for driver in (many, long):
        await driver.do("comment", text="The records are back.")
        await driver.verify()
        await assert_sound(driver.handle)
    await assert_bounded(world, many)
    await assert_bounded(world, long)
    assert await replay_all(world.client) > 0


async def assert_bounded(world: World, driver: Driver) -> None:
    """No batch and no memory that was handed over is larger than it may be."""
    async for history in chain_of(world.client, driver.handle.id):
        for event in history.events:
            if is_(event, "ACTIVITY_TASK_SCHEDULED"):
                sent = event.activity_task_scheduled_event_attributes.input.payloads[0]
                assert len(sent.data) <= BATCH_BYTES + AN_ENTRY
            elif is_(event, "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"):
                heir = event.workflow_execution_continued_as_new_event_attributes.input.payloads[0]
                outbox = UnitMemory.model_validate_json(heir.data).outbox
                size = sum(len(entry.model_dump_json().encode()) for entry in outbox)
                assert size <= OUTBOX_BYTES + AN_ENTRY
