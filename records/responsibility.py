"""Responsibility letters: those of counties, and how far the chain down to the units is signed."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Select,
    Table,
    Text,
    and_,
    cast,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from records.database import Database
from records.errors import UnknownDistrict
from records.metadata import CODE, INSTANT, METADATA, required
from records.tables import UNITS
from schemas.actor import Actor
from schemas.responsibility import DistrictLetters, LetterFilter, LetterLine, LetterPage
from schemas.state import Standing

COUNTY_LETTERS: Final = Table(
    "county_letters",
    METADATA,
    Column("campaign", CODE, ForeignKey("campaigns.code"), primary_key=True),
    Column("district", CODE, primary_key=True),
    required("at", INSTANT),
    required("by", Text),
    comment="Responsibility letters that counties have acknowledged, by the campaign's clock",
)

_ALL = LetterFilter()
_ACKNOWLEDGED_AT: Final = cast(
    UNITS.c.state["letter_acknowledged_at"].astext, DateTime(timezone=True)
)


class Responsibility:
    """Reads and signs letters. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def acknowledge(self, campaign: str, district: str, by: Actor, at: datetime) -> None:
        """A county acknowledges its letter; the first time counts.

        Raises:
            UnknownDistrict: the campaign has no unit there.
        """
        signed = {"campaign": campaign, "district": district, "at": at, "by": str(by)}
        there = select(UNITS.c.code).where(_of(campaign), UNITS.c.district == district).exists()
        async with self._database.transaction() as connection:
            if not await connection.scalar(select(there)):
                raise UnknownDistrict(campaign, district)
            await connection.execute(insert(COUNTY_LETTERS).on_conflict_do_nothing(), [signed])

    async def chain(self, campaign: str) -> tuple[DistrictLetters, ...]:
        """The counties of a campaign by their codes, each with how many of its units have signed."""
        statement = (
            select(
                UNITS.c.district,
                func.count().label("units"),
                func.sum(UNITS.c.members).label("members"),
                func.count(_ACKNOWLEDGED_AT).label("acknowledged"),
                COUNTY_LETTERS.c.at,
                COUNTY_LETTERS.c.by,
            )
            .outerjoin(
                COUNTY_LETTERS,
                and_(
                    COUNTY_LETTERS.c.campaign == UNITS.c.campaign,
                    COUNTY_LETTERS.c.district == UNITS.c.district,
                ),
            )
            .where(_of(campaign))
            .group_by(UNITS.c.district, COUNTY_LETTERS.c.at, COUNTY_LETTERS.c.by)
            .order_by(UNITS.c.district)
        )
        async with self._database.statements() as connection:
            return tuple(_district(row) for row in await connection.execute(statement))

    async def page(
        self,
        campaign: str,
        chosen: LetterFilter = _ALL,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> LetterPage:
        """A page of the units' letters by their codes; `after` is the `next` of the page before."""
        statement = _lines(campaign, chosen).limit(limit + 1)
        if after is not None:
            statement = statement.where(UNITS.c.code > after)
        async with self._database.statements() as connection:
            found = await connection.execute(statement)
            lines = [LetterLine(**row._mapping) for row in found]  # noqa: SLF001
        page = tuple(lines[:limit])
        return LetterPage(lines=page, next=page[-1].unit if len(lines) > limit else None)


def _of(campaign: str) -> ColumnElement[bool]:
    """A campaign's units but those that have left it."""
    return and_(UNITS.c.campaign == campaign, UNITS.c.standing != Standing.WITHDRAWN.value)


def _lines(campaign: str, chosen: LetterFilter) -> Select[Any]:
    statement = (
        select(
            UNITS.c.code.label("unit"),
            UNITS.c.name,
            UNITS.c.district,
            UNITS.c.post,
            UNITS.c.coordinator,
            UNITS.c.supervision_group,
            _ACKNOWLEDGED_AT.label("acknowledged_at"),
        )
        .where(_of(campaign))
        .order_by(UNITS.c.code)
    )
    for name, value in chosen.model_dump(mode="json", exclude={"is_acknowledged"}).items():
        statement = statement.where(UNITS.c[name] == value)
    if chosen.is_acknowledged is not None:
        is_signed = _ACKNOWLEDGED_AT.is_not(None)
        statement = statement.where(is_signed if chosen.is_acknowledged else ~is_signed)
    return statement


def _district(row: Any) -> DistrictLetters:
    return DistrictLetters(
        district=row.district,
        units=row.units,
        members=row.members,
        acknowledged=row.acknowledged,
        county_acknowledged_at=row.at,
        county_acknowledged_by=None if row.by is None else Actor.parse(row.by),
    )
