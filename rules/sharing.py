"""Rules that many units carry, held in memory once: equal rules become the very same value."""

from functools import lru_cache
from typing import Final

from rules.memo import once_per_value
from schemas.memory import UnitMemory
from schemas.unit_rules import UnitRules

_KINDS_OF_UNIT: Final = 1024
"""More than the types of unit of all campaigns that one worker runs at a time."""


def share_rules(memory: UnitMemory) -> UnitMemory:
    """The same memory; its rules are shared with those of all units that have equal ones."""
    rules = shared(memory.state.rules)
    return memory.model_copy(update={"state": memory.state.model_copy(update={"rules": rules})})


@once_per_value
def shared(rules: UnitRules) -> UnitRules:
    """The value that all units share that have rules equal to these."""
    return _first(_Written(rules))


class _Written:
    """Rules as a key: equal to all that are written in the same way."""

    __slots__ = ("_text", "rules")

    def __init__(self, rules: UnitRules) -> None:
        self.rules = rules
        self._text = rules.model_dump_json()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Written) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


@lru_cache(maxsize=_KINDS_OF_UNIT)
def _first(written: _Written) -> UnitRules:
    return written.rules
