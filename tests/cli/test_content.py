"""What a plan's steps ask for, given on the command line by the safety plan's own rules."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import PLANS, Shell

PLAN, ROSTER = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"
OF = ("--campaign", "content")
UNIT = "WS-1"
"""A workshop of 17 on the production line and one intellectual."""

WARDEN, INSPECTOR = ("--as", "coordinator:E-03"), ("--as", "supervisor:inspectors-a")
SAID = "The ladder in bay four has no feet"


class Workshop:
    """A unit of a rehearsal, and those who act on it."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.ahead = 0

    def does(self, *what: object, by: tuple[str, str] = WARDEN) -> Any:
        """Carry out `unit WHAT… UNIT …`: what stands before a colon is the command."""
        command, arguments = _split(what)
        return self.shell.json("unit", *command, UNIT, *arguments, *by, *OF)

    def is_refused(self, *what: object, by: tuple[str, str] = WARDEN) -> str:
        """The code of the refusal of the same."""
        command, arguments = _split(what)
        failed = self.shell.error(1, "unit", *command, UNIT, *arguments, *by, *OF)
        return str(failed["refusal"]["code"])

    def today(self, plus: int = 0) -> date:
        """The campaign's own date, or one so many days later."""
        now = datetime.now(ZoneInfo("Pacific/Auckland")).date()
        return now + timedelta(days=self.ahead + plus)

    def forward(self, days: int) -> None:
        """Let days pass."""
        self.shell.ok("campaign", "forward", str(days), *OF)
        self.ahead += days


def _split(what: tuple[object, ...]) -> tuple[tuple[object, ...], tuple[object, ...]]:
    at = what.index(":") if ":" in what else len(what)
    return what[:at], what[at + 1 :]


@pytest.fixture(scope="module")
def workshop(up: Shell) -> Workshop:
    """A unit that has started on the safety plan."""
    monday = datetime.now(ZoneInfo("Pacific/Auckland")).date()
    monday -= timedelta(days=monday.weekday())
    up.ok("launch", PLAN, ROSTER, "--from", monday, "--rehearsal", *OF)
    workshop = Workshop(up)
    workshop.does("letter", "acknowledge")
    for item in ("warden", "site_plan"):
        workshop.does("ready", ":", item)
    workshop.does("start")
    workshop.does("complete", ":", "walk_through")
    return workshop


def test_a_self_check_is_done_once_staff_were_heard_and_enough_of_them_met(
    workshop: Workshop,
) -> None:
    reports, talk = "staff_reports", "toolbox_talk"
    assert workshop.is_refused("complete", ":", reports) == "not_solicited"
    channels = ("--channel", "box", "--channel", "web_form")
    short = workshop.is_refused(
        "opinions", "open", ":", reports, *channels, "--until", workshop.today(3)
    )
    assert short == "solicitation_too_short"
    workshop.does("opinions", "open", ":", reports, *channels, "--until", workshop.today(7))
    for text in (SAID, "Dust on the beams", "Dust under the saw"):
        workshop.does("opinions", "add", ":", reports, text, "--channel", "box", "--topic", "dust")
    assert workshop.is_refused("opinions", "close", ":", reports) == "solicitation_goes_on"
    workshop.forward(8)
    workshop.does("opinions", "close", ":", reports, "--problem", "dust=Dust is not removed")
    workshop.does("complete", ":", reports)

    assert workshop.is_refused("complete", ":", talk) == "meetings_missing"
    for there in (10, 14):
        convened = ("--members", 18, "--on", workshop.today(), "--at", "07:30", "--place", "Bay 1")
        workshop.does("meeting", "convene", ":", talk, "crew", *convened)
        held = ("--on", workshop.today(), "--production-line", there)
        workshop.does("meeting", "record", ":", talk, "crew", *held)
        if there == 10:
            assert workshop.is_refused("complete", ":", talk) == "meetings_missing"
    closed = workshop.does("complete", ":", talk)
    assert closed["events"] == ["step_completed", "phase_reported", "phase_closed", "phase_opened"]


def test_the_remedy_is_done_once_every_hazard_is_struck_off_and_all_were_drilled(
    workshop: Workshop,
) -> None:
    ledger, drill = "hazard_ledger", "evacuation_drill"
    assert workshop.is_refused("complete", ":", ledger) == "ledger_empty"
    due = workshop.today(14)
    while due.weekday() >= 5:
        due += timedelta(days=1)
    for measure in ("Feet for the ladder", "A hood over the saw"):
        item = ("--owner", "Facilities", "--due", due)
        workshop.does("ledger", "add", ":", measure, *item)
    workshop.does("ledger", "close", ":", 1, "--evidence", "photograph 1")
    workshop.does("ledger", "confirm", ":", 1, by=INSPECTOR)
    assert workshop.is_refused("complete", ":", ledger) == "ledger_share"
    workshop.does("ledger", "close", ":", 2, "--evidence", "photograph 2")
    workshop.does("ledger", "return", ":", 2, "--reason", "the hood is loose", by=INSPECTOR)
    workshop.does("ledger", "close", ":", 2, "--evidence", "photograph 3")
    workshop.does("ledger", "confirm", ":", 2, by=INSPECTOR)
    workshop.does("complete", ":", ledger)

    on = ("--on", workshop.today())
    workshop.does("participation", "record", ":", drill, *on, "--production-line", 16)
    assert workshop.is_refused("complete", ":", drill) == "coverage_missing"
    workshop.does("participation", "record", ":", drill, *on, "--intellectual", 1, "--make-up")
    workshop.does("complete", ":", drill)
    waiting = workshop.does("complete", ":", "second_walk_through")
    assert waiting["standing"] == "awaiting_sign_off"
    found = ("--verdict", "good", "--finding", "hood and ladder seen in place")
    workshop.does("visit", "record", ":", *on, *found, by=INSPECTOR)
    assert workshop.is_refused("sign-off", ":", "remedy", by=INSPECTOR) == "phase_not_published"
    workshop.does("publish", ":", "progress", "--phase", "remedy")
    done = workshop.does("sign-off", ":", "remedy", by=INSPECTOR)
    assert done["standing"] == "finished"


def test_what_was_put_in_the_open_is_what_is_recorded(workshop: Workshop) -> None:
    workshop.does("publish", ":", "plan")
    ahead = ("unit", "publish", UNIT, "progress", "--phase", "nowhere", *WARDEN, *OF)
    assert workshop.shell.error(1, *ahead)["code"] == "nothing_to_publish"
    shown = workshop.shell.json("publish", "show", UNIT, *OF)["publications"]
    plan, progress = (one["text"].split("\n") for one in shown)
    checked = (
        "1. Walk-through with the checklist: within 3 working days of the beginning of the phase"
    )
    assert checked in plan
    assert progress[-1] == "Items in the ledger: 2; struck off: 2."
    assert sum(": done " in line for line in progress) == 3


def test_the_journal_tells_it_and_names_nobody_s_opinion(workshop: Workshop) -> None:
    told = " ".join(workshop.shell.ok("unit", "journal", UNIT, *OF).split())
    for fact in (
        "Dust is not removed",
        "Feet for the ladder",
        "the hood is loose",
        "photograph 3",
        "hood and ladder seen in place",
    ):
        assert fact in told
    assert SAID not in told
    entries = json.dumps(workshop.shell.json("unit", "journal", UNIT, *OF))
    assert SAID not in entries


def test_its_dossier_stands_on_its_own(workshop: Workshop, tmp_path: Path) -> None:
    shell = workshop.shell
    head = shell.json("unit", "show", UNIT, *OF)["head"]
    (kept,) = shell.json("dossier", "export", UNIT, "--to", tmp_path, "--zip", *OF)
    file = tmp_path / kept["name"]
    assert shell.json("dossier", "verify", file, "--head", head)["findings"] == []
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    run = shell.run("dossier", "verify", file, "--head", head, "--json")
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
