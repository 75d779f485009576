"""Lists of units: which, in what order, and from where on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, tuple_

from records.errors import MalformedCursor
from records.tables import IS_COUNTED, JOURNAL, RULEBOOKS, UNITS
from records.unit_row import SHOWN_COLUMNS
from schemas.digest import MERELY_SAID, TURNED_OVERDUE
from schemas.state import Standing
from schemas.units import Lack, UnitFilter, UnitOrder, UnitPage, UnitRow

_NEVER = "never"

_NOT_COLUMNS = {"text", "changed_since", "overdue_since", "lacking"}


def chosen_units(campaign: str, chosen: UnitFilter) -> ColumnElement[bool]:
    """The condition that holds for a campaign's units that a filter chooses."""
    conditions = [UNITS.c.campaign == campaign]
    for name, value in chosen.model_dump(mode="json", exclude=_NOT_COLUMNS).items():
        conditions.append(UNITS.c[name] == value)
    if chosen.text is not None:
        conditions.append(
            or_(
                UNITS.c.code.icontains(chosen.text, autoescape=True),
                UNITS.c.name.icontains(chosen.text, autoescape=True),
            )
        )
    if chosen.changed_since is not None:
        changes = JOURNAL.c.kind.not_in(MERELY_SAID)
        conditions.append(_has_happened(changes, chosen.changed_since))
    if chosen.overdue_since is not None:
        conditions.append(UNITS.c.standing == Standing.OVERDUE.value)
        turned = JOURNAL.c.kind.in_(TURNED_OVERDUE)
        conditions.append(_has_happened(turned, chosen.overdue_since))
    if chosen.lacking is not None:
        conditions += [UNITS.c.standing != Standing.WITHDRAWN.value, _lacks(chosen.lacking)]
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


def _lacks(what: Lack) -> ColumnElement[bool]:
    state = UNITS.c.state
    match what:
        case "letter":
            is_acknowledged: ColumnElement[bool] = state.has_key("letter_acknowledged_at")
            return and_(IS_COUNTED, ~is_acknowledged)
        case "visit":
            is_visited = func.coalesce(state["visits"].has_key(UNITS.c.phase), false())
            return and_(UNITS.c.phase.is_not(None), ~is_visited)
        case "mechanism":
            asked = select(RULEBOOKS.c.digest).where(
                RULEBOOKS.c.digest == UNITS.c.rules, RULEBOOKS.c.rules.has_key("mechanism")
            )
            return and_(~state.has_key("mechanism"), asked.exists())


def _has_happened(what: ColumnElement[bool], since: datetime) -> ColumnElement[bool]:
    return (
        select(JOURNAL.c.revision)
        .where(JOURNAL.c.campaign == UNITS.c.campaign, JOURNAL.c.unit == UNITS.c.code)
        .where(JOURNAL.c.at > since, what)
        .exists()
    )


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
