"""Moving the clock of a rehearsal: every unit to the same instant, then the campaign's own clock."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Final

from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from client.mornings import write_digests
from client.units import Units
from records.store import Records
from schemas.identity import PROGRESS, unit_workflow_id
from schemas.units import UnitFilter
from schemas.views import Outcome, Progress

_AT_ONCE: Final = 32
_SKIPS: Final = 10_000
_TO_RECORD: Final = timedelta(seconds=30)


async def fast_forward(
    client: Client, records: Records, units: Units, campaign: str, by: timedelta
) -> datetime:
    """Let `by` pass for every open unit of a rehearsal; all that falls due meanwhile happens.

    Returns the campaign's new time, once the records have what happened.

    Raises:
        records.errors.NotARehearsal: the campaign runs in wall time.
        NoAnswer: no worker answers; the same again goes on from there.
    """
    row = await records.campaigns.get(campaign)
    await records.campaigns.set_clock_offset(campaign, row.clock_offset)
    before = datetime.now(UTC) + row.clock_offset
    target = before + by
    skipper = TimeSkipper(client, config=TimeSkippingConfig(max_session_skip_count=_SKIPS))
    turn = asyncio.Semaphore(_AT_ONCE)

    async def move(unit: str) -> None:
        async with turn:
            handle = client.get_workflow_handle(unit_workflow_id(campaign, unit))
            await _move(skipper, handle, target)
            progress = await units.query(campaign, unit, PROGRESS, Progress)
            await records.listening.wait_recorded(campaign, unit, progress.revision, _TO_RECORD)

    async with asyncio.TaskGroup() as group:
        async for unit in _open_units(records, campaign):
            group.create_task(move(unit))
    await write_digests(client, records, campaign, before, target)
    await records.campaigns.set_clock_offset(campaign, row.clock_offset + by)
    return datetime.now(UTC) + row.clock_offset + by


async def _move(
    skipper: TimeSkipper, handle: "WorkflowHandle[object, Outcome]", target: datetime
) -> None:
    """Move a unit to an instant, unless an attempt that was broken off has moved it there before."""
    try:
        by = target - await skipper.get_current_time(handle)
        if by > timedelta(0):
            await skipper.fast_forward(handle, by)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


async def _open_units(records: Records, campaign: str) -> AsyncIterator[str]:
    after: str | None = None
    while True:
        page = await records.units.find(campaign, UnitFilter(), after=after, limit=500)
        for row in page.rows:
            if row.closed_at is None and row.launched_at is not None:
                yield row.code
        if page.next is None:
            return
        after = page.next
