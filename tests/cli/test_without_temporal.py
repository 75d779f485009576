"""What a call needs of Temporal where it is away: what is read of the records needs nothing of it."""

import asyncio
import os
import signal
import socket
from pathlib import Path

import pytest

from cli.connection import run_on_archive
from cli.exits import ExitCode
from client.archive import Archive
from client.errors import NoAnswer
from records.migration import migrate
from tests.cli.conftest import PLANS, Shell, shell_in

NOT_THERE = "127.0.0.1:1"


@pytest.fixture
async def alone(empty_url: str, tmp_path: Path) -> Shell:
    """A shell whose database is there, and whose Temporal server is not."""
    await migrate(empty_url)
    return shell_in(tmp_path, TEMPORAL_ADDRESS=NOT_THERE, PHASELINE_DATABASE_URL=empty_url)


def test_what_is_recorded_is_read(alone: Shell) -> None:
    assert alone.json("campaign", "list") == []


def test_nothing_is_launched_half(alone: Shell) -> None:
    files = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"

    error = alone.error(ExitCode.NO_ANSWER, "launch", *files, "--from", "2050-03-01")

    assert error["code"] == "unreachable"
    assert NOT_THERE in error["message"]
    assert alone.json("campaign", "list") == []


def test_ctrl_c_while_it_connects_is_no_server_that_is_not_there(alone: Shell) -> None:
    files = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        shell = Shell({**alone.env, "TEMPORAL_ADDRESS": address})
        with shell.process("launch", *files, "--from", "2050-03-01") as process:
            connection, _ = silent.accept()
            with connection:
                process.send_signal(signal.SIGINT)
                process.communicate(timeout=60)
    assert process.returncode == 130


async def fail_together(archive: Archive) -> None:
    """As what is done to many units at once ends when one of them fails."""
    assert not await archive.campaigns()
    async with asyncio.TaskGroup() as group:
        group.create_task(fail())


async def fail() -> None:
    raise NoAnswer("unit:c:U1", "silence")


def test_a_failure_among_others_is_no_ctrl_c(alone: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHASELINE_DATABASE_URL", alone.env["PHASELINE_DATABASE_URL"])

    with pytest.raises(ExceptionGroup) as failed:
        run_on_archive(fail_together)

    assert [type(error) for error in failed.value.exceptions] == [NoAnswer]


def test_ctrl_c_after_a_failure_among_others_still_is_one(
    alone: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHASELINE_DATABASE_URL", alone.env["PHASELINE_DATABASE_URL"])

    async def go_on(archive: Archive) -> None:
        with pytest.raises(ExceptionGroup):
            await fail_together(archive)
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(60)

    # Tests that run in the background ignore the signal.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            run_on_archive(go_on)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_names_it_wrongly_is_said_when_it_is_asked(alone: Shell) -> None:
    files = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"

    result = alone.call("launch", *files, "--from", "2050-03-01", TEMPORAL_PROFILE="nobody's")

    assert result.exit_code == ExitCode.USAGE
    assert "temporal.toml" in result.stderr
