"""`python -m bench.storm_soak`: a storm of messages through kills; what came, and whether it should."""

import argparse
import asyncio
import logging
import sys
from collections import Counter
from datetime import timedelta
from typing import Final

from bench.mailbox import open_mailbox
from bench.soak import NOISY_WHEN_KILLED
from bench.stage import open_stage
from bench.storm_kills import BLOWS, storm_with_kills
from bench.storm_verdict import Stormed, judge_storm
from worker.logs import configure_logs

_BUDGET: Final = 6_000
_SLOWNESS: Final = timedelta(milliseconds=100)


async def soak_in_storm(*, units: int, is_hurried: bool) -> Stormed:
    """Let a storm break over a stage of its own, with a slow mail server."""
    with open_mailbox(_SLOWNESS) as mailbox, mailbox.as_channel(_BUDGET):
        async with open_stage() as stage:
            return await storm_with_kills(stage, mailbox, units=units, is_hurried=is_hurried)


def main() -> None:
    """Soak as was asked, tell what happened, and exit with 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.storm_soak", description=__doc__)
    parser.add_argument("--units", type=int, default=2_469)
    parser.add_argument(
        "--hurry", action="store_true", help="let no minutes pass for what was lost or has failed"
    )
    chosen = parser.parse_args()
    configure_logs()
    for noisy in (*NOISY_WHEN_KILLED, "mail.log"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    stormed = asyncio.run(soak_in_storm(units=chosen.units, is_hurried=chosen.hurry))
    blows = ", ".join(f"{blow} {count}" for blow, count in Counter(BLOWS).items())
    outcomes = Counter(line.outcome for line in stormed.lines)
    print(
        f"{stormed.seconds:.0f} s from the instant to the last message; struck: {blows}; "
        f"{stormed.units:,} units, {len(stormed.mails):,} mails, {stormed.doubles} of them second ones; "
        f"{len(stormed.done)} reported meanwhile; "
        f"the log says {', '.join(f'{name} {count:,}' for name, count in outcomes.items())}"
    )
    findings = judge_storm(stormed)
    for finding in findings:
        print(f"WRONG {finding}")
    print("FAILED" if findings else "nothing lost, nothing double that is not marked")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
