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
    """Write rows, in the transaction that is under way; of those with one key the last one stays."""
    for type_, of_type in latest_rows(rows).items():
        columns = dict.fromkeys(type_.model_fields)
        values = [{**columns, **row.model_dump(mode="json")} for row in of_type]
        await driver.execute(_statement(type_), (_ROWS.dump_json(values).decode(),))


def latest_rows(rows: Iterable[Row]) -> dict[type[Row], list[Row]]:
    """Rows by their type; of those with one key the last one, where the first one stood."""
    by_type: dict[type[Row], dict[tuple[Any, ...], Row]] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in _key(row.table))
        by_type.setdefault(type(row), {})[key] = row
    return {type_: [*of_type.values()] for type_, of_type in by_type.items()}


@cache
def _key(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in METADATA.tables[table].primary_key)


@cache
def _statement(type_: type[Row]) -> bytes:
    key = _key(type_.table)
    names = [*type_.model_fields]
    listed = SQL(", ").join(map(Identifier, names))
    kept = SQL(", ").join(
        SQL("{0} = excluded.{0}").format(Identifier(name)) for name in names if name not in key
    )
    statement = SQL("""
        INSERT INTO {table} ({listed})
        SELECT {listed} FROM jsonb_populate_recordset(NULL::{table}, %s)
        ON CONFLICT ({key}) DO UPDATE SET {kept}
    """).format(
        table=Identifier(type_.table),
        listed=listed,
        key=SQL(", ").join(map(Identifier, key)),
        kept=kept,
    )
    return statement.as_bytes()
