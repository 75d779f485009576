"""Steps and phases: done in order, reopened with what follows, scheduled, and on to the end."""

from datetime import date
from typing import Any

import pytest

from rules.course import NO_STEP_STATE, find_step, phase_plan, step_state, track, with_successors
from schemas.events import StepCompleted, StepReopened, StepScheduled
from schemas.quantities import Days, WorkingDays
from schemas.state import OwnDate, Standing
from schemas.step import Gate, Phase, Track
from schemas.text import Text
from tests.rules.reference import ANALYSIS, PHASED, STUDY, task, with_rules
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SUPERVISOR, Story, closing, local


def test_a_step_is_done_with_its_evidence() -> None:
    story = Story().start().at("2026-03-05")
    assert story.do("complete_step", step="mobilise", evidence="minutes").events == (
        "step_completed",
    )
    assert story.last == StepCompleted(step="mobilise", evidence="minutes")
    own = story.state.steps["mobilise"]
    assert (own.done_at, own.carried) == (local("2026-03-05"), False)


def test_a_step_waits_for_the_steps_it_comes_after() -> None:
    refusal = Story().start().refuse("complete_step", step="lecture")
    assert refusal.code == "step_waits"
    assert refusal.params == {"step": "lecture", "after": "mobilise"}


def test_only_the_missing_predecessors_are_named() -> None:
    story = Story().start("key_links").complete("opinions", "mobilise")
    assert story.refuse("complete_step", step="ledger").params["after"] == "meeting"
    assert story.refuse("complete_step", step="judgement").params["after"] == "lecture, ledger"


def test_key_links_are_done_in_any_order() -> None:
    story = Story().start("key_links").complete("lecture", "meeting", "opinions", "mobilise")
    story.complete("ledger", "judgement")
    assert story.kinds[-1] == "phase_reported"


def test_nothing_is_done_before_the_start() -> None:
    story = Story().get_ready()
    for kind, fields in (
        ("complete_step", {"step": "mobilise"}),
        ("reopen_step", {"step": "mobilise", "reason": "-"}),
        ("schedule_step", {"step": "mobilise", "on": date(2026, 3, 5)}),
    ):
        refusal = story.refuse(kind, **fields)
        assert (refusal.code, refusal.who) == ("not_started", (COORDINATOR, COUNTY, CITY))


def test_an_unknown_step_is_refused_with_the_track() -> None:
    refusal = Story().start().refuse("complete_step", step="judgement")
    assert (refusal.code, refusal.params) == (
        "unknown_step",
        {"step": "judgement", "track": "phased"},
    )


def test_a_step_of_a_later_phase_is_not_open_yet() -> None:
    refusal = Story().start().refuse("complete_step", step="solicit")
    assert refusal.code == "step_phase_not_open"
    assert refusal.params == {"step": "solicit", "phase": "analysis", "open_phase": "study"}


def test_a_step_of_a_closed_phase_is_closed() -> None:
    story = Story().start().report("study").sign_off("study")
    for refusal in (
        story.refuse("complete_step", step="reading"),
        story.refuse("reopen_step", step="lecture", reason="-"),
    ):
        assert refusal.code == "step_phase_closed"
        assert refusal.params["phase"] == "study"
        assert refusal.params["open_phase"] == "analysis"


def test_a_step_is_done_once() -> None:
    story = Story().start().complete("mobilise").at("2026-03-04")
    refusal = story.refuse("complete_step", step="mobilise")
    assert refusal.code == "step_already_done"
    assert refusal.params == {"step": "mobilise", "on": "2026-03-02"}
    assert story.refuse("schedule_step", step="mobilise", on=date(2026, 3, 5)).code == (
        "step_already_done"
    )


def test_an_optional_step_may_be_left_undone_or_done_while_the_phase_is_open() -> None:
    story = Story().start().report("study")
    assert story.kinds[-1] == "phase_reported"
    assert story.do("complete_step", step="reading").events == ("step_completed",)
    assert story.state.phases[0].reported_at is not None


def test_the_last_required_step_reports_the_phase() -> None:
    story = Story().start().complete("mobilise", "lecture")
    assert "phase_reported" not in story.kinds
    story.at("2026-03-20")
    receipt = story.do("complete_step", step="discussion")
    assert receipt.events == ("step_completed", "phase_reported")
    assert story.state.phases[0].reported_at == local("2026-03-20")


def test_a_reopened_step_takes_with_it_what_came_after_and_was_done() -> None:
    story = Story().start().complete("mobilise", "reading", "lecture")
    receipt = story.do("reopen_step", step="mobilise", reason="half of them were missing")
    assert receipt.events == ("step_reopened",)
    assert story.last == StepReopened(
        step="mobilise", with_it=("lecture",), reason="half of them were missing"
    )
    assert step_state(story.state, "mobilise").done_at is None
    assert step_state(story.state, "lecture").done_at is None
    assert step_state(story.state, "reading").done_at is not None


def test_a_reopened_step_takes_back_the_report_of_its_phase() -> None:
    story = Story().start().report("study").at("2026-03-05")
    story.do("reopen_step", step="discussion", reason="not yet")
    assert story.state.phases[0].reported_at is None
    assert story.kinds[-1] == "step_reopened"
    assert story.refuse("sign_off", SUPERVISOR, phase="study").code == "phase_not_reported"
    assert story.complete("discussion").kinds[-2:] == ["step_completed", "phase_reported"]


def test_a_reopened_optional_step_leaves_nothing_to_report_again() -> None:
    story = Story().start().report("study").complete("reading").at("2026-03-05")
    receipt = story.do("reopen_step", step="reading", reason="the wrong book")
    assert receipt.events == ("step_reopened", "phase_reported")
    assert story.state.phases[0].reported_at == local("2026-03-05")


def test_a_reopened_step_loses_its_own_dates() -> None:
    story = Story().start()
    story.do("schedule_step", step="mobilise", on=date(2026, 3, 4))
    story.complete("mobilise")
    story.do("reopen_step", step="mobilise", reason="-")
    assert step_state(story.state, "mobilise") == NO_STEP_STATE


def test_only_what_is_done_can_be_reopened() -> None:
    refusal = Story().start().refuse("reopen_step", step="reading", reason="-")
    assert (refusal.code, refusal.params) == ("step_not_done", {"step": "reading"})


def test_a_unit_schedules_a_step_on_a_day_of_its_phase() -> None:
    story = Story().start()
    receipt = story.do("schedule_step", step="discussion", on=date(2026, 3, 18))
    assert receipt.events == ("step_scheduled",)
    assert story.last == StepScheduled(step="discussion", on=date(2026, 3, 18))
    assert story.state.steps["discussion"].scheduled == OwnDate(
        on=date(2026, 3, 18), by=COORDINATOR
    )


def test_a_unit_gives_a_step_that_is_overdue_no_other_day_by_itself() -> None:
    on: dict[str, Any] = {"step": "mobilise", "on": date(2026, 3, 16)}
    story = Story().start().until(closing("2026-03-09"))
    refusal = story.refuse("schedule_step", **on)
    assert (refusal.code, refusal.params) == (
        "step_overdue",
        {"step": "mobilise", "due": "2026-03-09"},
    )
    assert refusal.who[0] == SUPERVISOR
    before = story.standing
    more: dict[str, Any] = {"target": "step:mobilise", "until": date(2026, 3, 13)}
    story.do("extend", SUPERVISOR, **more, reason="They were ill.")
    story.do("schedule_step", **on)
    assert (before, story.standing) == (Standing.OVERDUE, Standing.ON_TRACK)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2026, 3, 4), "date_past"),
        (date(2026, 3, 14), "date_not_worked"),
        (date(2026, 4, 2), "date_out_of_bounds"),
    ],
)
def test_a_step_is_scheduled_within_its_phase(on: date, code: str) -> None:
    story = Story().start().at("2026-03-05")
    assert story.refuse("schedule_step", step="lecture", on=on).code == code


def test_the_bounds_of_a_schedule_are_the_phases_first_and_last_day() -> None:
    story = Story().start().at("2026-03-05")
    refusal = story.refuse("schedule_step", step="lecture", on=date(2026, 4, 2))
    assert refusal.params == {"date": "2026-04-02", "first": "2026-03-02", "last": "2026-04-01"}
    for on in (date(2026, 3, 5), date(2026, 4, 1)):
        assert story.do("schedule_step", step="lecture", on=on).events == ("step_scheduled",)


def test_a_phase_signed_off_opens_the_next_one() -> None:
    story = Story().start().report("study").at("2026-03-05").sign_off("study")
    assert story.kinds[-2:] == ["phase_closed", "phase_opened"]
    study, analysis = story.state.phases
    assert (study.closed_at, study.closed_how, study.closed_by) == (
        local("2026-03-05"),
        "signed_off",
        SUPERVISOR,
    )
    assert (analysis.phase, analysis.opened_at) == ("analysis", local("2026-03-05"))


def test_a_unit_that_went_through_all_phases_is_finished() -> None:
    story = Story().finish()
    assert story.kinds[-4:] == ["step_completed", "phase_reported", "phase_closed", "finished"]
    assert story.state.finished_at == story.now
    last = story.state.phases[-1]
    assert (last.phase, last.closed_how, last.closed_by) == (
        "rectification",
        "no_sign_off",
        COORDINATOR,
    )


def test_a_finished_unit_takes_no_more_steps() -> None:
    refusal = Story().finish().refuse("complete_step", step="reading")
    assert (refusal.code, refusal.params) == ("unit_finished", {"at": "2026-03-02"})
    assert refusal.who == (COUNTY, CITY)


def test_phases_without_anything_required_are_gone_through_at_once() -> None:
    free = Phase(
        id="free",
        title=Text(en="free"),
        length=Days(10),
        gate=Gate(sign_off=False),
        steps=(task("optional", required=False),),
    )
    rules = with_rules(tracks=(Track(id="t", title=Text(en="t"), phases=(free, ANALYSIS)),))
    story = Story(rules).get_ready()
    assert story.do("start").events == (
        "started",
        "phase_opened",
        "phase_reported",
        "phase_closed",
        "phase_opened",
    )


def test_the_plan_says_when_steps_are_due() -> None:
    story = Story().start()
    story.at("2026-03-09")
    assert story.kinds.count("due_soon") == 1  # mobilise, due on the 9th
    story.until(closing("2026-03-09"))
    assert story.kinds[-1] == "overdue"


def test_ways_through_a_track_are_found() -> None:
    state = Story().state
    assert track(state) == PHASED
    assert track(state, "key_links").id == "key_links"
    with pytest.raises(KeyError, match="nothing"):
        track(state, "nothing")
    assert phase_plan(state, "study") == STUDY
    with pytest.raises(KeyError, match="links"):
        phase_plan(state, "links")
    assert find_step(PHASED, "talks") == (ANALYSIS, ANALYSIS.steps[1])
    assert find_step(PHASED, "judgement") is None


def test_successors_are_found_through_several_steps_in_the_plans_order() -> None:
    assert with_successors(STUDY, ["mobilise"]) == ("mobilise", "lecture", "discussion")
    assert with_successors(STUDY, ["discussion", "reading"]) == ("reading", "discussion")
    backwards = STUDY.model_copy(
        update={"steps": (task("c", after=("b",)), task("b", after=("a",)), task("a"))}
    )
    assert with_successors(backwards, ["a"]) == ("c", "b", "a")


def test_working_days_add_up() -> None:
    assert WorkingDays(2) + WorkingDays(3) == WorkingDays(5)
    assert WorkingDays(5) - WorkingDays(3) == WorkingDays(2)
