"""One message out of many notices: by unit, the most urgent first, everything once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rules.notice_facts import NoticeFacts
from texts.catalogue import Language
from texts.messages import Message, compose

DUE = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
BASE = NoticeFacts(
    kind="reminder",
    voice="late",
    role="coordinator",
    unit="S-1",
    about="step:read",
    due=DUE,
    year=2026,
    values={
        "campaign": "c2026",
        "unit": "S-1",
        "name": "First School",
        "coordinator": "P-1",
        "group": "SG-1",
        "as": "coordinator:P-1",
        "id": "P-1",
        "target": "step:read",
        "step": "read",
        "what": "Reading",
        "phase": "Study",
        "needed_by": "Study",
        "due": "2026-03-09T17:30:00+08:00",
        "days": "2 working days",
        "late": "2 working days",
        "by": "system:clock",
    },
)


def facts(unit: str = "S-1", about: str = "read", values: dict[str, str] | None = None,
          **changes: Any) -> NoticeFacts:  # fmt: skip
    own = {"unit": unit, "name": f"School {unit}", "step": about, "what": about.title()}
    merged = {**BASE.values, **own, "target": f"step:{about}", **(values or {})}
    return replace(BASE, unit=unit, about=f"step:{about}", values=merged, **changes)


def message(*items: NoticeFacts, language: Language = "en", **more: Any) -> Message:
    return compose(items, language, campaign="Spring drive", **more)


def test_one_thing_is_told_in_full_with_the_command_that_reports_it() -> None:
    assert message(facts()) == Message(
        "[Overdue] School S-1: Read",
        "School S-1 (S-1)\n"
        "  [Overdue] ‘Read’ was due Monday 9 March, 17:30 and is 2 working days overdue. "
        "Phase ‘Study’ cannot be reported without it.\n"
        "    Command: phaseline unit complete S-1 read --as coordinator:P-1 --campaign c2026\n"
        "\n"
        "Please do what is overdue now and report it; if you cannot, say why and ask for more "
        "time.\n"
        "\n"
        "—\nSpring drive\n",
    )


def test_the_subject_counts_what_is_in_it() -> None:
    late, today, soon = (
        facts(),
        facts(about="talk", voice="today"),
        facts(about="a", voice="before"),
    )
    other = facts(about="b", kind="amended", voice="")
    assert message(late, today, language="zh").subject == "【提醒】School S-1：1项逾期，1项今日到期"
    said = message(today, soon, late, other)
    assert said.subject == "[Reminder] School S-1: 1 overdue, 1 due today, 1 due soon, 1 more"
    assert said.body.startswith("In all: 1 overdue, 1 due today, 1 due soon, 1 more.\n")
    two = message(late, facts("S-2"))
    assert two.subject == "[Reminder] 2 units, 2 overdue"


def test_the_most_urgent_comes_first_in_a_unit_and_among_units() -> None:
    later = DUE + timedelta(days=1)
    body = message(
        facts("S-1", "soon", voice="before"),
        facts("S-2", "today", voice="today"),
        facts("S-3", "second", due=later),
        facts("S-3", "first"),
        facts("S-3", "soon", voice="before"),
    ).body
    order = ["School S-3 (", "‘First’", "‘Second’", "‘Soon’", "School S-2 (", "School S-1 ("]
    assert sorted(order, key=body.index) == order


def test_a_step_is_told_once_in_the_words_that_tell_the_most() -> None:
    body = message(
        facts(),
        facts(kind="escalated", values={"told": "supervisor:SG-1"}),
        facts(kind="escalated", values={"told": "county:D-1"}),
        facts(voice="before"),
    ).body
    assert body.count("‘Read’") == 1
    assert "it has now gone to the supervision group SG-1 and the county office D-1." in body
    assert "In all" not in body


def test_the_same_step_of_another_unit_and_another_decision_are_others() -> None:
    asked = facts(kind="extension_granted", voice="", values={"until": "2026-03-16"})
    declined = facts(kind="extension_declined", voice="")
    body = message(facts(), facts("S-2"), asked, declined).body
    assert body.count("‘Read’") == 4


def test_advice_is_given_once() -> None:
    body = message(facts(), facts(about="talk"), facts("S-2")).body
    assert body.count("Please do what is overdue now") == 1


def test_two_hundred_units_are_a_line_each_under_their_totals() -> None:
    group = {"as": "supervisor:SG-1", "id": "SG-1"}
    many = [
        facts(f"S-{n:03}", kind="escalation", role="supervisor", values=group) for n in range(210)
    ]
    said = message(*many, language="zh")
    assert said.subject == "【督办】210个单位，210项逾期"
    lines = said.body.splitlines()
    assert lines[0] == "合计：210个单位，210项逾期。"
    assert sum(line.startswith("School S-") for line in lines) == 200
    assert lines[2] == "School S-000（S-000，联络员P-1）"
    assert not any("unit show" in line for line in lines)
    assert "另有10个单位未列出。" in lines
    assert "查看全部：phaseline unit list --overdue --group SG-1 --campaign c2026" in lines
    assert said.body.count("请督导组尽快联系有关单位") == 1
    assert len(said.body) < 200 * 120


def test_a_link_takes_the_place_of_command_lines() -> None:
    link = "https://office.example/{campaign}/units/{unit}"
    said = message(facts("甲-1"), link=link)
    assert "Open: https://office.example/c2026/units/%E7%94%B2-1" in said.body
    assert "phaseline" not in said.body


def test_what_may_come_twice_and_what_is_a_rehearsal_says_so_at_once() -> None:
    said = message(facts(), is_maybe_double=True, language="zh")
    assert said.subject == "【逾期】School S-1：Read（可能重复）"
    assert said.body.startswith("上一次发送是否成功未能确认")
    said = message(facts(), is_rehearsal=True)
    assert said.subject.startswith("[Rehearsal] [Overdue] ")
    assert said.body.startswith("This is of a rehearsal")


def test_there_is_no_message_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing to tell"):
        message()


def test_of_one_unit_so_many_things_are_named_and_the_rest_is_counted() -> None:
    things = [facts(about=f"item:{number}", voice="before") for number in range(120)]
    said = message(facts(about="late"), *things)
    assert said.body.count("[Due soon]") == 49
    assert said.body.index("[Overdue]") < said.body.index("[Due soon]")
    assert "In all: 1 overdue, 120 due soon." in said.body
    assert "71 more things of this unit are not listed here." in said.body


def test_what_is_said_again_is_not_beside_that_which_tells_more() -> None:
    first = facts(kind="extension_requested", voice="", values={"until": "2026-03-12"})
    again = replace(first, voice="again")
    assert message(first, again) == message(first)
    assert message(again).body.count("asks for more time") == 1
    elsewhere = facts(about="talks", kind="extension_requested", voice="again",
                      values={"until": "2026-03-12"})  # fmt: skip
    assert message(first, elsewhere).body.count("asks for more time") == 2
    other_unit = replace(again, unit="S-2")
    assert message(first, other_unit).body.count("asks for more time") == 2
