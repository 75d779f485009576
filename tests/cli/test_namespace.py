"""A namespace that the server does not have is said as such, by every command and by the worker."""

from pathlib import Path

import pytest

from cli.exits import ExitCode
from tests.cli.conftest import PLANS, Shell, shell_in
from worker.temporal_server import EmbeddedTemporal

LAUNCH = (
    *("launch", PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"),
    *("--from", "2050-03-01"),
)
CITY = ("--as", "city:office")


@pytest.fixture
def nowhere(temporal: EmbeddedTemporal, postgres_url: str, tmp_path: Path) -> Shell:
    """A shell whose Temporal server and database are there, and whose namespace is not."""
    return shell_in(
        tmp_path,
        TEMPORAL_ADDRESS=temporal.address,
        TEMPORAL_NAMESPACE="nowhere",
        PHASELINE_DATABASE_URL=postgres_url,
        PHASELINE_CAMPAIGN="nowhere-yet",
    )


def assert_said(text: str, server: str) -> None:
    """One line says which namespace is missing where, and how it is made."""
    (line,) = text.splitlines()
    assert f"{server} has no namespace 'nowhere'" in line
    make = (
        f"temporal operator namespace create --namespace nowhere --retention 90d --address {server}"
    )
    assert make in line
    assert "TEMPORAL_NAMESPACE" in line


def test_every_command_that_asks_a_workflow_says_it(
    nowhere: Shell, temporal: EmbeddedTemporal
) -> None:
    for arguments in (
        LAUNCH,
        LAUNCH,
        ("campaign", "show"),
        ("campaign", "pause", "--reason", "stock-taking", *CITY),
        ("unit", "show", "WS-1"),
        ("unit", "upcoming", "WS-1"),
        ("unit", "start", "WS-1", *CITY),
    ):
        result = nowhere.call(*arguments)

        assert result.exit_code == ExitCode.USAGE, result.output
        # A launch that moves the plan says first what it leaves out of the calendar.
        assert ("exceptions" in result.stdout) is (arguments is LAUNCH), result.stdout
        assert len(result.stdout.splitlines()) == (arguments is LAUNCH)
        assert_said(result.stderr, temporal.address)


@pytest.mark.parametrize("command", ["worker", "up"])
def test_a_worker_says_it_when_it_starts(
    nowhere: Shell, temporal: EmbeddedTemporal, command: str
) -> None:
    run = nowhere.run(command)

    assert run.returncode == ExitCode.USAGE
    assert run.stdout == ""
    assert_said(run.stderr, temporal.address)


def test_it_is_said_in_chinese_too(nowhere: Shell, temporal: EmbeddedTemporal) -> None:
    error = nowhere.fails(ExitCode.USAGE, "worker", "--lang", "zh")

    assert error["code"] == "unknown_namespace"
    assert f"{temporal.address} 上没有命名空间“nowhere”" in error["message"]
