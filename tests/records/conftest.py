"""What the tests of the records share: a database with nothing in it."""

from collections.abc import AsyncIterator
from itertools import count

import psycopg
import pytest

_numbers = count(1)


@pytest.fixture
async def empty_url(postgres_url: str) -> AsyncIterator[str]:
    """The URL of a database of its own, which no migration has seen."""
    name = f"empty_{next(_numbers)}"
    async with await psycopg.AsyncConnection.connect(postgres_url, autocommit=True) as connection:
        await connection.execute(f"create database {name}".encode())
        yield postgres_url.replace("/phaseline?", f"/{name}?")
        await connection.execute(f"drop database {name} with (force)".encode())
