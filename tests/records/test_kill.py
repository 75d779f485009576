"""The database is killed or frozen: nothing is lost, nothing doubled, and all goes on by itself."""

import asyncio
import os
import signal
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bench.kills import frozen
from records.errors import DatabaseUnavailable
from records.migration import migrate
from records.store import Records, open_records
from tests.postgres import running_postgres
from tests.records.launched import assert_recorded, launch, launch_story, record, story
from tests.records.saying import REMINDED, begin, coordinator, morning
from tests.rules.reference import with_unit
from tests.rules.stories import Story
from worker.postgres import EmbeddedPostgres

KILLS = 3


@pytest.fixture
async def server() -> AsyncIterator[EmbeddedPostgres]:
    """A server of its own, which may be killed."""
    async with running_postgres() as server:
        await migrate(server.url)
        yield server


def kill(server: EmbeddedPostgres) -> None:
    """Kill -9, in the middle of whatever it does."""
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)


async def test_what_was_recorded_outlives_kills_and_what_was_not_is_recorded_again(
    server: EmbeddedPostgres,
) -> None:
    async with open_records(server.url) as records:
        units = [with_unit(code=f"SCH-{number:03}") for number in range(8)]
        campaign = await launch(records, units)
        stories = [story(campaign, unit).finish() for unit in units]
        unavailable: list[DatabaseUnavailable] = []
        recorded = asyncio.Semaphore(0)

        async def keep_recording(told: Story) -> None:
            """Entry by entry, each of them again until it is confirmed."""
            for revision in range(1, told.state.revision + 1):
                confirmed = 0
                while confirmed < revision:
                    try:
                        confirmed = (await record(records, told, to=revision)).revision
                    except DatabaseUnavailable as error:
                        unavailable.append(error)
                        await server.start()
                recorded.release()

        async def keep_killing() -> None:
            for _ in range(KILLS):
                for _ in range(sum(told.state.revision for told in stories) // (KILLS + 1)):
                    await recorded.acquire()
                kill(server)

        await asyncio.gather(keep_killing(), *(keep_recording(told) for told in stories))

        assert unavailable
        for told in stories:
            await assert_recorded(records, told)


async def test_a_pool_goes_on_after_a_restart_without_an_error(server: EmbeddedPostgres) -> None:
    async with open_records(server.url) as records:
        told = (await launch_story(records)).start()
        # Fill the pool, so that each of its connections is a dead one afterwards.
        await asyncio.gather(*(record(records, told, to=1) for _ in range(8)))
        kill(server)
        await server.start()
        await asyncio.gather(*(record(records, told) for _ in range(8)))
        await assert_recorded(records, told)


async def test_who_waits_through_a_restart_is_told(server: EmbeddedPostgres) -> None:
    async with open_records(server.url) as records, open_records(server.url) as other:
        told = (await launch_story(records)).start()
        campaign, revision = told.state.campaign, told.state.revision
        waiting = asyncio.create_task(
            other.listening.wait_recorded(campaign, "SCH-001", revision, timedelta(seconds=60))
        )
        await record(records, told, to=1)
        assert await other.listening.wait_recorded(campaign, "SCH-001", 1, timedelta(seconds=20))
        kill(server)
        await server.start()
        await record(records, told)
        assert await waiting


async def test_a_database_that_is_down_is_said_to_be(server: EmbeddedPostgres) -> None:
    async with open_records(server.url) as records:
        await server.stop()
        with pytest.raises(
            DatabaseUnavailable, match=r"The database 'postgres' at .* does not answer"
        ):
            await records.campaigns.all()
        assert not await records.listening.wait_recorded("c", "u", 1, timedelta(milliseconds=50))


async def test_a_database_that_is_frozen_is_said_to_be_and_goes_on(
    server: EmbeddedPostgres,
) -> None:
    silence = r"The database 'postgres' at .* does not answer: it has said nothing for 1 seconds"
    ways: list[Callable[[Records, Story], Awaitable[Any]]] = [
        lambda records, _: records.campaigns.all(),
        record,
        lambda records, _: records.surveys.vote("a" * 16, {}, "b" * 16),
    ]
    for ask in ways:
        async with open_records(server.url, patience=timedelta(seconds=1)) as records:
            told = (await launch_story(records)).start()
            with frozen(server.pid), pytest.raises(DatabaseUnavailable, match=silence):
                await ask(records, told)
            await record(records, told)
            await assert_recorded(records, told)


async def test_who_tires_of_a_frozen_database_is_let_go_at_once(server: EmbeddedPostgres) -> None:
    async with open_records(server.url) as records:
        assert await records.campaigns.all() == ()
        with frozen(server.pid):
            begun = asyncio.get_running_loop().time()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await records.campaigns.all()
            assert asyncio.get_running_loop().time() - begun < 3
        assert await records.campaigns.all() == ()


async def test_every_notice_is_said_and_twice_only_where_it_is_marked(
    server: EmbeddedPostgres,
) -> None:
    async with open_records(server.url) as records:
        number = 24
        saying = await begin(
            records,
            [coordinator(f"c-{index:02}") for index in range(number)],
            [
                with_unit(code=f"S-{index:02}", coordinator=f"c-{index:02}")
                for index in range(number)
            ],
        )
        now = morning(REMINDED)
        await saying.pass_to(now)
        said: dict[str, list[bool]] = defaultdict(list)
        claims = 0

        async def answered(ask: Callable[[], Awaitable[Any]]) -> Any:
            while True:
                try:
                    return await ask()
                except DatabaseUnavailable:
                    await server.start()

        while not await answered(saying.is_over):
            claims += 1
            now += timedelta(seconds=20)
            claiming = asyncio.ensure_future(saying.claim(now, limit=3))
            if claims % 4 == 1:
                kill(server)
            try:
                claimed = await claiming
            except DatabaseUnavailable:
                await server.start()
                continue
            for message in claimed:
                said[message.person.id].append(message.is_possibly_double)
                if claims % 3:  # else it is killed before it can tell
                    await answered(partial(saying.sent, message, now))

        assert set(map(len, said.values())) == {1, 2}
        assert all(marks[1:] == [True] * (len(marks) - 1) for marks in said.values())
        assert {outcome for _, outcome in await saying.outcomes()} <= {"sent", "unconfirmed"}
