"""Rows beside the journal: written with the entry that they come from."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from psycopg import AsyncConnection
from psycopg.sql import SQL, Identifier
from pydantic import TypeAdapter

from records.metadata import METADATA
from schemas.rows import Row

_ROWS: Final = TypeAdapter(list[dict[str, Any]])


async def put_rows(driver: AsyncConnection[Any], rows: Iterable[Row]) -> None:
    """Write rows, in the transaction that is under way."""
    for table, values in latest_values(rows).items():
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for one in values:
            alike.setdefault(tuple(sorted(one)), []).append(one)
        for names, together in alike.items():
            await driver.execute(_statement(table, names), (_ROWS.dump_json(together).decode(),))


def latest_values(rows: Iterable[Row]) -> dict[str, list[dict[str, Any]]]:
    """What the rows of each table come to, in JSON: of rows with one key what was said last.

    They stand where the first one stood. A column that a type of row does not have is left out, and
    one that is empty is None.
    """
    by_table: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for row in rows:
        known = by_table.setdefault(row.table, {})
        columns = {**dict.fromkeys(type(row).model_fields), **row.model_dump(mode="json")}
        known.setdefault(_key_of(row), {}).update(columns)
    return {table: [*known.values()] for table, known in by_table.items()}


def latest_rows(rows: Iterable[Row]) -> dict[type[Row], list[Row]]:
    """Rows by their type; of those with one key the last one, where the first one stood."""
    by_type: dict[type[Row], dict[tuple[Any, ...], Row]] = {}
    for row in rows:
        by_type.setdefault(type(row), {})[_key_of(row)] = row
    return {type_: [*of_type.values()] for type_, of_type in by_type.items()}


def _key_of(row: Row) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in _key(row.table))


@cache
def _key(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in METADATA.tables[table].primary_key)


@cache
def _statement(table: str, names: tuple[str, ...]) -> bytes:
    key = _key(table)
    listed = SQL(", ").join(map(Identifier, names))
    kept = SQL(", ").join(
        SQL("{0} = excluded.{0}").format(Identifier(name)) for name in names if name not in key
    )
    statement = SQL("""
        INSERT INTO {table} ({listed})
        SELECT {listed} FROM jsonb_populate_recordset(NULL::{table}, %s)
        ON CONFLICT ({key}) DO UPDATE SET {kept}
    """).format(
        table=Identifier(table),
        listed=listed,
        key=SQL(", ").join(map(Identifier, key)),
        kept=kept,
    )
    return statement.as_bytes()
