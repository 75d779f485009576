"""The journal: what has happened to a unit, entry by entry."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select, tuple_

from records.database import Database
from records.tables import JOURNAL
from schemas.events import Entry

# Sent by psycopg itself: every command of every front end asks this first.
_OF_COMMAND: Final = b"""
    SELECT body FROM journal WHERE campaign = %s AND unit = %s AND command = %s ORDER BY revision
"""


class Journal:
    """Reads journals; they are written by `Recording` alone. May raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def oldest(
        self, campaign: str, unit: str, *, after: int = 0, limit: int = 1000
    ) -> tuple[Entry, ...]:
        """A unit's entries from the one after revision `after`, oldest first."""
        return await self._entries(
            _journal(campaign, unit)
            .where(JOURNAL.c.revision > after)
            .order_by(JOURNAL.c.revision)
            .limit(limit)
        )

    async def up_to(self, campaign: str, unit: str, last: int) -> tuple[Entry, ...]:
        """A unit's entries up to revision `last`, oldest first, or those of them that are there."""
        entries: list[Entry] = []
        after = 0
        while after < last:
            page = await self.oldest(campaign, unit, after=after)
            if not page:
                break
            entries += (entry for entry in page if entry.revision <= last)
            after = page[-1].revision
        return tuple(entries)

    async def newest(
        self, campaign: str, unit: str, *, before: int | None = None, limit: int = 50
    ) -> tuple[Entry, ...]:
        """A unit's entries from the last one, or the one before revision `before`, newest first."""
        statement = _journal(campaign, unit).order_by(JOURNAL.c.revision.desc()).limit(limit)
        if before is not None:
            statement = statement.where(JOURNAL.c.revision < before)
        return await self._entries(statement)

    async def find_command(self, campaign: str, unit: str, command: str) -> tuple[Entry, ...]:
        """The entries that a command made, oldest first; none where the journal does not know it."""
        async with self._database.driver() as driver:
            found = await driver.execute(_OF_COMMAND, (campaign, unit, command))
            return tuple([Entry.model_validate_json(body) async for (body,) in found])

    async def instants(self, campaign: str, revisions: Mapping[str, int]) -> dict[str, datetime]:
        """When units came to the given revisions; a unit whose journal is empty is left out."""
        statement = select(JOURNAL.c.unit, JOURNAL.c.at).where(
            JOURNAL.c.campaign == campaign,
            tuple_(JOURNAL.c.unit, JOURNAL.c.revision).in_(revisions.items()),
        )
        async with self._database.statements() as connection:
            return dict((await connection.execute(statement)).all())

    async def happenings(
        self, campaign: str, units: Collection[str], *, after: datetime
    ) -> dict[str, list[tuple[datetime, str]]]:
        """When what has happened to units after an instant, by unit, oldest first: of what kind."""
        statement = (
            select(JOURNAL.c.unit, JOURNAL.c.at, JOURNAL.c.kind)
            .where(JOURNAL.c.campaign == campaign, JOURNAL.c.unit.in_(units))
            .where(JOURNAL.c.at > after)
            .order_by(JOURNAL.c.unit, JOURNAL.c.revision)
        )
        found: dict[str, list[tuple[datetime, str]]] = {}
        async with self._database.statements() as connection:
            for unit, at, kind in await connection.execute(statement):
                found.setdefault(unit, []).append((at, kind))
        return found

    async def units_with(
        self, campaign: str, units: Collection[str], kinds: Collection[str]
    ) -> set[str]:
        """Those of the units to which something of these kinds has happened."""
        statement = select(JOURNAL.c.unit).where(
            JOURNAL.c.campaign == campaign, JOURNAL.c.unit.in_(units), JOURNAL.c.kind.in_(kinds)
        )
        async with self._database.statements() as connection:
            return set(await connection.scalars(statement))

    async def _entries(self, statement: Select[Any]) -> tuple[Entry, ...]:
        async with self._database.statements() as connection:
            found = await connection.scalars(statement)
            return tuple(Entry.model_validate_json(body) for body in found)


def _journal(campaign: str, unit: str) -> Select[Any]:
    return select(JOURNAL.c.body).where(JOURNAL.c.campaign == campaign, JOURNAL.c.unit == unit)
