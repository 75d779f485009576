"""Counting the open units of every campaign now and then, for the metrics."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog

from records.errors import DatabaseUnavailable
from records.store import Records
from worker.metrics import Metrics

log = structlog.get_logger(__name__)

_EVERY: Final = 30.0
"""Seconds between two counts."""


@asynccontextmanager
async def counting_units(records: Records, metrics: Metrics) -> AsyncIterator[None]:
    """Keep the number of open units up to date for as long as the context lasts."""
    counting = asyncio.create_task(_count(records, metrics))
    try:
        yield
    finally:
        counting.cancel()
        with suppress(asyncio.CancelledError):
            await counting


async def _count(records: Records, metrics: Metrics) -> None:
    while True:
        try:
            for campaign, count in (await records.units.open_by_campaign()).items():
                metrics.open_units(campaign, count)
        except DatabaseUnavailable:
            log.warning("units_not_counted")
        await asyncio.sleep(_EVERY)
