"""A survey through the command line, in a rehearsal, so that its last day comes by itself."""

import errno
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from tests.cli.conftest import Shell
from tests.cli.test_files import little_room

PLAN: Final = """
plan: surveyed
title: {zh: 测评, en: Survey}
timezone: Asia/Shanghai
calendar: {country: CN}
window: {first: 2026-09-01, last: 2026-12-31}
content: recorded
tracks:
  - id: all
    title: {zh: 测评, en: Survey}
    phases:
      - id: all
        title: {zh: 测评, en: Survey}
        length: 60 days
        gate: {sign_off: false}
        steps:
          - id: act
            kind: task
            title: {zh: 整改, en: Act}
          - id: survey
            kind: survey
            title: {zh: 群众满意度测评, en: Satisfaction survey}
            after: [act]
            bands: [95 %, 90 %]
            pass_mark: 90 %
            questions:
              - {id: style, title: {zh: 工作作风, en: How they work}}
              - {id: results, title: {zh: 整改效果, en: What came of it}}
            weights: {fairly_satisfied: 90 %, basically_satisfied: 60 %}
            make_up_limit: 1
types:
  - {id: school, title: {zh: 学校, en: School}, track: all}
"""
ROSTER: Final = """单位编码,名称,类型,区县,联络员编号,联络员姓名,督导组
S-1,第一小学,school,east,P-1,张某,SG-1
S-2,第二小学,school,east,P-1,张某,SG-1
S-3,第三小学,school,east,P-1,张某,SG-1
S-4,第四小学,school,east,P-1,张某,SG-1
"""
OF: Final = ("--campaign", "surveyed")
COORDINATOR: Final = ("--as", "coordinator:P-1")
SUPERVISOR: Final = ("--as", "supervisor:SG-1")
TODAY: Final = datetime.now(ZoneInfo("Asia/Shanghai")).date()
GOOD: Final = ("--grade", "style=very_satisfied", "--grade", "results=fairly_satisfied")


@pytest.fixture(scope="module")
def school(up: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell with four schools that have acted."""
    folder = tmp_path_factory.mktemp("surveyed")
    (folder / "plan.yaml").write_text(PLAN)
    (folder / "roster.csv").write_text(ROSTER)
    launch = ("launch", folder / "plan.yaml", folder / "roster.csv", "--from", TODAY)
    up.ok(*launch, "--rehearsal", *OF)
    for unit in ("S-1", "S-2", "S-3", "S-4"):
        up.ok("unit", "start", unit, *OF, *COORDINATOR)
        up.ok("unit", "complete", unit, "act", *OF, *COORDINATOR)
    return up


@pytest.fixture(scope="module")
def on(school: Shell) -> Callable[..., Any]:
    """Does something with the survey of a school, as its coordinator."""

    def do(what: str, unit: str, *rest: object, by: tuple[str, str] = COORDINATOR) -> Any:
        return school.json("unit", "survey", what, unit, "survey", *rest, *OF, *by)

    return do


def opened(school: Shell, unit: str, *rest: object) -> None:
    """Open a survey until a working day of the next ten."""
    (row,) = [one for one in school.json("campaign", "list") if one["campaign"] == "surveyed"]
    ahead = TypeAdapter(timedelta).validate_python(row["clock_offset"])
    for days in range(1, 11):
        until = (datetime.now(ZoneInfo("Asia/Shanghai")) + ahead).date() + timedelta(days=days)
        words = ("unit", "survey", "open", unit, "survey", "--until", until, *rest)
        if school.call(*words, *OF, *COORDINATOR).exit_code == 0:
            return
    raise AssertionError("no working day in ten")


def counted(school: Shell, unit: str) -> str:
    """How the survey stands once its ballots are counted."""
    for _ in range(300):
        (one,) = school.json("unit", "survey", "show", unit, *OF)
        if one["state"]["status"] != "ended":
            return str(one["state"]["status"])
    raise AssertionError("the ballots are never counted")


def in_the_open(school: Shell, unit: str) -> str:
    """The last text that a unit has published."""
    return str(school.json("publish", "show", unit, *OF)["publications"][-1]["text"])


def test_no_slips_are_made_for_nothing(
    school: Shell, on: Callable[..., Any], tmp_path: Path
) -> None:
    opened(school, "S-4", "--ballots", "8")
    page = tmp_path / "slips.html"
    slips = ("unit", "survey", "slips", "S-4", "survey", *OF, *COORDINATOR)
    nowhere = school.error(2, *slips, "--to", tmp_path / "none" / "slips.html")
    assert nowhere["code"] == "file_unwritable"
    too_long = school.call(*slips, "--to", page, "--link", f"https://example.org/{'x' * 3000}")
    assert too_long.exit_code == 2
    with little_room():
        assert school.error(2, *slips, "--to", page)["code"] == "file_unwritable"
    strangers = ("unit", "survey", "slips", "S-4", "survey", *OF, "--as", "coordinator:E-99")
    assert school.error(1, *strangers, "--to", page)["code"] == "refused"
    assert list(tmp_path.iterdir()) == []
    tokens = on("slips", "S-4", "--to", page)["tokens"]
    assert len(tokens) == 8
    with little_room():
        assert school.error(2, *slips, "--again", "--to", page)["code"] == "file_unwritable"
    assert page.read_text().count("<svg") == 8, "the good ones are still there, and still good"
    codes = school.ok(*slips, "--again").splitlines()
    assert len(codes) == 8, "one a line, and nothing else"
    school.ok("unit", "survey", "vote", codes[0], *GOOD)


def test_a_result_that_anybody_can_count_again(
    school: Shell, on: Callable[..., Any], tmp_path: Path
) -> None:
    opened(school, "S-1", "--ballots", "8")
    page, result = tmp_path / "slips.html", tmp_path / "result.json"
    slips = ("unit", "survey", "slips", "S-1", "survey", *OF, *COORDINATOR)
    tokens = on("slips", "S-1", "--to", page)["tokens"]
    assert page.read_text().count("<svg") == len(tokens) == 8
    assert page.read_text().endswith("</html>\n")
    assert school.error(1, *slips)["refusal"]["code"] == "slips_given_out"
    receipts = [school.json("unit", "survey", "vote", one, *GOOD)["receipt"] for one in tokens[:6]]
    again = ("--receipt", receipts[0])
    assert school.json("unit", "survey", "vote", tokens[0], *GOOD, *again)["receipt"] == receipts[0]
    bad = ("--grade", "style=dissatisfied", "--grade", "results=dissatisfied")
    for token in (tokens[0], "forgedforgedforg"):
        told = school.ok("unit", "survey", "vote", token, *bad, *again)
        assert "Your ballot" not in told, "nobody knows whose it was, and this one is not cast"
        assert f"A ballot with the receipt {receipts[0]} is cast" in " ".join(told.split())
    twice = school.error(1, "unit", "survey", "vote", tokens[0], *GOOD)
    assert twice["refusal"]["code"] == "ballot_not_valid"
    nonsense = school.error(2, "unit", "survey", "vote", tokens[6], "--grade", "style=splendid")
    assert nonsense["code"] == "no_grade"
    paper = ("unit", "survey", "paper", tokens[6], *GOOD)
    assert school.json(*paper, *COORDINATOR) == {"is_cast": False}
    assert school.json(*paper, *SUPERVISOR) == {"is_cast": True}
    closing = ("unit", "survey", "close", "S-1", "survey", *OF, *COORDINATOR)
    assert school.error(1, *closing)["refusal"]["code"] == "survey_goes_on"
    school.ok("campaign", "forward", "12", *OF)
    assert school.error(1, "unit", "survey", "vote", tokens[7], *GOOD)["refusal"]["code"] == (
        "ballot_over"
    )
    on("close", "S-1")
    assert counted(school, "S-1") == "passed"
    shown = school.ok("unit", "survey", "show", "S-1", *OF)
    assert "95 %" in shown
    school.ok("unit", "survey", "publish", "S-1", "survey", "--to", result, *OF)
    told = school.ok("survey", "verify", result, "--receipt", receipts[0].upper())
    assert "How they work: very satisfied 7" in told
    unknown = school.error(1, "survey", "verify", result, "--receipt", "nobodysnobodysno")
    assert unknown["code"] == "receipt_unknown"
    school.ok("unit", "publish", "S-1", "results", "--phase", "all", *OF, *COORDINATOR)
    assert in_the_open(school, "S-1") == (
        "Satisfaction survey: score 95 %, in the band 95 % and over; slips given out 8, ballots cast 7.\n"
        "The pass mark of 90 % is reached.\n"
        "1. How they work: 100 %\n"
        "2. What came of it: 90 %"
    )
    forged = json.loads(result.read_text())
    forged["ballots"][0]["style"] = "dissatisfied"
    result.write_text(json.dumps(forged))
    assert school.error(1, "survey", "verify", result)["code"] == "survey_does_not_hold"
    result.write_text("{}")
    assert school.error(2, "survey", "verify", result)["code"] == "not_a_published_survey"
    beside = " ".join(school.ok("campaign", "compare", "surveyed", "surveyed").split())
    assert "satisfaction 95 % and over 1 of 1 (100 %) 1 of 1 (100 %)" in beside
    school.ok("unit", "complete", "S-1", "survey", *OF, *COORDINATOR)
    journal = school.ok("unit", "journal", "S-1", *OF)
    assert "ballots cast: 7; the pass mark is reached; score 95 %" in " ".join(journal.split())


def test_slips_that_are_lost_all_the_same_are_said_to_be(
    school: Shell, on: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(school, "S-3", "--ballots", "8")
    page = tmp_path / "slips.html"
    slips = ("unit", "survey", "slips", "S-3", "survey", *OF, *COORDINATOR, "--to", page)

    def lose(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("cli.files.os.fsync", lose)
        lost = school.error(2, *slips)
        assert lost["code"] == "slips_lost"
        assert "--again" in lost["message"]
        assert "No space left on device" in lost["message"]
        assert list(tmp_path.iterdir()) == []
        tokens = on("slips", "S-3", "--again")["tokens"]
        page.write_text("Printed before.")
        assert school.error(2, *slips, "--again")["code"] == "slips_lost_again"
        assert page.read_text() == "Printed before."
    void = school.error(1, "unit", "survey", "vote", tokens[0], *GOOD)
    assert void["refusal"]["code"] == "ballot_not_valid"


def test_too_few_are_judged(school: Shell, on: Callable[..., Any], tmp_path: Path) -> None:
    opened(school, "S-2", "--ballots", "4")
    token, *_ = on("slips", "S-2")["tokens"]
    told = " ".join(school.ok("unit", "survey", "vote", token, *GOOD).split())
    assert "Where too few vote for one, only their number is told" in told
    school.ok("campaign", "forward", "12", *OF)
    on("close", "S-2")
    assert counted(school, "S-2") == "too_small"
    (shown,) = school.json("unit", "survey", "show", "S-2", *OF)
    assert shown["turnout"] == {"issued": 4, "cast": 1}
    to = tmp_path / "result.json"
    nothing = school.error(1, "unit", "survey", "publish", "S-2", "survey", "--to", to, *OF)
    assert nothing["refusal"]["code"] == "survey_without_result"
    on("judge", "S-2", "--verdict", "to_make_up", "--reason", "Ask them all.", by=SUPERVISOR)
    school.ok("unit", "publish", "S-2", "results", *OF, *COORDINATOR, "--lang", "zh")
    assert in_the_open(school, "S-2") == (
        "群众满意度测评：发票4张，收回1张。票数过少，为保密不显示结果。\n督导组评定：需要补课。"
    )
    opened(school, "S-2", "--ballots", "9", "--made-up", "All were asked.")
    correct = ("--correction", "It is held again.")
    early = school.error(1, "unit", "publish", "S-2", "results", *correct, *OF, *COORDINATOR)
    assert early["code"] == "nothing_to_publish"
    assert "open" in school.ok("unit", "survey", "show", "S-2", *OF)
    journal = " ".join(school.ok("unit", "journal", "S-2", *OF).split())
    assert "too few to show a result" in journal
    assert "to be made up (Ask them all.)" in journal
