"""`python -m bench.soak`: kills everything in turn under load, and sees whether anything is lost."""

import argparse
import asyncio
import logging
import sys
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import SystemRandom
from time import perf_counter
from typing import Final

import structlog
from pydantic import JsonValue

from bench.kills import Victim, kill_in_turn
from bench.load import Load
from bench.reference import launch_units, made_up_units
from bench.stage import Stage, open_stage
from bench.verdict import Verdict, judge
from worker.logs import configure_logs

log = structlog.get_logger(__name__)

_CAMPAIGN: Final = "soak"
_CACHED_UNITS: Final = 5

_SMALL_LIMITS: Final[Mapping[str, JsonValue]] = {"limit.historyCount.suggestContinueAsNew": 100}
"""A run hands over to the next one after a dozen commands."""


NOISY_WHEN_KILLED: Final = ("alembic", "records", "temporalio", "worker")
"""Loggers of those who rightly complain when their servers are killed."""


@dataclass(frozen=True, slots=True)
class Soaked:
    """What a soak did, and what came of it."""

    killed: Counter[Victim]
    verdict: Verdict
    seconds: float


@asynccontextmanager
async def open_soak(*, units: int, seed: int) -> AsyncGenerator[tuple[Stage, Load]]:
    """A stage with small limits, and a load over units that are in their first phase."""
    async with open_stage(cached_units=_CACHED_UNITS, dynamic_config=_SMALL_LIMITS) as stage:
        roster = made_up_units(units)
        await launch_units(stage, _CAMPAIGN, roster)
        load = Load(stage, _CAMPAIGN, [unit.code for unit in roster], seed)
        await load.prepare()
        yield stage, load


async def kill_under_load(stage: Stage, load: Load, *, kills: int, seed: int) -> Counter[Victim]:
    """Run the load while everything is killed in turn, and until all of it is acknowledged."""
    async with asyncio.TaskGroup() as group:
        group.create_task(load.run())
        killed = await kill_in_turn(stage, load, kills=kills, seed=seed)
        load.stop()
    return Counter(killed)


async def soak(*, units: int, kills: int, seed: int) -> Soaked:
    """Kill under load, and judge what is left."""
    begun = perf_counter()
    async with open_soak(units=units, seed=seed) as (stage, load):
        killed = await kill_under_load(stage, load, kills=kills, seed=seed)
        log.info("load_over", seconds=round(perf_counter() - begun))
        verdict = await judge(stage, load)
    return Soaked(killed, verdict, perf_counter() - begun)


def main() -> None:
    """Soak as was asked, tell what happened, and exit with 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=36)
    parser.add_argument("--units", type=int, default=20)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10_000))
    chosen = parser.parse_args()
    configure_logs()
    for noisy in NOISY_WHEN_KILLED:
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    print(f"{chosen.kills} kills over {chosen.units} units, --seed {chosen.seed}", flush=True)
    soaked = asyncio.run(soak(units=chosen.units, kills=chosen.kills, seed=chosen.seed))
    verdict = soaked.verdict
    print(
        f"{soaked.seconds:.0f} s; killed {_counted(soaked.killed)}; "
        f"{verdict.commands:,} commands and {verdict.signals:,} signals acknowledged, "
        f"{verdict.entries:,} entries in the journals, "
        f"{verdict.runs - chosen.units:,} times continued as new; "
        f"failed workflow tasks: {_counted(verdict.failures)}"
    )
    for finding in verdict.findings:
        print(f"WRONG {finding}")
    print("nothing lost, nothing doubled, nothing stuck" if not verdict.findings else "FAILED")
    sys.exit(1 if verdict.findings else 0)


def _counted(counts: Mapping[str, int] | Counter[Victim]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "none"


if __name__ == "__main__":
    main()
