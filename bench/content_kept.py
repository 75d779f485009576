"""What is kept of a unit's content: read from the tables themselves, and told by its journal."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from psycopg import AsyncConnection
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from bench.content_campaign import OPINIONS, SURVEY
from bench.stage import Stage
from records.metadata import METADATA
from records.rows import latest_values
from reports.store import NotKept, Store
from rules.replay import replay
from schemas.attachment import Attachment
from schemas.rows import Row
from schemas.survey import PublishedSurvey

_LEFT_BEHIND: Final = ("survey_tokens", "survey_staging", "survey_paper")
"""Tables in which a sealed survey has nothing."""

Rows = Mapping[str, Mapping[tuple[Any, ...], Mapping[str, Any]]]
"""Rows by table and key, in JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one unit.

    `told` are the rows that its journal leaves and `rows` those that are there. `files` are digests
    that are noted and `stored` those whose content is in the store. `solicited` is how many opinions
    the journal has counted, and `left_behind` what is left of voting, by table.
    """

    told: Rows
    rows: Rows
    opinions: Counter[str]
    solicited: int
    files: Sequence[str]
    stored: frozenset[str]
    minutes: frozenset[str]
    survey: PublishedSurvey
    left_behind: Mapping[str, int]


async def read_kept(stage: Stage, store: Store, campaign: str, unit: str) -> Kept:
    """Read all of it; the unit's survey and solicitation are counted."""
    records = stage.records
    state = (await records.units.get(campaign, unit)).state
    initial = await records.units.initial_state(campaign, unit)
    _, told = replay(initial, await records.journal.up_to(campaign, unit, state.revision))
    files = await records.attachments.of(campaign, unit)
    connection = await AsyncConnection.connect(stage.postgres.url, autocommit=True)
    async with connection:
        expected = await _as_kept(connection, latest_values(told))
        rows = {
            table: await _rows(connection, table, campaign, unit) for table in _tables_of_rows(Row)
        }
        of_unit = {"campaign": campaign, "unit": unit}
        opinions = await connection.execute(
            "SELECT text FROM opinions WHERE campaign = %(campaign)s AND unit = %(unit)s", of_unit
        )
        texts = Counter([text async for (text,) in opinions])
        left_behind = {}
        for table in _LEFT_BEHIND:
            counted = await connection.execute(
                SQL(
                    "SELECT count(*) FROM {} JOIN survey_boxes ON survey_boxes.id = box"
                    " WHERE campaign = %(campaign)s AND unit = %(unit)s"
                ).format(Identifier(table)),
                of_unit,
            )
            (left_behind[table],) = await counted.fetchone() or (0,)
    return Kept(
        told=_by_key(expected),
        rows=_by_key(rows),
        opinions=texts,
        solicited=state.solicitations[OPINIONS].opinions,
        files=[file.digest for file in files],
        stored=frozenset(file.digest for file in files if _is_stored(store, file)),
        minutes=frozenset(
            meeting.minutes
            for meeting in await records.meetings.of(campaign, unit)
            if meeting.minutes is not None
        ),
        survey=await stage.gateway.surveys.publish(campaign, unit, SURVEY),
        left_behind=left_behind,
    )


def _tables_of_rows(kind: type[Row]) -> set[str]:
    """The tables in which journals leave rows."""
    own = {kind.table} if "table" in vars(kind) else set[str]()
    return own.union(*map(_tables_of_rows, kind.__subclasses__()))


async def _as_kept(
    connection: AsyncConnection[Any], values: Mapping[str, list[dict[str, Any]]]
) -> dict[str, list[dict[str, Any]]]:
    """Rows as PostgreSQL would have them, with the columns that they say something of."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for table, rows in values.items():
        statement = SQL("SELECT to_jsonb(jsonb_populate_record(NULL::{}, %s))")
        kept[table] = []
        for row in rows:
            found = await connection.execute(statement.format(Identifier(table)), (Jsonb(row),))
            async for (as_kept,) in found:
                kept[table].append({name: as_kept[name] for name in row})
    return kept


async def _rows(
    connection: AsyncConnection[Any], table: str, campaign: str, unit: str
) -> list[dict[str, Any]]:
    found = await connection.execute(
        SQL("SELECT to_jsonb(whole) FROM {} whole WHERE campaign = %s AND unit = %s").format(
            Identifier(table)
        ),
        (campaign, unit),
    )
    return [row async for (row,) in found]


def _by_key(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Rows:
    return {
        table: {
            tuple(
                json.dumps(row[column.name]) for column in METADATA.tables[table].primary_key
            ): row
            for row in of_table
        }
        for table, of_table in rows.items()
    }


def _is_stored(store: Store, file: Attachment) -> bool:
    try:
        return hashlib.sha256(store.get(file.kept_as)).hexdigest() == file.digest
    except NotKept:
        return False
