"""Publications: what units have put in the open, every version, and what was taken back."""

from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Integer,
    Select,
    Table,
    Text,
    and_,
    select,
    tuple_,
)

from records.cursors import cursor_number
from records.database import Database
from records.errors import MalformedCursor
from records.metadata import CODE, INSTANT, METADATA, required
from records.tables import UNITS, of_its_unit
from schemas.publication import Publication, PublicationPage

PUBLICATIONS: Final = Table(
    "publications",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("subject", CODE, primary_key=True),
    Column("phase", CODE, primary_key=True),
    Column("version", Integer, primary_key=True),
    required("at", INSTANT),
    required("text", Text),
    Column("correction", Text),
    ForeignKeyConstraint(["campaign", "unit"], ["units.campaign", "units.code"]),
    comment="What units have published, each version from its entry; phase is empty for none",
)

WITHDRAWALS: Final = Table(
    "publication_withdrawals",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("subject", CODE, primary_key=True),
    Column("phase", CODE, primary_key=True),
    Column("version", Integer, primary_key=True),
    required("at", INSTANT),
    required("reason", Text),
    ForeignKeyConstraint(["campaign", "unit"], ["units.campaign", "units.code"]),
    comment="Published versions that were taken back, each from its entry in the journal",
)

_KEY: Final = ("campaign", "unit", "subject", "phase", "version")
_ORDER: Final = tuple(PUBLICATIONS.c[name] for name in ("unit", "subject", "phase", "version"))


class Publications:
    """Reads what is in the open. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self,
        campaign: str,
        *,
        unit: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> PublicationPage:
        """A page of publications, by unit, subject, phase and version: of one unit or of all.

        Of one unit all versions are there; of all units those that hold.

        Raises:
            MalformedCursor: `after` is no page's `next`.
        """
        statement = _all(campaign)
        if unit is None:
            statement = statement.where(_HOLDS)
        else:
            statement = statement.where(PUBLICATIONS.c.unit == unit)
        if after is not None:
            statement = statement.where(_later(after))
        async with self._database.statements() as connection:
            found = await connection.execute(statement.limit(limit + 1))
            read = [_publication(dict(row)) for row in found.mappings()]
        page = tuple(read[:limit])
        return PublicationPage(
            publications=page, next=_cursor(page[-1]) if len(read) > limit else None
        )


_LATER: Final = PUBLICATIONS.alias("later")
_HAS_LATER: Final = (
    select(_LATER.c.version)
    .where(*(_LATER.c[name] == PUBLICATIONS.c[name] for name in _KEY[:-1]))
    .where(_LATER.c.version > PUBLICATIONS.c.version)
    .correlate(PUBLICATIONS)
    .exists()
)
_HOLDS: Final = and_(WITHDRAWALS.c.version.is_(None), ~_HAS_LATER)


def _all(campaign: str) -> Select[Any]:
    shown = [PUBLICATIONS.c[name] for name in (*_KEY[1:], "at", "text", "correction")]
    withdrawn = and_(*(WITHDRAWALS.c[name] == PUBLICATIONS.c[name] for name in _KEY))
    return (
        select(
            *shown,
            UNITS.c.name,
            WITHDRAWALS.c.at.label("withdrawn_at"),
            WITHDRAWALS.c.reason.label("withdrawn_because"),
            _HOLDS.label("holds"),
        )
        .join(UNITS, of_its_unit(PUBLICATIONS))
        .outerjoin(WITHDRAWALS, withdrawn)
        .where(PUBLICATIONS.c.campaign == campaign)
        .order_by(*_ORDER)
    )


def _publication(row: dict[str, Any]) -> Publication:
    return Publication.model_validate({**row, "phase": row["phase"] or None})


def _cursor(last: Publication) -> str:
    return f"{last.unit}/{last.subject}/{last.phase or ''}/{last.version}"


def _later(cursor: str) -> ColumnElement[bool]:
    try:
        unit, subject, phase, version = cursor.split("/")
        key = (unit, subject, phase, cursor_number(version))
    except ValueError:
        raise MalformedCursor from None
    return tuple_(*_ORDER) > key
