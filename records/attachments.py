"""What is known of attachments: which file a unit handed in, by its digest. The files lie in the store."""

from typing import Final

from sqlalchemy import Column, Integer, Table, Text, select
from sqlalchemy.dialects.postgresql import insert

from records.database import Database
from records.metadata import CODE, INSTANT, METADATA, required
from schemas.attachment import Attachment

ATTACHMENTS: Final = Table(
    "attachments",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("digest", CODE, primary_key=True),
    required("name", Text),
    required("type", CODE),
    required("bytes", Integer),
    required("at", INSTANT),
    comment="Files that units have handed in, by the SHA-256 under which the store keeps them",
)

_A = ATTACHMENTS.c


class Attachments:
    """Attachments by unit. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, campaign: str, unit: str, attachment: Attachment) -> None:
        """Note a file; one of the same content is there already, and keeps its first name."""
        async with self._database.statements() as connection:
            await connection.execute(
                insert(ATTACHMENTS).on_conflict_do_nothing(),
                {"campaign": campaign, "unit": unit, **attachment.model_dump()},
            )

    async def of(self, campaign: str, unit: str) -> tuple[Attachment, ...]:
        """The files of a unit, in the order in which they came."""
        wanted = (
            select(*(_A[name] for name in Attachment.model_fields))
            .where(_A.campaign == campaign, _A.unit == unit)
            .order_by(_A.at, _A.digest)
        )
        async with self._database.statements() as connection:
            found = (await connection.execute(wanted)).mappings()
            return tuple(Attachment.model_validate(dict(row)) for row in found)
