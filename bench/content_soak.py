"""`python -m bench.content_soak`: PostgreSQL is frozen, stopped and killed while people do everything."""

import argparse
import asyncio
import logging
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from bench import answers, outage_calls
from bench.answers import Answers
from bench.content_campaign import ContentCampaign, launch_content
from bench.content_kept import read_kept
from bench.content_load import ContentLoad
from bench.content_verdict import judge_content
from bench.outage_calls import Called, call_all
from bench.outages import Outage, strike_in_turn
from bench.soak import NOISY_WHEN_KILLED
from bench.stage import Stage, open_stage
from bench.verdict import Verdict, judge
from reports.store import Store
from worker.logs import configure_logs

_CAMPAIGN: Final = "content"
_VOTES_A_SECOND: Final = 5
"""Ballots that a unit may need, at most, for each second until business closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soaked:
    """What a soak did, and what came of it."""

    outages: Counter[Outage]
    answers: Answers
    called: list[Called]
    votes: int
    opinions: int
    files: int
    verdict: Verdict
    findings: list[str]


async def soak_content(*, units: int, closes_in: timedelta, outage: timedelta, seed: int) -> Soaked:
    """Have people do everything until business closes, strike meanwhile, and judge what is left."""
    with TemporaryDirectory(prefix="phaseline-") as folder:
        store = Store(str(Path(folder) / "store"))
        async with open_stage() as stage:
            ballots = int(closes_in.total_seconds()) * _VOTES_A_SECOND
            campaign = await launch_content(
                stage, _CAMPAIGN, ballots=[ballots] * units, closes_in=closes_in
            )
            load = ContentLoad(stage, campaign, store, Answers(), seed)
            outages, called = await _strike_under_load(stage, campaign, load, outage, seed)
            verdict = await judge(stage, load)
            findings = [
                *verdict.findings,
                *answers.faults_of(load.answers.given),
                *outage_calls.faults_of(called),
            ]
            for unit in load.units:
                kept = await read_kept(stage, store, load.campaign, unit)
                findings += (f"{unit}: {one}" for one in judge_content(load.said[unit], kept))
    said = [load.said[unit] for unit in load.units]
    return Soaked(
        outages=outages,
        answers=load.answers,
        called=called,
        votes=sum(len(one.votes) for one in said),
        opinions=sum(len(one.opinions) for one in said),
        files=sum(len(one.files) for one in said),
        verdict=verdict,
        findings=findings,
    )


async def _strike_under_load(
    stage: Stage, campaign: ContentCampaign, load: ContentLoad, outage: timedelta, seed: int
) -> tuple[Counter[Outage], list[Called]]:
    called: list[Called] = []

    async def call() -> None:
        called.extend(await call_all(stage, campaign, load.answers.down))

    async with asyncio.TaskGroup() as group:
        group.create_task(load.run())
        struck = await strike_in_turn(
            stage,
            load,
            until=campaign.closes,
            seconds=outage.total_seconds(),
            seed=seed,
            meanwhile=call,
        )
    return Counter(struck), called


def main() -> None:
    """Soak as was asked, tell what happened, and exit with 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.content_soak", description=__doc__)
    parser.add_argument("--units", type=int, default=4)
    parser.add_argument("--closes-in", type=int, default=360, help="seconds until voting is over")
    parser.add_argument("--outage", type=int, default=60, help="seconds of an outage that lasts")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10_000))
    chosen = parser.parse_args()
    configure_logs()
    for noisy in NOISY_WHEN_KILLED:
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    print(f"{chosen.units} units, --seed {chosen.seed}", flush=True)
    begun = perf_counter()
    soaked = asyncio.run(
        soak_content(
            units=chosen.units,
            closes_in=timedelta(seconds=chosen.closes_in),
            outage=timedelta(seconds=chosen.outage),
            seed=chosen.seed,
        )
    )
    _tell(soaked, perf_counter() - begun)
    sys.exit(1 if soaked.findings else 0)


def _tell(soaked: Soaked, seconds: float) -> None:
    for line in soaked.answers.table():
        print(line)
    for one in soaked.called:
        print(
            f"{one.down:20} {one.command:40} exit {one.code} {one.seconds:6.2f} s  {one.last_line}"
        )
    outages = ", ".join(f"{outage} {count}" for outage, count in soaked.outages.items())
    print(
        f"{seconds:.0f} s; {outages}; acknowledged: {soaked.verdict.commands:,} commands, "
        f"{soaked.votes:,} votes, {soaked.opinions:,} opinions, {soaked.files:,} files"
    )
    for finding in soaked.findings:
        print(f"WRONG {finding}")
    print("FAILED" if soaked.findings else "nothing lost, nothing doubled, everybody was told")


if __name__ == "__main__":
    main()
