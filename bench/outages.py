"""What people rely on goes down, for a while or in an instant, in the middle of a load."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from random import Random
from typing import Final

import structlog

from bench.answers import CALM
from bench.callers import Callers
from bench.kills import Victim, frozen, kill, revive
from bench.stage import Stage

log = structlog.get_logger(__name__)

_BETWEEN: Final = (3.0, 7.0)
"""Seconds, at least and at most, between two outages."""

_AFTER_A_KILL: Final = 1.0
"""Seconds for which whoever was killed stays away."""


class Outage(StrEnum):
    """What goes down, and how."""

    FROZEN = "PostgreSQL frozen"
    STOPPED = "PostgreSQL stopped"
    KILLED = "PostgreSQL killed"
    WORKER = "worker killed"


async def strike_in_turn(
    stage: Stage,
    load: Callers,
    *,
    until: datetime,
    seconds: float,
    seed: int,
    meanwhile: Callable[[], Awaitable[None]],
) -> list[Outage]:
    """Strike until an instant: each outage once before any comes again; those that there were.

    The last one lasts beyond that instant, or comes after it, unless the load is over before.
    PostgreSQL stays frozen or stopped for so many `seconds`, and until is done what is to be done
    `meanwhile`.
    """
    chance = Random(seed)  # noqa: S311 - to be repeated
    struck = []
    for outage in _in_turn(chance):
        if await load.is_over_within(chance.uniform(*_BETWEEN)):
            break
        log.info("struck", outage=outage.value)
        load.answers.down = outage.value
        await _strike(stage, outage, seconds, meanwhile)
        load.answers.down = CALM
        struck.append(outage)
        if not stage.worker.is_running:
            load.surprises.append(f"the worker died by itself: {outage}")
            await stage.worker.start()
        if datetime.now(UTC) >= until:
            break
    return struck


async def _strike(
    stage: Stage, outage: Outage, seconds: float, meanwhile: Callable[[], Awaitable[None]]
) -> None:
    match outage:
        case Outage.FROZEN:
            with frozen(stage.postgres.pid):
                await asyncio.gather(asyncio.sleep(seconds), meanwhile())
        case Outage.STOPPED:
            await stage.postgres.stop()
            await asyncio.gather(asyncio.sleep(seconds), meanwhile())
            await stage.postgres.start()
        case Outage.KILLED | Outage.WORKER:
            victim = Victim.POSTGRES if outage is Outage.KILLED else Victim.WORKER
            await kill(stage, victim)
            await asyncio.sleep(_AFTER_A_KILL)
            await revive(stage, victim)


def _in_turn(chance: Random) -> Iterator[Outage]:
    while True:
        yield from chance.sample(list(Outage), k=len(Outage))
