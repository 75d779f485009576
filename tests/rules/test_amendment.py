"""An amendment changes the rules that units carry: all of it or nothing, and once."""

from datetime import date
from typing import Any

import pytest

from rules.acceptance import accept
from rules.amendment import (
    Misfit,
    amend_command,
    amended,
    command_id_of,
    has_taken,
    id_of,
    is_for,
    rules_in_common,
    rules_in_force,
)
from rules.calendar import close_of
from rules.refused import Refused
from schemas.amendment import Amendment
from schemas.quantities import Days, Percent, WorkingDays
from schemas.state import Standing
from schemas.step import MeetingStep, Phase, Step
from schemas.unit_rules import UnitRules
from tests.rules.amendments import amendment, day_off, longer
from tests.rules.reference import CALENDAR, RULES, UNIT, with_unit
from tests.rules.stories import Story, closing

MILDER = {"kind": "step", "step": "survey", "pass_mark": "85 %"}


def phase(rules: UnitRules, id_: str) -> Phase:
    """A phase of the first track."""
    return next(one for one in rules.tracks[0].phases if one.id == id_)


def step(rules: UnitRules, id_: str) -> Step:
    """A step of the first track."""
    return next(s for one in rules.tracks[0].phases for s in one.steps if s.id == id_)


def changed(**change: Any) -> UnitRules:
    """The rules after one change."""
    return amended(RULES, amendment(change))


def misfit(*changes: dict[str, Any], rules: UnitRules = RULES) -> Misfit:
    """Why these changes do not fit."""
    with pytest.raises(Misfit) as caught:
        amended(rules, amendment(*changes))
    return caught.value


def test_a_phase_takes_longer_or_shorter_and_nothing_else_changes() -> None:
    rules = changed(kind="phase", phase="study", longer="5 days")
    assert phase(rules, "study").length == Days(35)
    assert phase(changed(kind="phase", phase="study", shorter="3 days"), "study").length == Days(27)
    back = amended(rules, amendment({"kind": "phase", "phase": "study", "shorter": "5 days"}))
    assert back.tracks == RULES.tracks


def test_a_gate_changes_in_what_is_given() -> None:
    before = phase(RULES, "study").gate
    gate = phase(changed(kind="gate", phase="study", lapse="8 working days"), "study").gate
    assert (gate.lapse, gate.redo, gate.sign_off) == (WorkingDays(8), before.redo, True)
    assert phase(changed(kind="gate", phase="study", lapse="never"), "study").gate.lapse is None
    free = phase(changed(kind="gate", phase="study", sign_off=False), "study").gate
    assert (free.sign_off, free.lapse) == (False, None)
    redo = phase(changed(kind="gate", phase="analysis", redo="0 working days"), "analysis").gate
    assert redo.redo == WorkingDays(0)


def test_a_step_changes_in_what_is_given() -> None:
    optional = step(changed(kind="step", step="discussion", required=False), "discussion")
    assert not optional.required
    due = step(changed(kind="step", step="lecture", due="12 working days"), "lecture")
    assert (due.due, due.after) == (WorkingDays(12), ("mobilise",))
    assert step(changed(kind="step", step="lecture", due="phase end"), "lecture").due == "phase end"
    meeting = step(changed(kind="step", step="life_meeting", quorum="66 %"), "life_meeting")
    assert isinstance(meeting, MeetingStep)
    assert meeting.quorum == Percent.parse("66 %")
    survey: Any = step(amended(RULES, amendment(MILDER)), "survey")
    assert (survey.pass_mark, survey.bands) == (Percent.parse("85 %"), step_bands())
    solicit: Any = step(
        changed(kind="step", step="solicit", channels=["box", "letter"], minimum=2), "solicit"
    )
    assert (solicit.channels, solicit.minimum, solicit.open_for) == (("box", "letter"), 2, Days(7))


def test_a_step_comes_after_others_or_after_none() -> None:
    given = {"kind": "step", "step": "discussion"}
    assert step(changed(**given, after=["mobilise"]), "discussion").after == ("mobilise",)
    assert step(changed(**given, after=[]), "discussion").after == ()
    found = misfit({**given, "after": ["discussion"]})
    assert (found.refusal.code, found.problems[0].code) == (
        "amendment_unsound",
        "steps_in_a_circle",
    )


def test_a_phase_goes_to_the_masses_or_not_and_is_polled_or_not() -> None:
    opened = phase(changed(kind="phase", phase="study", published=True, polled=True), "study")
    assert (opened.published, opened.polled, opened.length) == (True, True, Days(30))
    longer_too = changed(kind="phase", phase="study", published=False, longer="1 day")
    assert phase(longer_too, "study").length == Days(31)


def test_a_question_keeps_its_words() -> None:
    asked = {"id": "style", "title": {"en": "Style"}}
    survey = {"kind": "step", "step": "survey"}
    first = amended(RULES, amendment({**survey, "questions": [asked]}))
    reworded = {**asked, "title": {"en": "Manner"}}
    found = misfit({**survey, "questions": [reworded]}, rules=first)
    assert (found.refusal.code, found.refusal.params["question"]) == (
        "amendment_rewords_question",
        "style",
    )
    other = amendment({**survey, "questions": [asked, {**reworded, "id": "manner"}]})
    questions: Any = step(amended(first, other), "survey")
    assert [one.id for one in questions.questions] == ["style", "manner"]
    none: Any = step(amended(first, amendment({**survey, "questions": []})), "survey")
    assert none.questions == ()


def test_a_question_that_was_dropped_does_not_come_back_in_other_words() -> None:
    asked = {"id": "style", "title": {"en": "Style"}}
    survey = {"kind": "step", "step": "survey"}
    first = amended(RULES, amendment({**survey, "questions": [asked]}))
    again = {**survey, "questions": [{**asked, "title": {"en": "Manner"}}]}
    found = misfit({**survey, "questions": []}, again, rules=first)
    assert (found.change, found.refusal.code) == (1, "amendment_rewords_question")
    without = amended(first, amendment({**survey, "questions": []}))
    assert misfit(again, rules=without).refusal.code == "amendment_rewords_question"
    whole = step(first, "survey").model_dump(mode="json")
    dropped = amended(first, amendment({"kind": "step_dropped", "step": "survey"}))
    added = {"kind": "step_added", "phase": "rectification"}
    reworded = {**whole, "after": [], "questions": again["questions"]}
    assert misfit({**added, "step": reworded}, rules=dropped).refusal.code == (
        "amendment_rewords_question"
    )
    restored = amendment({**survey, "questions": [asked]}, reason="Asked again.")
    back: Any = step(amended(without, restored), "survey")
    assert [one.id for one in back.questions] == ["style"]


def step_bands() -> Any:
    """The bands of the reference survey."""
    survey: Any = step(RULES, "survey")
    return survey.bands


def test_a_step_is_added_at_the_end_of_its_phase() -> None:
    new = {"id": "drill", "kind": "task", "title": {"en": "Drill"}, "after": ["lecture"]}
    rules = changed(kind="step_added", phase="study", step=new)
    assert [one.id for one in phase(rules, "study").steps][-1] == "drill"
    assert step(rules, "drill").after == ("lecture",)


def test_of_a_dropped_step_the_order_of_the_others_stays() -> None:
    rules = changed(kind="step_dropped", step="lecture")
    assert [one.id for one in phase(rules, "study").steps] == ["mobilise", "reading", "discussion"]
    assert step(rules, "discussion").after == ("mobilise",)


def test_what_is_of_the_whole_plan_changes() -> None:
    assert changed(kind="lights", due_soon="1 working day").due_soon == WorkingDays(1)
    lapse = changed(kind="extensions", request_lapse="2 working days").request_lapse
    assert lapse == WorkingDays(2)
    ladder = {"ladders": [{"id": "all", "rungs": [{"id": "day", "when": "on the day"}]}]}
    rules = changed(kind="reminders", reminders=ladder)
    assert rules.reminders is not None
    assert [one.id for one in rules.reminders.ladders] == ["all"]


def test_the_end_of_the_window_moves_the_end_of_the_campaign() -> None:
    last = date(2026, 12, 19)  # a Saturday
    rules = changed(kind="window", last=last)
    assert (rules.window.first, rules.window.last) == (RULES.window.first, last)
    assert rules.ends_at == closing("2026-12-18")
    assert changed(kind="latest_start", on=date(2026, 5, 4)).latest_start == date(2026, 5, 4)


def test_another_calendar_moves_what_was_due_on_a_day_off() -> None:
    last = RULES.window.last
    calendar = CALENDAR.model_copy(update={"days_off": (last,)})
    rules = changed(kind="calendar", calendar=calendar)
    assert rules.calendar == calendar
    assert rules.ends_at < close_of(CALENDAR, last)


def test_a_change_holds_on_every_track_that_has_the_step() -> None:
    rules = changed(kind="step", step="mobilise", coverage="50 %")
    found: list[Any] = [
        s for track in rules.tracks for one in track.phases for s in one.steps if s.id == "mobilise"
    ]
    assert [one.coverage for one in found] == [Percent.parse("50 %")] * 2


def test_changes_come_one_after_the_other() -> None:
    new = {"id": "drill", "kind": "task", "title": {"en": "Drill"}}
    rules = amended(
        RULES,
        amendment(
            {"kind": "step_added", "phase": "study", "step": new},
            {"kind": "step", "step": "drill", "due": "3 working days"},
            {"kind": "phase", "phase": "study", "longer": "5 days"},
            {"kind": "phase", "phase": "study", "longer": "5 days"},
        ),
    )
    assert (step(rules, "drill").due, phase(rules, "study").length) == (WorkingDays(3), Days(40))


@pytest.mark.parametrize(
    ("change", "code", "params"),
    [
        (
            {"kind": "phase", "phase": "nowhere", "longer": "1 day"},
            "amendment_of_unknown_phase",
            {"phase": "nowhere", "known": "study, analysis, rectification, links"},
        ),
        (
            {"kind": "step", "step": "nowhere", "required": False},
            "amendment_of_unknown_step",
            {"step": "nowhere"},
        ),
        ({"kind": "step_dropped", "step": "no"}, "amendment_of_unknown_step", {"step": "no"}),
        (
            {"kind": "step", "step": "lecture", "quorum": "50 %"},
            "amendment_of_another_kind",
            {"step": "lecture", "kind": "task", "field": "quorum"},
        ),
        (
            {"kind": "step", "step": "survey", "bands": ["80 %", "90 %"]},
            "amendment_step_unsound",
            {
                "step": "survey",
                "what": "Value error, expected the bands from the highest to the lowest",
            },
        ),
        (
            {"kind": "phase", "phase": "study", "shorter": "30 days"},
            "amendment_phase_vanishes",
            {"phase": "study", "length": "30 days"},
        ),
        (
            {"kind": "gate", "phase": "rectification", "lapse": "3 working days"},
            "amendment_lapse_without_sign_off",
            {"phase": "rectification"},
        ),
        (
            {"kind": "window", "last": RULES.window.first},
            "amendment_window_reversed",
            {"last": str(RULES.window.first), "first": str(RULES.window.first)},
        ),
    ],
)
def test_a_change_that_does_not_fit_says_why_and_which_it_is(
    change: dict[str, Any], code: str, params: dict[str, str]
) -> None:
    fits = {"kind": "lights", "due_soon": "1 working day"}
    found = misfit(fits, change)
    assert (found.refusal.code, found.refusal.params, found.change) == (code, params, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "latest_start", "on": date(2028, 1, 3)}, "amendment_start_outside_window"),
        ({"kind": "window", "last": date(2028, 1, 3)}, "amendment_beyond_calendar"),
        ({"kind": "step", "step": "mobilise", "required": False}, "amendment_unsound"),
        ({"kind": "phase", "phase": "study", "shorter": "25 days"}, "amendment_unsound"),
    ],
)
def test_what_the_changes_make_together_must_be_sound(change: dict[str, Any], code: str) -> None:
    found = misfit(change)
    assert (found.refusal.code, found.change) == (code, None)
    assert bool(found.problems) is (code == "amendment_unsound")


def test_an_amendment_is_for_the_units_for_which_all_that_it_says_holds() -> None:
    assert is_for(longer(), UNIT, "phased")
    both = longer(districts=["D1", "D2"], types=["school"])
    assert is_for(both, UNIT, "phased")
    assert not is_for(both, with_unit(district="D3"), "phased")
    assert not is_for(both, with_unit(type="hospital"), "phased")
    assert not is_for(longer(tracks=["key_links"]), UNIT, "phased")
    assert is_for(longer(codes=[UNIT.code]), UNIT, "phased")
    assert not is_for(longer(codes=["SCH-002"]), UNIT, "phased")


def test_the_same_amendment_is_taken_once_however_often_it_comes() -> None:
    story = Story().start()
    command = amend_command(story.state, longer())
    story.memory, receipt = accept(story.memory, command, story.now)
    assert (receipt.events, receipt.command) == (("amended",), command_id_of(longer()))
    assert phase(story.state.rules, "study").length == Days(35)
    again = amend_command(story.state, longer())
    story.memory, same = accept(story.memory, again, story.now)
    assert same == receipt
    assert phase(story.state.rules, "study").length == Days(35)
    assert has_taken(story.state.rules, longer())
    assert not has_taken(story.state.rules, longer(6))
    assert amended(story.state.rules, longer()) is story.state.rules
    both = amended(story.state.rules, longer(6))
    assert both.amendments == (id_of(longer()), id_of(longer(6)))
    assert amended(both, longer()) is both


def test_an_amendment_is_told_by_its_content() -> None:
    assert command_id_of(longer()) == command_id_of(longer())
    written = Amendment.model_validate_json(longer().model_dump_json())
    assert command_id_of(written) == command_id_of(longer())
    others = [longer(6), longer(reason="another flood"), longer(districts=["D1"])]
    assert len({command_id_of(one) for one in (longer(), *others)}) == 4


def test_a_unit_that_has_moved_on_is_asked_again_with_its_new_rules() -> None:
    story = Story().start()
    command = amend_command(story.state, longer())
    story.complete("mobilise")
    with pytest.raises(Refused) as refused:
        accept(story.memory, command, story.now)
    assert refused.value.refusal.code == "stale_revision"


def test_the_journal_says_why() -> None:
    story = Story().start()
    story.memory, _ = accept(story.memory, amend_command(story.state, longer()), story.now)
    event: Any = story.last
    assert (event.kind, event.reason) == ("amended", "the flood")
    assert str(story.journal[-1].by) == "system:campaign"


def test_more_days_take_a_unit_out_of_the_red() -> None:
    story = Story().start().complete("mobilise", "lecture").at("2026-04-02")
    assert story.standing is Standing.OVERDUE
    story.memory, receipt = accept(story.memory, amend_command(story.state, longer(20)), story.now)
    assert receipt.standing is Standing.ON_TRACK


def test_rules_that_would_be_too_large_to_be_sent_are_refused() -> None:
    state = Story().state
    for number in range(80):
        step = {"id": f"new-{number}", "kind": "task", "title": {"en": "x" * 200}}
        more = amendment({"kind": "step_added", "phase": "study", "step": step})
        state = state.model_copy(update={"rules": amended(state.rules, more)})
    with pytest.raises(Refused) as refused:
        amend_command(state, longer())
    assert refused.value.refusal.code == "too_large"


def test_units_that_come_later_begin_with_what_is_in_force() -> None:
    first = longer(5, districts=["D1"])
    second = amendment({"kind": "step_dropped", "step": "reading"}, reason="too much")
    strange = amendment({"kind": "step_dropped", "step": "nowhere"})
    rules = rules_in_force(RULES, UNIT, (first, strange, second))
    assert phase(rules, "study").length == Days(35)
    assert [one.id for one in phase(rules, "study").steps] == ["mobilise", "lecture", "discussion"]
    elsewhere = rules_in_force(RULES, with_unit(district="D2"), (first, second))
    assert phase(elsewhere, "study").length == Days(30)
    assert rules_in_force(RULES, UNIT, ()) is RULES


def test_a_track_that_is_chosen_in_the_roster_counts() -> None:
    links = longer(3, phase="links", tracks=["key_links"])
    chosen = rules_in_force(RULES, with_unit(track="key_links"), (links,))
    assert chosen != RULES
    assert rules_in_force(RULES, UNIT, (links,)) is RULES


def test_a_timezone_that_is_none_is_found() -> None:
    wrong = CALENDAR.model_copy(update={"timezone": "Asia/Nowhere"})
    assert misfit({"kind": "calendar", "calendar": wrong}).refusal.code == "amendment_unsound"


def test_a_campaign_goes_by_what_all_of_its_units_were_given() -> None:
    ladder = {"ladders": [{"id": "all", "rungs": [{"id": "day", "when": "on the day"}]}]}
    reminded = amendment(
        {"kind": "reminders", "reminders": ladder}, longer().changes[0].model_dump()
    )
    for_all, for_some = day_off("2026-03-06"), day_off("2026-03-09", districts=["D1"])
    rules = rules_in_common(RULES, (for_all, for_some, reminded))
    assert rules.calendar == amended(RULES, for_all).calendar
    assert rules.reminders == amended(RULES, reminded).reminders
    assert rules.tracks == RULES.tracks
    assert rules_in_common(RULES, (for_some,)) == RULES


def test_a_calendar_for_all_holds_though_a_type_could_not_take_the_rest_of_its_amendment() -> None:
    off = day_off("2026-03-06").changes[0].model_dump(mode="json")
    both = amendment({"kind": "step", "step": "nothing_of_the_kind", "required": False}, off)
    assert rules_in_common(RULES, (both,)).calendar == amended(RULES, amendment(off)).calendar
