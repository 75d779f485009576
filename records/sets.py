"""Units summed up by set: all of them, and each district, type and supervision group, in one statement."""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Row, func, tuple_

SETS: Final = ("district", "type", "supervision_group")
"""What units are told apart by where they are summed up."""

_Sum = TypeVar("_Sum")


def columns_of_sets(unit: Any) -> Iterable[ColumnElement[Any]]:
    """What a row of sums is about; `over` is 0 for that and 1 for what it is taken over, in order."""
    sets = [unit[name] for name in SETS]
    yield from sets
    yield func.grouping(*sets).label("over")


def grouping_by_set(unit: Any, *kept: ColumnElement[Any]) -> ColumnElement[Any]:
    """What such a statement is grouped by: each set, and all, apart for every value of what is kept."""
    return func.grouping_sets(*(tuple_(*kept, unit[name]) for name in SETS), tuple_(*kept))


def by_set(
    rows: Iterable[Row[Any]], read: Callable[[Row[Any]], _Sum]
) -> tuple[_Sum | None, dict[str, dict[str, _Sum]]]:
    """The sums of all units, None where there are none, and those of the sets by their codes."""
    whole: _Sum | None = None
    found: dict[str, dict[str, _Sum]] = {name: {} for name in SETS}
    for row in rows:
        about = [name for bit, name in enumerate(reversed(SETS)) if not row.over & 1 << bit]
        if about:
            found[about[0]][getattr(row, about[0])] = read(row)
        else:
            whole = read(row)
    return whole, {name: dict(sorted(sums.items())) for name, sums in found.items()}
