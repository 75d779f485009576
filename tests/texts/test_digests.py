"""A digest in words, in both languages, and the commands that list what it leaves out."""

import shlex
from datetime import date, datetime
from typing import Any, Final, get_args

import pytest
from typer.main import get_command

from cli.root import app
from schemas.actor import Actor
from schemas.digest import DailyDigest, DigestFigure, DigestUnit, FigureKind
from texts.catalogue import places
from texts.digests import (
    _IN_TITLE,
    _LISTS,
    CATALOGUE,
    FIGURES,
    digest_lines,
    digest_title,
    list_command,
)

KINDS: Final = get_args(FigureKind)


def figure(kind: FigureKind, count: int, *names: str) -> DigestFigure:
    """A figure that names some units."""
    units = tuple(DigestUnit(code=f"U-{n}", name=name) for n, name in enumerate(names, start=1))
    return DigestFigure(kind=kind, count=count, units=units)


def digest(*figures: DigestFigure, audience: str = "supervisor:SG-03") -> DailyDigest:
    """A digest of a Monday in Shanghai."""
    return DailyDigest(
        campaign="spring",
        audience=Actor.parse(audience),
        day=date(2026, 3, 9),
        at=datetime.fromisoformat("2026-03-09T08:30+08:00"),
        since=datetime.fromisoformat("2026-03-06T08:30+08:00"),
        due_by=date(2026, 3, 15),
        units=80,
        figures=figures,
    )


OVERDUE: Final = "phaseline unit list --campaign spring --group SG-03 --overdue"

FULL: Final = digest(
    figure("newly_overdue", 2, "第一小学", "第二\n小学"),
    figure("overdue", 23, "第一小学"),
    figure("due_this_week", 1, "First School"),
    figure("awaiting_sign_off", 1, "First School"),
    figure("sent_back", 1, "First School"),
    figure("changed", 1, "First School"),
)


def test_it_is_said_in_chinese() -> None:
    assert digest_title(FULL, "zh") == "每日汇总：新逾期2个、本周到期1个、待本组验收1个、补课中1个"
    assert digest_lines(FULL, "zh") == [
        "3月9日（周一）早晨，督导组SG-03的80个单位中：",
        "新逾期2个：第一小学（U-1）、第二 小学（U-2）。",
        f"逾期共23个：第一小学（U-1），另有22个。全部：{OVERDUE}",
        "本周到期1个：First School（U-1）。",
        "待本组验收1个：First School（U-1）。",
        "补课中1个：First School（U-1）。",
        "自3月6日（周五）08:30以来有变化1个：First School（U-1）。",
    ]


def test_it_is_said_in_english() -> None:
    assert digest_title(FULL, "en") == (
        "Daily digest: 2 newly overdue, 1 due this week, 1 waiting for your sign-off, 1 sent back"
    )
    lines = digest_lines(FULL, "en")
    assert (
        lines[0]
        == "On the morning of Monday 9 March, of the 80 units of the supervision group SG-03:"
    )
    assert lines[2] == (f"23 overdue in all: 第一小学 (U-1), and 22 more. All of them: {OVERDUE}")
    assert lines[6] == "1 changed since Friday 6 March, 08:30: First School (U-1)."


def test_offices_are_counted_as_no_units() -> None:
    told = digest(figure("overdue", 1, "A")).model_copy(update={"offices": 2})
    assert digest_lines(told, "zh")[0] == (
        "3月9日（周一）早晨，督导组SG-03的80个单位和2个市、区县机关中："
    )
    assert digest_lines(told, "en")[0].endswith(
        "the 80 units of the supervision group SG-03, and of offices of the city and its counties, "
        "which are counted as no units (2):"
    )


def test_offices_wait_with_others() -> None:
    for audience in ("county:D1", "city:office"):
        lines = digest_lines(digest(figure("awaiting_sign_off", 1, "A"), audience=audience), "zh")
        assert lines[1] == "待验收1个：A（U-1）。"


def test_a_digest_of_mere_changes_says_so() -> None:
    assert digest_title(digest(figure("changed", 3, "A")), "zh") == "每日汇总：有新变化"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("audience", "whose"),
    [
        ("supervisor:SG-03", ["--group", "SG-03"]),
        ("county:D1", ["--district", "D1"]),
        ("city:office", []),
    ],
)
def test_every_list_is_one_that_the_command_line_has(
    kind: str, audience: str, whose: list[str]
) -> None:
    program, group, name, *rest = shlex.split(list_command(digest(audience=audience), kind))
    assert (program, group, name) == ("phaseline", "unit", "list")
    root: Any = get_command(app)
    context = root.member("unit").member("list").make_context("list", [*rest])
    assert context.params["campaign_code"] == "spring"
    assert rest[2 : 2 + len(whose)] == whose


def test_everything_has_its_words() -> None:
    assert {code.partition(".")[0] for code in FIGURES} == set(KINDS) == set(_LISTS)
    assert set(_IN_TITLE) <= set(KINDS)
    for entry in (*FIGURES.values(), *CATALOGUE.values()):
        assert places(entry.zh) == places(entry.en)
        assert entry.zh != entry.en
