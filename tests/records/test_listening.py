"""Waiting for a revision: told in the moment, also of what was recorded while nobody listened."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import psycopg
import pytest

from records.store import Records, open_records
from tests.records.launched import launch_story, record, story
from tests.rules.stories import Story

LONG = timedelta(seconds=20)
SHORT = timedelta(milliseconds=50)


@pytest.fixture
async def listener(postgres_url: str) -> AsyncIterator[Records]:
    """The records as another process has them, which listens already."""
    async with open_records(postgres_url) as listener:
        assert not await listener.listening.wait_recorded("none", "none", 1, SHORT)
        yield listener


def wait(listener: Records, told: Story, revision: int) -> "asyncio.Task[bool]":
    """Wait for a revision of the story in the background."""
    campaign, unit = told.state.campaign, told.state.unit.code
    waiting = listener.listening.wait_recorded(campaign, unit, revision, LONG)
    return asyncio.create_task(waiting)


async def end_listening(url: str) -> None:
    """End the connections that listen, and return when they are gone."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        ended = await connection.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
            "where query like 'LISTEN%' and datname = current_database()"
        )
        assert (True,) in await ended.fetchall()


async def test_what_is_recorded_already_is_not_waited_for(
    records: Records, listener: Records
) -> None:
    told = (await launch_story(records)).start()
    await record(records, told)
    assert await wait(listener, told, told.state.revision)
    assert await wait(listener, told, 1)


async def test_who_waits_is_told_when_the_revision_is_there(
    records: Records, listener: Records
) -> None:
    told = (await launch_story(records)).start()
    first, last = wait(listener, told, 2), wait(listener, told, told.state.revision)
    await record(records, told, to=2)
    assert await first
    assert not last.done()
    await record(records, told, after=2)
    assert await last


async def test_what_never_comes_is_given_up(records: Records, listener: Records) -> None:
    told = (await launch_story(records)).start()
    await record(records, told)
    waiting = listener.listening.wait_recorded(
        told.state.campaign, "SCH-001", told.state.revision + 1, SHORT
    )
    assert not await waiting
    assert not await listener.listening.wait_recorded(told.state.campaign, "SCH-999", 1, SHORT)


async def test_one_waits_for_its_own_unit_only(records: Records, listener: Records) -> None:
    told, other = [(await launch_story(records)).start() for _ in range(2)]
    waiting = [wait(listener, told, told.state.revision) for _ in range(20)]
    await record(records, other)
    assert await wait(listener, other, other.state.revision)
    assert not any(task.done() for task in waiting)
    await record(records, told)
    assert all(await asyncio.gather(*waiting))


async def test_it_listens_again_after_the_connection_was_lost(
    postgres_url: str, records: Records, listener: Records
) -> None:
    told = (await launch_story(records)).start()
    waiting = wait(listener, told, told.state.revision)
    await end_listening(postgres_url)
    await record(records, told)
    assert await waiting
    later = story(told.state.campaign)
    later.memory = told.memory
    later.do("complete_step", step="mobilise", id="later")
    waiting = wait(listener, later, later.state.revision)
    await record(records, later)
    assert await waiting


async def test_what_was_recorded_while_nobody_listened_is_told_afterwards(
    postgres_url: str, records: Records, listener: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (await launch_story(records)).start()
    may_connect = asyncio.Event()
    connect = listener.database.connect

    async def connect_later() -> psycopg.AsyncConnection[object]:
        await may_connect.wait()
        return await connect()

    waiting = wait(listener, told, told.state.revision)
    monkeypatch.setattr(listener.database, "connect", connect_later)
    await end_listening(postgres_url)
    await record(records, told)
    assert not waiting.done()
    may_connect.set()
    assert await waiting
