"""How fast units are launched: from the wish until each has done its first workflow task."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median
from typing import Final

from bench.histories import first_task_done
from bench.reference import launch_units, made_up_units
from bench.report import Line, at_least
from bench.sides import Handle, start_bare
from bench.stage import Stage
from schemas.identity import unit_workflow_id

_AT_ONCE: Final = 32


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """Launches a second: a campaign through the gateway, and as many yardsticks, in turn."""
    count, rounds = (48, 1) if is_quick else (200, 4)
    rates: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        campaign = f"launching-{number}"
        begun = datetime.now(UTC)
        await launch_units(stage, campaign, made_up_units(count))
        rates[0].append(count / await seconds_to_open(unit_handles(stage, campaign, count), begun))
        begun = datetime.now(UTC)
        rates[1].append(count / await seconds_to_open(await _start_bare(stage, count), begun))
    return [
        Line(
            subject=f"launch of {count} units",
            figure="launches a second",
            unit="1/s",
            value=median(rates[0]),
            yardstick=median(rates[1]),
            bar=at_least(0.8, of="ratio"),
        )
    ]


def unit_handles(stage: Stage, campaign: str, count: int) -> list[Handle]:
    """The workflows of made-up units."""
    return [
        stage.client.get_workflow_handle(unit_workflow_id(campaign, unit.code))
        for unit in made_up_units(count)
    ]


async def seconds_to_open(handles: Sequence[Handle], begun: datetime) -> float:
    """From `begun` until the last of the workflows had done its first task, by the server's clock."""
    turn = asyncio.Semaphore(_AT_ONCE)

    async def opened(handle: Handle) -> datetime:
        async with turn:
            event = await first_task_done(handle)
            return event.event_time.ToDatetime(tzinfo=UTC)

    return (max(await asyncio.gather(*map(opened, handles))) - begun).total_seconds()


async def _start_bare(stage: Stage, count: int) -> list[Handle]:
    turn = asyncio.Semaphore(_AT_ONCE)

    async def start() -> Handle:
        async with turn:
            return await start_bare(stage)

    return await asyncio.gather(*(start() for _ in range(count)))
