"""What the tests of the process share: a folder of their own, and a second process."""

import asyncio
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

USES_A_SERVER = """
import asyncio, sys
from pathlib import Path
from worker.logs import configure_logs
from worker.postgres import EmbeddedPostgres
from worker.temporal_server import EmbeddedTemporal

async def main(server):
    async with server:
        print(server.pid, flush=True)
        await asyncio.to_thread(sys.stdin.read)

configure_logs()
kind, folder = sys.argv[1:]
kinds = {"postgres": EmbeddedPostgres, "temporal": EmbeddedTemporal}
asyncio.run(main(kinds[kind](Path(folder) if folder else None)))
"""


class OtherProcess:
    """A process of ours that uses an embedded server until it is told to leave."""

    def __init__(self, process: asyncio.subprocess.Process, server_pid: int) -> None:
        self.server_pid = server_pid
        self._process = process

    async def leave(self) -> None:
        """Let it end as it should."""
        await self._process.communicate(b"")
        assert self._process.returncode == 0

    async def kill(self) -> None:
        """Kill -9."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.communicate(b"")


StartOther = Callable[[str, Path | None], Awaitable[OtherProcess]]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder whose path is short, as a Unix socket needs it."""
    with tempfile.TemporaryDirectory(prefix="phaseline-") as path:
        yield Path(path)


@pytest.fixture
async def start_other() -> AsyncIterator[StartOther]:
    """Start a process that uses the server of a kind (`postgres`, `temporal`) in a folder."""
    started: list[OtherProcess] = []

    async def start(kind: str, folder: Path | None) -> OtherProcess:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-c", USES_A_SERVER, kind, str(folder or "")),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        other = OtherProcess(process, int(await process.stdout.readline()))
        started.append(other)
        return other

    yield start
    for other in started:
        await other.kill()
