"""Visits, letters and the mechanism from the command line, each command beside `phaseline up`."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import PLANS, Shell

PLAN, ROSTER = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"
ZONE = ZoneInfo("Pacific/Auckland")
OF = ("--campaign", "drive")


def today() -> str:
    """The date at the plan's place, from which it is launched."""
    return f"{datetime.now(ZONE):%Y-%m-%d}"


@pytest.fixture(scope="module")
def drive(up: Shell) -> Shell:
    """A shell with a campaign of the safety plan, whose first unit has started."""
    up.ok("launch", PLAN, ROSTER, "--from", today(), *OF)
    unit = first(up)
    by = ("--as", f"coordinator:{unit['coordinator']}", *OF)
    for item in ("warden", "site_plan"):
        up.ok("unit", "ready", unit["code"], item, *by)
    up.ok("unit", "start", unit["code"], *by)
    return up


def first(shell: Shell) -> Any:
    """The first unit of the list."""
    return shell.json("unit", "list", "--limit", "1", *OF)["rows"][0]


def working_day(shell: Shell, unit: str) -> str:
    """A day on which something is due, which is never a day off."""
    ahead = shell.json("unit", "upcoming", unit, *OF)
    at = next(one["deadline"]["at"] for one in ahead if "deadline" in one)
    return f"{datetime.fromisoformat(at).astimezone(ZONE):%Y-%m-%d}"


def whole_city(shell: Shell) -> str:
    """The last row of the chain of letters: how many of all are signed, the city's own among them."""
    *_, last = shell.ok("letters", "chain", *OF).splitlines()
    return " ".join(last.split())


def test_a_visit_is_written_down_listed_and_told(drive: Shell) -> None:
    unit = first(drive)
    group = ("--as", f"supervisor:{unit['supervision_group']}", *OF)
    record = ("unit", "visit", "record", unit["code"], "--on", today())
    found = ("--finding", "The exit is blocked", "--finding", "No plan on the wall")
    due = working_day(drive, unit["code"])
    item = ("--item", f"1,Facilities,{due}")
    said = drive.ok(*record, "--verdict", "to_improve", *found, *item, *group)
    assert "Visited on" in said
    assert "The exit is blocked; No plan on the wall" in " ".join(said.split())

    (line,) = drive.json("unit", "visit", "list", unit["code"], *OF)["lines"]
    assert (line["phase"], line["verdict"], line["on"]) == ("self_check", "to_improve", today())
    assert drive.json("visits", "list", "--verdict", "good", *OF)["lines"] == []
    assert "No plan on the wall" in drive.ok("visits", "list", *OF)
    assert "to be improved" in drive.ok("unit", "journal", unit["code"], *OF)
    assert "visited 1×" in drive.ok("unit", "show", unit["code"], *OF)


def test_letters_are_shown_signed_and_asked_for(drive: Shell, tmp_path: Path) -> None:
    unit = first(drive)
    code, district = unit["code"], unit["district"]
    assert "Not acknowledged yet." in drive.ok("unit", "letter", "show", code, *OF)
    page = tmp_path / "letter.html"
    assert "letter.html" in drive.ok("unit", "letter", "show", code, "--to", page, *OF)
    assert unit["name"] in page.read_text(encoding="utf-8")
    unsigned = drive.json("letters", "list", "--unacknowledged", *OF)["lines"]
    by = ("--as", f"coordinator:{unit['coordinator']}", *OF)
    drive.ok("unit", "letter", "acknowledge", code, *by)
    assert drive.error(1, "unit", "letter", "acknowledge", code, *by)["refusal"]["code"] == (
        "letter_acknowledged"
    )
    left = drive.json("letters", "list", "--unacknowledged", *OF)["lines"]
    assert {one["unit"] for one in unsigned} - {one["unit"] for one in left} == {code}

    county = ("--as", f"county:{district}", *OF)
    assert "Acknowledged on" in drive.ok("letters", "acknowledge", *county)
    assert "Acknowledged on" in drive.ok("letters", "show", district, *OF)
    found = drive.json("letters", "chain", *OF)
    assert "city_acknowledged_at" not in found
    chain = {one["district"]: one for one in found["counties"]}
    assert chain[district]["acknowledged"] == 1
    assert chain[district]["county_acknowledged_by"] == f"county:{district}"
    assert whole_city(drive) == "the whole city 1 of 4 1 of 12"
    assert drive.error(4, "letters", "show", "nowhere", *OF)["code"] == "unknown_district"
    listed = drive.json("letters", "list", "--unacknowledged", *OF)["offices"]
    assert listed[0] == {"office": "city:office"}
    assert f"county:{district}" not in [one["office"] for one in listed]
    assert "city:office" in drive.ok("letters", "list", *OF)
    paged = drive.json("letters", "list", "--limit", "2", *OF)
    assert ([one["office"] for one in paged["offices"]], paged["lines"]) == (
        ["city:office", "county:centre"],
        [],
    )
    rest = drive.json("letters", "list", "--limit", "3", "--after", paged["next"], *OF)
    assert (len(rest["offices"]), len(rest["lines"])) == (2, 1)
    said = drive.ok("letters", "acknowledge", "--as", "city:office", *OF)
    assert "Responsibility letter of the city" in said
    assert "Acknowledged on" in drive.ok("letters", "show", *OF)
    assert drive.json("letters", "chain", *OF)["city_acknowledged_by"] == "city:office"
    assert whole_city(drive) == "the whole city 2 of 4 1 of 12"
    group = f"supervisor:{unit['supervision_group']}"
    refused = drive.error(1, "letters", "acknowledge", "--as", group, *OF)
    assert refused["refusal"]["code"] == "not_allowed"


@pytest.mark.parametrize(
    ("listed", "filters"),
    [
        (("unit", "list"), ("district", "type", "group")),
        (("ledger", "list"), ("district", "type", "group")),
        (("visits", "list"), ("district", "group")),
        (("letters", "list"), ("district", "group")),
        (("participation", "list"), ("district", "type", "group")),
        (("participation", "show"), ("district", "type", "group")),
        (("satisfaction", "list"), ("district", "type", "group")),
        (("satisfaction", "show"), ("district", "type", "group")),
        (("campaign", "report"), ("district", "type", "group")),
    ],
)
def test_a_list_of_what_is_not_there_says_so_and_what_is_near(
    drive: Shell, listed: tuple[str, ...], filters: tuple[str, ...]
) -> None:
    mistyped = {"district": "harbor", "type": "offise", "group": "inspectors"}
    said = {
        "district": "no units of the district 'harbor'. Did you mean harbour?",
        "type": "no units of the type 'offise'. Did you mean office?",
        "group": "no units of the supervision group 'inspectors'. Did you mean inspectors-",
    }
    for name in filters:
        error = drive.error(4, *listed, f"--{name}", mistyped[name], *OF)
        assert error["code"] == "no_units_meant"
        assert said[name] in error["message"]
    chinese = drive.call(*listed, "--district", "nowhere", "--lang", "zh", *OF)
    assert "没有属于区县“nowhere”的单位" in chinese.stderr
    assert drive.error(2, *listed, "--district", "a b", *OF)["code"] == "wrong_code"


def test_a_mechanism_is_set_down_and_read(drive: Shell) -> None:
    unit = first(drive)
    assert "has not set down" in drive.ok("unit", "mechanism", "show", unit["code"], *OF)
    by = ("--as", f"coordinator:{unit['coordinator']}", *OF)
    keep = ("--keep", "a drill a quarter", "--keep", "a warden on every floor")
    said = drive.ok("unit", "mechanism", "set", unit["code"], "Safety stays.", *keep, *by)
    assert "version 1: Safety stays." in said
    (version,) = drive.json("unit", "mechanism", "show", unit["code"], *OF)
    assert version["keeps"] == ["a drill a quarter", "a warden on every floor"]
    assert "2. a warden on every floor" in drive.ok("unit", "mechanism", "show", unit["code"], *OF)


def test_a_roster_is_held_against_earlier_batches_and_campaigns_are_compared(
    drive: Shell, tmp_path: Path
) -> None:
    no_programme = drive.error(2, "roster", "check", ROSTER, "--plan", PLAN, "--against-batches")
    assert no_programme["code"] == "no_programme"
    plan = tmp_path / "second.yaml"
    plan.write_text(f"{PLAN.read_text()}\nprogramme: {{id: safety, batch: 2}}\n")
    check = ("roster", "check", ROSTER, "--plan", plan, "--against-batches")
    assert "No earlier batch has finished" in drive.ok(*check)
    assert "finished_before" not in drive.json(*check)
    first_, second = drive.json("campaign", "compare", "drive", "drive")
    assert first_ == second
    assert first_["city"]["figures"]["units"] == 12
    assert "12" in drive.ok("campaign", "compare", "drive", "drive")
    assert drive.error(4, "campaign", "compare", "drive", "x")["code"] == "unknown_campaign"
