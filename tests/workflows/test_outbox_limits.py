"""The database is away: the records wait, and nothing else does, up to a limit that is said."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from rules.refused import Refused
from schemas.commands import Command, Comment
from schemas.identity import REFUSALS
from schemas.limits import BATCH_BYTES, OUTBOX_BYTES, OUTBOX_ENTRIES
from schemas.memory import UnitMemory
from schemas.refusal import RefusedSignal
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.histories import chain_of, replay_all
from tests.workflows.own_world import own_postgres, own_world
from tests.workflows.retelling import is_
from tests.workflows.soundness import assert_sound
from worker.postgres import EmbeddedPostgres

LONG = "𠮷" * 2000
"""As many characters as a note may have, in four bytes each."""

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
    long_sent = await flood(long, [LONG] * (OUTBOX_BYTES // len(LONG.encode()) + 20))
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


async def flood(driver: Driver, texts: Sequence[str]) -> list[Comment]:
    """Signal comments, a hundred at a time; the last ones find the outbox full."""
    by = driver.actor("coordinator")
    sent = [
        Comment(id=f"flood-{number}", by=by, kind="comment", text=text)
        for number, text in enumerate(texts)
    ]
    for begin in range(0, len(sent), 100):
        wave = sent[begin : begin + 100]
        await asyncio.gather(*(driver.handle.signal("comment", one) for one in wave))
        refused = await driver.handle.query(REFUSALS, result_type=tuple[RefusedSignal, ...])
    assert {one.refusal.code for one in refused} == {"records_behind"}
    return sent


async def settle(driver: Driver, sent: Sequence[Command]) -> list[Command]:
    """Wait until all that was taken is recorded; it, in the order in which it was.

    What was not taken is among the refusals, and nothing else is.
    """
    revision = (await driver.progress()).revision
    entries = await driver.entries_to(revision)
    known = {comment.id: comment for comment in sent}
    taken = [known.pop(entry.command) for entry in entries if entry.command in known]
    refused = await driver.world.gateway.refusals(driver.campaign, driver.unit)
    assert {one.command for one in refused} == set(known)
    await driver.absorb(*taken)
    return taken


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
