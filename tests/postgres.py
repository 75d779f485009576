"""PostgreSQL servers of tests, and databases in them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psycopg
from psycopg.sql import SQL, Identifier

from records.migration import migrate
from tests.discretion import DISCRETION
from worker.postgres import EmbeddedPostgres

_DATABASES: Final = "SELECT datname FROM pg_database WHERE NOT datistemplate"


@asynccontextmanager
async def running_postgres() -> AsyncGenerator[EmbeddedPostgres]:
    """A server of one's own, which may be stopped, killed and started.

    What its databases know of people is learned, and its log is heard.
    """
    with TemporaryDirectory(prefix="phaseline-") as folder:
        async with EmbeddedPostgres(Path(folder)) as server:
            yield server
            if server.is_running:
                await _learn(server)
        DISCRETION.hear_files(Path(folder))


async def new_database(server: EmbeddedPostgres, name: str) -> str:
    """Make a migrated database; its URL."""
    async with await psycopg.AsyncConnection.connect(server.url, autocommit=True) as connection:
        await connection.execute(SQL("create database {}").format(Identifier(name)))
    url = _url(server, name)
    await migrate(url)
    return url


async def _learn(server: EmbeddedPostgres) -> None:
    async with await psycopg.AsyncConnection.connect(server.url) as connection:
        databases = await (await connection.execute(_DATABASES)).fetchall()
    for (name,) in databases:
        await DISCRETION.learn(_url(server, name))


def _url(server: EmbeddedPostgres, database: str) -> str:
    return server.url.replace("/postgres?", f"/{database}?")
