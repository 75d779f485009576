"""The clock of one unit of a rehearsal, which Temporal's server skips ahead."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from client.errors import MovedByAnother, NoAnswer
from client.units import Units
from records.store import Records
from schemas.identity import PROGRESS, unit_workflow_id
from schemas.views import Progress

_TO_RECORD: Final = timedelta(seconds=30)
_ONE_SKIP: Final = TimeSkippingConfig(max_session_skip_count=1)
_PASSES_BY_ITSELF: Final = timedelta(seconds=2)
"""So little is not skipped: a unit whose last batch is recorded is busy until it has heard so."""


class UnitClock:
    """Reads and moves the clock of one unit."""

    def __init__(
        self, client: Client, records: Records, units: Units, campaign: str, unit: str
    ) -> None:
        self._skipper = TimeSkipper(client, config=_ONE_SKIP)
        self._handle: WorkflowHandle[Any, Any] = client.get_workflow_handle(
            unit_workflow_id(campaign, unit)
        )
        self._records = records
        self._units = units
        self._campaign = campaign
        self._unit = unit

    async def now(self) -> datetime | None:
        """The time in which the unit lives; None where its workflow has ended."""
        try:
            described = await self._handle.describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise
        if described.status is not WorkflowExecutionStatus.RUNNING:
            return None
        info = described.raw_description.workflow_extended_info
        if not info.HasField("time_skipping_info"):
            return datetime.now(UTC)
        return info.time_skipping_info.current_time.ToDatetime(UTC)

    async def move_to(self, target: datetime) -> None:
        """Let time pass until an instant, unless it has come; the records then tell of all till then.

        From each instant at which something happens to the unit to the next. In one leap the server may
        overshoot: where the target passes by itself, while the unit still deals with what fell due just
        before, it skips on to the next timer, days later
        (https://github.com/temporalio/temporal/pull/11373). A unit that has ended stays where it is.

        Raises:
            MovedByAnother: another attempt is under way.
            NoAnswer: nothing came of it in time; the same again goes on from there.
        """
        while True:
            row = (await self._records.units.get(self._campaign, self._unit)).row
            now = await self.now()
            if now is None:
                return
            if row.next_due is not None and row.next_due <= target:
                await self._let_pass(row.next_due - now)
                await self._wait_recorded(row.revision + 1)
            elif now < target:
                left = target - now
                is_quiet = row.next_due is None or row.next_due - target > _PASSES_BY_ITSELF
                skips_all = is_quiet or left <= _PASSES_BY_ITSELF
                await self._let_pass(left if skips_all else left - _PASSES_BY_ITSELF)
            else:
                progress = await self._units.query(self._campaign, self._unit, PROGRESS, Progress)
                if progress.revision <= row.revision:
                    return
                await self._wait_recorded(progress.revision)

    async def _let_pass(self, length: timedelta) -> None:
        """Skip so much time, or less of it: no further than to the unit's next timer."""
        if length <= _PASSES_BY_ITSELF:
            await asyncio.sleep(length.total_seconds())
            return
        try:
            await self._skipper.fast_forward(self._handle, length)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
        except RuntimeError:  # a later one has taken the place of this one
            raise MovedByAnother(self._campaign) from None

    async def _wait_recorded(self, revision: int) -> None:
        if not await self._records.listening.wait_recorded(
            self._campaign, self._unit, revision, _TO_RECORD
        ):
            raise NoAnswer(self._handle.id, f"its revision {revision} is not in the records")
