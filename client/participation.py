"""Who takes part, as the gateway gives it: step by step, and summed up."""

from records.store import Records
from schemas.participation import (
    ParticipationFilter,
    ParticipationPage,
    ParticipationRollup,
)


class Participation:
    """Reads what units have recorded of who takes part in their steps of mobilisation."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def page(
        self,
        campaign: str,
        chosen: ParticipationFilter,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> ParticipationPage:
        """A page of the units' steps of mobilisation, and who takes part in each."""
        await self._records.campaigns.get(campaign)
        return await self._records.participations.page(campaign, chosen, after=after, limit=limit)

    async def rollup(self, campaign: str, chosen: ParticipationFilter) -> ParticipationRollup:
        """What these steps come to: everywhere, and by set of units and category of members."""
        await self._records.campaigns.get(campaign)
        return await self._records.participations.rollup(campaign, chosen)
