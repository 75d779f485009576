"""Standstill: the unit's own suspension and the campaign's hold beside it."""

from datetime import date, time

import pytest

from rules.deadlines import deadline_of
from rules.outcome import outcome_of
from rules.ticks import next_due, upcoming
from schemas.events import Held, Released, Resumed, Suspended
from schemas.quantities import WorkingDays
from schemas.state import Standing
from schemas.target import UNIT, phase_target, step_target
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, SYSTEM, Story, closing, local, opening


def suspended(story: Story) -> Story:
    story.do("suspend", COUNTY, reason="rebuilding")
    return story


def held(story: Story) -> Story:
    story.do("hold", SYSTEM, reason="floods")
    return story


def test_a_suspended_unit_stands_still_and_says_so() -> None:
    story = suspended(Story().start().at("2026-03-04"))
    assert story.last == Suspended(reason="rebuilding")
    assert story.state.suspended_since == local("2026-03-04")
    assert upcoming(story.state) == ()
    assert next_due(story.state) is None
    assert story.at("2026-05-11").kinds[-1] == "suspended"


def test_a_resumed_unit_has_its_deadlines_moved_by_the_working_days_lost() -> None:
    story = suspended(Story().start().at("2026-03-05")).at("2026-03-10")
    receipt = story.do("resume", COUNTY, note="done")
    assert receipt.events == ("resumed",)
    assert story.last == Resumed(lost=WorkingDays(3), note="done")
    assert story.state.suspended_since is None
    assert (story.state.lost, story.state.phases[0].lost) == (WorkingDays(3), WorkingDays(3))
    for target, day in (
        (step_target("mobilise"), "2026-03-12"),
        (phase_target("study"), "2026-04-06"),
        (UNIT, "2026-06-04"),
    ):
        deadline = deadline_of(story.state, target)
        assert deadline is not None
        assert deadline.at == closing(day)


def test_standstill_within_a_day_loses_nothing() -> None:
    story = suspended(Story().start()).at("2026-03-02", time(17))
    story.do("resume", COUNTY)
    assert story.state.lost == WorkingDays(0)


def test_what_fell_due_on_the_day_of_the_standstill_is_caught_up() -> None:
    story = suspended(Story().start().at("2026-03-09"))  # mobilise is due on this day
    story.at("2026-03-09", time(18)).do("resume", COUNTY)
    assert next_due(story.state) == closing("2026-03-09")
    story.until(story.now)
    assert story.kinds[-2:] == ["resumed", "overdue"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("complete_step", {"step": "mobilise"}),
        ("reopen_step", {"step": "mobilise", "reason": "-"}),
        ("schedule_step", {"step": "mobilise", "on": date(2026, 3, 5)}),
        ("sign_off", {"phase": "study"}),
        ("send_back", {"phase": "study", "redo": ("mobilise",), "reason": "-"}),
        ("request_extension", {"target": "unit", "until": date(2026, 7, 1), "reason": "-"}),
        ("extend", {"target": "unit", "until": date(2026, 7, 1), "reason": "-"}),
        ("decline_extension", {"target": "unit", "reason": "-"}),
        ("switch_track", {"track": "key_links", "reason": "-"}),
        ("start", {}),
        ("complete_readiness", {"item": "counted"}),
    ],
)
def test_no_work_is_done_while_it_stands_still(kind: str, fields: dict[str, object]) -> None:
    refusal = suspended(Story().start()).at("2026-03-04").refuse(kind, CITY, **fields)
    assert (refusal.code, refusal.params) == ("unit_suspended", {"since": "2026-03-02"})
    assert refusal.who == (COUNTY, CITY)
    refusal = held(Story().start()).refuse(kind, CITY, **fields)
    assert (refusal.code, refusal.params, refusal.who) == ("campaign_held", {}, (SYSTEM,))


def test_a_standing_unit_may_be_reassigned_commented_amended_and_withdrawn() -> None:
    story = held(suspended(Story().start()))
    story.do("reassign", COUNTY, coordinator="c-002")
    story.do("comment", CITY, text="still closed")
    story.do("amend", CITY, unit=story.state.unit, reason="-")
    assert story.do("withdraw", COUNTY, cause="other", reason="-").standing is Standing.WITHDRAWN


def test_a_unit_is_suspended_once_and_resumed_once() -> None:
    story = suspended(Story()).at("2026-03-04")
    refusal = story.refuse("suspend", COUNTY, reason="-")
    assert (refusal.code, refusal.params) == ("already_suspended", {"since": "2026-03-02"})
    story.do("resume", COUNTY)
    assert story.refuse("resume", COUNTY).code == "not_suspended"


def test_a_finished_unit_is_not_suspended() -> None:
    assert Story().finish().refuse("suspend", COUNTY, reason="-").code == "unit_finished"


def test_a_campaign_holds_and_releases_every_unit_finished_ones_too() -> None:
    story = held(Story().finish())
    assert story.last == Held(reason="floods")
    assert story.refuse("hold", SYSTEM, reason="-").code == "already_held"
    story.at("2026-03-04").do("release", SYSTEM)
    assert story.state.held_since is None
    refusal = story.refuse("release", SYSTEM)
    assert (refusal.code, refusal.who) == ("not_held", (SYSTEM,))


def test_standstill_after_the_end_is_not_counted_for_the_unit() -> None:
    story = Story().start().report("study").sign_off("study")
    story.report("analysis").sign_off("analysis")
    story.at("2026-06-03").report("rectification")  # two days late
    held(story).at("2026-06-20").do("release", SYSTEM)
    assert story.last == Released(lost=WorkingDays(0))
    story.do("close", SYSTEM)
    assert outcome_of(story.state).in_time is False


def test_work_goes_on_when_neither_holds() -> None:
    story = suspended(Story().start())
    held(story.at("2026-03-04")).at("2026-03-05")
    assert story.do("resume", COUNTY).standing is Standing.SUSPENDED
    assert Resumed(lost=WorkingDays(0)) in story.events
    assert story.refuse("complete_step", step="mobilise").code == "campaign_held"
    story.at("2026-03-06")
    assert story.do("release", SYSTEM).standing is Standing.ON_TRACK
    assert Released(lost=WorkingDays(4)) in story.events  # from the day on which work first stopped
    assert story.state.lost == WorkingDays(4)


def test_the_holds_may_end_in_the_other_order() -> None:
    story = held(Story().start())
    suspended(story.at("2026-03-04")).at("2026-03-05")
    assert story.do("release", SYSTEM).standing is Standing.SUSPENDED
    assert Released(lost=WorkingDays(0)) in story.events
    assert story.state.suspended_since == local("2026-03-02")
    story.at("2026-03-06").do("resume", COUNTY)
    assert Resumed(lost=WorkingDays(4)) in story.events


def test_lost_days_count_for_open_phases_only() -> None:
    story = suspended(Story().start().report("study").sign_off("study").at("2026-03-03"))
    story.at("2026-03-05").do("resume", COUNTY)
    assert [phase.lost for phase in story.state.phases] == [WorkingDays(0), WorkingDays(2)]


def test_lost_days_add_up() -> None:
    story = suspended(Story().start()).at("2026-03-03")
    story.do("resume", COUNTY)
    suspended(story).at("2026-03-05").do("resume", COUNTY)
    assert story.state.lost == WorkingDays(3)
    assert story.state.phases[0].lost == WorkingDays(3)


def test_holidays_are_not_lost() -> None:
    story = Story(begins=local("2026-09-29")).start()
    suspended(story.at("2026-09-30")).at("2026-10-10").do("resume", COUNTY)
    assert story.state.lost == WorkingDays(3)  # 8 and 9 October and the Saturday that is worked


def test_reminders_come_again_for_the_moved_days() -> None:
    story = Story().start().at("2026-03-04")
    assert story.kinds[-1] == "due_soon"
    suspended(story).at("2026-03-09").do("resume", COUNTY)
    assert next_due(story.state) == opening("2026-03-09")
    assert story.until(story.now).kinds[-1] == "due_soon"


def test_a_campaign_releases_units_that_left_meanwhile() -> None:
    story = held(Story().start())
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    story.at("2026-03-04").do("release", SYSTEM)
    story.do("reopen", COUNTY, reason="a mistake")
    story.complete("mobilise")


def test_a_unit_that_left_is_neither_suspended_nor_resumed() -> None:
    story = suspended(Story().start())
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    refusal = story.refuse("suspend", COUNTY, reason="-")
    assert (refusal.code, refusal.params) == ("unit_withdrawn", {"at": "2026-03-02"})
    assert refusal.who == (COUNTY, CITY)
    assert story.refuse("resume", COUNTY).code == "unit_withdrawn"


def test_a_closed_unit_is_neither_held_nor_released() -> None:
    story = held(Story().start())
    story.do("close", SYSTEM)
    for kind, by, fields in (
        ("release", SYSTEM, {}),
        ("hold", SYSTEM, {"reason": "-"}),
        ("resume", COUNTY, {}),
        ("suspend", COUNTY, {"reason": "-"}),
    ):
        assert story.refuse(kind, by, **fields).code == "unit_closed"


def test_a_suspended_unit_that_comes_back_is_still_suspended() -> None:
    story = suspended(Story().start())
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    assert story.do("reopen", COUNTY, reason="-").standing is Standing.SUSPENDED


def test_a_supervisor_holds_nothing() -> None:
    assert Story().refuse("suspend", SUPERVISOR, reason="-").code == "not_allowed"
