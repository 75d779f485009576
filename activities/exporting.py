"""Exporting the dossiers of a campaign that is closed, a page of units at a time."""

from datetime import UTC, datetime, timedelta
from typing import Final

from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from activities.heartbeat import heartbeating
from activities.logs import activity_logger
from records.errors import DatabaseUnavailable
from records.store import Records
from reports.dossier.exporting import Exporter
from schemas.dossier import (
    EXPORTED_BY_ANOTHER,
    RECORDS_BEHIND,
    STORE_UNUSABLE,
    Finding,
    NotedDossier,
)
from schemas.exporting import ExportedPage, ExportPage
from schemas.identity import unit_workflow_id

_GOES_BETTER: Final = frozenset({STORE_UNUSABLE, RECORDS_BEHIND, EXPORTED_BY_ANOTHER})
"""The reasons for which a unit is tried again."""

_IN_VAIN: Final = 3
"""After so many units in a row for which the store could not be used, the others are not tried."""

_ANSWER: Final = timedelta(seconds=10)


class Exporting:
    """Keeps the dossiers of a closed campaign's units in the store, each as one archive."""

    def __init__(self, client: Client, records: Records, store_url: str) -> None:
        self._client = client
        self._records = records
        self._store_url = store_url

    @activity.defn(name="export_dossiers")
    async def export(self, page: ExportPage) -> ExportedPage:
        """Export the next dossiers that are missing; a page that is repeated makes none twice.

        Why one could not be exported is noted, and the others follow. A unit whose records lag
        behind its workflow, or that somebody else exports just now, is left for later.
        """
        units = await self._records.dossiers.missing(
            page.campaign, after=page.after, limit=page.limit
        )
        reasons: list[str | None] = []
        async with heartbeating():
            exporter = await Exporter.of(self._records, page.campaign, self._store_url)
            for unit in units:
                reasons.append(await self._export(exporter, page.campaign, unit))
                if reasons[-_IN_VAIN:] == [STORE_UNUSABLE] * _IN_VAIN:
                    break
        tried, is_stopped = len(reasons), len(reasons) < len(units)
        exported = reasons.count(None)
        activity_logger().info(
            "dossiers_exported", campaign=page.campaign, exported=exported, tried=tried
        )
        is_last = len(units) < page.limit and not is_stopped
        return ExportedPage(
            exported=exported,
            left=sum(reason in _GOES_BETTER for reason in reasons),
            is_stopped=is_stopped,
            last=None if is_last else units[tried - 1],
        )

    async def _export(self, exporter: Exporter, campaign: str, unit: str) -> str | None:
        """Export a unit's dossier; the code of why it could not be, or nothing."""
        if await self._is_behind(campaign, unit):
            return await self._note(campaign, unit, Finding(code=RECORDS_BEHIND))
        try:
            return await exporter.attempt(unit)
        except DatabaseUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - it is logged, and noted
            # What is wrong with this unit must not keep the others from their end.
            activity_logger().exception("dossier_not_exported", campaign=campaign, unit=unit)
            why = Finding(code="not_exported", params={"error": type(error).__name__})
            return await self._note(campaign, unit, why)

    async def _is_behind(self, campaign: str, unit: str) -> bool:
        """Whether a unit's workflow has something to record still.

        Its last entry need not be that of its end: a survey that ended with the campaign is sealed
        after that. A unit that was never launched has no workflow.
        """
        handle = self._client.get_workflow_handle(unit_workflow_id(campaign, unit))
        try:
            description = await handle.describe(rpc_timeout=_ANSWER)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return False
            raise
        return description.status is WorkflowExecutionStatus.RUNNING

    async def _note(self, campaign: str, unit: str, why: Finding) -> str:
        noted = NotedDossier(unit=unit, at=datetime.now(UTC), findings=(why,))
        await self._records.dossiers.note(campaign, noted)
        return why.code
