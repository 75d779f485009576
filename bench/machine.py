"""On what it was measured: the machine and the versions."""

import os
import platform
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import psutil

from schemas.base import Model
from worker.postgres import EmbeddedPostgres
from worker.temporal_server import EmbeddedTemporal

_PACKAGES: Final = ("temporalio", "pydantic", "sqlalchemy", "psycopg")


class Machine(Model):
    """The machine, how busy it was before the bench began, and the versions that count."""

    processor: str
    cores: int
    memory_gb: float
    system: str
    load_before: float
    temporal_server: str
    postgres: str
    python: str
    packages: dict[str, str]

    def told(self) -> Iterator[str]:
        """The same in a few lines."""
        packages = ", ".join(f"{name} {number}" for name, number in self.packages.items())
        yield f"{self.processor}, {self.cores} cores, {self.memory_gb:.0f} GB, {self.system}"
        yield f"load before the bench began: {self.load_before:.2f} (others, one minute)"
        yield f"{self.temporal_server}; {self.postgres}; Python {self.python}; {packages}"


def this_machine() -> Machine:
    """The machine that this runs on, as it is now."""
    return Machine(
        processor=_processor(),
        cores=psutil.cpu_count() or 1,
        memory_gb=psutil.virtual_memory().total / 1e9,
        system=f"{platform.system()} {platform.release()}",
        load_before=os.getloadavg()[0],
        temporal_server=_printed(EmbeddedTemporal.binary()),
        postgres=_printed(EmbeddedPostgres.binary("postgres")),
        python=platform.python_version(),
        packages={name: version(name) for name in _PACKAGES},
    )


def _printed(binary: Path) -> str:
    run = subprocess.run([binary, "--version"], check=True, capture_output=True, text=True)
    return run.stdout.strip()


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
