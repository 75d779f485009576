"""At which revision of its schema a database is, and at which one this version expects it.

What a call asks whenever it connects, answered without Alembic, which takes a while to load.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database
from records.errors import SchemaMismatch

MIGRATIONS: Final = Path(__file__).parent / "migrations"
KNOWN: Final = tuple(sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("0*.py")))
"""The revisions that this version knows, in order: the number that a migration's file begins with."""


@dataclass(frozen=True, slots=True)
class SchemaRevisions:
    """At which revision a database is, if it has one, and which one this version expects.

    It `is_ahead` where a newer version has made it: this one does not know its revision.
    """

    found: str | None
    expected: str
    is_ahead: bool


async def schema_revisions(database: Database) -> SchemaRevisions:
    """At which revision a database is. Raises DatabaseUnavailable."""
    async with database.statements() as connection:
        return await revisions_on(connection)


async def require_head(database: Database) -> None:
    """Make sure that a database is at this version's revision.

    Raises:
        SchemaMismatch: it is not.
        DatabaseUnavailable: it cannot be reached.
    """
    revisions = await schema_revisions(database)
    if revisions.found != revisions.expected:
        raise SchemaMismatch(database.where, revisions.found, revisions.expected)


async def revisions_on(connection: AsyncConnection) -> SchemaRevisions:
    """The same of the database of a connection."""
    has_any = await connection.exec_driver_sql("SELECT to_regclass('alembic_version') IS NOT NULL")
    found: str | None = None
    if has_any.scalar_one():
        noted = await connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        found = noted.scalar_one_or_none()
    is_ahead = found is not None and found not in KNOWN
    return SchemaRevisions(found, KNOWN[-1], is_ahead=is_ahead)
