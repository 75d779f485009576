"""How a unit's state becomes the columns of its row, and a row what is shown of it."""

from typing import Any, Final

from sqlalchemy import Column, Row

from records.rulebooks import state_json
from records.tables import UNITS
from schemas.roster import Members
from schemas.state import Standing
from schemas.units import UnitRow, UnitSnapshot

_SHOWN: Final = [name for name in UnitRow.model_fields if name != "members"]
_MEMBERS: Final = list(Members.model_fields)

SHOWN_COLUMNS: Final[list[Column[Any]]] = [UNITS.c[name] for name in (*_SHOWN, *_MEMBERS)]
"""The columns of which `shown` makes a row."""


_LAUNCHED: Final = {"campaign", "code", "launched_at", "initial_rules", "initial_state"}

FOLDED: Final = [column.name for column in UNITS.c if column.name not in _LAUNCHED]
"""The names of the columns that follow from a state."""

OF_THE_COURSE: Final = [
    *("track", "phase", "standing", "revision", "head", "started_at", "next_due"),
    *("finished_at", "in_time", "closed_at", "rules", "state"),
]
"""Those that change with entries that leave alone what the unit itself is."""


def folded_columns(snapshot: UnitSnapshot, rules: str) -> dict[str, Any]:
    """The columns that follow from a state, whose rules have the digest `rules`."""
    unit, members = snapshot.state.unit, snapshot.state.unit.members
    return {
        "name": unit.name,
        "type": unit.type,
        "level": unit.level,
        "district": unit.district,
        "parent": unit.parent,
        "coordinator": unit.coordinator,
        "post": unit.post,
        "supervision_group": unit.supervision_group,
        "organisations": unit.organisations,
        **{category: getattr(members, category) for category in _MEMBERS},
        "members": members.total,
        **course_columns(snapshot, rules),
    }


def course_columns(snapshot: UnitSnapshot, rules: str) -> dict[str, Any]:
    """The same without what the unit itself is."""
    state = snapshot.state
    return {
        "track": state.track,
        "phase": snapshot.phase,
        "standing": snapshot.standing.value,
        "revision": state.revision,
        "head": state.head,
        "started_at": state.started_at,
        "next_due": snapshot.next_due,
        "finished_at": state.finished_at,
        "in_time": snapshot.in_time,
        "closed_at": state.closed_at,
        "rules": rules,
        "state": state_json(state),
    }


def new_columns(snapshot: UnitSnapshot, rules: str) -> dict[str, Any]:
    """All columns of a unit that is new: the state is also kept as the initial one."""
    folded = folded_columns(snapshot, rules)
    return {
        "campaign": snapshot.state.campaign,
        "code": snapshot.state.unit.code,
        **folded,
        "initial_rules": rules,
        "initial_state": folded["state"],
    }


def shown(row: Row[Any]) -> UnitRow:
    """What lists show of a row that has the `SHOWN_COLUMNS`."""
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return UnitRow(
        **{name: values[name] for name in _SHOWN if name != "standing"},
        standing=Standing(values["standing"]),
        members=Members(**{category: values[category] for category in _MEMBERS}),
    )
