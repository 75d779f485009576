"""Telling Temporal that a long activity lives."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from temporalio import activity

_BETWEEN_HEARTBEATS: Final = 5.0


@asynccontextmanager
async def heartbeating() -> AsyncIterator[None]:
    """Heartbeat every few seconds, for as long as the context lasts."""

    async def beat() -> None:
        while True:
            activity.heartbeat()
            await asyncio.sleep(_BETWEEN_HEARTBEATS)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
