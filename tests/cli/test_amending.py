"""Changing the rules of a running campaign on the command line: previewed first, applied with --yes."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import PLANS, Shell

PLAN, ROSTER = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"
OF = ("--campaign", "amended")
CITY = ("--as", "city:office")
FLOOD = """\
reason: The river came over its banks.
units: {districts: [west]}
changes:
  - {kind: phase, phase: self_check, longer: 5 days}
  - {kind: step, step: walk_through, due: 8 working days}
"""

Write = Callable[[str], Path]


def today() -> date:
    """The date at the plan's place, from which it is launched."""
    return datetime.now(ZoneInfo("Pacific/Auckland")).date()


@pytest.fixture(scope="module")
def drive(up: Shell) -> Shell:
    """A shell with a campaign in which one unit of the west has started."""
    up.does("launch", PLAN, ROSTER, "--from", today(), *OF)
    for item in ("warden", "site_plan"):
        up.does("unit", "ready", "WS-1", item, *CITY, *OF)
    up.does("unit", "start", "WS-1", *CITY, *OF)
    return up


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an amendment's file."""

    def write(text: str) -> Path:
        file = tmp_path / "amendment.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def due(shell: Shell, step: str) -> str:
    """When a step of WS-1 is due."""
    (phase, *_) = shell.answers("unit", "show", "WS-1", *OF)["phases"]
    (found,) = (one["deadline"]["at"] for one in phase["steps"] if one["step"] == step)
    return str(found)


def test_an_amendment_is_previewed_and_then_applied(drive: Shell, write: Write) -> None:
    file = write(FLOOD)
    west = {
        unit["code"] for unit in drive.answers("unit", "list", "--district", "west", *OF)["rows"]
    }
    assert "WS-1" in west
    before = due(drive, "walk_through")

    said = drive.does("campaign", "amend", file, *CITY, *OF)
    assert re.search(rf"^{len(west)} units, 0 change standing, 0 newly overdue, ", said)
    assert "WS-1, step walk_through: " in said
    assert "Add --yes to apply it." in said
    previewed = drive.answers("campaign", "amend", file, *CITY, *OF)
    assert "applied" not in previewed
    assert (previewed["preview"]["units"], previewed["preview"]["moved"]) == (len(west), 1)
    assert due(drive, "walk_through") == before

    applied = drive.answers("campaign", "amend", file, "--yes", *CITY, *OF)["applied"]
    assert (applied["reached"], applied["missed"]) == (len(west), 0)
    (move,) = (one for one in previewed["preview"]["moves"] if one["target"] == "step:walk_through")
    assert due(drive, "walk_through") == move["after"] != before
    last = drive.answers("unit", "journal", "WS-1", *OF)[-1]
    assert (last["event"]["kind"], last["event"]["reason"]) == (
        "amended",
        "The river came over its banks.",
    )
    again = drive.does("campaign", "amend", file, "--yes", *CITY, *OF)
    assert f"have taken this very amendment before and are left alone: {len(west)}." in again
    assert "Units amended: 0." in again
    assert drive.answers("unit", "journal", "WS-1", *OF)[-1] == last


def test_who_cannot_take_it_is_named_and_the_command_says_so(drive: Shell, write: Write) -> None:
    drive.does("unit", "complete", "WS-1", "walk_through", *CITY, *OF)
    without = write("reason: Too much.\nchanges:\n  - {kind: step_dropped, step: walk_through}\n")
    said = drive.does("campaign", "amend", without, *CITY, *OF)
    assert "Units that cannot take it (amendment_without_step): 1, WS-1" in said
    run = drive.run("campaign", "amend", without, "--yes", *CITY, *OF)
    assert run.returncode == 1
    assert "Unit WS-1 was missed: amendment_without_step" in run.stdout
    shown = drive.does("campaign", "show", *OF)
    assert "amend: missed 1 units: WS-1 (amendment_without_step)" in shown


def test_every_fault_of_the_file_is_said_with_its_place(drive: Shell, write: Write) -> None:
    wrong = write(FLOOD.replace("5 days", "5 weeks").replace("due:", "duee:"))
    run = drive.run("campaign", "amend", wrong, "--yes", *CITY, *OF, "--json")
    assert run.returncode == 1
    found = json.loads(run.stdout)["problems"]
    assert [(one["line"], one["column"]) for one in found] == [(4, 46), (5, 38)]
    fits_nobody = write(FLOOD.replace("walk_through", "walk_thru"))
    run = drive.run("campaign", "amend", fits_nobody, *CITY, *OF)
    assert run.returncode == 1
    assert ":5:5: The unit's rules have no step walk_thru." in run.stdout
    nobody = write(FLOOD.replace("[west]", "[D1], codes: [WS-1, WS-99]"))
    run = drive.run("campaign", "amend", nobody, "--yes", *CITY, *OF)
    assert run.returncode == 1
    assert ":2:21: " in run.stdout
    assert "no unit of the campaign has 'D1'; there are: " in run.stdout
    assert "the campaign has no unit 'WS-99'" in run.stdout
    assert "WS-1'" not in run.stdout
    missing = drive.fails(4, "campaign", "amend", "nowhere.yaml", *CITY, *OF)
    assert missing["code"] == "file_missing"


def test_only_the_office_amends(drive: Shell, write: Write) -> None:
    other = write(FLOOD.replace("5 days", "6 days"))
    refused = drive.fails(1, "campaign", "amend", other, "--yes", "--as", "county:west", *OF)
    assert refused["refusal"]["code"] == "not_allowed"


def test_a_calendar_that_is_wrong_is_found_and_brought_up_to_date(
    drive: Shell, write: Write
) -> None:
    assert "is as it is known now" in drive.does("calendar", "check", *OF)
    shown: Any = drive.answers("calendar", "show", *OF)
    assert shown["first"] == str(today())
    wrong = today() + timedelta(days=1)
    while wrong.weekday() >= 5:
        wrong += timedelta(days=1)
    calendar = {
        "timezone": "Pacific/Auckland",
        "first": shown["first"],
        "last": shown["last"],
        "days_off": [str(wrong)],
        "hours": {"open": "08:00", "close": "16:30"},
    }
    changes = [{"kind": "calendar", "calendar": calendar}]
    holiday = write(json.dumps({"reason": "A day off, we thought.", "changes": changes}))
    drive.does("campaign", "amend", holiday, "--yes", *CITY, *OF)

    run = drive.run("calendar", "check", *OF, "--json")
    assert run.returncode == 1
    (checked,) = json.loads(run.stdout)
    assert {"date": str(wrong), "worked": True} in checked["days"]
    assert "WS-1" in {move["unit"] for move in checked["preview"]["moves"]}
    assert f"{wrong} is worked" in drive.run("calendar", "check", *OF).stdout
    previewed = drive.answers("calendar", "update", *CITY, *OF)
    assert previewed["preview"]["moved"] == checked["preview"]["moved"]
    applied = drive.answers("calendar", "update", "--yes", *CITY, *OF)["applied"]
    assert (applied["reached"], applied["missed"]) == (12, 0)
    assert "is as it is known now" in drive.does("calendar", "check", *OF)
    assert "is as it is known now" in drive.does("calendar", "update", *CITY, *OF)


def test_calendars_are_shown_month_by_month(shell: Shell) -> None:
    china = shell.json("calendar", "show", "--country", "cn", "--year", 2005)
    october = china["months"][9]
    assert october["workdays"] == ["2005-10-08", "2005-10-09"]
    assert not october["is_provisional"]
    said = shell.ok("calendar", "show", "--country", "CN", "--year", 2050, "--lang", "zh")
    assert "2050 年的放假安排尚未公布" in said
    plan = shell.json("calendar", "show", "--plan", PLANS / "reference-2005.yaml")
    assert (plan["first"], plan["last"]) == ("2005-07-01", "2006-12-31")
    unknown = shell.call("calendar", "show", "--country", "Utopia")
    assert unknown.exit_code == 2
    assert "No public holidays are known for 'Utopia'" in unknown.stderr
