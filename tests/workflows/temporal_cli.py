"""The stock `temporal` command line, as an engineer has it."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from worker.temporal_server import EmbeddedTemporal


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed with `-o json`."""
        assert self.code == 0, self.err
        return json.loads(self.out)


class TemporalCli:
    """Runs `temporal workflow …` against a server."""

    def __init__(self, server: EmbeddedTemporal) -> None:
        self._server = server

    async def workflow(self, *args: str) -> Said:
        """Run one subcommand of `temporal workflow`, with its output in JSON."""
        process = await asyncio.create_subprocess_exec(
            EmbeddedTemporal.binary(),
            *("workflow", *args, "--address", self._server.address, "-o", "json"),
            "--disable-config-file",
            "--disable-config-env",
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        return Said(process.returncode or 0, out.decode(), err.decode())
