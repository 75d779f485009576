"""Soliciting opinions on the command line: opened, registered, sorted, closed, owned up to."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import PLANS, Shell

PLAN, ROSTER = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"
OF = ("--campaign", "heard")
CITY = ("--as", "city:office")
UNIT, STEP = "WS-1", "staff_reports"


@pytest.fixture(scope="module")
def heard(up: Shell) -> Shell:
    """A shell with a rehearsal in which content is recorded and one unit has started."""
    up.ok("launch", PLAN, ROSTER, "--from", today(), "--rehearsal", *OF)
    for item in ("warden", "site_plan"):
        up.ok("unit", "ready", UNIT, item, *CITY, *OF)
    up.ok("unit", "start", UNIT, *CITY, *OF)
    return up


def today() -> date:
    """The date at the plan's place, from which it is launched."""
    return datetime.now(ZoneInfo("Pacific/Auckland")).date()


def opinions(shell: Shell, what: str, *arguments: object) -> Any:
    """What a command about the unit's opinions answers."""
    return shell.json("unit", "opinions", what, UNIT, STEP, *arguments, *CITY, *OF)


def what_may_not_be_registered_is_refused(shell: Shell, file: Path) -> None:
    """Opinions by the web form, which are given by whoever has them; and of another day."""
    for words in (("add", "In the public's name."), ("import", file)):
        spoken = ("unit", "opinions", words[0], UNIT, STEP, words[1], "--channel", "web_form")
        refusal = shell.error(1, *spoken, *CITY, *OF)["refusal"]
        assert refusal["code"] == "channel_is_the_publics"
        assert refusal["params"]["known"] == "box"
    wrong, rejects = file.with_name("wrong.csv"), file.with_name("rejects.csv")
    take_in = ("unit", "opinions", "import", UNIT, STEP, wrong, "--channel", "box", *CITY, *OF)
    wrong.write_text("opinion,channel\nGood.,box\nBad.,gossip\n")
    nothing = shell.call(*take_in)
    assert nothing.exit_code == 1
    assert "This channel is not known" in nothing.stdout
    wrong.write_text("opinion,day\nNot yet.,2099-01-01\n")
    told = shell.ok(*take_in, "--rejects", rejects)
    assert "2099-01-01" in told
    assert "This is not a day of the solicitation" in rejects.read_text()


def test_opinions_from_the_first_to_the_problems(heard: Shell, tmp_path: Path) -> None:
    until = today() + timedelta(days=10)
    receipt = opinions(heard, "open", "--channel", "box", "--channel", "web_form", "--until", until)
    assert receipt["events"] == ["solicitation_opened"]
    undone = heard.error(1, "unit", "complete", UNIT, STEP, *CITY, *OF)
    assert undone["refusal"]["code"] == "still_solicited"

    for said in (*["The ladder is loose."] * 2, "The ladder is short."):
        assert opinions(heard, "add", said, "--channel", "box", "--id", "l-1") == {"count": 1}
    file = tmp_path / "opinions.csv"
    file.write_text("opinion,topic\nHelmets are old.,helmets\nMy helmet is cracked.,helmets")
    for _ in range(2):
        assert opinions(heard, "import", file, "--channel", "box") == {"count": 2}
    what_may_not_be_registered_is_refused(heard, file)
    page = opinions(heard, "list")["opinions"]
    by_text = {one["text"]: one["id"] for one in page}
    assert len(page) == len(by_text) == 4
    old, cracked = by_text["Helmets are old."], by_text["My helmet is cracked."]
    assert opinions(heard, "merge", old, cracked) == {"sorted": 1}
    ladder = by_text["The ladder is loose."]
    assert opinions(heard, "topic", "ladders", ladder) == {"sorted": 1}
    first = opinions(heard, "list", "--limit", 2)
    assert len(opinions(heard, "list", "--after", first["next"])["opinions"]) == 2

    early = heard.error(1, "unit", "opinions", "close", UNIT, STEP, *CITY, *OF)["refusal"]
    assert early["code"] == "solicitation_goes_on"
    heard.ok("campaign", "forward", 7, *OF)
    misspelt = ("--problem", "helmet=Helmets are older than allowed.", *CITY, *OF)
    assert heard.call("unit", "opinions", "close", UNIT, STEP, *misspelt).exit_code == 4
    problems = ("--problem", "helmets=Helmets are older than allowed.", "--problem", "=No rota.")
    told = heard.ok("unit", "opinions", "close", UNIT, STEP, *problems, *CITY, *OF)
    assert "‘Helmets are older than allowed.’, ‘No rota.’" in told
    assert "Opinions counted" in told
    assert "problems numbered from 1 on; by channel: box 4" in told
    owned = heard.json("unit", "opinions", "problems", UNIT, *OF)
    assert [(one["number"], one["opinions"]) for one in owned] == [(1, 2), (2, 0)]
    late = heard.error(1, "unit", "opinions", "merge", UNIT, STEP, old, ladder, *CITY, *OF)
    assert late["refusal"]["code"] == "no_solicitation"
    assert (
        heard.call("unit", "publish", UNIT, "problems", *CITY, *OF).stderr.count("rehearsal") == 1
    )
    nothing = heard.error(1, "unit", "publish", UNIT, "commitments", *CITY, *OF)
    assert nothing["code"] == "nothing_to_publish"
    (shown,) = heard.json("publish", "show", UNIT, *OF)["publications"]
    assert shown["text"] == "1. Helmets are older than allowed.\n2. No rota."
    correction = ("There is a rota.", "--correction", "It was found.")
    heard.ok("unit", "publish", UNIT, "problems", *correction, *CITY, *OF)
    every = heard.ok("publish", "show", "--all", *OF)
    assert "There is a rota." in every
    assert "No rota." not in every
    heard.ok(
        "unit", "withdraw-publication", UNIT, "problems", "--reason", "Lost again.", *CITY, *OF
    )
    assert heard.json("publish", "show", "--all", *OF)["publications"] == []
    assert "Lost again." in heard.ok("publish", "show", UNIT, *OF)
    heard.ok("unit", "complete", UNIT, STEP, *CITY, *OF)
    journal = heard.ok("unit", "journal", UNIT, *OF)
    assert "Helmets are older than allowed." in journal
    assert "My helmet is cracked." not in journal


def test_what_was_said_is_for_those_who_answer_for_the_unit(heard: Shell) -> None:
    stranger = ("--as", "supervisor:inspectors-a", *OF)
    listed = heard.error(1, "unit", "opinions", "list", UNIT, STEP, *stranger)
    assert listed["refusal"]["code"] == "not_allowed"
