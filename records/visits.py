"""Visits on the spot: the table, and the list of them, newest day first."""

from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    ForeignKeyConstraint,
    Index,
    Select,
    Table,
    Text,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB

from records.cursors import cursor_number
from records.database import Database
from records.errors import MalformedCursor
from records.metadata import CODE, INSTANT, METADATA, required
from records.tables import UNITS, of_its_unit
from schemas.actor import Actor
from schemas.visits import Findings, VisitFilter, VisitLine, VisitPage

VISITS: Final = Table(
    "visits",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("revision", BigInteger, primary_key=True),
    required("at", INSTANT),
    required("by", Text),
    required("on", Date),
    Column("phase", CODE),
    required("verdict", CODE),
    required("findings", JSONB),
    ForeignKeyConstraint(["campaign", "unit"], ["units.campaign", "units.code"]),
    Index(None, "campaign", "on", "unit", "revision"),
    comment="Visits of supervision groups, each from its entry in the journal",
)

_ALL = VisitFilter()
_FINDINGS: Final[TypeAdapter[tuple[str, ...]]] = TypeAdapter(Findings)
_OF_THE_VISIT: Final = ("phase", "verdict", "unit")
_ORDER: Final = (VISITS.c.on, VISITS.c.unit, VISITS.c.revision)


class Visits:
    """Reads the visits of a campaign. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self,
        campaign: str,
        chosen: VisitFilter = _ALL,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> VisitPage:
        """A page of visits, newest day first; `after` is the `next` of the page before.

        Raises:
            MalformedCursor: `after` is no page's `next`.
        """
        statement = _lines(campaign, chosen).limit(limit + 1)
        if after is not None:
            statement = statement.where(_earlier(after))
        async with self._database.statements() as connection:
            lines = [_line(row) for row in await connection.execute(statement)]
        page = tuple(lines[:limit])
        return VisitPage(lines=page, next=_cursor(page[-1]) if len(lines) > limit else None)


def _lines(campaign: str, chosen: VisitFilter) -> Select[Any]:
    statement = (
        select(VISITS, UNITS.c.name, UNITS.c.district, UNITS.c.supervision_group)
        .join(UNITS, of_its_unit(VISITS))
        .where(VISITS.c.campaign == campaign)
        .order_by(*(column.desc() for column in _ORDER))
    )
    for name, value in chosen.model_dump(mode="json").items():
        table = VISITS if name in _OF_THE_VISIT else UNITS
        statement = statement.where(table.c[name] == value)
    return statement


def _line(row: Any) -> VisitLine:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    findings = _FINDINGS.validate_json(row.findings)
    return VisitLine.model_validate({**values, "by": Actor.parse(row.by), "findings": findings})


def _cursor(last: VisitLine) -> str:
    return f"{last.on}/{last.unit}/{last.revision}"


def _earlier(cursor: str) -> ColumnElement[bool]:
    try:
        on, unit, revision = cursor.split("/")
        key = (date.fromisoformat(on), unit, cursor_number(revision))
    except ValueError:
        raise MalformedCursor from None
    return tuple_(*_ORDER) < key
