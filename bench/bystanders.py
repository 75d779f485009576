"""What everybody else feels of something that is going on at some units."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter
from typing import Final, NamedTuple, TypeVar

from bench.pace import steadily, steadily_while
from bench.report import Line, at_most
from bench.samples import p50, p99
from bench.sides import Product, open_product
from bench.stage import Stage
from client.errors import NoOutcome

T = TypeVar("T")

_COUNT: Final = 32


class Felt(NamedTuple):
    """What those who gave commands felt: milliseconds, those without an answer included."""

    waits: list[float]
    unanswered: int


class Bystanders:
    """Units that get commands at a steady pace, with something going on and without."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._unanswered = 0

    async def wake(self) -> None:
        """Have a worker that has just started know all of them."""
        await asyncio.gather(*map(self._product.command, range(_COUNT)))

    async def for_seconds(self, seconds: int) -> Felt:
        """What is felt in so many seconds."""
        self._unanswered = 0
        waits = await steadily(self._wait, units=_COUNT, seconds=seconds)
        return Felt(waits, self._unanswered)

    async def during(self, work: Awaitable[object]) -> tuple[Felt, float]:
        """What is felt while some work lasts, and its seconds."""
        self._unanswered = 0
        waits, took = await steadily_while(self._wait, work, units=_COUNT)
        return Felt(waits, self._unanswered), took

    async def beside(
        self,
        subject: str,
        part_of_it: Callable[[Sequence[T]], Awaitable[None]],
        parts: Sequence[Sequence[T]],
        *,
        calm_seconds: int,
        is_judged: bool = True,
    ) -> list[Line]:
        """Do something in parts with calm between them; how long it took, and what others felt."""
        calm: list[float] = []
        felt: list[float] = []
        unanswered, seconds = 0, 0.0
        for part in parts:
            calm += (await self.for_seconds(calm_seconds)).waits
            beside, took = await self.during(part_of_it(part))
            felt += beside.waits
            unanswered += beside.unanswered
            seconds += took
        return [
            Line(subject=subject, figure="all of them", unit="s", value=seconds),
            Line(
                subject=subject,
                figure="others' command p50 meanwhile, beside without",
                unit="ms",
                value=p50(felt),
                yardstick=p50(calm),
            ),
            Line(
                subject=subject,
                figure="others' command p99 meanwhile, beside without",
                unit="ms",
                value=p99(felt),
                yardstick=p99(calm),
                bar=at_most(2, of="ratio") if is_judged else None,
            ),
            Line(
                subject=subject,
                figure="others' commands that nobody answered",
                unit="",
                value=unanswered,
                bar=at_most(0) if is_judged else None,
            ),
        ]

    async def _wait(self, unit: int) -> float:
        begun = perf_counter()
        try:
            await self._product.command(unit)
        except NoOutcome:
            self._unanswered += 1
        return (perf_counter() - begun) * 1e3


async def open_bystanders(stage: Stage, campaign: str) -> Bystanders:
    """Units of a campaign of their own."""
    return Bystanders(await open_product(stage, campaign, _COUNT))
