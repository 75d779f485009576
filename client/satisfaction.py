"""What people were asked over all units, and how satisfied they are: surveys and polls of phases."""

from functools import partial

from records.store import Records
from rules.polls import inquiry_of
from schemas.plan import Plan
from schemas.satisfaction import SatisfactionRollup, SurveyFilter, SurveyPage


class Satisfaction:
    """Surveys and polls of a campaign's units, by what each of them has shown by itself."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def page(
        self, campaign: str, chosen: SurveyFilter, *, after: str | None = None, limit: int = 50
    ) -> SurveyPage:
        """A page of surveys and polls by unit and step; `after` is the page before's `next`."""
        inquire = partial(inquiry_of, await self._plan(campaign))
        return await self._records.satisfaction.page(
            campaign, inquire, chosen, after=after, limit=limit
        )

    async def rollup(self, campaign: str, chosen: SurveyFilter) -> SatisfactionRollup:
        """How satisfied people are at each phase, everywhere and by set of units."""
        inquire = partial(inquiry_of, await self._plan(campaign))
        return await self._records.satisfaction.rollup(campaign, inquire, chosen)

    async def _plan(self, campaign: str) -> Plan:
        return (await self._records.campaigns.plan(campaign)).plan
