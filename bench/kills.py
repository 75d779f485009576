"""Killing worker, Temporal server and PostgreSQL in turn, in the middle of a load."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from random import Random
from typing import Final

import psutil
import structlog

from bench.load import Load
from bench.stage import Stage

log = structlog.get_logger(__name__)

_UNDER_LOAD: Final = (0.3, 2.0)
"""Seconds, at least and at most, for which the load goes on before the next kill."""

_LONGEST_ABSENCE: Final = 2.0
"""Seconds for which who was killed stays away, at most; mostly it is started again at once."""

_SIGNS_OF_LIFE: Final = 12
"""Acknowledgements after which everything works again, and somebody else may be killed."""


class Victim(StrEnum):
    """Who is killed."""

    WORKER = "worker"
    TEMPORAL = "temporal"
    POSTGRES = "postgres"


async def kill_in_turn(stage: Stage, load: Load, *, kills: int, seed: int) -> list[Victim]:
    """Kill -9 so many times while the load runs; who was killed, in order.

    Of each three kills one hits each victim; order, moments and absences are the seed's.
    """
    chance = Random(seed)  # noqa: S311 - to be repeated
    victims = _in_turn(chance)
    killed = []
    for number in range(kills):
        victim = next(victims)
        await asyncio.sleep(chance.uniform(*_UNDER_LOAD))
        await kill(stage, victim)
        log.info("killed", victim=victim.value, number=number + 1, of=kills)
        if chance.random() < 0.3:
            await asyncio.sleep(chance.uniform(0, _LONGEST_ABSENCE))
        await revive(stage, victim)
        await load.acknowledgements(_SIGNS_OF_LIFE)
        if not stage.worker.is_running:
            load.surprises.append(f"the worker died by itself after {victim} was killed")
            await stage.worker.start()
        killed.append(victim)
    return killed


def _in_turn(chance: Random) -> Iterator[Victim]:
    while True:
        yield from chance.sample(list(Victim), k=len(Victim))


async def kill(stage: Stage, victim: Victim) -> None:
    """Kill -9."""
    match victim:
        case Victim.WORKER:
            await stage.worker.kill()
        case Victim.TEMPORAL:
            _kill_processes(stage.temporal.pid)
        case Victim.POSTGRES:
            _kill_processes(stage.postgres.pid)


async def revive(stage: Stage, victim: Victim) -> None:
    """Start who was killed."""
    match victim:
        case Victim.WORKER:
            await stage.worker.start()
        case Victim.TEMPORAL:
            await stage.temporal.start()
        case Victim.POSTGRES:
            await stage.postgres.start()


@contextmanager
def frozen(pid: int | None) -> Iterator[None]:
    """A server whose processes all stand still (SIGSTOP) and go on afterwards: nothing breaks."""
    if pid is None:
        raise RuntimeError("A server that was to be frozen is not running")
    parent = psutil.Process(pid)
    processes = [parent, *parent.children(recursive=True)]
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.resume()


def _kill_processes(pid: int | None) -> None:
    """Kill -9 a server with all of its processes, none of which can end as it would like to."""
    if pid is None:
        raise RuntimeError("A server that was to be killed is not running")
    processes = psutil.Process(pid).children(recursive=True)
    os.kill(pid, signal.SIGKILL)
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
