"""Going through a unit's journal again: the state that it makes, and the rows that it leaves."""

from collections.abc import Iterable

from rules.evolve import evolve
from rules.rows import rows_of
from schemas.events import Entry
from schemas.rows import Row
from schemas.state import UnitState


def replay(initial: UnitState, journal: Iterable[Entry]) -> tuple[UnitState, tuple[Row, ...]]:
    """The state after a journal that begins in `initial`, and every row on the way, oldest first."""
    state, rows = initial, list[Row]()
    for entry in journal:
        before, state = state, evolve(state, entry)
        rows += rows_of(before, state, entry)
    return state, tuple(rows)
