"""Migrations: up from nothing, once, and to exactly the tables that the code knows."""

import asyncio
import os
import sys
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from records.database import Database
from records.errors import DatabaseUnavailable, SchemaMismatch, UnreadableDatabaseUrl
from records.metadata import METADATA
from records.migration import migrate
from records.revisions import KNOWN, MIGRATIONS, schema_revisions
from records.store import open_records
from tests.records.launched import assert_recorded, launch_story, record


async def execute(url: str, statement: str) -> None:
    database = Database(url)
    async with database.transaction() as connection:
        await connection.exec_driver_sql(statement)
    await database.close()


async def test_an_empty_database_becomes_one_that_records(empty_url: str) -> None:
    await migrate(empty_url)
    async with open_records(empty_url) as records:
        told = (await launch_story(records)).start()
        await record(records, told)
        await assert_recorded(records, told)
        await migrate(empty_url)
        await assert_recorded(records, told)


async def test_the_migrations_make_the_tables_that_the_code_knows(empty_url: str) -> None:
    await migrate(empty_url)
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(empty_url))
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
        connection.exec_driver_sql("alter table units alter column phase type varchar(10)")
        assert compare_metadata(context, METADATA) != []
    engine.dispose()


def test_the_names_of_the_files_tell_the_revisions() -> None:
    scripts = list(ScriptDirectory(MIGRATIONS).walk_revisions())

    assert tuple(script.revision for script in reversed(scripts)) == KNOWN
    assert all(Path(script.path).name.startswith(f"{script.revision}_") for script in scripts)


async def test_several_at_once_make_them_once(empty_url: str) -> None:
    await asyncio.gather(*(migrate(empty_url) for _ in range(4)))
    async with open_records(empty_url) as records:
        revisions = await schema_revisions(records.database)
        assert revisions.found == revisions.expected


async def test_records_without_tables_are_not_opened(empty_url: str) -> None:
    with pytest.raises(SchemaMismatch, match="is at revision none, and this version"):
        async with open_records(empty_url):
            pass


async def test_a_newer_database_is_left_alone(empty_url: str) -> None:
    await migrate(empty_url)
    await execute(empty_url, "update alembic_version set version_num = '9999'")
    with pytest.raises(SchemaMismatch, match="is at revision 9999"):
        async with open_records(empty_url):
            pass
    with pytest.raises(SchemaMismatch, match="is at revision 9999"):
        await migrate(empty_url)


async def test_they_are_found_wherever_the_process_runs(empty_url: str, tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    code = (
        "import asyncio, sys; from records.migration import migrate; "
        "asyncio.run(migrate(sys.argv[1]))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", code, empty_url),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert await process.wait() == 0
    async with open_records(empty_url) as records:
        assert await records.campaigns.all() == ()


async def test_a_url_that_is_none_is_not_echoed() -> None:
    with pytest.raises(UnreadableDatabaseUrl) as refused:
        Database("postgresql://somebody:secret@host/db?no_such_option=1")
    assert "secret" not in str(refused.value)


async def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with pytest.raises(DatabaseUnavailable) as failed:
        await migrate("postgresql://somebody:secret@127.0.0.1:1/db")
    message = str(failed.value)
    assert message.startswith("The database 'db' at '127.0.0.1' does not answer: ")
    assert "secret" not in message
