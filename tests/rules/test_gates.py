"""Sign-off, its lapse, sending back, and what a finished or withdrawn unit is reopened for."""

from datetime import date

import pytest

from rules.course import step_state
from rules.ticks import next_due
from schemas.actor import CLOCK
from schemas.events import PhaseClosed, PhaseSentBack, Reopened
from schemas.quantities import WorkingDays
from schemas.state import OwnDate, Standing
from tests.rules.reference import with_rules
from tests.rules.stories import (
    CITY,
    COORDINATOR,
    COUNTY,
    SUPERVISOR,
    SYSTEM,
    Story,
    closing,
    local,
    opening,
)


def reported(phase: str = "study") -> Story:
    story = Story().start().report("study")
    if phase == "analysis":
        story.sign_off("study").report("analysis")
    return story


def test_a_sign_off_closes_the_phase_with_its_note() -> None:
    story = reported()
    receipt = story.do("sign_off", SUPERVISOR, phase="study", note="well done")
    assert receipt.events == ("phase_closed", "phase_opened")
    closed = story.journal[-2].event
    assert closed == PhaseClosed(phase="study", how="signed_off", note="well done")


def test_a_phase_that_is_not_reported_is_not_judged() -> None:
    story = Story().start().complete("mobilise")
    for kind, fields in (("sign_off", {}), ("send_back", {"reason": "-", "redo": ("mobilise",)})):
        refusal = story.refuse(kind, SUPERVISOR, phase="study", **fields)
        assert refusal.code == "phase_not_reported"
        assert refusal.params == {"phase": "study", "missing": "lecture, discussion"}
        assert refusal.who == (COORDINATOR, COUNTY, CITY)


def test_only_the_open_phase_is_judged() -> None:
    story = reported()
    refusal = story.refuse("sign_off", SUPERVISOR, phase="analysis")
    assert (refusal.code, refusal.params) == (
        "phase_not_open",
        {"phase": "analysis", "open_phase": "study"},
    )
    refusal = story.refuse("sign_off", SUPERVISOR, phase="links")
    assert (refusal.code, refusal.params) == (
        "unknown_phase",
        {"phase": "links", "track": "phased"},
    )


def test_a_sign_off_lapses_after_the_plans_working_days() -> None:
    story = Story().start().at("2026-03-05").report("study")
    assert next_due(story.state) == closing("2026-03-12")
    story.until(closing("2026-03-12"))
    assert story.kinds[-2:] == ["phase_closed", "phase_opened"]
    assert story.journal[-2].event == PhaseClosed(phase="study", how="lapsed")
    study = story.state.phases[0]
    assert (study.closed_how, study.closed_by, study.closed_at) == (
        "lapsed",
        CLOCK,
        closing("2026-03-12"),
    )


def test_a_sign_off_without_a_lapse_waits_for_ever() -> None:
    story = reported("analysis").at("2026-12-30")
    assert story.state.phases[-1].closed_at is None
    assert "lapsed" not in [getattr(entry.event, "how", None) for entry in story.journal]


def test_the_lapse_of_a_reopened_report_begins_anew() -> None:
    story = Story().start().at("2026-03-05").report("study").at("2026-03-10")
    story.do("reopen_step", step="discussion", reason="-")
    assert next_due(story.state) == opening("2026-03-27")
    story.complete("discussion")
    assert next_due(story.state) == closing("2026-03-17")


def test_a_phase_is_sent_back_with_the_steps_to_redo_and_what_came_after() -> None:
    story = reported("analysis").at("2026-03-16")
    receipt = story.do(
        "send_back", SUPERVISOR, phase="analysis", redo=("talks",), reason="only the motions"
    )
    assert receipt.events == ("phase_sent_back",)
    due = date(2026, 3, 25)  # seven working days
    assert story.last == PhaseSentBack(
        phase="analysis", redo=("talks", "life_meeting"), due=due, reason="only the motions"
    )
    phase = story.state.phases[-1]
    own = OwnDate(on=due, by=SUPERVISOR)
    assert (phase.round, phase.reported_at, phase.redo_due) == (2, None, own)
    for step in ("talks", "life_meeting"):
        assert step_state(story.state, step).redo_due == own
        assert step_state(story.state, step).done_at is None
    assert step_state(story.state, "solicit").done_at is not None
    assert step_state(story.state, "solicit").redo_due is None


def test_a_made_up_phase_is_reported_again_and_signed_off() -> None:
    story = reported().send_back("study", "lecture")
    assert story.refuse("sign_off", SUPERVISOR, phase="study").params["missing"] == (
        "lecture, discussion"
    )
    story.complete("lecture", "discussion")
    assert story.kinds[-1] == "phase_reported"
    assert step_state(story.state, "lecture").redo_due is None
    story.sign_off("study")
    assert story.state.phases[0].round == 2
    assert story.state.phases[0].redo_due is not None


def test_a_phase_may_be_sent_back_again_and_again() -> None:
    story = reported()
    for _ in range(3):
        story.send_back("study", "discussion").complete("discussion")
    assert story.state.phases[0].round == 4


def test_a_phase_sent_back_loses_its_extension_and_its_open_requests() -> None:
    story = Story().start()
    story.do("extend", COUNTY, target="phase:study", until=date(2026, 4, 10), reason="floods")
    story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="floods")
    story.report("study").send_back("study", "discussion")
    assert story.state.phases[0].extended is None
    assert story.state.requests == ()


def test_optional_steps_are_redone_only_with_a_required_one() -> None:
    story = Story().start().complete("reading").report("study")
    refusal = story.refuse("send_back", SUPERVISOR, phase="study", redo=("reading",), reason="-")
    assert (refusal.code, refusal.params) == ("redo_required_step", {"phase": "study"})
    story.send_back("study", "discussion", "reading")
    assert isinstance(story.last, PhaseSentBack)
    assert story.last.redo == ("reading", "discussion")


def test_what_is_sent_back_must_be_of_the_phase_and_done() -> None:
    story = reported()
    refusal = story.refuse("send_back", SUPERVISOR, phase="study", redo=("talks",), reason="-")
    assert (refusal.code, refusal.params) == (
        "unknown_step_in_phase",
        {"step": "talks", "phase": "study"},
    )
    refusal = story.refuse(
        "send_back", SUPERVISOR, phase="study", redo=("lecture", "reading"), reason="-"
    )
    assert (refusal.code, refusal.params) == ("step_not_done", {"step": "reading"})


def test_undone_successors_are_not_sent_back() -> None:
    story = reported("analysis")  # 'help' is optional, comes after the life meeting, is undone
    story.send_back("analysis", "life_meeting")
    assert isinstance(story.last, PhaseSentBack)
    assert story.last.redo == ("life_meeting",)


def test_what_is_to_be_redone_is_missing_whether_the_plan_requires_it_or_not() -> None:
    story = reported().complete("reading").send_back("study", "reading", "lecture")
    story.complete("lecture", "discussion")
    refusal = story.refuse("sign_off", SUPERVISOR, phase="study")
    assert (refusal.code, refusal.params["missing"]) == ("phase_not_reported", "reading")


def test_a_finished_unit_redoes_steps_of_its_last_phase() -> None:
    story = Story().finish().at("2026-06-01")
    receipt = story.do("reopen", COUNTY, redo=("rectify",), reason="under 90")
    assert receipt.events == ("reopened",)
    due = date(2026, 6, 8)
    assert story.last == Reopened(redo=("rectify", "survey"), due=due, reason="under 90")
    assert receipt.standing is Standing.SENT_BACK
    assert story.state.finished_at is None
    phase = story.state.phases[-1]
    assert (phase.phase, phase.round, phase.closed_at, phase.closed_how, phase.closed_by) == (
        "rectification",
        2,
        None,
        None,
        None,
    )
    assert phase.redo_due == OwnDate(on=due, by=COUNTY)
    story.complete("rectify", "survey")
    assert story.kinds[-3:] == ["phase_reported", "phase_closed", "finished"]


def test_a_finished_unit_is_not_reopened_without_steps() -> None:
    refusal = Story().finish().refuse("reopen", COUNTY, reason="-")
    assert refusal.code == "redo_needed"
    assert refusal.params == {"phase": "rectification", "known": "rectify, survey"}


def test_a_finished_unit_redoes_only_steps_of_its_last_phase() -> None:
    refusal = Story().finish().refuse("reopen", COUNTY, redo=("talks",), reason="-")
    assert refusal.code == "unknown_step_in_phase"


def test_a_unit_that_is_not_over_is_not_reopened() -> None:
    assert Story().refuse("reopen", COUNTY, reason="-").code == "not_over"
    assert Story().start().refuse("reopen", CITY, redo=("mobilise",), reason="-").code == "not_over"


def test_a_withdrawn_unit_comes_back_as_it_left() -> None:
    story = Story().start().complete("mobilise")
    story.do("withdraw", COUNTY, cause="closed", reason="pupils left")
    story.at("2026-03-09")
    refusal = story.refuse("reopen", COUNTY, redo=("mobilise",), reason="-")
    assert (refusal.code, refusal.params) == ("redo_of_withdrawn", {})
    receipt = story.do("reopen", COUNTY, reason="they are back")
    assert receipt.events == ("reopened",)
    assert story.last == Reopened(reason="they are back")
    assert story.state.withdrawn is None
    assert story.state.phases[-1].round == 1
    story.complete("lecture")


def test_a_withdrawn_unit_that_comes_back_starts_if_its_day_has_come() -> None:
    story = Story().get_ready()
    story.do("start", on=date(2026, 3, 5))
    story.do("withdraw", COUNTY, cause="other", reason="-")
    story.at("2026-03-09")
    receipt = story.do("reopen", COUNTY, reason="-")
    assert receipt.events == ("reopened", "started", "phase_opened")


def test_a_closed_unit_is_not_reopened() -> None:
    story = Story().finish()
    story.do("close", SYSTEM)
    refusal = story.refuse("reopen", COUNTY, redo=("rectify",), reason="-")
    assert (refusal.code, refusal.params) == ("unit_closed", {"at": "2026-03-02"})


def test_what_is_made_up_has_its_days_beyond_the_campaigns_end_too() -> None:
    window = with_rules().window.model_copy(update={"last": date(2026, 6, 30)})
    story = Story(with_rules(window=window)).finish().at("2026-06-29")
    story.do("reopen", COUNTY, redo=("survey",), reason="-")
    assert next_due(story.state) == opening("2026-07-01")
    story.until(closing("2026-07-06"))
    assert story.kinds[-1] == "overdue"


def test_what_is_made_up_is_not_held_against_the_units_own_day() -> None:
    story = Story().finish().at("2026-12-01")
    story.do("reopen", COUNTY, redo=("survey",), reason="-")
    targets = [str(getattr(entry.event, "target", "")) for entry in story.at("2026-12-30").journal]
    assert "unit" not in targets


@pytest.mark.parametrize("days_held", [1, 3])
def test_standstill_moves_a_lapse(days_held: int) -> None:
    story = Story().start().at("2026-03-09").report("study")
    story.do("hold", SYSTEM, reason="-")
    story.later(days=days_held).do("release", SYSTEM)
    expected = {1: closing("2026-03-17"), 3: closing("2026-03-19")}
    assert next_due(story.state) == expected[days_held]


def test_standstill_before_the_report_moves_no_lapse() -> None:
    story = Story().start()
    story.do("suspend", COUNTY, reason="-")
    story.at("2026-03-09").do("resume", COUNTY)
    story.report("study")
    assert story.state.phases[0].lost == WorkingDays(5)
    assert next_due(story.state) == closing("2026-03-16")


def test_the_clock_closes_nothing_before_its_time() -> None:
    story = Story().start().at("2026-03-05").report("study")
    assert story.until(local("2026-03-12")).kinds[-1] == "phase_reported"
