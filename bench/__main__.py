"""`python -m bench`: measures everything on one pair of servers and prints it beside its bars."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from rich.console import Console

from bench import amending, crash, crowd, history, latency, launching, life, memory, roster, storm
from bench.keeping import keep
from bench.machine import this_machine
from bench.quote import quote_in_readmes
from bench.report import Line, Report
from bench.stage import ROOT, open_stage
from worker.logs import configure_logs

# A subject is a module with `measure(stage, *, is_quick)`; to add one, name it here. The later ones
# leave more behind on the servers, or kill something.
SUBJECTS: Final = {
    "amending": amending.measure,
    "history": history.measure,
    "life": life.measure,
    "latency": latency.measure,
    "launching": launching.measure,
    "memory": memory.measure,
    "roster": roster.measure,
    "storm": storm.measure,
    "crash": crash.measure,
    "crowd": crowd.measure,
}

_APART: Final = "crowd"
"""It takes six minutes on one machine and half an hour on another: a run of its own."""

_USUAL: Final = [name for name in SUBJECTS if name != _APART]

_WIDE: Final = 140
"""Columns of the table where it goes into a file."""


def main() -> None:
    """Measure what was asked for, print it, and keep it where that was everything, or the crowd."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few samples: to try the bench itself")
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, default=_USUAL)
    chosen = parser.parse_args()
    configure_logs(level="error")
    at, begun, machine = datetime.now(UTC), perf_counter(), this_machine()
    lines: list[Line] = []
    try:
        asyncio.run(_measure(chosen.only, lines, is_quick=chosen.quick))
    finally:
        # A subject that fails takes nothing with it that was measured before.
        if lines:
            report = Report(
                at=at,
                seconds=perf_counter() - begun,
                is_quick=chosen.quick,
                machine=machine,
                lines=tuple(lines),
            )
            console = Console()
            report.show(console if console.is_terminal else Console(width=_WIDE))
    if not chosen.quick and chosen.only in (_USUAL, [_APART]):
        keep(report, "latest" if chosen.only == _USUAL else _APART)
        quote_in_readmes(ROOT)


async def _measure(names: list[str], lines: list[Line], *, is_quick: bool) -> None:
    async with open_stage() as stage:
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            lines += await SUBJECTS[name](stage, is_quick=is_quick)


if __name__ == "__main__":
    main()
