"""Moving the clock of a rehearsal: every unit to the same instant, then the campaign's own clock."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from temporalio.client import Client

from client.clock import time_of
from client.errors import MovedByAnother, NotAhead, NotARehearsal, UnitsAhead
from client.mornings import write_digests
from client.temporal import Temporal
from client.unit_clock import UnitClock
from client.units import Units
from records.store import Records
from schemas.campaign import FURTHEST_FORWARD
from schemas.campaign_row import CampaignRow
from schemas.units import UnitFilter

_AT_ONCE: Final = 32
_RESUMED_WITHIN: Final = timedelta(hours=1)
"""For so long after an attempt broke off the same instant may be given again."""


class Rehearsals:
    """Lets time pass in rehearsals. What asks a workflow may raise what the gateway's `connect` raises."""

    def __init__(self, temporal: Temporal, records: Records) -> None:
        self._temporal = temporal
        self._records = records

    async def fast_forward(self, campaign: str, by: timedelta) -> datetime:
        """Let `by` pass for every open unit of a rehearsal; all that falls due meanwhile happens.

        Returns the campaign's new time, once the records have what happened.

        Raises:
            records.errors.NotARehearsal: the campaign runs in wall time.
            UnitsAhead: an attempt that broke off has moved units further already.
            MovedByAnother: another attempt is under way.
            NoAnswer: no worker answers; the same again goes on from there.
        """
        async with self._moving(campaign) as row:
            before = time_of(row)
            return await self._forward(row, before, before + by)

    async def fast_forward_to(self, campaign: str, target: datetime) -> datetime:
        """Let time pass in a rehearsal until an instant of its clock; the campaign's new time.

        Raises:
            records.errors.NotARehearsal: the campaign runs in wall time.
            NotAhead: the instant is past already, or more than `FURTHEST_FORWARD` ahead.
            UnitsAhead: an attempt that broke off has moved units further already.
            MovedByAnother: another attempt is under way.
            NoAnswer: no worker answers; the same again goes on from there.
        """
        async with self._moving(campaign) as row:
            before = time_of(row)
            if not before < target <= before + FURTHEST_FORWARD:
                now, wanted = (_on_its_clock(row, one) for one in (before, target))
                raise NotAhead(campaign, now, wanted, FURTHEST_FORWARD.days)
            return await self._forward(row, before, target)

    @asynccontextmanager
    async def _moving(self, campaign: str) -> AsyncGenerator[CampaignRow]:
        """A rehearsal whose clock nobody else moves meanwhile."""
        async with self._records.campaigns.hold_clock(campaign) as is_held:
            row = await self._records.campaigns.get(campaign)
            if not row.is_rehearsal:
                raise NotARehearsal(campaign)
            if not is_held:
                raise MovedByAnother(campaign)
            yield row

    async def _forward(self, row: CampaignRow, before: datetime, target: datetime) -> datetime:
        workflows = await self._temporal.workflows()
        return await _forward(workflows.client, self._records, workflows.units, row, before, target)


def _on_its_clock(row: CampaignRow, moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo(row.timezone)):%Y-%m-%d %H:%M}"


async def _forward(
    client: Client,
    records: Records,
    units: Units,
    row: CampaignRow,
    before: datetime,
    target: datetime,
) -> datetime:
    """Bring all units and then the clock of a rehearsal, which stands at `before`, to an instant.

    Units that an attempt which broke off has moved there have gone on since: all go where those are.
    """
    campaign = row.campaign
    turn = asyncio.Semaphore(_AT_ONCE)
    clocks = [
        UnitClock(client, records, units, campaign, unit)
        async for unit in _open_units(records, campaign)
    ]

    async def stands_at(clock: UnitClock) -> datetime:
        async with turn:
            return await clock.now() or target

    furthest = max(await asyncio.gather(*map(stands_at, clocks)), default=target)
    if furthest > target + _RESUMED_WITHIN:
        # To the next whole minute, since it goes on while somebody reads this.
        goes_on_from = furthest + timedelta(minutes=1)
        raise UnitsAhead(campaign, _on_its_clock(row, target), _on_its_clock(row, goes_on_from))
    target = max(target, furthest)
    ahead = row.clock_offset + (target - before)

    async def move(clock: UnitClock) -> None:
        async with turn:
            await clock.move_to(target)

    try:
        async with asyncio.TaskGroup() as group:
            for clock in clocks:
                group.create_task(move(clock))
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None  # the rest was broken off, or has the same reason
    await write_digests(client, records, campaign, before, target)
    await records.campaigns.set_clock_offset(campaign, ahead)
    return datetime.now(UTC) + ahead


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
