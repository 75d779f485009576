"""Rosters of running campaigns: as they are, and changed."""

from collections.abc import Mapping, Sequence

from client.roster_changes import Submit, apply_roster
from client.temporal import Temporal
from records.store import Records
from schemas.actor import Actor
from schemas.roster import Person, Unit
from schemas.roster_change import RosterApplied, RosterChange


class Rosters:
    """Reads rosters and applies changed ones; `submit` carries out what concerns one unit."""

    def __init__(self, temporal: Temporal, records: Records, submit: Submit) -> None:
        self._temporal = temporal
        self._records = records
        self._submit = submit

    async def get(self, campaign: str) -> tuple[Unit, ...]:
        """The roster of a campaign as it is now."""
        return await self._records.units.roster(campaign)

    async def apply(
        self,
        campaign: str,
        change: RosterChange,
        *,
        merged: Mapping[str, str],
        by: Actor,
        reason: str,
        command_id: str,
        coordinators: Sequence[Person] = (),
    ) -> RosterApplied:
        """Bring a changed roster to a running campaign: add, amend, merge. Again is harmless.

        Coordinators whom the roster names and nobody knows are added to the campaign's people. Units that an earlier application has added and not launched are launched as well.

        Raises:
            Refused: only the city's office may, and only while units can be launched.
        """
        workflows = await self._temporal.workflows()
        return await apply_roster(
            self._records,
            workflows.campaigns,
            self._submit,
            campaign,
            change,
            merged=merged,
            by=by,
            reason=reason,
            command_id=command_id,
            coordinators=coordinators,
        )
