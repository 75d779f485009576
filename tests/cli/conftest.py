"""The command line, called in this process or as a process of its own."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner, Result

from cli.main import app

ROOT = Path(__file__).parents[2]
PHASELINE = (sys.executable, "-c", "from cli.main import main; main()")
PLANS = ROOT / "plans"
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Shell:
    """Somebody's shell, with its environment."""

    env: dict[str, str]

    def call(self, *arguments: object, **env: str) -> Result:
        """Run a command in this process; what it prints is piped."""
        return CliRunner().invoke(
            app,
            [str(argument) for argument in arguments],
            env={**self.env, **env},
            prog_name="phaseline",
        )

    def ok(self, *arguments: object, **env: str) -> str:
        """The output of a command that succeeds."""
        result = self.call(*arguments, **env)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return result.stdout

    def json(self, *arguments: object) -> Any:
        """The one document that a command prints with --json."""
        return json.loads(self.ok(*arguments, "--json"))

    def run(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        """Run a command as a process of its own, to its end."""
        return subprocess.run(
            [*PHASELINE, *map(str, arguments)],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

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

    def process(self, *arguments: object) -> "subprocess.Popen[str]":
        """Run a command as a process of its own."""
        return subprocess.Popen(
            [*PHASELINE, *map(str, arguments)],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@dataclass(frozen=True)
class Up:
    """A running `phaseline up`."""

    process: "subprocess.Popen[str]"
    places: dict[str, str]

    def stop(self, how: signal.Signals) -> int:
        """Stop it, and its exit code."""
        self.process.send_signal(how)
        _, errors = self.process.communicate(timeout=60)
        assert "Traceback" not in errors, errors
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
    process = shell.process("up", "--json", "--port", "29811", "--ui-port", "29812")
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or lines[-1].rstrip() != "}":
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        lines.append(line)
    return Up(process, json.loads("".join(lines)))


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell beside which `phaseline up` runs; it ends cleanly."""
    shell = shell_in(tmp_path_factory.mktemp("phaseline") / "data")
    running = start_up(shell)
    yield shell
    assert running.stop(signal.SIGINT) == 0


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell where nothing runs."""
    return shell_in(tmp_path / "data")


@pytest.fixture(autouse=True)
def _own_logs() -> Iterator[None]:
    """A command sets up the logs of its process, which here is that of all tests."""
    root = logging.getLogger()
    handlers, level, config = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)
