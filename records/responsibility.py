"""Responsibility letters: those of offices, and how far the chain down to the units is signed."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    ScalarSelect,
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
from records.tables import IS_COUNTED, UNITS
from schemas.actor import Actor, Role
from schemas.responsibility import (
    DistrictLetters,
    LetterChain,
    LetterFilter,
    LetterLine,
    LetterPage,
)
from schemas.roster import Level
from schemas.state import Standing

OFFICE_LETTERS: Final = Table(
    "office_letters",
    METADATA,
    Column("campaign", CODE, ForeignKey("campaigns.code"), primary_key=True),
    Column("district", CODE, primary_key=True),
    required("at", INSTANT),
    required("by", Text),
    comment="Responsibility letters that offices have acknowledged, by the campaign's clock; "
    "district is empty for the city's",
)

_CITY: Final = ""

_ALL = LetterFilter()
_ACKNOWLEDGED_AT: Final = cast(
    UNITS.c.state["letter_acknowledged_at"].astext, DateTime(timezone=True)
)


class Responsibility:
    """Reads and signs letters. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def acknowledge(self, campaign: str, office: Actor, at: datetime) -> None:
        """A county or the city acknowledges its letter; the first time counts.

        Raises:
            UnknownDistrict: the campaign has no unit in the county's district.
        """
        district = office.id if office.role is Role.COUNTY else _CITY
        signed = {"campaign": campaign, "district": district, "at": at, "by": str(office)}
        there = select(UNITS.c.code).where(_of(campaign), UNITS.c.district == district).exists()
        async with self._database.transaction() as connection:
            if district != _CITY and not await connection.scalar(select(there)):
                raise UnknownDistrict(campaign, district)
            await connection.execute(insert(OFFICE_LETTERS).on_conflict_do_nothing(), [signed])

    async def chain(self, campaign: str) -> LetterChain:
        """The city and its counties by their codes, each with how many of its units have signed."""
        signed = select(OFFICE_LETTERS.c.at, OFFICE_LETTERS.c.by).where(
            OFFICE_LETTERS.c.campaign == campaign, OFFICE_LETTERS.c.district == _CITY
        )
        counties = (
            select(
                UNITS.c.district,
                _post_of(campaign, "county").label("post"),
                func.count().label("units"),
                func.sum(UNITS.c.members).label("members"),
                func.count(_ACKNOWLEDGED_AT).label("acknowledged"),
                OFFICE_LETTERS.c.at,
                OFFICE_LETTERS.c.by,
            )
            .outerjoin(
                OFFICE_LETTERS,
                and_(
                    OFFICE_LETTERS.c.campaign == UNITS.c.campaign,
                    OFFICE_LETTERS.c.district == UNITS.c.district,
                ),
            )
            .where(_of(campaign))
            .group_by(UNITS.c.district, OFFICE_LETTERS.c.at, OFFICE_LETTERS.c.by)
            .order_by(UNITS.c.district)
        )
        async with self._database.moment() as connection:
            own = (await connection.execute(signed)).one_or_none()
            post = await connection.scalar(select(_post_of(campaign, "city")))
            found = (await connection.execute(counties)).all()
        return LetterChain(
            post=post,
            city_acknowledged_at=None if own is None else own.at,
            city_acknowledged_by=None if own is None else Actor.parse(own.by),
            counties=tuple(map(_district, found)),
        )

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
    """A campaign's units but those that have left it; offices have letters of their own."""
    return and_(
        UNITS.c.campaign == campaign, IS_COUNTED, UNITS.c.standing != Standing.WITHDRAWN.value
    )


def _post_of(campaign: str, level: Level) -> ScalarSelect[str | None]:
    """The post of the first responsible person of the city itself, or of a unit's county."""
    office = UNITS.alias("office")
    statement = select(func.max(office.c.post)).where(
        office.c.campaign == campaign,
        office.c.level == level,
        office.c.standing != Standing.WITHDRAWN.value,
    )
    if level == "county":
        statement = statement.where(office.c.district == UNITS.c.district)
    return statement.scalar_subquery()


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
        post=row.post,
        units=row.units,
        members=row.members,
        acknowledged=row.acknowledged,
        county_acknowledged_at=row.at,
        county_acknowledged_by=None if row.by is None else Actor.parse(row.by),
    )
