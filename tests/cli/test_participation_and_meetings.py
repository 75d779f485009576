"""Participation and meetings through the command line, with a plan that has them recorded."""

import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.cli.conftest import Shell

PLAN: Final = """
plan: recorded
title: {zh: 学习, en: Study}
timezone: Asia/Shanghai
calendar: {country: CN}
window: {first: 2026-09-01, last: 2026-12-31}
content: recorded
tracks:
  - id: study
    title: {zh: 学习, en: Study}
    phases:
      - id: all
        title: {zh: 学习, en: Study}
        length: 20 days
        gate: {sign_off: false}
        steps:
          - id: mobilise
            kind: mobilization
            title: {zh: 动员大会, en: Mobilisation meeting}
            coverage: 95 %
            materials:
              production_line: {zh: 短篇材料, en: Short material}
              retired: {zh: 送学上门, en: At home}
          - id: life_meeting
            kind: meeting
            title: {zh: 组织生活会, en: Life meeting}
            quorum: 80 %
            after: [mobilise]
types:
  - {id: firm, title: {zh: 企业, en: Firm}, track: study}
"""
ROSTER: Final = """单位编码,名称,类型,区县,联络员编号,联络员姓名,督导组,党组织数,生产一线,知识分子,离退休,新经济,其他,流动党员
F-1,第一企业,firm,east,P-1,张某,SG-1,2,20,0,10,0,0,4
"""
OF: Final = ("--campaign", "recorded")
COORDINATOR: Final = ("--as", "coordinator:P-1")
SUPERVISOR: Final = ("--as", "supervisor:SG-1")
DAY: Final = f"{datetime.now(ZoneInfo('Asia/Shanghai')):%Y-%m-%d}"


@pytest.fixture(scope="module")
def firm(up: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell with a firm of 30 members in two branches, which has started."""
    folder = tmp_path_factory.mktemp("recorded")
    (folder / "plan.yaml").write_text(PLAN)
    (folder / "roster.csv").write_text(ROSTER)
    up.ok("launch", folder / "plan.yaml", folder / "roster.csv", "--from", DAY, *OF)
    up.ok("unit", "start", "F-1", *OF, *COORDINATOR)
    return up


@pytest.fixture(scope="module")
def act(firm: Shell) -> Callable[..., Any]:
    """Gives the firm a command of the coordinator, or of `by`."""

    def give(*words: str, by: tuple[str, str] = COORDINATOR) -> Any:
        group, what, *rest = words
        return firm.json("unit", group, what, "F-1", *rest, *OF, *by)

    return give


def test_who_takes_part_is_counted_until_all_do(firm: Shell, act: Callable[..., Any]) -> None:
    shown = firm.ok("unit", "participation", "show", "F-1", *OF)
    assert "95 %" in shown
    assert "At home" in shown
    today = ("--on", DAY)
    first = act("participation", "record", "mobilise", *today, "--production-line", "20")
    assert first["events"] == ["participation_recorded"]
    short = firm.error(1, "unit", "complete", "F-1", "mobilise", *OF, *COORDINATOR)
    assert short["refusal"]["params"]["categories"] == "retired, floating"
    wrong = ("unit", "participation", "record", "F-1", "mobilise", *today, *OF, *COORDINATOR)
    assert firm.error(2, *wrong, "--retired", "1", "--floating", "2")["code"] == "too_many_floating"
    much = firm.error(1, *wrong, "--retired", "11")
    assert "more than the 10 of the roster" in much["message"]
    act(
        "participation",
        "record",
        "mobilise",
        *today,
        "--retired",
        "7",
        "--floating",
        "4",
        "--make-up",
    )
    act("participation", "explain", "mobilise", "retired", "--reason", "In hospital.")
    waiting = firm.json("unit", "participation", "show", "F-1", *OF)[0]["categories"]
    assert [one["explained"] for one in waiting if one["category"] == "retired"] == [3]
    act("participation", "decline", "mobilise", "retired", "--reason", "Visit them.", by=SUPERVISOR)
    act("participation", "explain", "mobilise", "retired", "--reason", "They are very ill.")
    act("participation", "accept", "mobilise", "retired", "--note", "Seen.", by=SUPERVISOR)
    firm.ok("unit", "complete", "F-1", "mobilise", *OF, *COORDINATOR)


def test_it_is_listed_and_summed_up_over_all_units(firm: Shell) -> None:
    (line,) = firm.json("participation", "list", *OF)["lines"]
    assert (line["unit"], line["reached"], line["members"]) == ("F-1", 27, 30)
    assert line["excused"] == {"retired": 3}
    assert "lacking" not in line
    shown = firm.ok("participation", "list", *OF)
    assert re.search(r"F-1 +第一企业 +east +Mobilisation meeting +95 % +27 of 30 +4 of 4", shown)
    assert firm.json("participation", "list", "--short", *OF) == {"lines": []}
    assert "no such steps" in firm.ok("participation", "list", "--unjudged", *OF)
    city = firm.json("participation", "show", *OF)["city"]
    assert (city["steps"], city["short"], city["by_category"]["retired"]["reached"]) == (1, 0, 7)
    for by, code in (("district", "east"), ("type", "Firm [firm]"), ("group", "SG-1")):
        by_set = firm.ok("participation", "show", "--by", by, *OF)
        assert re.search(rf"{re.escape(code)} +1 +27 of 30 \(90 %\) +4 of 4 \(100 %\)", by_set)


def test_branches_meet_with_minutes(firm: Shell, act: Callable[..., Any], tmp_path: Path) -> None:
    when = ("--on", DAY, "--at", "15:30", "--place", "Hall 2")
    convene = ("meeting", "convene", "life_meeting")
    act(*convene, "一支部", "--members", "20", *when, "--invite", "The street office")
    act(*convene, "二支部", "--members", "10", *when)
    invitation = ("unit", "meeting", "invitation", "F-1", "life_meeting", "一支部")
    (event,) = Calendar.from_ical(firm.ok(*invitation, *OF)).walk("VEVENT")
    assert event["SUMMARY"] == "Life meeting: 第一企业 (一支部)"
    assert event["DESCRIPTION"] == "Invited: The street office"
    ahead = firm.json("unit", "upcoming", "F-1", *OF)
    assert {one["branch"] for one in ahead if one["event"] == "meeting_held"} == {
        "一支部",
        "二支部",
    }
    assert "一支部 meets for ‘Life meeting’, at Hall 2" in firm.ok("unit", "upcoming", "F-1", *OF)

    minutes = tmp_path / "会议记录.txt"
    minutes.write_text("到会 16 人。")
    record = ("meeting", "record", "life_meeting")
    act(
        *(*record, "一支部", "--on", DAY, "--production-line", "16", "--came", "1"),
        *("--talks", "31", "--minutes", str(minutes)),
    )
    (kept,) = (Path(firm.env["PHASELINE_DATA"]) / "store" / "attachments").rglob("*/*")
    assert kept.read_text() == "到会 16 人。"
    shown = firm.json("unit", "meeting", "show", "F-1", *OF)
    assert [(one["met"], one["branches"]) for one in shown] == [(1, 2)]
    assert shown[0]["meetings"][0]["minutes"] == kept.name
    said = firm.ok("unit", "meeting", "show", "F-1", *OF)
    assert "1 of 2 have met with the quorum of 80 %" in said
    assert "会议记录.txt" in said

    minutes.write_bytes(b"\x00\x01")
    broken = firm.error(
        1,
        *("unit", *record[:2], "F-1", "life_meeting", "二支部", "--on", DAY),
        *("--minutes", minutes, *OF, *COORDINATOR),
    )
    assert broken["code"] == "attachment_not_what_it_says"
    act(*record, "二支部", "--on", DAY, "--retired", "7")
    missing = firm.error(1, "unit", "complete", "F-1", "life_meeting", *OF, *COORDINATOR)
    assert missing["refusal"]["code"] == "meetings_missing"
    act(*convene, "二支部", "--members", "10", *when)
    act(*record, "二支部", "--on", DAY, "--retired", "8")
    firm.ok("unit", "complete", "F-1", "life_meeting", *OF, *COORDINATOR)
    assert firm.json("unit", "show", "F-1", *OF)["standing"] == "finished"


def test_files_are_handed_in_and_got_back(firm: Shell, tmp_path: Path) -> None:
    photo, back = tmp_path / "photo.png", tmp_path / "back.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n the hall")
    unit = ("unit", "attachment")
    added = firm.json(*unit, "add", "F-1", photo, *OF, *COORDINATOR)
    stranger = firm.error(1, *unit, "add", "F-1", photo, *OF, "--as", "coordinator:P-9")
    assert stranger["refusal"]["code"] == "not_allowed"
    photo.rename(tmp_path / "another name.png")
    firm.ok(*unit, "add", "F-1", tmp_path / "another name.png", *OF, *SUPERVISOR)
    listed = firm.json(*unit, "list", "F-1", *OF)
    assert [one["name"] for one in listed if one["type"] == "png"] == ["photo.png"]
    assert added["digest"][:12] in firm.ok(*unit, "list", "F-1", *OF)

    get = (*unit, "get", "F-1", added["digest"][:12], "--to", back, *OF)
    firm.ok(*get)
    assert back.read_bytes() == b"\x89PNG\r\n\x1a\n the hall"
    store = Path(firm.env["PHASELINE_DATA"]) / "store"
    kept = store / "attachments" / added["digest"][:2] / added["digest"]
    kept.write_bytes(b"\x89PNG\r\n\x1a\n another hall")
    assert firm.error(1, *get)["code"] == "attachment_changed"
    kept.unlink()
    assert firm.error(4, *get)["code"] == "not_kept"
    unknown = (*unit, "get", "F-1", "0" * 64, "--to", back, *OF)
    assert firm.error(4, *unknown)["code"] == "no_attachment"
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    hung = firm.error(1, *unit, "add", "F-1", pipe, *OF, *COORDINATOR)
    assert hung["code"] == "attachment_not_a_file"
    folder = firm.error(4, *unit, "add", "F-1", tmp_path, *OF, *COORDINATOR)
    assert folder["code"] == "file_unreadable"
    nowhere = (*get[:5], "--to", tmp_path / "nowhere" / "back.png", *OF)
    firm.ok(*unit, "add", "F-1", tmp_path / "another name.png", *OF, *SUPERVISOR)
    assert firm.error(2, *nowhere)["code"] == "file_unwritable"


def test_the_journal_tells_the_story(firm: Shell) -> None:
    told = firm.ok("unit", "journal", "F-1", *OF)
    for line in (
        f"on {DAY} took part for the first time: 7 retired (4 of them floating); a make-up session",
        "3 missing of the category retired: In hospital.",
        "those missing of the category retired not accepted: Visit them.",
        "3 missing of the category retired accepted; note: Seen.",
        "branch 一支部 of 20 is to meet on",
        "invited: The street office",
        "with its quorum, attended by 16 production line",
        "from outside came: 1; heart-to-heart talks: 31",
        "without its quorum, attended by 7 retired",
    ):
        assert "".join(line.split()) in "".join(told.split()), told
    zh = firm.ok("unit", "journal", "F-1", *OF, "--lang", "zh")
    assert "".join(["新参加离退休党员7人（其中流动党员4人）；补课"]) in "".join(zh.split())
