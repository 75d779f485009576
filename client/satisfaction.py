"""What people were asked over all units, and how satisfied they are: surveys and polls of phases."""

from records.store import Records
from rules.polls import inquiry_of
from schemas.plan import Plan
from schemas.satisfaction import Inquiry, SatisfactionRollup, SurveyFilter, SurveyPage


class Satisfaction:
    """Surveys and polls of a campaign's units, by what each of them has shown by itself."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def page(
        self, campaign: str, chosen: SurveyFilter, *, after: str | None = None, limit: int = 50
    ) -> SurveyPage:
        """A page of surveys and polls by unit and step; `after` is the page before's `next`."""
        inquiry = await self._inquiry(campaign)
        return await self._records.satisfaction.page(
            campaign, inquiry, chosen, after=after, limit=limit
        )

    async def rollup(self, campaign: str, chosen: SurveyFilter) -> SatisfactionRollup:
        """How satisfied people are at each phase, everywhere and by set of units."""
        return await self._records.satisfaction.rollup(
            campaign, await self._inquiry(campaign), chosen
        )

    async def _inquiry(self, campaign: str) -> Inquiry:
        plan = (await self._records.campaigns.plan(campaign)).plan
        return await inquiry_into(self._records, campaign, plan)


async def inquiry_into(records: Records, campaign: str, plan: Plan) -> Inquiry:
    """What people are asked in a campaign: by its plan, and by the rules that its units carry now."""
    carried = await records.satisfaction.carried(campaign)
    units, offices = (
        [
            track
            for rules in carried
            if plan.is_of_office(rules.unit_type) is of_office
            for track in rules.tracks
        ]
        for of_office in (False, True)
    )
    return inquiry_of(plan.tracks, units, offices)
