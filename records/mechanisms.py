"""Long-term mechanisms: the table, and a unit's versions."""

from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table, Text, select
from sqlalchemy.dialects.postgresql import JSONB

from records.database import Database
from records.metadata import CODE, INSTANT, METADATA, required
from schemas.actor import Actor
from schemas.mechanism import AllKept, Mechanism

MECHANISMS: Final = Table(
    "mechanisms",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("version", Integer, primary_key=True),
    required("at", INSTANT),
    required("by", Text),
    required("text", Text),
    required("keeps", JSONB),
    ForeignKeyConstraint(["campaign", "unit"], ["units.campaign", "units.code"]),
    comment="Long-term mechanisms, each version from its entry in the journal",
)

_KEEPS: Final[TypeAdapter[tuple[str, ...]]] = TypeAdapter(AllKept)


class Mechanisms:
    """Reads what units keep to. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def versions(self, campaign: str, unit: str, *, limit: int = 20) -> tuple[Mechanism, ...]:
        """A unit's last versions, the one that holds first."""
        statement = (
            select(MECHANISMS)
            .where(MECHANISMS.c.campaign == campaign, MECHANISMS.c.unit == unit)
            .order_by(MECHANISMS.c.version.desc())
            .limit(limit)
        )
        async with self._database.statements() as connection:
            return tuple(_mechanism(row) for row in await connection.execute(statement))


def _mechanism(row: Any) -> Mechanism:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    keeps = _KEEPS.validate_json(row.keeps)
    return Mechanism.model_validate({**values, "by": Actor.parse(row.by), "keeps": keeps})
