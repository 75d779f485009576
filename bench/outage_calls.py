"""What the command `phaseline` says while something is down."""

import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.content_campaign import OPINIONS, ContentCampaign
from bench.reference import COORDINATOR
from bench.stage import Stage
from cli.exits import ExitCode

_PHASELINE: Final = Path(sys.executable).with_name("phaseline")

_LONGEST: Final = 60.0
"""Seconds after which every call has ended; a machine that is busy takes some to start each."""

_CLEAR: Final = frozenset({ExitCode.OK, ExitCode.NO_ANSWER})


@dataclass(frozen=True, slots=True)
class Called:
    """A call of the command: how it ended, what it said, and how long it took."""

    command: str
    down: str
    code: int
    said: str
    seconds: float

    @property
    def last_line(self) -> str:
        """The last thing that it said."""
        return (self.said.strip().splitlines() or [""])[-1].strip()


async def call_all(stage: Stage, campaign: ContentCampaign, down: str) -> list[Called]:
    """Look at things and do something, each by a process of its own."""
    unit, by = campaign.units[0], str(COORDINATOR)
    of = ("--campaign", campaign.code)
    return [
        await _call(stage, down, arguments)
        for arguments in (
            ("unit", "show", unit, *of),
            ("unit", "comment", unit, "We go on.", "--as", by, *of),
            ("unit", "opinions", "list", unit, OPINIONS, "--as", by, *of),
            ("campaign", "list"),
        )
    ]


def faults_of(called: Sequence[Called]) -> Iterator[str]:
    """What was wrong with calls: too late, not understood, or no exit code of those that say so."""
    for one in called:
        if one.seconds > _LONGEST:
            yield f"'{one.command}' ended after {one.seconds:.0f} s only"
        if one.code not in _CLEAR or (one.code != ExitCode.OK and not one.last_line):
            yield f"'{one.command}' ended with {one.code}: {one.said!r}"
        if "Traceback" in one.said:
            yield f"'{one.command}' shows a traceback: {one.said!r}"


async def _call(stage: Stage, down: str, arguments: Sequence[str]) -> Called:
    begun = perf_counter()
    environment = {
        **os.environ,
        "PHASELINE_TEMPORAL_ADDRESS": stage.temporal.address,
        "PHASELINE_DATABASE_URL": stage.postgres.url,
        "PHASELINE_LANG": "en",
    }
    process = await asyncio.create_subprocess_exec(
        _PHASELINE,
        *arguments,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return Called(
        command=" ".join(arguments[:3]),
        down=down,
        code=await process.wait(),
        said=said.decode(errors="replace"),
        seconds=perf_counter() - begun,
    )
