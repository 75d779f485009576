"""Answers that are worked out once per state: a state never changes, and is asked many times.

What a command leaves alone, such as the phases under a comment, is the very same value in the state
after it. So the parts of a state are compared by identity, which costs next to nothing.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Final, TypeVar, TypeVarTuple

from schemas.state import UnitState

T = TypeVar("T")
Vs = TypeVarTuple("Vs")

_REMEMBERED: Final = 256
"""Answers that are kept of each question; a command asks about two or three states, and many units
are commanded in turn."""


class _TheVery:
    """Values as a key: equal to the very same ones and to nothing else."""

    __slots__ = ("_ids", "values")

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values
        self._ids = tuple(map(id, values))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _TheVery) and other._ids == self._ids

    def __hash__(self) -> int:
        return hash(self._ids)


def once_per_value(answer: Callable[[*Vs], T]) -> Callable[[*Vs], T]:
    """Remember the last answers of a pure function of values that never change.

    They are known by identity, not by content: many units share one and the same.
    """

    @lru_cache(maxsize=_REMEMBERED)
    def remembered(key: _TheVery) -> T:
        return answer(*key.values)

    @wraps(answer)
    def ask(*values: *Vs) -> T:
        return remembered(_TheVery(values))

    return ask


_OF_THE_JOURNAL: Final = frozenset({"revision", "head", "heeded_at"})
"""The parts of a state that say how far its journal goes, and nothing of the unit."""


class _Same:
    """A state as a key: equal to one of the very same parts."""

    __slots__ = ("_hash", "_parts", "state")

    def __init__(self, state: UnitState) -> None:
        self.state = state
        self._parts = [
            id(part) for name, part in state.__dict__.items() if name not in _OF_THE_JOURNAL
        ]
        self._hash = hash(tuple(self._parts))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other._parts == self._parts

    def __hash__(self) -> int:
        return self._hash


def once_per_state(answer: Callable[[UnitState], T]) -> Callable[[UnitState], T]:
    """Remember the last answers of a pure function of a unit's state, but not of its journal.

    The answer must be immutable, and must not depend on `revision`, `head` and `heeded_at`.
    """

    @lru_cache(maxsize=_REMEMBERED)
    def remembered(key: _Same) -> T:
        return answer(key.state)

    @wraps(answer)
    def ask(state: UnitState) -> T:
        return remembered(_Same(state))

    return ask
