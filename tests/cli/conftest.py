"""The command line, called in this process or as a process of its own."""

import asyncio
import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory
from typing import IO, Any

import pytest
from typer.testing import CliRunner, Result

from cli.root import app
from tests.conftest import own_logs
from tests.discretion import DISCRETION

ROOT = Path(__file__).parents[2]
PHASELINE = (sys.executable, "-c", "from cli.main import main; main()")
PLANS = ROOT / "plans"
_NUMBERS = count(1)

# A shell starts what runs in the background with Ctrl-C ignored, and nohup ignores a terminal that is
# closed; every process below would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@dataclass(frozen=True)
class Shell:
    """Somebody's shell, with its environment."""

    env: dict[str, str]

    def call(self, *arguments: object, **env: str) -> Result:
        """Run a command in this process; what it prints is piped."""
        result = CliRunner().invoke(
            app,
            [str(argument) for argument in arguments],
            env={**self.env, **env},
            prog_name="phaseline",
        )
        DISCRETION.hear("a call", result.stderr)
        return result

    def ok(self, *arguments: object, **env: str) -> str:
        """The output of a command that succeeds."""
        result = self.call(*arguments, **env)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return result.stdout

    def json(self, *arguments: object) -> Any:
        """The one document that a command prints with --json."""
        return json.loads(self.ok(*arguments, "--json"))

    def error(self, code: int, *arguments: object) -> Any:
        """The error of a command that ends with a code."""
        result = self.call(*arguments, "--json")
        assert result.exit_code == code, result.output + repr(result.exception)
        return json.loads(result.stdout)["error"]

    def run(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """Run a command as a process of its own, to its end."""
        run = subprocess.run(
            [*PHASELINE, *map(str, arguments)],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=270,
        )
        DISCRETION.hear("a process", run.stderr)
        return run

    def does(self, *arguments: object) -> str:
        """What such a process prints, if it ends well and says nothing else."""
        run = self.run(*arguments)
        assert run.returncode == 0, run.stdout + run.stderr
        assert run.stderr == ""
        return run.stdout

    def answers(self, *arguments: object) -> Any:
        """The one document that such a process prints with --json."""
        return json.loads(self.does(*arguments, "--json"))

    def fails(self, code: int, *arguments: object) -> Any:
        """The error of such a process that ends with a code; no traceback, and nothing on stderr."""
        run = self.run(*arguments, "--json")
        assert run.returncode == code, run.stdout + run.stderr
        assert run.stderr == ""
        return json.loads(run.stdout)["error"]

    def process(self, *arguments: object, errors: IO[str] | None = None) -> "Popen[str]":
        """Run a command as a process of its own, with its stderr in a file where one is given."""
        return Popen(
            [*PHASELINE, *map(str, arguments)],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if errors is None else errors,
            text=True,
        )

    def terminal(self, columns: int, *arguments: object, code: int = 0, **env: str) -> str:
        """What a command that ends with a code shows on a terminal of that width."""
        ours, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        # Tests side by side have the size of another terminal in their environment.
        own = {name: value for name, value in self.env.items() if name not in {"COLUMNS", "LINES"}}
        process = Popen(
            [*PHASELINE, *map(str, arguments)],
            cwd=ROOT,
            env={**own, "TERM": "xterm-256color", **env},
            stdin=its,
            stdout=its,
            stderr=its,
            start_new_session=True,
        )
        os.close(its)
        shown = b""
        with suppress(OSError), open(ours, "rb", buffering=0) as screen:  # noqa: PTH123
            while part := screen.read(65536):
                shown += part
        text = shown.decode().replace("\r\n", "\n")
        assert process.wait() == code, text
        return text


@dataclass(frozen=True)
class Up:
    """A running `phaseline up`."""

    process: "Popen[str]"
    places: dict[str, str]
    log: Path

    def stop(self, how: signal.Signals) -> int:
        """Stop it, and its exit code; what its records know of people is learned before."""
        if self.process.poll() is None:
            asyncio.run(DISCRETION.learn(self.places["database"]))
        self.process.send_signal(how)
        self.process.communicate(timeout=60)
        log = self.log.read_text()
        assert "Traceback" not in log, log
        return self.process.returncode


def shell_in(data: Path, **env: str) -> Shell:
    """A shell whose Phaseline has its data in that folder."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PHASELINE_", "TEMPORAL_", "LC_", "LANG"))
    }
    return Shell({**kept, "LANG": "C.UTF-8", "PHASELINE_DATA": str(data), **env})


def start_up(shell: Shell) -> Up:
    """Start `phaseline up` and wait until it says where things are."""
    log = Path(shell.env["PHASELINE_DATA"]).with_suffix(f".{next(_NUMBERS)}.log")
    with log.open("w") as errors:
        process = shell.process(
            "up", "--json", "--port", "29811", "--ui-port", "29812", errors=errors
        )
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or lines[-1].rstrip() != "}":
        line = process.stdout.readline()
        assert line, log.read_text()
        lines.append(line)
    return Up(process, json.loads("".join(lines)), log)


@contextmanager
def data_folder() -> Iterator[Path]:
    """A folder for data that is nobody else's: each pytest that starts closes those of all others."""
    with TemporaryDirectory(prefix="phaseline-") as folder:
        yield Path(folder) / "data"
        DISCRETION.hear_files(Path(folder))
        DISCRETION.hear_files(Path(folder) / "data")


@pytest.fixture(scope="module")
def up() -> Iterator[Shell]:
    """A shell beside which `phaseline up` runs; it ends cleanly."""
    with data_folder() as data:
        shell = shell_in(data)
        running = start_up(shell)
        yield shell
        assert running.stop(signal.SIGINT) == 0


@dataclass(frozen=True)
class Demonstration:
    """What a small demo told, and a shell beside which its data is up again."""

    told: str
    shell: Shell


@pytest.fixture(scope="session")
def demonstration() -> Iterator[Demonstration]:
    """A demo that has ended, and `phaseline up` on what it left."""
    with data_folder() as data:
        shell = shell_in(data)
        told = shell.does("demo", "--once", "--units", "12")
        running = start_up(shell)
        yield Demonstration(told, shell)
        assert running.stop(signal.SIGINT) == 0


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell where nothing runs."""
    return shell_in(tmp_path / "data")


@pytest.fixture(autouse=True)
def _own_logs() -> Iterator[None]:
    """A command sets up the logs of its process, which here is that of all tests."""
    with own_logs():
        yield
