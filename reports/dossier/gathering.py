"""Gathering what dossiers are made from: the records alone are read, no Temporal server is asked."""

from collections.abc import Mapping
from typing import Final, Self

from records.store import Records
from rules.asked import surveys_counted
from rules.authority import own_office
from rules.chain import first_break
from rules.replay import replay
from rules.responsibility import office_letter
from rules.scoring import count_again
from schemas.amendment import Amendment
from schemas.campaign_row import CampaignRow, LaunchedPlan
from schemas.dispatch import LogFilter, LogLine
from schemas.dossier import KeptUnit
from schemas.responsibility import CityLetter, CountyLetter
from schemas.roster import Unit
from schemas.step import SurveyStep
from schemas.survey import PublishedSurvey, SurveyId

_PAGE: Final = 1000


class CampaignArchive:
    """What is kept of a campaign's units; plan and amendments are those of when it was opened.

    Every call may raise DatabaseUnavailable; what names a campaign or unit that does not exist
    raises `UnknownCampaign` or `UnknownUnit` of `records.errors`.
    """

    def __init__(
        self,
        records: Records,
        row: CampaignRow,
        plan: LaunchedPlan,
        amendments: tuple[Amendment, ...],
    ) -> None:
        self._records = records
        self._row = row
        self._plan = plan
        self._amendments = amendments
        self.campaign = row.campaign

    @classmethod
    async def of(cls, records: Records, campaign: str) -> Self:
        """What is kept of the units of a campaign."""
        row = await records.campaigns.get(campaign)
        plan = await records.campaigns.plan(campaign)
        return cls(records, row, plan, await records.amendments.all(campaign))

    async def kept(self, unit: str) -> KeptUnit:
        """Everything that is kept of a unit; what is recorded meanwhile is left out."""
        state = (await self._records.units.get(self.campaign, unit)).state
        initial = await self._records.units.initial_state(self.campaign, unit)
        journal = await self._records.journal.up_to(self.campaign, unit, state.revision)
        # A journal that somebody has broken is handed out as it is: whoever checks it is told where.
        is_whole = first_break(self.campaign, unit, journal) is None
        rows = replay(initial, journal)[1] if is_whole else ()
        counted = surveys_counted(initial, journal) if is_whole else {}
        return KeptUnit(
            is_rehearsal=self._row.is_rehearsal,
            plan=self._plan.plan,
            plan_source=self._plan.source,
            amendments=self._amendments,
            initial=initial,
            journal=journal,
            state=state,
            rows=rows,
            deliveries=await self._deliveries(unit),
            surveys=await self._surveys(unit, counted),
            attachments=await self._records.attachments.of(self.campaign, unit),
            topics=await self._records.opinions.topics(self.campaign, unit),
            problems=await self._records.opinions.problems(self.campaign, unit),
            office_letter=await self._office_letter(state.unit),
        )

    async def _office_letter(self, unit: Unit) -> CountyLetter | CityLetter | None:
        office = own_office(unit)
        if office is None:
            return None
        chain = await self._records.responsibility.chain(self.campaign)
        return office_letter(self._row, chain, office)

    async def _deliveries(self, unit: str) -> tuple[LogLine, ...]:
        lines: list[LogLine] = []
        after: int | None = None
        while True:
            page = await self._records.delivery_log.page(
                self.campaign, LogFilter(unit=unit), after=after, limit=_PAGE
            )
            lines += page.lines
            after = page.next
            if after is None:
                return tuple(lines)

    async def _surveys(
        self, unit: str, counted: Mapping[tuple[str, int], SurveyStep]
    ) -> tuple[PublishedSurvey, ...]:
        """Those of which the journal tells a result, as far as their ballots are there."""
        published = []
        for (_, round_), asked in counted.items():
            survey = SurveyId(campaign=self.campaign, unit=unit, step=asked.id, round=round_)
            found = await self._records.surveys.sealed_ballots(survey)
            if found is not None:
                published.append(count_again(survey, asked, *found))
        return tuple(published)
