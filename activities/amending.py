"""Amending units, one at a time."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from records.store import Records
from rules.amendment import amend_command, amended, has_taken, id_of, is_for
from rules.refused import Refused
from rules.snapshot import snapshot
from rules.sweeping import BEHIND, NOT_OPEN
from schemas.amendment import Amendment
from schemas.commands import Command
from schemas.state import UnitState
from schemas.units import StoredUnit

Submit = Callable[[StoredUnit, Command], Awaitable[str | None]]
"""Gives a unit a command; why it was missed, or None."""


class Amending:
    """Brings one amendment to units, some of which may have taken it already."""

    def __init__(self, records: Records, submit: Submit, amendment: Amendment) -> None:
        self._records = records
        self._submit = submit
        self._amendment = amendment

    async def put_in_force(self, campaign: str) -> None:
        """Note it for units that come later; those that are there already are reached after that."""
        id_, at = id_of(self._amendment), datetime.now(UTC)
        await self._records.amendments.keep(campaign, id_, self._amendment, at)

    def is_for(self, unit: StoredUnit) -> bool:
        """Whether it is for a unit, whose campaign is not over."""
        state = unit.state
        return unit.row.closed_at is None and is_for(self._amendment, state.unit, state.track)

    async def reach(self, unit: StoredUnit) -> str | None:
        """Let a unit take it, once; why it was missed, or None.

        The new rules are worked out from those in the row; a unit that is ahead of its row refuses
        them, and may be tried again.
        """
        stored = await self._records.units.get(unit.row.campaign, unit.row.code)
        if has_taken(stored.state.rules, self._amendment):
            return None
        try:
            command = amend_command(stored.state, self._amendment)
        except Refused as refused:
            return refused.refusal.code
        missed = await self._submit(stored, command)
        if missed == NOT_OPEN and stored.row.launched_at is None:
            rules = amended(stored.state.rules, self._amendment)
            return await self._restate(stored.state.model_copy(update={"rules": rules}))
        return BEHIND if missed == "stale_revision" else missed

    async def _restate(self, state: UnitState) -> str | None:
        """Let a unit that was not launched begin in that state."""
        begins = snapshot(state, state.launched_at)
        return None if await self._records.units.restate(begins) else NOT_OPEN
