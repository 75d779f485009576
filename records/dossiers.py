"""Which dossiers are in the store: what came of the last attempt to keep that of each unit."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, Final

from psycopg.errors import LockNotAvailable
from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Row,
    Select,
    Table,
    Text,
    and_,
    exc,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from records.database import Database
from records.errors import ExportedByAnother
from records.metadata import CODE, INSTANT, METADATA, required
from records.tables import UNITS, of_its_unit
from schemas.dossier import Finding, KeptDossiers, NotedDossier

DOSSIERS: Final = Table(
    "dossiers",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    required("at", INSTANT),
    Column("name", Text),
    Column("revision", BigInteger),
    Column("head", CODE),
    Column("digest", CODE),
    required("findings", JSONB),
    ForeignKeyConstraint(["campaign", "unit"], ["units.campaign", "units.code"]),
    comment="The last attempt to keep a unit's dossier, by the wall clock; findings are what is wrong",
)

_D: Final = DOSSIERS.c
_FINDINGS: Final = TypeAdapter(tuple[Finding, ...])
_FAILURES_SHOWN: Final = 20
_LONGEST_WAIT: Final = timedelta(seconds=10)

_HAS_FAILED: ColumnElement[bool] = _D.findings != text("'[]'::jsonb")
_IS_THERE: ColumnElement[bool] = and_(~_HAS_FAILED, _D.head == UNITS.c.head)


class Dossiers:
    """Notes and lists dossiers. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Well below the patience with a statement: a lock that is held is no database that is away.
        patience = database.patience or _LONGEST_WAIT
        self._wait_ms = int(min(_LONGEST_WAIT, patience / 2) / timedelta(milliseconds=1))

    @asynccontextmanager
    async def alone(self, campaign: str, unit: str) -> AsyncGenerator[None]:
        """Wait until nobody else exports the dossier of this unit, and keep others waiting.

        Raises:
            ExportedByAnother: somebody else still does after a while.
        """
        key = func.hashtextextended(f"dossier {campaign} {unit}", 0)
        async with self._database.transaction() as connection:
            await connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{self._wait_ms}ms'")
            try:
                await connection.execute(select(func.pg_advisory_xact_lock(key)))
            except exc.OperationalError as error:
                if isinstance(error.orig, LockNotAvailable):
                    raise ExportedByAnother(campaign, unit) from None
                raise
            yield

    async def note(self, campaign: str, dossier: NotedDossier) -> None:
        """Note what came of an attempt; what was kept before one that failed stays known."""
        known = dossier.model_dump(exclude_none=True, exclude={"findings"})
        values = {**known, "findings": _FINDINGS.dump_json(dossier.findings).decode()}
        statement = insert(DOSSIERS).values(campaign=campaign, **values)
        async with self._database.statements() as connection:
            await connection.execute(
                statement.on_conflict_do_update(index_elements=["campaign", "unit"], set_=values)
            )

    async def all(self, campaign: str) -> tuple[NotedDossier, ...]:
        """What came of the last attempt for each unit of which there was one, by code."""
        return await self._noted(_noted(campaign))

    async def progress(self, campaign: str) -> KeptDossiers:
        """How many dossiers are in the store, and which failed."""
        counted = (
            select(
                func.count().label("units"),
                func.count().filter(_IS_THERE).label("exported"),
                func.count().filter(_HAS_FAILED).label("failed"),
            )
            .select_from(UNITS)
            .outerjoin(DOSSIERS, of_its_unit(DOSSIERS))
            .where(UNITS.c.campaign == campaign)
        )
        async with self._database.statements() as connection:
            counts = (await connection.execute(counted)).mappings().one()
        failed = _noted(campaign).where(_HAS_FAILED).limit(_FAILURES_SHOWN)
        return KeptDossiers(**counts, failures=await self._noted(failed))

    async def missing(self, campaign: str, *, after: str | None, limit: int) -> tuple[str, ...]:
        """The next units by code, from the one after `after`, of which no sound dossier is there."""
        statement = (
            select(UNITS.c.code)
            .outerjoin(DOSSIERS, of_its_unit(DOSSIERS))
            .where(UNITS.c.campaign == campaign, _IS_THERE.is_not(True))
            .order_by(UNITS.c.code)
            .limit(limit)
        )
        if after is not None:
            statement = statement.where(UNITS.c.code > after)
        async with self._database.statements() as connection:
            return tuple(await connection.scalars(statement))

    async def _noted(self, statement: Select[Any]) -> tuple[NotedDossier, ...]:
        async with self._database.statements() as connection:
            return tuple(map(_dossier, await connection.execute(statement)))


def _noted(campaign: str) -> Select[Any]:
    return select(DOSSIERS).where(_D.campaign == campaign).order_by(_D.unit)


def _dossier(row: Row[Any]) -> NotedDossier:
    return NotedDossier(
        unit=row.unit,
        at=row.at,
        name=row.name,
        revision=row.revision,
        head=row.head,
        digest=row.digest,
        findings=_FINDINGS.validate_json(row.findings),
    )
