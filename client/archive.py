"""What is kept of campaigns and units, read from the records alone: no Temporal server is asked."""

from collections.abc import Mapping
from typing import Final

from client.journals import read_journal
from client.survey import Surveys
from records.store import Records
from rules.asked import surveys_counted
from rules.chain import first_break
from rules.replay import replay
from schemas.amendment import Amendment
from schemas.campaign_row import CampaignRow, LaunchedPlan
from schemas.dispatch import LogFilter, LogLine
from schemas.dossier import KeptUnit
from schemas.heads import UnitHead
from schemas.step import SurveyStep
from schemas.survey import PublishedSurvey

_PAGE: Final = 1000


class Archive:
    """Reads everything that stays when Temporal has forgotten a closed workflow.

    Every call may raise DatabaseUnavailable; what names a campaign or unit that does not exist
    raises `UnknownCampaign` or `UnknownUnit` of `records.errors`.
    """

    def __init__(self, records: Records) -> None:
        self._records = records

    async def campaigns(self) -> tuple[CampaignRow, ...]:
        """All campaigns, newest first."""
        return await self._records.campaigns.all()

    async def campaign(self, campaign: str) -> CampaignRow:
        """One campaign."""
        return await self._records.campaigns.get(campaign)

    async def of(self, campaign: str) -> "CampaignArchive":
        """What is kept of a campaign."""
        row = await self.campaign(campaign)
        plan = await self._records.campaigns.plan(campaign)
        amendments = await self._records.amendments.all(campaign)
        return CampaignArchive(self._records, row, plan, amendments)


class CampaignArchive:
    """What is kept of one campaign and its units; plan and amendments are those of when it was opened."""

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

    async def heads(self) -> tuple[UnitHead, ...]:
        """The heads of all units, by code."""
        return await self._records.units.heads(self.campaign)

    async def kept(self, unit: str) -> KeptUnit:
        """Everything that is kept of a unit; what is recorded meanwhile is left out."""
        state = (await self._records.units.get(self.campaign, unit)).state
        initial = await self._records.units.initial_state(self.campaign, unit)
        journal = await read_journal(self._records, self.campaign, unit, state.revision)
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
        )

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
        surveys = Surveys(self._records)
        found = [
            await surveys.counted_again(self.campaign, unit, asked, round_)
            for (_, round_), asked in counted.items()
        ]
        return tuple(one for one in found if one is not None)
