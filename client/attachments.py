"""Files that units hand in: kept first, then noted, so that nothing is noted that is not there."""

from collections.abc import Awaitable, Callable

from client.refusals import noting_refusals
from records.store import Records
from rules.authority import may, who_may
from rules.guards import require_not_closed
from rules.refused import Refused
from schemas.actor import Actor
from schemas.attachment import UNIT_BYTES, Attachment


class Attachments:
    """Takes in what units hand in, and tells what there is."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def attach(
        self,
        campaign: str,
        unit: str,
        by: Actor,
        attachment: Attachment,
        keep: Callable[[], Awaitable[None]],
    ) -> Attachment:
        """Let `keep` keep the file and note it as the unit's, on the campaign's clock; again is harmless.

        Returns what is noted of it.

        Raises:
            Refused: who is nobody to the unit hands nothing in for it; the campaign is over for it, and
                what is in its dossier stays; or it has handed in as much as a dossier can hold.
        """
        state = (await self._records.units.get(campaign, unit)).state
        async with noting_refusals(self._records, campaign, "attach", by, unit=unit):
            known = state.unit
            if not may(by, "comment", known):
                raise Refused("not_allowed", who=who_may("comment", known), by_whom=by)
            require_not_closed(state)
            others = [
                one
                for one in await self._records.attachments.of(campaign, unit)
                if one.digest != attachment.digest
            ]
            if sum(one.bytes for one in others) + attachment.bytes > UNIT_BYTES:
                raise Refused("attachments_full", limit=UNIT_BYTES // 2**20, files=len(others))
        await keep()
        ahead = (await self._records.campaigns.get(campaign)).clock_offset
        noted = attachment.model_copy(update={"at": attachment.at + ahead})
        await self._records.attachments.keep(campaign, unit, noted)
        return noted

    async def of(self, campaign: str, unit: str) -> tuple[Attachment, ...]:
        """The files that a unit has handed in, in the order in which they came."""
        await self._records.units.get(campaign, unit)
        return await self._records.attachments.of(campaign, unit)
