"""What earlier releases have left of surveys that tells of voters goes when their records are migrated."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from records.database import Database
from records.migration import migrate
from records.revisions import MIGRATIONS
from tests.records.surveys import MINIMUM_GROUP

Driver = psycopg.AsyncConnection[Any]


@pytest.fixture
async def earlier_url(empty_url: str) -> str:
    """A database of the last release that left something."""
    database = Database(empty_url)
    async with database.transaction() as connection:
        await connection.run_sync(_upgrade)
    await database.close()
    return empty_url


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0016")


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Driver]:
    """Whoever reads and writes the tables themselves."""
    async with await psycopg.AsyncConnection.connect(url) as driver:
        yield driver


@pytest.mark.parametrize(
    ("kept", "is_sealed", "left"),
    [
        (MINIMUM_GROUP - 1, True, 0),
        (MINIMUM_GROUP, True, MINIMUM_GROUP),
        (MINIMUM_GROUP - 1, False, MINIMUM_GROUP - 1),
    ],
)
async def test_ballots_that_nobody_may_see_go(
    earlier_url: str, kept: int, is_sealed: bool, left: int
) -> None:
    async with connected(earlier_url) as driver:
        await driver.execute(
            "WITH box AS (INSERT INTO survey_boxes SELECT gen_random_uuid(), 'c', 'U-1', 'survey',"
            " 1, '[]', %s, now(), 9, 9, %s, %s RETURNING id) INSERT INTO survey_ballots"
            " SELECT gen_random_uuid(), id, '{}' FROM box, generate_series(1, %s)",
            (MINIMUM_GROUP, kept, is_sealed, kept),
        )
    await migrate(earlier_url)
    async with connected(earlier_url) as driver:
        ballots = await driver.execute("SELECT count(*) FROM survey_ballots")
        assert await ballots.fetchone() == (left,)


async def test_tokens_lie_no_longer_as_they_were_printed(earlier_url: str) -> None:
    async with connected(earlier_url) as driver:
        await driver.execute(
            "INSERT INTO survey_tokens SELECT hash, gen_random_uuid()"
            " FROM unnest(ARRAY['c', 'a', 'd', 'b']) hash"
        )
    await migrate(earlier_url)
    async with connected(earlier_url) as driver:
        hashes = await driver.execute("SELECT hash FROM survey_tokens ORDER BY ctid")
        assert await hashes.fetchall() == [("a",), ("b",), ("c",), ("d",)]
