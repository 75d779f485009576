"""The one effective deadline: the instant, its light, and its reasons."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.deadlines import (
    deadline_of,
    lapse_at,
    latest_start_at,
    phase_deadline,
    redo_day,
    start_at,
    step_deadline,
    unit_deadline,
)
from schemas.deadline import Deadline, Light, Reason
from schemas.quantities import Days, WorkingDays
from schemas.step import Phase, Track
from schemas.target import UNIT, phase_target, step_target
from tests.rules.reference import ANALYSIS, STUDY, task, text, with_rules
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, SYSTEM, Story, closing, local, opening


def due(story: Story, target: str) -> Deadline:
    kind, _, id_ = target.partition(":")
    wanted = {"step": step_target, "phase": phase_target}.get(kind)
    deadline = deadline_of(story.state, wanted(id_) if wanted else UNIT)
    assert deadline is not None
    return deadline


def reasons(deadline: Deadline) -> list[tuple[str, dict[str, str]]]:
    return [(reason.code, reason.params) for reason in deadline.reasons]


def hold(story: Story, until: str) -> Story:
    story.do("hold", SYSTEM, reason="-")
    story.at(until).do("release", SYSTEM)
    return story


def short(due_: Any, *, length: int = 30, last: date = date(2026, 12, 31)) -> Story:
    """A started unit with one step that is due so."""
    phase = Phase(id="phase", title=text("p"), length=Days(length), steps=(task("step", due=due_),))
    track = Track(id="t", title=text("t"), phases=(phase,))
    window = with_rules().window.model_copy(update={"last": last})
    return Story(with_rules(tracks=(track,), window=window)).start("t")


def test_a_step_is_due_working_days_after_its_phases_start() -> None:
    deadline = due(Story().start(), "step:mobilise")
    assert deadline == Deadline(
        target=step_target("mobilise"),
        at=closing("2026-03-09"),
        due_soon_at=opening("2026-03-04"),
        reasons=(
            Reason(
                code="from_phase_start", params={"length": "5 working days", "on": "2026-03-02"}
            ),
        ),
    )


def test_a_step_without_days_of_its_own_is_due_with_its_phase() -> None:
    story = Story().start()
    step, phase = due(story, "step:discussion"), due(story, "phase:study")
    assert step.target == step_target("discussion")
    assert (step.at, step.reasons) == (phase.at, phase.reasons)


def test_a_phase_is_due_its_length_after_it_opened() -> None:
    deadline = due(Story().start(), "phase:study")
    assert deadline.target == phase_target("study")
    assert deadline.at == closing("2026-04-01")
    assert reasons(deadline) == [("phase_length", {"length": "30 days", "on": "2026-03-02"})]


def test_a_unit_is_due_its_tracks_length_after_it_started() -> None:
    deadline = due(Story().start().report("study").sign_off("study"), "unit")
    assert deadline.target == UNIT
    assert deadline.at == closing("2026-06-01")  # 31 May is a Sunday
    assert reasons(deadline) == [
        ("track_length", {"length": "90 days", "on": "2026-03-02"}),
        ("moved_to_working_day", {"on": "2026-05-31"}),
    ]
    assert unit_deadline(Story().state) is None


def test_the_later_phases_count_from_the_day_on_which_they_open() -> None:
    story = Story().start().report("study").at("2026-03-06").sign_off("study")
    assert due(story, "phase:analysis").at == closing("2026-04-06")  # 5 April is a Sunday


@pytest.mark.parametrize(
    ("on", "by", "kind", "code"),
    [("2026-03-12", "coordinator:c-001", "schedule_step", "scheduled")],
)
def test_the_units_own_schedule_takes_the_plans_place(
    on: str, by: str, kind: str, code: str
) -> None:
    story = Story().start()
    story.do(kind, step="mobilise", on=date.fromisoformat(on))
    deadline = due(story, "step:mobilise")
    assert deadline.at == closing(on)
    assert reasons(deadline) == [(code, {"on": on, "by": by})]


def test_an_extension_takes_the_place_of_plan_and_schedule() -> None:
    story = Story().start()
    story.do("schedule_step", step="mobilise", on=date(2026, 3, 12))
    story.do("extend", COUNTY, target="step:mobilise", until=date(2026, 3, 16), reason="-")
    deadline = due(story, "step:mobilise")
    assert deadline.at == closing("2026-03-16")
    assert reasons(deadline) == [("extended", {"on": "2026-03-16", "by": "county:D1"})]


def test_a_schedule_after_an_extension_takes_its_place() -> None:
    story = Story().start()
    story.do("extend", COUNTY, target="step:mobilise", until=date(2026, 3, 16), reason="-")
    story.do("schedule_step", step="mobilise", on=date(2026, 3, 12))
    assert due(story, "step:mobilise").at == closing("2026-03-12")


def test_what_is_made_up_is_due_by_the_gates_own_days() -> None:
    story = Story().start().report("study").at("2026-03-06").send_back("study", "lecture")
    for target in ("step:lecture", "step:discussion", "phase:study", "step:reading"):
        deadline = due(story, target)
        assert deadline.at == closing("2026-03-13")
        assert reasons(deadline) == [("redo", {"on": "2026-03-13", "by": "supervisor:SG-01"})]


def test_an_extension_of_what_is_made_up_goes_before() -> None:
    story = Story().start().report("study").at("2026-03-06").send_back("study", "lecture")
    story.do("extend", SUPERVISOR, target="phase:study", until=date(2026, 3, 20), reason="-")
    story.do("extend", SUPERVISOR, target="step:lecture", until=date(2026, 3, 18), reason="-")
    assert due(story, "phase:study").at == closing("2026-03-20")
    assert due(story, "step:lecture").at == closing("2026-03-18")
    story.do("schedule_step", step="lecture", on=date(2026, 3, 17))
    assert due(story, "step:lecture").at == closing("2026-03-17")


def test_standstill_moves_a_deadline_by_the_working_days_lost() -> None:
    deadline = due(hold(Story().start(), "2026-03-04"), "step:mobilise")
    assert deadline.at == closing("2026-03-11")
    assert reasons(deadline)[1:] == [("standstill", {"lost": "2 working days"})]


def test_standstill_before_an_own_date_is_in_it_already() -> None:
    story = hold(Story().start(), "2026-03-04")
    story.do("schedule_step", step="mobilise", on=date(2026, 3, 12))
    story.do("extend", CITY, target="phase:study", until=date(2026, 4, 10), reason="-")
    assert due(story, "step:mobilise").at == closing("2026-03-12")
    assert due(story, "phase:study").at == closing("2026-04-10")
    hold(story, "2026-03-05")
    assert due(story, "step:mobilise").at == closing("2026-03-13")
    assert due(story, "phase:study").at == closing("2026-04-13")


def test_standstill_before_a_send_back_is_in_its_day_already() -> None:
    story = hold(Story().start(), "2026-03-04").report("study").send_back("study", "lecture")
    assert due(story, "step:lecture").at == closing("2026-03-11")
    assert due(story, "phase:study").at == closing("2026-03-11")
    hold(story, "2026-03-05")
    assert due(story, "step:lecture").at == closing("2026-03-12")
    assert due(story, "phase:study").at == closing("2026-03-12")


def test_standstill_of_earlier_phases_moves_no_later_one() -> None:
    story = hold(Story().start(), "2026-03-04").report("study").sign_off("study")
    assert due(story, "phase:analysis").at == closing("2026-04-03")


def test_a_deadline_on_a_day_off_moves_to_the_next_working_day() -> None:
    story = Story(begins=local("2026-09-03")).start()
    deadline = due(story, "phase:study")  # 3 October is in the holiday
    assert deadline.at == closing("2026-10-08")
    assert reasons(deadline)[1:] == [("moved_to_working_day", {"on": "2026-10-03"})]
    assert deadline.due_soon_at == opening("2026-09-28")


def test_all_must_be_over_by_the_campaigns_end() -> None:
    story = short("phase end", length=400, last=date(2026, 10, 4))
    for target in ("phase:phase", "step:step", "unit"):
        deadline = due(story, target)
        assert deadline.at == closing("2026-09-30")
        assert reasons(deadline)[-1] == ("campaign_end", {"on": "2026-10-04"})


def test_a_deadline_on_the_very_last_day_is_not_cut() -> None:
    story = short("phase end", length=30, last=date(2026, 4, 1))
    assert [code for code, _ in reasons(due(story, "phase:phase"))] == ["phase_length"]


def test_standstill_is_cut_by_the_campaigns_end_too() -> None:
    story = hold(short("phase end", length=30, last=date(2026, 4, 2)), "2026-03-10")
    deadline = due(story, "phase:phase")
    assert deadline.at == closing("2026-04-02")
    assert [code for code, _ in reasons(deadline)] == [
        "phase_length",
        "standstill",
        "campaign_end",
    ]


def test_due_today_is_due_on_the_first_working_day() -> None:
    assert due(short(WorkingDays(0)), "step:step").at == closing("2026-03-02")


def test_a_light_changes_at_its_instants() -> None:
    deadline = due(Story().start(), "step:mobilise")
    second = timedelta(seconds=1)
    assert deadline.light(deadline.due_soon_at - second) is Light.GREEN
    assert deadline.light(deadline.due_soon_at) is Light.YELLOW
    assert deadline.light(deadline.at - second) is Light.YELLOW
    assert deadline.light(deadline.at) is Light.RED


def test_only_what_is_open_has_a_deadline() -> None:
    assert deadline_of(Story().state, UNIT) is None
    story = Story().start().report("study").sign_off("study")
    state = story.state
    assert deadline_of(state, phase_target("study")) is None
    assert deadline_of(state, step_target("lecture")) is None
    assert deadline_of(state, phase_target("rectification")) is None
    assert deadline_of(state, step_target("survey")) is None
    assert deadline_of(state, phase_target("analysis")) == phase_deadline(state, state.phases[1])
    assert deadline_of(state, step_target("talks")) == step_deadline(
        state, state.phases[1], ANALYSIS.steps[1]
    )
    assert deadline_of(state, UNIT) == unit_deadline(state)


def test_a_done_step_still_tells_when_it_was_due() -> None:
    story = Story().start().complete("mobilise")
    assert deadline_of(story.state, step_target("mobilise")) is not None


def test_the_other_instants_of_a_unit() -> None:
    story = Story()
    assert latest_start_at(story.state) == closing("2026-09-30")
    assert start_at(story.state) is None
    story.do("start", on=date(2026, 3, 16))
    assert start_at(story.state) == opening("2026-03-16")
    story.start()
    assert lapse_at(story.state, story.state.phases[0]) is None
    story.report("study")
    assert lapse_at(story.state, story.state.phases[0]) == closing("2026-03-09")
    assert redo_day(story.state, STUDY, story.now) == date(2026, 3, 9)
    assert redo_day(story.state, ANALYSIS, story.now) == date(2026, 3, 11)
    story.sign_off("study").report("analysis")
    assert lapse_at(story.state, story.state.phases[1]) is None


def test_an_extension_says_by_whom_it_was_granted() -> None:
    story = Story().start()
    for target, until in (("phase:study", date(2026, 4, 10)), ("unit", date(2026, 7, 1))):
        story.do("extend", CITY, target=target, until=until, reason="-")
        deadline = due(story, target)
        assert deadline.at == closing(str(until))
        assert reasons(deadline) == [("extended", {"on": str(until), "by": "city:office"})]


@pytest.mark.parametrize("target", ["step:step", "phase:phase", "unit"])
def test_standstill_moves_an_extension_up_to_the_campaigns_end(target: str) -> None:
    story = short(WorkingDays(5), length=30, last=date(2026, 4, 3))
    until = "2026-04-01" if target == "step:step" else "2026-04-02"
    story.do("extend", COUNTY, target=target, until=date.fromisoformat(until), reason="-")
    deadline = due(hold(story, "2026-03-10"), target)
    assert deadline.at == closing("2026-04-03")
    assert [code for code, _ in reasons(deadline)] == ["extended", "standstill", "campaign_end"]


def test_standstill_moves_a_date_of_its_own_up_to_the_campaigns_end() -> None:
    story = short(WorkingDays(5), length=30, last=date(2026, 4, 3))
    story.do("schedule_step", step="step", on=date(2026, 4, 1))
    deadline = due(hold(story, "2026-03-10"), "step:step")
    assert deadline.at == closing("2026-04-03")
    assert [code for code, _ in reasons(deadline)] == ["scheduled", "standstill", "campaign_end"]
