"""`phaseline launch`: what is said of the files before anything is launched."""

from pathlib import Path

import pytest

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


def test_a_plan_that_is_not_moved_keeps_them(shell: Shell, files: tuple[Path, Path]) -> None:
    for first in ((), ("--from", "2050-09-01")):
        result = shell.call("launch", *files, *first)
        assert result.exit_code != 0  # nothing runs here that could launch it
        assert "left out" not in result.output
