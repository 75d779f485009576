"""The items of all ledgers: the table, and the list of them, unit by unit."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    Row,
    Select,
    Table,
    Text,
    and_,
    false,
    select,
    tuple_,
)

from records.cursors import cursor_number
from records.database import Database
from records.metadata import CODE, INSTANT, METADATA
from records.tables import UNITS, of_its_unit
from schemas.ledger_rows import ItemFilter, ItemLine, ItemPage
from schemas.state import Standing

ITEMS: Final = Table(
    "items",
    METADATA,
    Column("campaign", CODE, primary_key=True),
    Column("unit", CODE, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("measure", Text, nullable=False, server_default=""),
    Column("owner", Text, nullable=False, server_default=""),
    Column("solvable", CODE, nullable=False, server_default="by_date"),
    Column("is_commitment", Boolean, nullable=False, server_default=false()),
    Column("problem", Integer),
    Column("added_at", INSTANT),
    Column("status", CODE, nullable=False, server_default="open"),
    Column("due", Date),
    Column("due_at", INSTANT),
    Column("evidence", Text),
    Column("changed_at", INSTANT),
    ForeignKeyConstraint(["campaign", "unit"], ["units.campaign", "units.code"]),
    Index(None, "campaign", "due_at"),
    comment="Items of ledgers, a few columns at a time from their entries in the journal",
)

_ALL: Final = ItemFilter()
_ORDER: Final = (ITEMS.c.unit, ITEMS.c.number)
_OF_THE_ITEM: Final = ("unit", "status", "is_commitment")
_TO_BE_DONE: Final = ("open", "handed_up")
_STILL: Final = (Standing.SUSPENDED.value, Standing.WITHDRAWN.value)


class Items:
    """Reads the items of a campaign's ledgers. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self,
        campaign: str,
        chosen: ItemFilter = _ALL,
        *,
        now: datetime,
        after: str | None = None,
        limit: int = 50,
    ) -> ItemPage:
        """A page of items by unit and number; `after` is the `next` of the page before.

        What is overdue is so at `now`, on the campaign's clock.

        Raises:
            MalformedCursor: `after` is no page's `next`.
        """
        statement = item_lines(campaign, chosen, now=now).limit(limit + 1)
        if after is not None:
            statement = statement.where(_later(after))
        async with self._database.statements() as connection:
            found = [item_line(row) for row in await connection.execute(statement)]
        page = tuple(found[:limit])
        return ItemPage(lines=page, next=_cursor(page[-1]) if len(found) > limit else None)

    async def struck_off(self, campaign: str, units: Collection[str]) -> dict[str, dict[int, date]]:
        """The days on which items were due that are struck off, by unit and number."""
        statement = select(ITEMS.c.unit, ITEMS.c.number, ITEMS.c.due).where(
            ITEMS.c.campaign == campaign, ITEMS.c.unit.in_(units), ITEMS.c.status == "struck_off"
        )
        found: dict[str, dict[int, date]] = {}
        async with self._database.statements() as connection:
            for unit, number, due in await connection.execute(statement):
                found.setdefault(unit, {})[number] = due
        return found


def item_lines(campaign: str, chosen: ItemFilter = _ALL, *, now: datetime) -> Select[Any]:
    """The items of a campaign that a filter chooses, by unit and number."""
    columns = [
        UNITS.c[name] if name in ("name", "district") else ITEMS.c[name]
        for name in ItemLine.model_fields
    ]
    statement = (
        select(*columns)
        .join(UNITS, of_its_unit(ITEMS))
        .where(ITEMS.c.campaign == campaign)
        .order_by(*_ORDER)
    )
    for name, value in chosen.model_dump(mode="json", exclude={"is_overdue"}).items():
        table = ITEMS if name in _OF_THE_ITEM else UNITS
        statement = statement.where(table.c[name] == value)
    return statement.where(_is_overdue(now)) if chosen.is_overdue else statement


def item_line(row: Row[Any]) -> ItemLine:
    """What lists show of a row of `item_lines`."""
    return ItemLine.model_validate(dict(row._mapping))  # noqa: SLF001 - SQLAlchemy's public name for it


def _is_overdue(now: datetime) -> ColumnElement[bool]:
    return and_(
        ITEMS.c.status.in_(_TO_BE_DONE),
        ITEMS.c.due_at <= now,
        UNITS.c.standing.not_in(_STILL),
        # A unit that has finished stands as finished; its items stand still with the campaign.
        ~UNITS.c.state.has_key("held_since"),
        UNITS.c.closed_at.is_(None),
    )


def _cursor(last: ItemLine) -> str:
    return f"{last.unit}/{last.number}"


def _later(cursor: str) -> ColumnElement[bool]:
    unit, _, number = cursor.partition("/")
    return tuple_(*_ORDER) > (unit, cursor_number(number, digits=len("999999")))
