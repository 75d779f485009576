"""The clock of one unit of a rehearsal, which Temporal's server skips ahead."""

import asyncio
from datetime import datetime, timedelta
from typing import Any, Final

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
"""A unit whose last batch is recorded is busy for a few milliseconds yet, until it has heard so."""


class UnitClock:
    """Reads and moves the clock of one unit."""

    def __init__(
        self, client: Client, records: Records, units: Units, campaign: str, unit: str
    ) -> None:
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
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise

    async def move_to(self, target: datetime) -> None:
        """Let time pass until an instant, unless it has come; the records then tell of all till then.

        From each moment at which something happens to the unit to the next. In one leap the server may
        overshoot: where the target passes by itself, while the unit still deals with something that fell
        due just before, it skips on to the next timer, days later
        (https://github.com/temporalio/temporal/pull/11373).

        Raises:
            MovedByAnother: another attempt is under way.
            NoAnswer: nothing came of it in time; the same again goes on from there.
        """
        row = await self._recorded()
        while row.next_due is not None and row.next_due <= target:
            await self._skip_to(row.next_due)
            await self._wait_recorded(row.revision + 1)
            row = await self._recorded()
        await self._skip_to(target)

    async def _skip_to(self, instant: datetime) -> None:
        now = await self.now()
        if now is None or now >= instant:
            return
        if instant - now < _PASSES_BY_ITSELF:
            await asyncio.sleep((instant - now).total_seconds())
            return
        try:
            await self._skipper.fast_forward(self._handle, instant - now)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
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
