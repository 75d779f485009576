"""What becomes of campaigns when `phaseline up` ends, by Ctrl-C or by force, and starts again."""

import json
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.cli.conftest import Shell, Up, data_folder, shell_in, start_up
from tests.cli.test_whole_campaign import PLAN, ROSTER, today

OF = ("--campaign", "drive")
UNIT = "WS-1"
TOLD = ("OF-1", "OF-2")
EACH = 10
SERVERS = ("temporal", "postgres")


class Machine:
    """A machine with a data folder, on which `phaseline up` is started and ended."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.shell = shell_in(data)
        self.up: Up = start_up(self.shell)

    def start(self) -> None:
        """Start `phaseline up` once more; it is where it was before."""
        before = self.up.places
        self.up = start_up(self.shell)
        assert self.up.places == before

    def server(self, name: str) -> psutil.Process:
        """The embedded server of that name."""
        return psutil.Process(int((self.data / f"{name}.pid").read_text()))

    def stale(self) -> list[Path]:
        """The files that begin with the process id of a server, whether it lives or not."""
        folder = self.data / "postgres"
        inner = [folder / "postmaster.pid", folder / ".s.PGSQL.5432.lock"]
        return [*(self.data / f"{name}.pid" for name in SERVERS), *inner]

    def left(self) -> list[str]:
        """The command lines of all processes that have to do with the data folder."""
        found = []
        for process in psutil.process_iter():
            try:
                line = " ".join(process.cmdline())
            except psutil.Error:
                continue
            if str(self.data) in line:
                found.append(line)
        return found


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """A machine with a campaign; when it is shut down, nothing is left of it."""
    with data_folder() as data:
        machine = Machine(data)
        machine.shell.does("launch", PLAN, ROSTER, "--from", today(), *OF)
        yield machine
        assert machine.up.stop(signal.SIGHUP) == 0  # its terminal was closed
        assert machine.left() == []


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what happens in other processes."""
    deadline = time.monotonic() + 150
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def nobody_works(machine: Machine) -> Iterator[None]:
    """A while in which everything takes as long as one likes, since no worker goes on with it."""
    worker = psutil.Process(machine.up.process.pid)
    worker.suspend()
    try:
        yield
    finally:
        worker.resume()


def interrupt(process: "subprocess.Popen[str]", *, already_said: str = "") -> str:
    """Press Ctrl-C, and what is said then, beside what was `already_said` in a line."""
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert already_said in output
    assert len(output.splitlines()) == bool(already_said)
    return errors


def test_a_launch_that_is_interrupted_is_seen_through_by_the_same_command(
    machine: Machine,
) -> None:
    shell, of = machine.shell, ("--campaign", "interrupted")
    launch = ("launch", PLAN, ROSTER, "--from", today(), *of)
    with nobody_works(machine):
        launching = shell.process(*launch)
        wait_until(lambda: "interrupted" in shell.ok("campaign", "list"))
        said = interrupt(launching, already_said="left out: 1.")
    assert said.startswith("Interrupted. ")
    assert "run the same command again" in said

    assert "Campaign interrupted is launched, with 12 units." in shell.does(*launch)
    rows = shell.json("unit", "list", *of)["rows"]
    assert [row["standing"] for row in rows] == ["preparing"] * 12


def test_a_command_that_is_interrupted_can_be_given_again(machine: Machine) -> None:
    command = ("unit", "comment", "CA-1", "Once.", "--as", "city:office", *OF)
    with nobody_works(machine):
        commenting = machine.shell.process(*command)
        port = int(machine.up.places["temporal"].rpartition(":")[2])
        its = psutil.Process(commenting.pid)
        wait_until(lambda: port in {one.raddr.port for one in its.net_connections() if one.raddr})
        said = interrupt(commenting)
    (id_,) = re.findall(r"--id (\S+?)\)", said)
    assert machine.shell.answers(*command, "--id", id_)["revision"] == 1
    assert machine.shell.json("unit", "show", "CA-1", *OF)["revision"] == 1


def test_after_ctrl_c_everything_is_where_it_was(machine: Machine) -> None:
    shell = machine.shell
    ready = ("unit", "ready", UNIT, "--as", "coordinator:E-03", *OF)
    shell.ok(*ready[:3], "warden", *ready[3:])
    before = [shell.json(*question) for question in questions()]

    while machine.up.process.poll() is None:  # again and again, by somebody who is impatient
        machine.up.process.send_signal(signal.SIGINT)
        time.sleep(0.1)
    assert machine.up.stop(signal.SIGINT) == 0
    assert machine.left() == []
    assert shell.call("campaign", "list").exit_code == 3

    machine.start()
    assert [shell.json(*question) for question in questions()] == before
    receipt = shell.answers(*ready[:3], "site_plan", *ready[3:])
    assert (receipt["revision"], receipt["events"]) == (2, ["readiness_completed"])
    assert shell.answers("unit", "start", *ready[2:])["revision"] == 4
    assert [check["code"] for check in shell.json("doctor") if not check["is_well"]] == []


def questions() -> list[tuple[str, ...]]:
    """What is asked before and after, by words of the command line."""
    about = [("unit", what, UNIT, *OF) for what in ("show", "journal", "upcoming")]
    return [("campaign", "list"), ("unit", "list", *OF), *about]


def test_a_phaseline_that_is_killed_finds_its_servers_again(
    machine: Machine, tmp_path: Path
) -> None:
    servers = [machine.server(name) for name in SERVERS]

    def kill() -> None:
        machine.up.process.kill()
        machine.up.process.communicate()

    survive(machine, tmp_path, "killed", kill)
    assert [machine.server(name) for name in SERVERS] == servers


def test_a_machine_that_dies_comes_up_by_itself(machine: Machine, tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "600"]) as stranger:

        def die() -> None:
            processes = [psutil.Process(machine.up.process.pid)]
            for name in SERVERS:
                server = machine.server(name)
                processes += [server, *server.children(recursive=True)]
            for process in processes:
                process.kill()
            machine.up.process.communicate()
            psutil.wait_procs(processes)
            # After a power cut the numbers in such files may belong to others.
            for file in machine.stale():
                first, newline, rest = file.read_text().partition("\n")
                assert first.isdigit()
                file.write_text(f"{stranger.pid}{newline}{rest}")

        survive(machine, tmp_path, "died", die)
        assert stranger.poll() is None
        stranger.kill()


def survive(machine: Machine, folder: Path, name: str, kill: Callable[[], None]) -> None:
    """Kill in the middle of a file of commands: each is carried out once, and in its order."""
    shell = machine.shell
    texts = {unit: [f"{name} {unit} {number}" for number in range(EACH)] for unit in TOLD}
    file = folder / "commands.json"
    file.write_text(json.dumps([comment(unit, text) for unit in TOLD for text in texts[unit]]))
    submit = ("submit", file, "--as", "city:office", *OF)
    before = {unit: shell.json("unit", "show", unit, *OF)["revision"] for unit in TOLD}
    submitting = shell.process(*submit)
    assert submitting.stdout is not None
    while texts[TOLD[0]][EACH // 2] not in (line := submitting.stdout.readline()):
        assert line, submitting.communicate()

    kill()
    machine.start()

    submitting.communicate(timeout=120)
    receipts = [one["receipt"] for one in shell.answers(*submit)]
    for unit in TOLD:
        own = [receipt for receipt in receipts if unit in receipt["command"]]
        last = before[unit] + EACH
        assert [receipt["revision"] for receipt in own] == list(range(before[unit] + 1, last + 1))
        assert shell.json("unit", "show", unit, *OF)["revision"] == last


def comment(unit: str, text: str) -> dict[str, Any]:
    """A command that is known by its text."""
    return {
        "unit": unit,
        "command": {"id": text.replace(" ", "-"), "kind": "comment", "text": text},
    }


def test_in_the_end_the_journals_tell_of_it_all(machine: Machine) -> None:
    for unit in TOLD:
        told = [f"{name} {unit} {number}" for name in ("killed", "died") for number in range(EACH)]
        entries = journal(machine.shell, unit, len(told))
        assert [entry["event"]["text"] for entry in entries] == told
        assert [entry["revision"] for entry in entries] == list(range(1, len(told) + 1))
    checks = machine.shell.json("doctor")
    assert [check["code"] for check in checks if not check["is_well"]] == []


def journal(shell: Shell, unit: str, length: int) -> list[dict[str, Any]]:
    """A unit's journal once it is so long.

    What was on its way to the records when the worker was killed comes half a minute later.
    """
    entries: list[dict[str, Any]] = []

    def is_told() -> bool:
        entries[:] = shell.json("unit", "journal", unit, *OF)
        return len(entries) >= length

    wait_until(is_told)
    return entries
