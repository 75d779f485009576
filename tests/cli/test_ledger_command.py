"""`phaseline unit ledger` and `phaseline ledger`: a promise from the first word to the strike-off."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import PLANS, Shell

PLAN, ROSTER = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"
PLACE = ZoneInfo("Pacific/Auckland")
OF = ("--campaign", "promises")
UNIT = ("--as", "coordinator:E-03", *OF)
GROUP = ("--as", "supervisor:inspectors-a", *OF)
COUNTY = ("--as", "county:west", *OF)
LEDGER = ("unit", "ledger")


@pytest.fixture(scope="module")
def drive(up: Shell) -> Shell:
    """A shell with a campaign in which one unit has started."""
    up.ok("launch", PLAN, ROSTER, "--from", datetime.now(PLACE).date(), *OF)
    for item in ("warden", "site_plan"):
        up.ok("unit", "ready", "WS-1", item, *UNIT)
    up.ok("unit", "start", "WS-1", *UNIT)
    return up


def working_day(shell: Shell) -> str:
    """A working day to come: that on which the phase is due."""
    (phase, *_) = shell.json("unit", "show", "WS-1", *OF)["phases"]
    return str(datetime.fromisoformat(phase["deadline"]["at"]).astimezone(PLACE).date())


def test_a_ledger_is_kept_from_the_promise_to_the_strike_off(drive: Shell) -> None:
    day = working_day(drive)
    promise = ("WS-1", "Guard on the saw", "--owner", "Workshop office", "--due", day)
    said = drive.ok(*LEDGER, "add", *promise, "--commitment", *UNIT)
    assert "Item 1 added to the ledger (to be solved by a date): Guard on the saw" in said
    assert "a public commitment" in said
    drive.ok(*LEDGER, "add", "WS-1", "A wider road", "--owner", "Works", "--due", day,
               "--solvable", "higher_level", *UNIT)  # fmt: skip
    (late_county,) = drive.json("ledger", "list", "--status", "handed_up", *OF)["lines"]
    assert (late_county["unit"], late_county["number"]) == ("WS-1", 2)

    drive.ok(*LEDGER, "amend", "WS-1", "1", "--measure", "A guard on each saw",
               "--reason", "there are two", *UNIT)  # fmt: skip
    drive.ok(*LEDGER, "close", "WS-1", "1", "--evidence", "one photograph", *UNIT)
    drive.ok(*LEDGER, "return", "WS-1", "1", "--reason", "there are two", *GROUP)
    drive.ok(*LEDGER, "close", "WS-1", "1", "--evidence", "two photographs", *UNIT)
    assert "Item 1 struck off" in drive.ok(*LEDGER, "confirm", "WS-1", "1", *GROUP)
    drive.ok(*LEDGER, "answer", "WS-1", "2", "Next spring", "--due", day, *COUNTY)

    shown = drive.ok(*LEDGER, "show", "WS-1", *OF)
    assert "[public commitment] A guard on each saw" in shown
    assert "Evidence: two photographs" in shown
    assert "struck off" in shown
    whole = "Ledger: items 2, struck off 1, to be confirmed 0, handed up 0, overdue 0"
    assert whole in drive.ok("unit", "show", "WS-1", *OF)
    commitments = drive.json("ledger", "list", "--commitment", "--district", "west", *OF)
    assert [line["status"] for line in commitments["lines"]] == ["struck_off"]

    told = " ".join(drive.ok("unit", "journal", "WS-1", *OF).split())
    for line in (
        "Item 2 handed up, to be answered by",
        "Item 1 amended: there are two; measure: A guard on each saw",
        "Item 1 sent back: there are two",
        "The answer from above on item 2: Next spring",
    ):
        assert line in told


def test_a_struck_off_item_is_reopened_and_pages_go_on(drive: Shell) -> None:
    day = working_day(drive)
    said = drive.ok(*LEDGER, "reopen", "WS-1", "1", "--reason", "it came off", "--due", day, *GROUP)
    assert "Item 1 reopened" in said
    first = drive.ok("ledger", "list", "--limit", "1", *OF)
    assert "There are more: --after WS-1/1" in first
    (last,) = drive.json("ledger", "list", "--after", "WS-1/1", *OF)["lines"]
    assert last["number"] == 2
    assert "There are no such items." in drive.ok("ledger", "list", "--overdue", *OF)


def test_nothing_to_put_right_is_reported_and_accepted(drive: Shell) -> None:
    for item in ("warden", "site_plan"):
        drive.ok("unit", "ready", "WS-2", item, "--as", "city:office", *OF)
    drive.ok("unit", "start", "WS-2", "--as", "city:office", *OF)
    none = ("none", "WS-2", "--reason", "nobody found anything", "--as", "city:office", *OF)
    drive.ok(*LEDGER, *none)
    assert "to be accepted" in drive.ok("unit", "show", "WS-2", *OF)
    drive.ok(*LEDGER, "accept-none", "WS-2", "--note", "we looked", *GROUP)
    assert "as is agreed" in drive.ok("unit", "show", "WS-2", *OF)
