"""To whom units have belonged: a coordinator, a supervision group, a district's office."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from records.tables import JOURNAL, UNITS


def former_units(campaign: str, belonging: Mapping[str, str]) -> Select[Any]:
    """The codes of units that once belonged to all of `belonging`, and now do not.

    `belonging` maps any of `coordinator`, `supervision_group` and `district` to a code.
    """
    now = and_(*(UNITS.c[name] == code for name, code in belonging.items()))
    once = and_(*(_had(name, code) for name, code in belonging.items()))
    return (
        select(UNITS.c.code).where(UNITS.c.campaign == campaign, ~now, once).order_by(UNITS.c.code)
    )


def _had(name: str, code: str) -> ColumnElement[bool]:
    """Whether a unit was launched with it, or was given it since."""
    event = JOURNAL.c.body["event"]
    given = or_(
        and_(JOURNAL.c.kind == "reassigned", event[name].astext == code),
        and_(JOURNAL.c.kind == "amended", event["unit", name].astext == code),
    )
    return or_(
        UNITS.c.initial_state["unit", name].astext == code,
        select(JOURNAL.c.revision)
        .where(JOURNAL.c.campaign == UNITS.c.campaign, JOURNAL.c.unit == UNITS.c.code, given)
        .exists(),
    )
