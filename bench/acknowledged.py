"""What clients were told while everything around them was struck: kept outside, to be judged by."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from random import Random

from schemas.views import Receipt


class Acknowledged:
    """The acknowledgements of a load over units, which ends when it is told to.

    `receipts` and `signals` are what was acknowledged, by unit and command id; commands that are
    `given_up` had no answer, and nobody knows what came of them. `surprises` are answers that
    nothing which was sent should ever get.
    """

    def __init__(self, campaign: str, units: Sequence[str], seed: int) -> None:
        self.campaign, self.units = campaign, units
        self.receipts: dict[str, dict[str, Receipt]] = defaultdict(dict)
        self.signals: dict[str, set[str]] = defaultdict(set)
        self.given_up: dict[str, set[str]] = defaultdict(set)
        self.surprises: list[str] = []
        self._seed = seed
        self._acknowledged = 0
        self._news = asyncio.Condition()
        self._is_over = asyncio.Event()

    def stop(self) -> None:
        """Begin nothing new."""
        self._is_over.set()

    async def is_over_within(self, seconds: float) -> bool:
        """Wait for so long, or until the load is to end; whether it is."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._is_over.wait()
        return self._is_over.is_set()

    async def acknowledgements(self, count: int) -> None:
        """Wait for so many more acknowledgements."""
        wanted = self._acknowledged + count
        async with self._news:
            await self._news.wait_for(lambda: self._acknowledged >= wanted)

    async def turns(self, unit: str, source: str, mean_pause: float) -> AsyncIterator[Random]:
        """One turn after the other, at moments that the seed chooses, until the load is over."""
        chance = Random(f"{self._seed}:{unit}:{source}")  # noqa: S311 - to be repeated
        while not await self.is_over_within(chance.uniform(0, 2 * mean_pause)):
            yield chance

    async def count(self) -> None:
        """Count one more acknowledgement, and tell who waits for it."""
        async with self._news:
            self._acknowledged += 1
            self._news.notify_all()
