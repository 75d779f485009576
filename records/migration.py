"""Migrations: bringing a database to the schema that this version works with."""

from dataclasses import dataclass
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from records.database import Database
from records.errors import SchemaMismatch

_LOCK: Final = 0x7068_6173_656C  # "phasel": one migration at a time in a database


@dataclass(frozen=True, slots=True)
class SchemaRevisions:
    """At which revision a database is, if it has one, and which one this version expects.

    It `is_ahead` where a newer version has made it: this one does not know its revision.
    """

    found: str | None
    expected: str
    is_ahead: bool


async def migrate(url: str) -> None:
    """Bring the database of a libpq URL to the newest revision, wholly or not at all.

    Of several processes that do so at once, one does it and the others wait.

    Raises:
        UnreadableDatabaseUrl: what is given is no URL.
        DatabaseUnavailable: it cannot be reached.
        SchemaMismatch: it was made by a newer version.
    """
    database = Database(url)
    try:
        async with database.transaction() as connection:
            await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            revisions = await connection.run_sync(_revisions)
            if revisions.is_ahead:
                raise SchemaMismatch(database.where, revisions.found, revisions.expected)
            await connection.run_sync(_upgrade)
    finally:
        await database.close()


async def schema_revisions(database: Database) -> SchemaRevisions:
    """At which revision a database is. Raises DatabaseUnavailable."""
    async with database.transaction() as connection:
        return await connection.run_sync(_revisions)


async def require_head(database: Database) -> None:
    """Make sure that a database is at this version's revision.

    Raises:
        SchemaMismatch: it is not.
        DatabaseUnavailable: it cannot be reached.
    """
    revisions = await schema_revisions(database)
    if revisions.found != revisions.expected:
        raise SchemaMismatch(database.where, revisions.found, revisions.expected)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "records:migrations")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


def _revisions(connection: Connection) -> SchemaRevisions:
    found = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config())
    known = {script.revision for script in scripts.walk_revisions()}
    head = scripts.get_current_head()
    if head is None:
        raise RuntimeError("no migrations are installed")
    return SchemaRevisions(found, head, is_ahead=found is not None and found not in known)
