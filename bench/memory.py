"""What a worker's memory is charged for each open unit that it caches."""

import asyncio
from typing import Final

from bench.histories import quiet_size
from bench.report import Line, at_most
from bench.sides import Side, open_bare, open_product
from bench.stage import Stage

_BATCHES: Final = 3
"""The first batch of units also pays for what a worker needs once; the others are measured."""


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """Memory by which a fresh worker grows with its units, after a first batch of them."""
    count = 50 if is_quick else 200
    product = await _growth(stage, "product", count)
    bare = await _growth(stage, "yardstick", count)
    return [
        Line(
            subject="worker memory",
            figure="per open, cached unit",
            unit="KB",
            value=product / 1e3,
            yardstick=bare / 1e3,
            bar=at_most(2, of="ratio"),
        )
    ]


async def _growth(stage: Stage, side: str, count: int) -> float:
    """Bytes for each unit."""
    await stage.worker.restart()
    held = []
    for number in range(_BATCHES):
        opened: Side = (
            await open_product(stage, f"memory-{number}", count)
            if side == "product"
            else await open_bare(stage, count)
        )
        await asyncio.gather(*map(quiet_size, opened.handles))
        held.append(stage.worker.resident_bytes)
    return (held[-1] - held[0]) / (count * (_BATCHES - 1))
