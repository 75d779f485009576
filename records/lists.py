"""Lists of units: which, in what order, and from where on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_

from records.errors import MalformedCursor
from records.tables import UNITS
from records.unit_row import SHOWN_COLUMNS
from schemas.units import UnitFilter, UnitOrder, UnitPage, UnitRow

_NEVER = "never"


def chosen_units(campaign: str, chosen: UnitFilter) -> ColumnElement[bool]:
    """The condition that holds for a campaign's units that a filter chooses."""
    conditions = [UNITS.c.campaign == campaign]
    for name, value in chosen.model_dump(mode="json", exclude={"text"}).items():
        conditions.append(UNITS.c[name] == value)
    if chosen.text is not None:
        conditions.append(
            or_(
                UNITS.c.code.icontains(chosen.text, autoescape=True),
                UNITS.c.name.icontains(chosen.text, autoescape=True),
            )
        )
    return and_(*conditions)


def list_statement(
    campaign: str, chosen: UnitFilter, *, order: UnitOrder, after: str | None, limit: int
) -> Select[Any]:
    """The rows of a page, and one more if there is another page."""
    statement = select(*SHOWN_COLUMNS).where(chosen_units(campaign, chosen)).limit(limit + 1)
    if after is not None:
        statement = statement.where(_later(order, after))
    if order is UnitOrder.CODE:
        return statement.order_by(UNITS.c.code)
    return statement.order_by(UNITS.c.next_due, UNITS.c.code)


def list_page(rows: Sequence[UnitRow], *, order: UnitOrder, limit: int) -> UnitPage:
    """The page that `list_statement` has found."""
    page = tuple(rows[:limit])
    return UnitPage(rows=page, next=_cursor(page[-1], order) if len(rows) > limit else None)


def _cursor(last: UnitRow, order: UnitOrder) -> str:
    if order is UnitOrder.CODE:
        return last.code
    return f"{last.next_due.isoformat() if last.next_due else _NEVER}/{last.code}"


def _later(order: UnitOrder, cursor: str) -> ColumnElement[bool]:
    """What comes after a cursor; units that the clock does not heed come last."""
    if order is UnitOrder.CODE:
        return UNITS.c.code > cursor
    next_due, _, code = cursor.partition("/")
    if next_due == _NEVER:
        return and_(UNITS.c.next_due.is_(None), UNITS.c.code > code)
    try:
        instant = datetime.fromisoformat(next_due)
    except ValueError:
        raise MalformedCursor from None
    if instant.tzinfo is None:
        raise MalformedCursor
    return or_(tuple_(UNITS.c.next_due, UNITS.c.code) > (instant, code), UNITS.c.next_due.is_(None))
