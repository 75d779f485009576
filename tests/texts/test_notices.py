"""Every notice has its words in both languages, and every command that they name is one."""

import re
import shlex
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command

from cli.help import Group
from cli.root import app
from rules.notice_facts import NoticeFacts, facts_of
from rules.plan_ladders import RUNG_PLACES, ladder_problems
from schemas.notice import NoticeKind
from schemas.plan import Plan
from schemas.roster import Category
from schemas.survey import Verdict
from schemas.text import Text
from tests.rules.reference import with_unit
from tests.rules.stories import Story
from tests.rules.told import ladder_with, plan_of, samples_of, told
from tests.rules.waiting import WAITING, said_again
from texts.catalogue import Entry, Language, fill, places
from texts.moments import say_day, say_moment
from texts.notice_advice import ADVICE, COMMANDS, LISTS
from texts.notices import DETAILS, LABELS, LINES
from texts.saying import about, advice, commands, details, label, line

LANGUAGES: tuple[Language, ...] = ("zh", "en")
SAMPLES = [*samples_of(plan_of("reference-2005")), *samples_of(plan_of("safety-inspection"))]


def said(language: Language) -> list[NoticeFacts]:
    return [
        *(facts_of(one.state, one.notice, one.entry, language, one.today) for one in SAMPLES),
        *(said_again(kind, language) for kind in WAITING),
    ]


def entries() -> Iterator[Entry]:
    yield from (*LABELS.values(), *LINES.values(), *ADVICE.values())
    for several in DETAILS.values():
        yield from several


def test_both_languages_have_the_same_places_and_something_to_say() -> None:
    for entry in entries():
        assert places(entry.zh) == places(entry.en), entry
        assert entry.zh.strip() != entry.en.strip()


def test_lines_and_advice_are_whole_sentences() -> None:
    for entry in (*LINES.values(), *ADVICE.values()):
        assert entry.zh.endswith("。")
        assert entry.en.endswith(".")
        assert not set(",;:?!.") & set(re.sub(r"\{\w+\}", "", entry.zh)), "Chinese marks"


def test_every_key_is_of_a_kind() -> None:
    kinds = set(get_args(NoticeKind))
    for catalogue in (LABELS, LINES, DETAILS, ADVICE, COMMANDS):
        assert {key.partition(".")[0] for key in catalogue} <= kinds
    assert {key.partition(".")[0] for key in LINES} == kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_is_said_with_nothing_left_open(language: Language) -> None:
    for facts in said(language):
        assert label(facts, language)
        parts = [line(facts, language), *details(facts, language), advice(facts, language) or ""]
        assert parts[0] != label(facts, language), facts
        assert not any(set(part) & {"{", "}"} for part in parts), parts


def test_nothing_is_said_in_the_words_of_programs() -> None:
    codes = {*get_args(Category), *get_args(Verdict)}
    for facts in said("zh"):
        for sentence in (line(facts, "zh"), *details(facts, "zh")):
            assert [one for one in codes if one in sentence] == []
            assert not re.search(r"\d{4}-\d{2}-\d{2}", sentence), sentence


def test_every_text_is_one_that_some_notice_takes() -> None:
    used = {
        ".".join(filter(None, parts))
        for facts in said("en")
        for parts in (
            (facts.kind, facts.voice, facts.role),
            (facts.kind, facts.voice),
            (facts.kind, facts.role),
            (facts.kind,),
        )
    }
    rare = {f"{kind}.before" for kind in ("escalation", "escalated")}
    rare |= {f"{kind}.today" for kind in ("escalation", "escalated")}
    rare |= {"escalation.coordinator", "lapsed.finished", "latest_start_passed.city"}
    for catalogue in (LABELS, LINES, DETAILS, ADVICE, COMMANDS):
        assert catalogue.keys() <= used | rare


@pytest.mark.parametrize("kind", WAITING)
def test_what_is_said_again_tells_of_the_thing_and_not_of_why_it_is_said(kind: NoticeKind) -> None:
    facts = said_again(kind)
    sentences = [line(facts, "en"), *details(facts, "en")]
    assert facts.voice == "again"
    assert not any("hall" in one or "found" in one for one in sentences), sentences
    _, target = WAITING[kind]
    if target is not None:
        assert about(facts, "en").lower() in sentences[0].lower()


def test_what_is_said_again_says_all_that_the_unit_knows_of_it() -> None:
    request = said_again("extension_requested")
    assert line(request, "en") == (
        "Coordinator c-001 asks for more time for ‘Mobilisation meeting’, until Thursday 12 March."
    )
    assert [command.split()[2] for command in commands(request)] == ["extend", "decline-extension"]
    short = said_again("solicitation_fell_short")
    until, again = details(short, "en")
    assert until == "What came until Thursday 12 March can be entered."
    assert "open it again for 7 days or longer" in again
    assert "cast: 4" in line(said_again("survey_unjudged"), "en")
    assert "answer by" in line(said_again("item_handed_up"), "en")


def test_a_fact_that_is_missing_costs_its_sentence_and_nothing_else() -> None:
    facts = told(Story(ladder_with(Text(en="x"))).start().report("study"), "awaiting_sign_off",
                 "supervisor:SG-01")  # fmt: skip
    assert any("closes by itself" in one for one in details(facts, "en"))
    values = {name: value for name, value in facts.values.items() if name != "lapses"}
    without = NoticeFacts("awaiting_sign_off", "", "supervisor", "U", "", None, 2026, values)
    assert not any("closes by itself" in one for one in details(without, "en"))
    nothing = NoticeFacts("awaiting_sign_off", "", "supervisor", "U", "", None, 2026, {})
    assert line(nothing, "zh") == "待验收"
    assert list(commands(nothing)) == []


def test_the_plans_own_text_takes_the_place_of_line_sentences_and_advice() -> None:
    text = Text(en="{name}: {what} of {phase} by {due}, {days} left. {{{unit}}}")
    story = Story(ladder_with(text)).start().at("2026-03-05")
    facts = told(story, "reminder")
    assert line(facts, "en") == (
        "First School: Mobilisation meeting of Study and mobilisation by "
        "Monday 9 March, 17:30, 2 working days left. {SCH-001}"
    )
    assert list(details(facts, "en")) == []
    assert advice(facts, "en") is None
    assert list(commands(facts)) == [
        "phaseline unit complete SCH-001 mobilise --as coordinator:c-001 --campaign c2026"
    ]


def test_the_city_is_told_what_to_do_where_it_has_not_started_itself() -> None:
    story = Story(unit=with_unit(level="city")).at("2026-10-12")
    facts = told(story, "latest_start_passed", "city:office")
    assert advice(facts, "en") == "Please see that the units get started."
    assert list(commands(facts)) == ["phaseline unit show SCH-001 --campaign c2026"]


def test_every_command_exists_with_its_options() -> None:
    lines = [command for several in COMMANDS.values() for command in several]
    for text in (*lines, *LISTS.values()):
        program, *rest = shlex.split(text)
        command: Any = get_command(app)
        while isinstance(command, Group):
            command = command.member(rest.pop(0))
        options = {option for one in command.params for option in one.opts}
        assert program == "phaseline"
        assert {word for word in rest if word.startswith("--")} <= options, text
        needed = [one for one in command.params if one.required]
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        given = [word for word in rest if not word.startswith("--")]
        values = len([word for word in rest if word.startswith("--") and word != "--overdue"])
        assert len(given) - values == len(arguments), text
        assert {one.opts[0] for one in needed if one.opts[0].startswith("--")} <= set(rest), text


def test_days_and_moments_are_said_as_people_write_them() -> None:
    assert say_day("2005-08-26", "zh", 2005) == "8月26日（周五）"
    assert say_day("2006-01-02", "zh", 2005) == "2006年1月2日（周一）"
    assert say_day("2006-01-02", "en", 2005) == "Monday 2 January 2006"
    assert say_moment("2005-08-26T17:30:00+08:00", "zh", 2005) == "8月26日（周五）17:30"
    assert say_moment("2005-12-31T08:05:00+08:00", "en", 2005) == "Saturday 31 December, 08:05"


def test_what_is_not_a_place_is_not_touched() -> None:
    params = {"a": "1"}
    assert fill("{a.__class__} {a!r} {a:>9} {0} {} {b} {a}", params) == (
        "{a.__class__} {a!r} {a:>9} {0} {} {b} 1"
    )
    assert fill("{{a}} }}{{ {{{a}}}", params) == "{a} }{ {1}"


def with_text(text: str) -> Plan:
    """A plan whose first rung has a text of its own."""
    plan = plan_of("safety-inspection")
    assert plan.reminders is not None
    ladder = plan.reminders.ladders[0]
    rung = ladder.rungs[0].model_copy(update={"text": Text(en=text)})
    ladders = (ladder.model_copy(update={"rungs": (rung, *ladder.rungs[1:])}),)
    reminders = plan.reminders.model_copy(update={"ladders": ladders})
    return plan.model_copy(update={"reminders": reminders})


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["{", "}", "{{", "}}", "what", "{what}", "{due}", "{x.y}", "{}", " ", "!"]),
        min_size=1,
        max_size=8,
    )
)
def test_a_text_that_is_found_good_is_filled_to_its_last_place(parts: list[str]) -> None:
    text = "".join(parts)
    if list(ladder_problems(with_text(text).reminders, with_text(text).calendar.hours)):
        return
    # What is left once doubled braces are set aside: nothing but what was filled.
    marks = re.findall(r"\{\{|\}\}|\{\w+\}", text)
    assert len(re.findall(r"[{}]", fill(text, dict.fromkeys(RUNG_PLACES, "§")))) == len(
        [mark for mark in marks if mark in ("{{", "}}")]
    )
