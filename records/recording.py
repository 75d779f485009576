"""Recording: a unit's entries go into its journal and into its row, in one transaction."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from psycopg import AsyncConnection as Driver
from psycopg.sql import SQL, Composable, Identifier, Placeholder
from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database, driver_of
from records.errors import JournalForked, JournalGap, UnknownUnit
from records.listening import CHANNEL, note
from records.notices import HEARERS
from records.recent import Recent
from records.rows import put_rows
from records.rulebooks import Rulebooks
from records.tables import JOURNAL
from records.unit_row import FOLDED, OF_THE_COURSE, course_columns, folded_columns
from schemas.events import Entry
from schemas.notice import Notice
from schemas.recording import RecordBatch, Recorded
from schemas.rows import Row
from schemas.state import UnitState
from schemas.units import UnitSnapshot

Evolve = Callable[[UnitState, Entry], UnitState]
"""The state after one more entry, with the entry's revision and hash: `rules.evolve.evolve`."""

Notices = Callable[[UnitState, UnitState, Entry], tuple[Notice, ...]]
"""What an entry says to whom, by the states before and after it: `rules.notices.notices_of`."""

Rows = Callable[[UnitState, UnitState, Entry], tuple[Row, ...]]
"""Which rows an entry leaves beside the journal, likewise: `rules.rows.rows_of`."""

Snapshot = Callable[[UnitState, datetime], UnitSnapshot]
"""What lists show of a state at an instant."""


class Recording:
    """Writes batches of entries. A batch may be sent again, in part or whole: twice is once."""

    def __init__(self, database: Database, rulebooks: Rulebooks) -> None:
        self._database = database
        self._rulebooks = rulebooks
        self._recent = Recent()

    async def record(
        self,
        batch: RecordBatch,
        *,
        evolve: Evolve,
        snapshot: Snapshot,
        notices: Notices,
        rows: Rows,
    ) -> Recorded:
        """Enter what is new of a batch into the journal and fold it into the unit's row.

        One statement reads, unless this process wrote the row last, and one writes, and says so to
        whoever listens. `snapshot` is asked for the instant of the last entry. What `notices` finds
        in the entries is written with them, a row for each person whom it is for, and what `rows`
        finds in them. Where somebody else recorded in between, it starts over.

        Returns the revision of the row, which is beyond the batch's where that came late.

        Raises:
            UnknownUnit: there is no row; units are launched before they have anything to record.
            JournalGap: entries are missing between the row and the batch, or within the batch.
            JournalForked: the batch does not continue what is recorded.
            DatabaseUnavailable: nothing is known to be written; the batch may be sent again.
        """
        known = self._recent.before(batch)
        while True:
            rules, state = known or await self._read(batch)
            known = None
            new = [entry for entry in batch.entries if entry.revision > state.revision]
            if not new:
                return Recorded(revision=state.revision)
            folded, hashes, said, beside = _fold(state, new, evolve, notices, rows)
            if folded.rules is not state.rules:
                rules = await self._kept(folded)
            shown = snapshot(folded, new[-1].at)
            is_same_unit = folded.unit is state.unit
            columns = course_columns(shown, rules) if is_same_unit else folded_columns(shown, rules)
            parameters = _parameters(batch, columns, new, hashes)
            if said:
                parameters["notices"] = _NOTICES.dump_json(said).decode()
            statement = _WRITE[is_same_unit, bool(said)]
            async with self._database.driver() as driver:
                is_written = await _written(driver, statement, parameters, beside)
            if is_written:
                self._recent.keep(rules, folded)
                return Recorded(revision=folded.revision)

    async def _read(self, batch: RecordBatch) -> tuple[str, UnitState]:
        """The row's state, and the digest of its rules; the batch goes with what is recorded."""
        async with self._database.statements() as connection:
            async with driver_of(connection) as driver:
                read = await driver.execute(_READ, (batch.campaign, batch.unit))
                row = await read.fetchone()
            if row is None:
                raise UnknownUnit(batch.campaign, batch.unit)
            (state,) = await self._rulebooks.put_together(connection, [row])
            await _compare(connection, batch, state.revision)
        return row[0], state

    async def _kept(self, folded: UnitState) -> str:
        """Keep the rules of a state, and what they are known by."""
        async with self._database.statements() as connection:
            (rules,) = await self._rulebooks.keep(connection, [folded])
        return rules


async def _written(
    driver: Driver[Any], statement: bytes, parameters: dict[str, Any], beside: list[Row]
) -> bool:
    """Write, all or nothing; whether the row still was at the revision that was read."""
    if not beside:
        return await _has_found(driver, statement, parameters)
    async with driver.transaction():
        is_written = await _has_found(driver, statement, parameters)
        if is_written:
            await put_rows(driver, beside)
    return is_written


async def _has_found(driver: Driver[Any], statement: bytes, parameters: dict[str, Any]) -> bool:
    written = await driver.execute(statement, parameters)
    return await written.fetchone() is not None


def _parameters(
    batch: RecordBatch, columns: dict[str, Any], new: list[Entry], hashes: list[str]
) -> dict[str, Any]:
    return {
        **columns,
        "campaign": batch.campaign,
        "unit": batch.unit,
        "expected": new[0].revision - 1,
        "previous": new[0].previous,
        "bodies": [entry.model_dump_json() for entry in new],
        "hashes": hashes,
        "note": note(batch.campaign, batch.unit, new[-1].revision),
    }


def _fold(
    state: UnitState, new: Iterable[Entry], evolve: Evolve, notices: Notices, rows: Rows
) -> tuple[UnitState, list[str], list[Notice], list[Row]]:
    hashes, said, beside = [], list[Notice](), list[Row]()
    for entry in new:
        if entry.revision != state.revision + 1:
            raise JournalGap(state.campaign, state.unit.code, state.revision, entry.revision)
        if entry.previous != state.head:
            raise JournalForked(state.campaign, state.unit.code, entry.revision)
        before, state = state, evolve(state, entry)
        hashes.append(state.head)
        said += notices(before, state, entry)
        beside += rows(before, state, entry)
    return state, hashes, said, beside


async def _compare(connection: AsyncConnection, batch: RecordBatch, revision: int) -> None:
    """Hold those entries of a batch that should be recorded already against the journal."""
    again = [entry for entry in batch.entries if entry.revision <= revision]
    if not again:
        return
    found = await connection.execute(
        select(JOURNAL.c.revision, JOURNAL.c.body).where(
            JOURNAL.c.campaign == batch.campaign,
            JOURNAL.c.unit == batch.unit,
            JOURNAL.c.revision.between(again[0].revision, again[-1].revision),
        )
    )
    recorded = {row.revision: Entry.model_validate_json(row.body) for row in found}
    for entry in again:
        if recorded.get(entry.revision) != entry:
            raise JournalForked(batch.campaign, batch.unit, entry.revision)


# Written out and sent by psycopg itself: this is what a worker does most of all, and SQLAlchemy
# would take as much of the processor for the two statements as everything else together.
_READ: Final = b"SELECT rules, state FROM units WHERE campaign = %s AND code = %s"

_NOTICES: Final = TypeAdapter(list[Notice])

_WRITTEN: Final = SQL("""
    WITH folded AS (
        UPDATE units SET {columns}
        WHERE campaign = %(campaign)s AND code = %(unit)s
            AND revision = %(expected)s AND head = %(previous)s
        RETURNING campaign, code
    ), entered AS (
        INSERT INTO journal
            (campaign, unit, revision, at, by, principal, command, kind, body, hash)
        SELECT
            campaign, code, (body ->> 'revision')::bigint, (body ->> 'at')::timestamptz,
            body ->> 'by', body ->> 'principal', body ->> 'command', body -> 'event' ->> 'kind',
            body, hash
        FROM folded, unnest(%(bodies)s::jsonb[], %(hashes)s::text[]) AS new (body, hash)
    ){said}
    SELECT pg_notify({channel}, %(note)s) FROM folded
""")

_SAID: Final = SQL(""", said AS (
        INSERT INTO notices (
            campaign, unit, revision, audience, kind, person, at, is_urgent, say_at, day,
            target, due, rung, channel
        )
        SELECT
            folded.campaign, folded.code, new.revision, new.audience, new.kind, hearer.id, new.at,
            new.is_urgent, new.say_at, new.day, new.target, new.due, new.rung, new.channel
        FROM folded
        CROSS JOIN jsonb_to_recordset(%(notices)s::jsonb) AS new (
            campaign text, revision bigint, audience text, kind text, at timestamptz,
            is_urgent boolean, say_at timestamptz, day date, target text, due timestamptz,
            rung text, channel text
        )
        {hearers}
        ON CONFLICT DO NOTHING
    )""").format(hearers=HEARERS)


def _statement(names: Iterable[str], said: Composable) -> bytes:
    columns = (SQL("{} = {}").format(Identifier(name), Placeholder(name)) for name in names)
    written = _WRITTEN.format(columns=SQL(", ").join(columns), said=said, channel=CHANNEL)
    return written.as_bytes()


_WRITE: Final = {
    (is_same_unit, is_said): _statement(names, _SAID if is_said else SQL(""))
    for is_same_unit, names in ((True, OF_THE_COURSE), (False, FOLDED))
    for is_said in (True, False)
}
"""By whether what the unit itself is has stayed, and whether there is something to say to people."""
