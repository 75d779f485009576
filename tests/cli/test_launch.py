"""`phaseline launch`, before anything is launched; and values that are beyond all bounds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from intake.plan import read_plan
from tests.cli.conftest import PLANS, Shell


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A plan and a roster of days to come."""
    plan, roster = tmp_path / "plan.yaml", tmp_path / "roster.csv"
    for made, name in ((plan, "safety-inspection.yaml"), (roster, "safety-inspection-roster.csv")):
        made.write_text((PLANS / name).read_text().replace("2026-", "2050-"))
    return plan, roster


def test_exceptions_that_a_moved_plan_leaves_out_are_counted(
    shell: Shell, files: tuple[Path, Path]
) -> None:
    moved = shell.call("launch", *files, "--from", "2050-09-02")
    assert "left out: 1." in " ".join(moved.stdout.split())
    assert "共 1 天" in shell.call("launch", *files, "--from", "2050-03-01", "--lang", "zh").stdout


@pytest.mark.parametrize("first", ["0001-01-01", "1969-12-31", "2201-01-01", "9999-12-31"])
def test_a_plan_is_moved_to_years_in_which_campaigns_can_be(
    shell: Shell, files: tuple[Path, Path], first: str
) -> None:
    plan, roster = files
    for call in (("launch", plan, roster), ("roster", "check", roster, "--plan", plan)):
        error = shell.error(2, *call, "--from", first)
        assert error["code"] == "wrong_argument"
        assert "expected a date of the years 1970 to 2200" in error["message"]


def test_a_plan_is_not_moved_so_that_it_ends_beyond_them(
    shell: Shell, files: tuple[Path, Path]
) -> None:
    plan, roster = files
    for call in (("launch", plan, roster), ("roster", "check", roster, "--plan", plan)):
        error = shell.error(2, *call, "--from", "2200-12-01")
        assert error["code"] == "window_out_of_reach"
        assert "2201-03-01" in error["message"]


@pytest.mark.parametrize(
    "call",
    [
        ("unit", "journal", "WS-1", "--after"),
        ("notice", "log", "--after"),
        ("unit", "survey", "publish", "WS-1", "survey", "--to", "out.json", "--round"),
    ],
)
def test_numbers_have_an_end(shell: Shell, call: tuple[str, ...]) -> None:
    error = shell.error(2, *call, "9" * 23, "--campaign", "c")
    assert error["code"] == "wrong_argument"
    assert "to 999999999999" in error["message"]


def test_a_plan_that_is_not_moved_keeps_them(shell: Shell, files: tuple[Path, Path]) -> None:
    for first in ((), ("--from", "2050-09-01")):
        result = shell.call("launch", *files, *first)
        assert result.exit_code != 0  # nothing runs here that could launch it
        assert "left out" not in result.output


@pytest.mark.parametrize(("days_left", "is_said"), [(3, True), (44, True), (46, False)])
def test_a_window_that_no_track_fits_into_any_more_is_said_and_not_refused(
    shell: Shell, days_left: int, *, is_said: bool
) -> None:
    window = read_plan(PLANS / "safety-inspection.yaml").plan.window
    today = datetime.now(UTC).astimezone(ZoneInfo("Pacific/Auckland")).date()
    first = today + timedelta(days=days_left) - (window.last - window.first)
    files = (PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv")
    result = shell.call("launch", *files, "--from", first)
    said = " ".join(result.output.split())
    assert ("Every unit will be overdue" in said) == is_said
    assert "not running" in said or "phaseline up" in said  # it went on as far as it could here
