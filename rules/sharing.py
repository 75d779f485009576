"""Rules that many units carry, held in memory once: equal rules become the very same value."""

from functools import lru_cache
from typing import Final

from schemas.memory import UnitMemory
from schemas.unit_rules import UnitRules

_KINDS_OF_UNIT: Final = 256
"""More than the types of unit of all campaigns that one worker runs at a time."""


def share_rules(memory: UnitMemory) -> UnitMemory:
    """The same memory; its rules are shared with those of all units that have equal ones."""
    rules = _shared(memory.state.rules.model_dump_json())
    return memory.model_copy(update={"state": memory.state.model_copy(update={"rules": rules})})


@lru_cache(maxsize=_KINDS_OF_UNIT)
def _shared(rules: str) -> UnitRules:
    return UnitRules.model_validate_json(rules)
