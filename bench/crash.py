"""How long nobody gets an answer when the only worker is killed and another one starts at once."""

import asyncio
from itertools import pairwise
from time import perf_counter
from typing import Final

from bench.report import Line, at_most
from bench.sides import Product, open_product
from bench.stage import Stage

_A_SECOND: Final = 20
_BEFORE: Final = 3.0
"""Seconds of steady load before the worker is killed."""
_AFTER: Final = 15.0
"""Seconds of it afterwards: longer than any timeout that a dead worker leaves behind."""


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """The longest silence over all units, and the longest wait of one command, of several crashes."""
    units, crashes = (40, 1) if is_quick else (200, 3)
    product = await open_product(stage, "crash", units)
    gaps, waits = [], []
    for _ in range(crashes):
        load = _Load(product)
        async with asyncio.TaskGroup() as group:
            group.create_task(load.run())
            await asyncio.sleep(_BEFORE)
            await stage.worker.kill()
            await stage.worker.start()
        gaps.append(load.longest_gap())
        waits.append(load.longest_wait())
    subject = f"kill -9 of the only worker, {_A_SECOND} commands a second"
    return [
        Line(
            subject=subject,
            figure=f"longest silence over {units} units",
            unit="s",
            value=max(gaps),
            bar=at_most(6),
        ),
        Line(subject=subject, figure="longest wait at one unit", unit="s", value=max(waits)),
    ]


class _Load:
    """Commands at a steady rate, one unit after the other, whatever happens to those before."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._answered: list[float] = []
        self._waits: list[float] = []

    async def run(self) -> None:
        """Send until the load's time is over, and wait for every answer."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        async with asyncio.TaskGroup() as group:
            for number in range(int((_BEFORE + _AFTER) * _A_SECOND)):
                await asyncio.sleep(begun + number / _A_SECOND - loop.time())
                group.create_task(self._command(number % len(self._product.units)))

    def longest_gap(self) -> float:
        """The longest time in which no unit answered, in seconds."""
        return max(after - before for before, after in pairwise(sorted(self._answered)))

    def longest_wait(self) -> float:
        """The longest time that one command waited for its answer, in seconds."""
        return max(self._waits)

    async def _command(self, unit: int) -> None:
        begun = perf_counter()
        await self._product.command(unit)
        self._answered.append(perf_counter())
        self._waits.append(self._answered[-1] - begun)
