"""What is shown of a unit: progress, what is upcoming, the outcome, the row's snapshot."""

from datetime import date

import pytest

from rules.deadlines import phase_deadline, unit_deadline
from rules.outcome import outcome_of
from rules.progress import progress, upcoming
from rules.snapshot import snapshot
from rules.ticks import next_due
from schemas.actor import CLOCK
from schemas.deadline import Light
from schemas.outcome import PhaseOutcome, StepOutcome
from schemas.quantities import WorkingDays
from schemas.state import Standing, Withdrawal
from schemas.target import UNIT, phase_target, step_target
from schemas.views import PhaseView, ReadinessView, StepView
from tests.rules.reference import RULES, STUDY, text, with_unit
from tests.rules.stories import (
    COORDINATOR,
    COUNTY,
    SUPERVISOR,
    SYSTEM,
    Story,
    closing,
    local,
    opening,
)


def phase_view(story: Story, number: int) -> PhaseView:
    return progress(story.state, story.now).phases[number]


def step_view(story: Story, phase: int, step: str) -> StepView:
    (found,) = [view for view in phase_view(story, phase).steps if view.step == step]
    return found


def test_a_preparing_unit() -> None:
    story = Story(unit=with_unit(wanted_start=date(2026, 3, 16)))
    story.do("complete_readiness", item="counted")
    shown = progress(story.state, story.now)
    assert (shown.campaign, shown.unit, shown.name) == ("c2026", "SCH-001", "First School")
    assert (shown.type, shown.district) == ("school", "D1")
    assert (shown.coordinator, shown.supervision_group) == ("c-001", "SG-01")
    assert (shown.revision, shown.head) == (1, story.state.head)
    assert (shown.standing, shown.track, shown.phase) == (Standing.PREPARING, "phased", None)
    assert shown.readiness == (
        ReadinessView(item="counted", title=RULES.readiness[0].title, done_at=story.now),
        ReadinessView(item="trained", title=RULES.readiness[1].title),
    )
    assert (shown.start_on, shown.started_at, shown.deadline) == (date(2026, 3, 16), None, None)
    assert shown.starts_at == opening("2026-03-16")
    assert [phase.status for phase in shown.phases] == ["ahead", "ahead", "ahead"]
    first = shown.phases[0]
    assert (first.phase, first.title, first.round, first.deadline) == (
        "study",
        STUDY.title,
        0,
        None,
    )
    assert first.steps[1] == StepView(
        step="lecture", kind="task", title=text("lecture"), required=True, after=("mobilise",)
    )


def test_a_start_that_was_appointed_for_a_day_off_comes_on_the_next_working_day() -> None:
    sunday = date(2026, 3, 15)
    story = Story(unit=with_unit(wanted_start=sunday)).get_ready()
    shown = progress(story.state, story.now)
    assert (shown.start_on, shown.starts_at) == (sunday, opening("2026-03-16"))
    assert story.until(opening("2026-03-16")).state.started_at == shown.starts_at


def test_a_start_that_was_wanted_before_the_window_comes_with_its_first_working_day() -> None:
    story = Story(unit=with_unit(wanted_start=date(2026, 2, 24)))
    assert progress(story.state, story.now).starts_at == opening("2026-03-02")


def test_an_open_phase_and_its_steps() -> None:
    story = Story().start().complete("mobilise").at("2026-03-12")
    view = phase_view(story, 0)
    assert (view.status, view.round, view.opened_at) == ("open", 1, local("2026-03-02"))
    assert view.deadline == phase_deadline(story.state, story.state.phases[0])
    assert view.light is Light.GREEN
    assert (view.reported_at, view.closed_at, view.lapses_at) == (None, None, None)
    done = step_view(story, 0, "mobilise")
    assert (done.done_at, done.deadline, done.light) == (local("2026-03-02"), None, None)
    due = step_view(story, 0, "lecture")
    assert due.deadline is not None
    assert (due.deadline.at, due.light) == (closing("2026-03-16"), Light.YELLOW)
    assert not step_view(story, 0, "reading").required
    ahead = phase_view(story, 1)
    assert {view.deadline for view in ahead.steps} == {None}


def test_a_reported_phase_says_when_its_sign_off_lapses() -> None:
    story = Story().start().report("study").at("2026-03-03")
    view = phase_view(story, 0)
    assert (view.status, view.reported_at) == ("reported", local("2026-03-02"))
    assert (view.lapses_at, view.deadline, view.light) == (closing("2026-03-09"), None, None)
    optional = step_view(story, 0, "reading")
    assert optional.deadline is not None
    assert optional.light is Light.GREEN


def test_a_closed_phase_says_how() -> None:
    story = Story().start().report("study").at("2026-03-05").sign_off("study")
    view = phase_view(story, 0)
    assert (view.status, view.closed_at, view.closed_how) == (
        "closed",
        local("2026-03-05"),
        "signed_off",
    )
    assert (view.lapses_at, view.deadline) == (None, None)
    assert step_view(story, 0, "reading").deadline is None
    assert phase_view(story, 1).status == "open"
    assert progress(story.state, story.now).phase == "analysis"


def test_what_is_made_up_and_what_was_carried_over_is_marked() -> None:
    story = Story().start().report("study").at("2026-03-05").send_back("study", "lecture")
    assert step_view(story, 0, "lecture").redo
    assert not step_view(story, 0, "mobilise").redo
    assert (phase_view(story, 0).round, phase_view(story, 0).status) == (2, "open")
    story = Story().start().complete("mobilise")
    story.do("switch_track", COUNTY, track="key_links", reason="-")
    assert step_view(story, 0, "mobilise").carried
    assert not step_view(story, 0, "meeting").carried


def test_standstill_requests_and_the_end_are_shown() -> None:
    story = Story().start()
    story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
    story.do("suspend", COUNTY, reason="-")
    story.do("hold", SYSTEM, reason="-")
    shown = progress(story.state, story.now)
    assert (shown.suspended_since, shown.held_since) == (story.now, story.now)
    assert [request.target for request in shown.requests] == [UNIT]
    assert shown.deadline == unit_deadline(story.state)
    assert (shown.started_at, shown.withdrawn, shown.finished_at) == (story.now, None, None)
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    assert progress(story.state, story.now).withdrawn == Withdrawal(at=story.now, cause="closed")
    story = Story().finish()
    assert progress(story.state, story.now).finished_at == story.now


def test_what_is_upcoming_says_what_to_what_and_why() -> None:
    story = Story().start()
    story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
    found = upcoming(story.state)
    assert [(one.at, one.event, one.target) for one in found[:4]] == [
        (opening("2026-03-04"), "due_soon", step_target("mobilise")),
        (closing("2026-03-09"), "overdue", step_target("mobilise")),
        (closing("2026-03-09"), "extension_request_lapsed", UNIT),
        (opening("2026-03-11"), "due_soon", step_target("lecture")),
    ]
    assert found[0].deadline is not None
    assert found[0].deadline.target == step_target("mobilise")
    assert found[1].deadline is not None
    assert (found[2].deadline, found[2].phase) == (None, None)
    assert phase_target("study") in [one.target for one in found]
    story.report("study")
    (lapse,) = [one for one in upcoming(story.state) if one.event == "phase_closed"]
    assert (lapse.at, lapse.phase, lapse.target, lapse.deadline) == (
        closing("2026-03-09"),
        "study",
        None,
        None,
    )


def test_before_the_start_its_day_and_the_latest_one_are_upcoming() -> None:
    story = Story()
    assert [one.event for one in upcoming(story.state)] == ["latest_start_passed"]
    story.do("start", on=date(2026, 3, 16))
    assert [one.event for one in upcoming(story.state)] == ["latest_start_passed"]
    assert [one.event for one in upcoming(story.get_ready().state)] == [
        "started",
        "latest_start_passed",
    ]


def test_an_outcome_is_final() -> None:
    with pytest.raises(ValueError, match="only once its campaign is closed"):
        outcome_of(Story().finish().state)


def test_the_outcome_of_a_unit_that_finished_in_time() -> None:
    story = Story().start().complete("reading").report("study").until(closing("2026-03-09"))
    story.report("analysis").sign_off("analysis").report("rectification")
    story.at("2026-04-01").do("close", SYSTEM)
    found = outcome_of(story.state)
    assert (found.campaign, found.unit, found.result) == ("c2026", "SCH-001", "finished")
    assert (found.track, found.revision, found.head) == (
        "phased",
        story.state.revision,
        story.state.head,
    )
    assert (found.closed_at, found.started_at, found.finished_at) == (
        local("2026-04-01"),
        local("2026-03-02"),
        closing("2026-03-09"),
    )
    assert set(found.ready) == {"counted", "trained"}
    assert (found.in_time, found.withdrawn) == (True, None)
    assert found.phases[0] == PhaseOutcome(
        phase="study",
        opened_at=local("2026-03-02"),
        round=1,
        lost=WorkingDays(0),
        steps=tuple(
            StepOutcome(step=step, required=step != "reading", done_at=local("2026-03-02"))
            for step in ("mobilise", "lecture", "reading", "discussion")
        ),
        closed_at=closing("2026-03-09"),
        closed_how="lapsed",
        closed_by=CLOCK,
    )
    assert [step.step for step in found.phases[1].steps] == ["solicit", "talks", "life_meeting"]
    assert found.phases[1].closed_by == SUPERVISOR
    assert found.phases[2].closed_by == COORDINATOR


def test_the_outcome_of_a_unit_that_finished_late() -> None:
    story = Story().start("key_links").at("2026-05-04").report("links").sign_off("links")
    story.do("close", SYSTEM)
    assert outcome_of(story.state).in_time is False  # due on 1 May


def test_what_is_reported_in_the_very_instant_is_in_time() -> None:
    story = Story().start("key_links")
    story.now = closing("2026-05-01")
    story.report("links").sign_off("links").do("close", SYSTEM)
    assert outcome_of(story.state).in_time is True


def test_a_unit_that_reported_all_and_was_never_signed_off_has_not_finished_in_time() -> None:
    story = Story().start("key_links").report("links")
    story.do("close", SYSTEM)
    found = outcome_of(story.state)
    assert (found.result, found.in_time) == ("unfinished", None)


def test_the_outcome_of_a_made_up_phase_with_standstill_and_carried_steps() -> None:
    story = Story().start().complete("mobilise")
    story.do("switch_track", COUNTY, track="key_links", reason="-")
    story.do("suspend", COUNTY, reason="-")
    story.at("2026-03-04").do("resume", COUNTY)
    story.report("links").send_back("links", "meeting")
    story.do("close", SYSTEM)
    found = outcome_of(story.state)
    assert (found.result, found.in_time, found.track) == ("unfinished", None, "key_links")
    (phase,) = found.phases
    assert (phase.round, phase.lost, phase.closed_at) == (2, WorkingDays(2), None)
    by_step = {step.step: step for step in phase.steps}
    assert by_step["mobilise"].carried
    assert not by_step["opinions"].carried
    assert by_step["meeting"].done_at is None
    assert by_step["meeting"].required


def test_the_outcomes_of_units_that_left_or_never_started() -> None:
    story = Story().start()
    story.do("withdraw", COUNTY, cause="merged", into="SCH-002", reason="-")
    story.do("close", SYSTEM)
    found = outcome_of(story.state)
    assert found.result == "withdrawn"
    assert found.withdrawn == Withdrawal(at=story.now, cause="merged", into="SCH-002")
    story = Story()
    story.do("close", SYSTEM)
    found = outcome_of(story.state)
    assert (found.result, found.in_time, found.phases) == ("not_started", None, ())


def test_a_units_row_keeps_what_lists_ask_for() -> None:
    story = Story().start()
    row = snapshot(story.state, story.now)
    assert (row.state, row.standing, row.phase, row.next_due) == (
        story.state,
        Standing.ON_TRACK,
        "study",
        next_due(story.state),
    )
