"""`phaseline roster check`: bad rows, and totals held against the plan's."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import PLANS, Shell

REFERENCE = (PLANS / "reference-2005-roster.csv", "--plan", PLANS / "reference-2005.yaml")
SAFETY = PLANS / "safety-inspection.yaml"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A roster of which two rows are bad, one of them twice."""
    rows = (PLANS / "safety-inspection-roster.csv").read_text().splitlines()
    rows[2] = rows[2].replace(",warehouse,", ",airport,").replace(",21,", ",minus,")
    rows[5] = rows[5].replace("WS-2", "WS-1")
    file = tmp_path / "bad.csv"
    file.write_text("\n".join(rows) + "\n")
    return file


def test_the_reference_roster_is_held_against_what_is_declared(shell: Shell) -> None:
    said = shell.ok("roster", "check", *REFERENCE)
    check = shell.json("roster", "check", *REFERENCE)
    found = check["reconciliation"]

    assert (check["units"], found["offices"]) == (2469, 8)
    assert "Good units: 2469." in said
    assert "which are counted as no units: 8." in said
    (difference,) = found["differences"]
    assert difference["declared"] == 2367
    assert difference["found"] == 2469
    assert difference["left_out"] == ["street", "community"]
    assert "2367 are declared, the roster has 2469, a difference of +102" in said
    for type_, totals in found["by_type"].items():
        (line,) = (line for line in said.splitlines() if f"[{type_}]" in line)
        counts = [str(totals[key]) for key in ("units", "organisations", "members", "floating")]
        assert line.split()[-6:-2] == counts
    assert "街道、社区" in shell.ok("roster", "check", *REFERENCE, "--lang", "zh")


def test_every_bad_row_is_printed(shell: Shell, bad: Path) -> None:
    result = shell.call("roster", "check", bad, "--plan", SAFETY)

    assert result.exit_code == 1
    said = [line for line in result.stdout.splitlines() if ": row " in line]
    assert [line.split(": ")[1:3] for line in said] == [
        ["row 3", "type"],
        ["row 3", "production line"],
        ["row 5", "unit code"],
        ["row 6", "unit code"],
    ]
    assert "airport" in said[0]
    assert "Bad rows: 3." in result.stdout


def test_a_terminal_is_given_the_first_of_very_many(shell: Shell, tmp_path: Path) -> None:
    heading, *rows = (PLANS / "reference-2005-roster.csv").read_text().splitlines()[:121]
    file = tmp_path / "bad.csv"
    file.write_text("\n".join([heading, *(row.replace(",", ",x,", 1) for row in rows)]) + "\n")
    check = ("roster", "check", file, "--plan", PLANS / "reference-2005.yaml")
    problems = json.loads(shell.call(*check, "--json").stdout)["problems"]

    said = shell.terminal(200, *check, code=1)
    assert said.count(f"{file}: row ") == 50
    assert f"… and {len(problems) - 50} more: all of them with --json, or into a file" in said
    assert said.index(" more: ") < said.index("Bad rows: 120")
    assert shell.call(*check).stdout.count(f"{file}: row ") == len(problems)


def test_the_same_as_json(shell: Shell, bad: Path) -> None:
    result = shell.call("roster", "check", bad, "--plan", SAFETY, "--json")

    found = json.loads(result.stdout)
    assert (found["units"], found["rejected"], len(found["problems"])) == (9, 3, 4)
    assert found["problems"][0]["row"] == 3


def test_a_plan_can_be_moved(shell: Shell) -> None:
    found = shell.json("roster", "check", *REFERENCE, "--from", "2026-07-01")

    assert found["window"] == {"first": "2026-07-01", "last": "2026-12-31"}


def test_of_a_roster_that_cannot_be_read_nothing_is_summed_up(shell: Shell, tmp_path: Path) -> None:
    result = shell.call("roster", "check", tmp_path, "--plan", SAFETY)

    assert result.exit_code == 1
    (said,) = result.stdout.splitlines()
    assert said.startswith(f"{tmp_path}: The file cannot be opened")


def test_a_roster_that_is_not_there(shell: Shell) -> None:
    result = shell.call("roster", "check", "nowhere.csv", "--plan", SAFETY)

    assert result.exit_code == 4
    assert result.stderr == "There is no file nowhere.csv.\n"
