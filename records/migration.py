"""Migrations: bringing a database to the schema that this version works with."""

from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, func, select

from records.database import Database
from records.errors import SchemaMismatch
from records.revisions import MIGRATIONS, revisions_on

_LOCK: Final = 0x7068_6173_656C  # "phasel": one migration at a time in a database


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
            revisions = await revisions_on(connection)
            if revisions.is_ahead:
                raise SchemaMismatch(database.where, revisions.found, revisions.expected)
            await connection.run_sync(_upgrade)
    finally:
        await database.close()


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
