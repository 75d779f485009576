"""How fast a command is answered, alone and under load, and how soon the records tell of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Final

from bench.pace import A_SECOND, steadily
from bench.reference import comment
from bench.report import Line, at_least, at_most
from bench.samples import middle_p50, p50, p99, pooled_p99
from bench.sides import Bare, Product, Side, open_bare, open_product
from bench.stage import Stage
from schemas.identity import SUBMIT
from schemas.views import Receipt

_AT_ONCE: Final = 32
_TO_RECORD: Final = timedelta(seconds=10)


class _Direct(Product):
    """The unit's update alone, without what the gateway does around it."""

    async def command(self, unit: int) -> None:
        """Send the update."""
        command = comment()
        await self.handles[unit].execute_update(SUBMIT, command, id=command.id, result_type=Receipt)


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """Command latency and throughput on both sides in turn, and the way from receipt to row."""
    product = await open_product(stage, "latency", _AT_ONCE)
    direct = _Direct(stage, "latency", product.units)
    bare = await open_bare(stage, _AT_ONCE)
    return [
        *await _at_a_rate(product, bare, blocks=2 if is_quick else 8),
        *await _back_to_back(product, direct, bare, blocks=2 if is_quick else 8),
        *await _at_once(product, bare, blocks=1 if is_quick else 5),
        await _query(product, bare, blocks=1 if is_quick else 5),
        *await _to_the_row(stage, product, seconds=3 if is_quick else 30),
    ]


async def _at_a_rate(product: Product, bare: Bare, *, blocks: int) -> list[Line]:
    took = await _in_turn((product, bare), blocks, _four_seconds)
    subject = f"command, {A_SECOND} a second"
    return [
        _line(subject, "p50", took, middle_p50).model_copy(
            update={"bar": at_most(1.2, of="ratio")}
        ),
        _line(subject, "p99", took, pooled_p99),
    ]


async def _back_to_back(
    product: Product, direct: Product, bare: Bare, *, blocks: int
) -> list[Line]:
    took = await _in_turn((product, bare, direct), blocks, lambda side: _one_by_one(side, 64))
    subject = "command, back to back, one client"
    return [
        _line(subject, "p50", took, middle_p50).model_copy(
            update={"bar": at_most(1.8, of="ratio")}
        ),
        _line(subject, "p50, update without gateway", [took[2], took[1]], middle_p50),
        _line(subject, "p99", took, pooled_p99),
    ]


async def _at_once(product: Product, bare: Bare, *, blocks: int) -> list[Line]:
    rates: list[list[float]] = [[], []]
    took: list[list[list[float]]] = [[], []]
    for _ in range(blocks):
        for number, side in enumerate((product, bare)):
            begun = perf_counter()
            samples = await asyncio.gather(
                *(_repeatedly(side, unit, 16) for unit in range(_AT_ONCE))
            )
            rates[number].append(_AT_ONCE * 16 / (perf_counter() - begun))
            took[number].append([sample for row in samples for sample in row])
    subject = f"command, {_AT_ONCE} at a time"
    return [
        Line(
            subject=subject,
            figure="commands a second",
            unit="1/s",
            value=median(rates[0]),
            yardstick=median(rates[1]),
            bar=at_least(0.5, of="ratio"),
        ),
        _line(subject, "p50", took, middle_p50),
        _line(subject, "p99", took, pooled_p99),
    ]


async def _query(product: Product, bare: Bare, *, blocks: int) -> Line:
    async def ask(side: Side) -> list[float]:
        samples = []
        for number in range(64):
            begun = perf_counter()
            await side.ask(number % _AT_ONCE)
            samples.append((perf_counter() - begun) * 1e3)
        return samples

    took = await _in_turn((product, bare), blocks, ask)
    return _line("query of the progress", "p50", took, middle_p50)


async def _to_the_row(stage: Stage, product: Product, *, seconds: int) -> list[Line]:
    async def lag(unit: int) -> float:
        code = product.units[unit]
        receipt = await stage.gateway.submit(product.campaign, code, comment(), is_awaited=False)
        answered = perf_counter()
        if not await stage.gateway.wait_recorded(
            product.campaign, code, receipt.revision, _TO_RECORD
        ):
            raise TimeoutError(f"unit '{code}' is not recorded up to {receipt.revision}")
        return (perf_counter() - answered) * 1e3

    lags = await steadily(lag, units=_AT_ONCE, seconds=seconds)
    subject = f"from receipt to row, {A_SECOND} a second"
    return [
        Line(subject=subject, figure="p50", unit="ms", value=p50(lags)),
        Line(subject=subject, figure="p99", unit="ms", value=p99(lags), bar=at_most(25)),
    ]


async def _in_turn(
    sides: Sequence[Side], blocks: int, block: Callable[[Side], Awaitable[list[float]]]
) -> list[list[list[float]]]:
    """The samples of each side, block by block; the sides take turns, so that a drift hits all."""
    for side in sides:
        await block(side)  # unmeasured, to warm up
    took: list[list[list[float]]] = [[] for _ in sides]
    for _ in range(blocks):
        for number, side in enumerate(sides):
            took[number].append(await block(side))
    return took


async def _four_seconds(side: Side) -> list[float]:
    return await steadily(side.timed_command, units=_AT_ONCE, seconds=4)


async def _one_by_one(side: Side, count: int) -> list[float]:
    return [await side.timed_command(number % _AT_ONCE) for number in range(count)]


async def _repeatedly(side: Side, unit: int, count: int) -> list[float]:
    return [await side.timed_command(unit) for _ in range(count)]


def _line(
    subject: str,
    figure: str,
    took: Sequence[Sequence[Sequence[float]]],
    summed_up: Callable[[Sequence[Sequence[float]]], float],
) -> Line:
    return Line(
        subject=subject,
        figure=figure,
        unit="ms",
        value=summed_up(took[0]),
        yardstick=summed_up(took[1]),
    )
