"""The clock of one unit of a rehearsal, which Temporal's server skips ahead."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, Final

from google.protobuf.field_mask_pb2 import FieldMask
from temporalio.api.common.v1 import TimeSkippingConfig, WorkflowExecution
from temporalio.api.workflow.v1 import WorkflowExecutionOptions
from temporalio.api.workflowservice.v1 import UpdateWorkflowExecutionOptionsRequest
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from client.errors import MovedByAnother, NoAnswer
from client.units import Units
from records.store import Records
from schemas.identity import PROGRESS, unit_workflow_id
from schemas.units import UnitRow
from schemas.views import Progress

_TO_RECORD: Final = timedelta(seconds=30)
_PASSES_BY_ITSELF: Final = timedelta(seconds=2)
"""So little is not skipped: a unit whose last batch is recorded is busy until it has heard so."""


class UnitClock:
    """Reads and moves the clock of one unit."""

    def __init__(
        self, client: Client, records: Records, units: Units, campaign: str, unit: str
    ) -> None:
        self._client = client
        self._skipper = TimeSkipper(client)
        self._handle: WorkflowHandle[Any, Any] = client.get_workflow_handle(
            unit_workflow_id(campaign, unit)
        )
        self._records = records
        self._units = units
        self._campaign = campaign
        self._unit = unit

    async def now(self) -> datetime | None:
        """The time in which the unit lives; None where Temporal does not know it any more."""
        try:
            return await self._skipper.get_current_time(self._handle)
        except RPCError as error:
            _require_ended(error)
            return None

    async def move_to(self, target: datetime) -> None:
        """Let time pass until an instant, unless it has come; the records then tell of all till then.

        It skips from each instant at which something happens to the unit to the next, and never by a
        fast-forward over one of them: where the end of that passes by itself, because the unit still
        deals with what fell due just before, the server does not see it, and skips on to the next timer,
        days later (https://github.com/temporalio/temporal/pull/11373).

        Raises:
            MovedByAnother: another attempt is under way.
            NoAnswer: nothing came of it in time; the same again goes on from there.
        """
        row = await self._recorded()
        while row.next_due is not None and row.next_due <= target:
            await self._skip_to_timer(row.next_due)
            await self._wait_recorded(row.revision + 1)
            row = await self._recorded()
        is_quiet = row.next_due is None or row.next_due - target > _PASSES_BY_ITSELF
        await self._skip_to(target if is_quiet else target - _PASSES_BY_ITSELF)
        now = await self.now()
        if now is not None and now < target:
            await asyncio.sleep((target - now).total_seconds())

    async def _skip_to_timer(self, due: datetime) -> None:
        """Skip to the unit's timer, which is set for `due`, and no further."""
        now = await self.now()
        if now is None or due - now <= _PASSES_BY_ITSELF:
            return
        once = TimeSkippingConfig(enabled=True, max_session_skip_count=1)
        request = UpdateWorkflowExecutionOptionsRequest(
            namespace=self._client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=self._handle.id),
            workflow_execution_options=WorkflowExecutionOptions(time_skipping_config=once),
            update_mask=FieldMask(paths=["time_skipping_config"]),
        )
        try:
            await self._client.workflow_service.update_workflow_execution_options(
                request, retry=True
            )
        except RPCError as error:
            _require_ended(error)

    async def _skip_to(self, instant: datetime) -> None:
        """Skip to an instant before which nothing happens."""
        now = await self.now()
        if now is None or instant - now <= _PASSES_BY_ITSELF:
            return
        try:
            await self._skipper.fast_forward(self._handle, instant - now)
        except RPCError as error:
            _require_ended(error)
        except RuntimeError:  # a later one has taken the place of this one
            raise MovedByAnother(self._campaign) from None

    async def _recorded(self) -> UnitRow:
        """The unit's row, once it tells all that the workflow knows."""
        progress = await self._units.query(self._campaign, self._unit, PROGRESS, Progress)
        await self._wait_recorded(progress.revision)
        return (await self._records.units.get(self._campaign, self._unit)).row

    async def _wait_recorded(self, revision: int) -> None:
        if not await self._records.listening.wait_recorded(
            self._campaign, self._unit, revision, _TO_RECORD
        ):
            raise NoAnswer(self._handle.id, f"its revision {revision} is not in the records")


def _require_ended(error: RPCError) -> None:
    """Let pass only that the workflow has ended: then there is nothing left to move."""
    if error.status is not RPCStatusCode.NOT_FOUND:
        raise error
