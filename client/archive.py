"""What is kept of campaigns and units, read from the records alone: no Temporal server is asked."""

from collections.abc import Iterable
from typing import Final

from client.survey import Surveys
from records.store import Records
from rules.replay import replay
from schemas.campaign_row import CampaignRow
from schemas.dispatch import LogFilter, LogLine
from schemas.dossier import KeptUnit
from schemas.events import Entry
from schemas.rows import Row
from schemas.survey import PublishedSurvey, SurveyRow
from schemas.units import UnitFilter, UnitRow

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

    async def units(self, campaign: str) -> tuple[UnitRow, ...]:
        """All units of a campaign, by code."""
        rows: list[UnitRow] = []
        after: str | None = None
        while True:
            page = await self._records.units.find(campaign, UnitFilter(), after=after, limit=_PAGE)
            rows += page.rows
            after = page.next
            if after is None:
                return tuple(rows)

    async def kept(self, campaign: str, unit: str) -> KeptUnit:
        """Everything that is kept of a unit; what is recorded meanwhile is left out."""
        row = await self.campaign(campaign)
        plan = await self._records.campaigns.plan(campaign)
        state = (await self._records.units.get(campaign, unit)).state
        initial = await self._records.units.initial_state(campaign, unit)
        journal = await self._journal(campaign, unit, state.revision)
        rows = replay(initial, journal)[1]
        return KeptUnit(
            is_rehearsal=row.is_rehearsal,
            plan=plan.plan,
            plan_source=plan.source,
            amendments=await self._records.amendments.all(campaign),
            initial=initial,
            journal=journal,
            state=state,
            rows=rows,
            deliveries=await self._deliveries(campaign, unit),
            surveys=await self._surveys(campaign, unit, rows),
            attachments=await self._records.attachments.of(campaign, unit),
        )

    async def _journal(self, campaign: str, unit: str, last: int) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        while len(entries) < last:
            limit = min(_PAGE, last - len(entries))
            entries += await self._records.journal.oldest(
                campaign, unit, after=len(entries), limit=limit
            )
        return tuple(entries)

    async def _deliveries(self, campaign: str, unit: str) -> tuple[LogLine, ...]:
        lines: list[LogLine] = []
        after: int | None = None
        while True:
            page = await self._records.delivery_log.page(
                campaign, LogFilter(unit=unit), after=after, limit=_PAGE
            )
            lines += page.lines
            after = page.next
            if after is None:
                return tuple(lines)

    async def _surveys(
        self, campaign: str, unit: str, rows: Iterable[Row]
    ) -> tuple[PublishedSurvey, ...]:
        """Those of which the journal tells a result, once each."""
        surveys = {(row.step, row.round): row for row in rows if isinstance(row, SurveyRow)}
        return tuple(
            [
                await Surveys(self._records).publish(campaign, unit, step, round_)
                for (step, round_), row in surveys.items()
                if row.score is not None
            ]
        )
