"""The stage: embedded servers in a folder of their own, and the worker as a process beside them."""

import asyncio
import gc
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil
from pydantic import JsonValue
from temporalio.client import Client

from client.gateway import Gateway
from records.migration import migrate
from records.store import Records, open_records
from schemas.identity import SEARCH_ATTRIBUTES
from worker.daemon import last_lines
from worker.metrics import new_runtime
from worker.plugin import phaseline_plugin
from worker.postgres import EmbeddedPostgres
from worker.temporal_server import EmbeddedTemporal

ROOT: Final = Path(__file__).parents[1]

CACHED_UNITS: Final = 5000


class WorkerProcess:
    """One worker process at a time; to be killed, and started again."""

    def __init__(self, temporal: str, database: str, cached_units: int, log: Path) -> None:
        self._arguments = (temporal, database, str(cached_units))
        self._process: asyncio.subprocess.Process | None = None
        self.log = log

    @property
    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.returncode is None

    @property
    def resident_bytes(self) -> int:
        """The memory that the process holds."""
        resident: int = psutil.Process(self._running().pid).memory_info().rss
        return resident

    async def start(self) -> None:
        """Start the process and wait until it polls."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bench.worker_process", *self._arguments),
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        if self._process.stdout is None or await self._process.stdout.readline() != b"ready\n":
            # The folder of the log goes with the stage.
            raise RuntimeError(f"The worker process did not come up:\n{last_lines(self.log)}")

    async def kill(self) -> None:
        """Kill -9."""
        process = self._running()
        process.kill()
        await process.wait()

    async def stop(self) -> None:
        """Let the process end as at a deployment."""
        if self._process is not None and self.is_running:
            await self._process.communicate(b"")

    async def restart(self) -> None:
        """Stop the process and start another one, whose cache is cold."""
        await self.stop()
        await self.start()

    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            raise RuntimeError(f"The worker process is not running: see {self.log}")
        return self._process


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Servers, worker, and the way to them; all of it as in production."""

    temporal: EmbeddedTemporal
    postgres: EmbeddedPostgres
    worker: WorkerProcess
    client: Client
    records: Records
    gateway: Gateway


@asynccontextmanager
async def open_stage(
    *, cached_units: int = CACHED_UNITS, dynamic_config: Mapping[str, JsonValue] | None = None
) -> AsyncGenerator[Stage]:
    """Start everything in a temporary folder; end it, and remove the folder, afterwards."""
    attributes = {key.name: key.indexed_value_type for key in SEARCH_ATTRIBUTES}
    with TemporaryDirectory(prefix="phaseline-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        async with (
            EmbeddedTemporal(
                place, search_attributes=attributes, dynamic_config=dynamic_config
            ) as temporal,
            EmbeddedPostgres(place) as postgres,
        ):
            await migrate(postgres.url)
            client = await Client.connect(
                temporal.address, plugins=[phaseline_plugin()], runtime=new_runtime(None)
            )

            async def connected() -> Client:
                return client

            worker = WorkerProcess(
                temporal.address, postgres.url, cached_units, place / "worker.log"
            )
            async with open_records(postgres.url) as records:
                await worker.start()
                # All callers are in this one process: to look through what it has loaded takes a
                # tenth of a second, in which nobody's answer is read.
                gc.collect()
                gc.freeze()
                try:
                    yield Stage(
                        temporal=temporal,
                        postgres=postgres,
                        worker=worker,
                        client=client,
                        records=records,
                        gateway=Gateway(connected, records),
                    )
                finally:
                    gc.unfreeze()
                    await worker.stop()
