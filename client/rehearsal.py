"""Moving the clock of a rehearsal: every unit to the same instant, then the campaign's own clock."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from client.errors import NotAhead
from client.mornings import write_digests
from client.units import Units
from records.store import Records
from schemas.campaign import FURTHEST_FORWARD
from schemas.campaign_row import CampaignRow
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
    row = await _rehearsal(records, campaign)
    before = datetime.now(UTC) + row.clock_offset
    return await _forward(client, records, units, row, before, before + by)


async def fast_forward_to(
    client: Client, records: Records, units: Units, campaign: str, target: datetime
) -> datetime:
    """Let time pass in a rehearsal until an instant of its clock; the campaign's new time.

    Raises:
        records.errors.NotARehearsal: the campaign runs in wall time.
        NotAhead: the instant is past already, or more than `FURTHEST_FORWARD` ahead.
        NoAnswer: no worker answers; the same again goes on from there.
    """
    row = await _rehearsal(records, campaign)
    before = datetime.now(UTC) + row.clock_offset
    if not before < target <= before + FURTHEST_FORWARD:
        now, wanted = (
            f"{one.astimezone(ZoneInfo(row.timezone)):%Y-%m-%d %H:%M}" for one in (before, target)
        )
        raise NotAhead(campaign, now, wanted, FURTHEST_FORWARD.days)
    return await _forward(client, records, units, row, before, target)


async def _rehearsal(records: Records, campaign: str) -> CampaignRow:
    """A campaign of which the clock may be moved."""
    row = await records.campaigns.get(campaign)
    await records.campaigns.set_clock_offset(campaign, row.clock_offset)
    return row


async def _forward(
    client: Client,
    records: Records,
    units: Units,
    row: CampaignRow,
    before: datetime,
    target: datetime,
) -> datetime:
    """Bring all units and then the clock of a rehearsal, which stands at `before`, to an instant."""
    campaign, ahead = row.campaign, row.clock_offset + (target - before)
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
    await records.campaigns.set_clock_offset(campaign, ahead)
    return datetime.now(UTC) + ahead


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
