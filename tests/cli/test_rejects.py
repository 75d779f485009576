"""Bad rows are put aside where that harms nothing else."""

import shutil
from pathlib import Path

from cli.exits import ExitCode
from tests.cli.conftest import PLANS, Shell

PLAN, ROSTER = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"


def test_the_file_that_is_read_is_not_overwritten(shell: Shell, tmp_path: Path) -> None:
    roster = Path(shutil.copy(ROSTER, tmp_path / "roster.csv"))
    before = roster.read_bytes()
    result = shell.call("launch", PLAN, roster, "--from", "2050-03-01", "--rejects", roster)
    assert result.exit_code == ExitCode.USAGE
    assert "overwrite" in result.stderr
    assert roster.read_bytes() == before


def test_a_file_that_is_no_table_is_never_put_aside(shell: Shell, tmp_path: Path) -> None:
    broken, rejects = tmp_path / "broken.csv", tmp_path / "rejects.csv"
    broken.write_bytes(b"\x00\x01\x02" * 50)
    result = shell.call("launch", PLAN, broken, "--from", "2050-03-01", "--rejects", rejects)
    assert result.exit_code == ExitCode.REFUSED
    assert not rejects.exists()


def test_a_folder_that_is_not_there_is_said(shell: Shell, tmp_path: Path) -> None:
    roster, rejects = tmp_path / "roster.csv", tmp_path / "nowhere" / "rejects.csv"
    roster.write_text(ROSTER.read_text().replace(",workshop,", ",castle,"))
    result = shell.call("launch", PLAN, roster, "--from", "2050-03-01", "--rejects", rejects)
    assert result.exit_code == ExitCode.USAGE
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.output


def test_a_campaign_s_code_is_held_against_what_codes_are(shell: Shell) -> None:
    result = shell.call("launch", PLAN, ROSTER, "--campaign", "spring 2026")
    assert result.exit_code == ExitCode.USAGE
    assert "at most 64" in " ".join(result.output.replace("│", "").split())
