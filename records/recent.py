"""The states that this process has recorded last, so that a unit's next entry needs no reading."""

from collections import OrderedDict
from typing import Final

from schemas.recording import RecordBatch
from schemas.state import UnitState

_KEPT: Final = 64
"""A unit to which something happens is one to which more will; more of them would only be remembered
for nothing, at tens of KB each."""


class Recent:
    """Rows as they were written, each with the digest of its rules.

    What is kept may be out of date: who writes on it must say on which entry it builds.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[str, UnitState]] = OrderedDict()

    def before(self, batch: RecordBatch) -> tuple[str, UnitState] | None:
        """The state that a batch goes on from, as far as is known here."""
        known = self._kept.get((batch.campaign, batch.unit))
        first = batch.entries[0]
        if known is None or known[1].revision != first.revision - 1:
            return None
        return known if known[1].head == first.previous else None

    def keep(self, rules: str, state: UnitState) -> None:
        """Keep what was just written."""
        key = (state.campaign, state.unit.code)
        self._kept[key] = (rules, state)
        self._kept.move_to_end(key)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
