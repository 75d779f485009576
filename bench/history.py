"""What a command costs in history, alone and when ten arrive together; and that idling costs nothing."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Final

from temporalio.api.enums.v1 import EventType
from temporalio.testing import TimeSkipper

from bench.histories import Size, quiet_size
from bench.report import Line, at_most
from bench.sides import Handle, Product, Side, open_bare, open_product
from bench.stage import Stage

_TOGETHER: Final = 10
_SKIPPED: Final = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED
_SHORT_OF: Final = timedelta(hours=1)


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """Events and bytes for each accepted command, and events of units that nobody touches."""
    times = 3 if is_quick else 20
    product, bare = await open_product(stage, "history", 8), await open_bare(stage, 8)
    alone = [await _spent(side, 1, times) for side in (product, bare)]
    together = [await _spent(side, _TOGETHER, times) for side in (product, bare)]
    ten = f"{_TOGETHER} commands together at one unit"
    return [
        Line(
            subject="history, a command alone",
            figure="events, at worst",
            unit="",
            value=max(size.events for size in alone[0]),
            yardstick=max(size.events for size in alone[1]),
            bar=at_most(11),
        ),
        Line(
            subject="history, a command alone",
            figure="bytes",
            unit="KB",
            value=median(size.bytes for size in alone[0]) / 1e3,
            yardstick=median(size.bytes for size in alone[1]) / 1e3,
            bar=at_most(2.6),
        ),
        Line(
            subject=f"history, {ten}",
            figure="events for each",
            unit="",
            value=median(size.events for size in together[0]) / _TOGETHER,
            yardstick=median(size.events for size in together[1]) / _TOGETHER,
            bar=at_most(6),
        ),
        Line(
            subject=f"history, {ten}",
            figure="bytes for each",
            unit="KB",
            value=median(size.bytes for size in together[0]) / _TOGETHER / 1e3,
            yardstick=median(size.bytes for size in together[1]) / _TOGETHER / 1e3,
        ),
        await _idle(product, seconds=2 if is_quick else 20),
        await _idle_up_to_the_next_instant(stage, product),
    ]


async def _spent(side: Side, together: int, times: int) -> list[Size]:
    """What each burst of `together` commands adds to the history of a unit that was quiet."""
    spent = []
    for number in range(times):
        unit = number % len(side.handles)
        before = await quiet_size(side.handles[unit])
        await asyncio.gather(*(side.command(unit) for _ in range(together)))
        spent.append(await quiet_size(side.handles[unit]) - before)
    return spent


async def _idle(side: Side, *, seconds: int) -> Line:
    before = await _events(side.handles)
    await asyncio.sleep(seconds)
    return Line(
        subject="history, idle units",
        figure=f"events in {seconds} s, {len(side.handles)} units",
        unit="",
        value=await _events(side.handles) - before,
        bar=at_most(0),
    )


async def _idle_up_to_the_next_instant(stage: Stage, side: Product) -> Line:
    """Events while a unit's clock runs in virtual time until just before its next due instant."""
    handle = side.handles[0]
    before = await quiet_size(handle)
    upcoming = await stage.gateway.upcoming(side.campaign, side.units[0])
    by = upcoming[0].at - datetime.now(UTC) - _SHORT_OF
    await TimeSkipper(stage.client).fast_forward(handle, by)
    await quiet_size(handle)
    added = [event async for event in handle.fetch_history_events()][before.events :]
    return Line(
        subject="history, idle units",
        figure=f"events in {by / timedelta(days=1):.1f} virtual days, besides the skip",
        unit="",
        value=sum(not _is_the_skip_s(event.event_type) for event in added),
        bar=at_most(0),
    )


def _is_the_skip_s(type_: EventType.ValueType) -> bool:
    return type_ in (_SKIPPED, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED)


async def _events(handles: Sequence[Handle]) -> int:
    return sum([(await quiet_size(handle)).events for handle in handles])
