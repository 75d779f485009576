"""Where a unit stands: one word, the most decisive first."""

from datetime import date, time

from rules.standing import phase_id, standing
from schemas.state import Standing
from tests.rules.stories import COUNTY, SYSTEM, Story, closing, opening


def stands(story: Story) -> Standing:
    return standing(story.state, story.now)


def test_a_unit_prepares_until_it_starts_or_is_late_for_it() -> None:
    story = Story()
    assert stands(story) is Standing.PREPARING
    assert stands(story.at("2026-09-30", time(17, 29))) is Standing.PREPARING
    assert stands(story.at("2026-09-30", time(17, 30))) is Standing.OVERDUE
    assert stands(story.get_ready()) is Standing.OVERDUE


def test_a_unit_is_on_track_then_due_soon_then_overdue() -> None:
    story = Story().start()
    assert stands(story) is Standing.ON_TRACK
    assert stands(story.until(opening("2026-03-04"))) is Standing.DUE_SOON
    assert stands(story.until(closing("2026-03-09"))) is Standing.OVERDUE
    assert stands(story.complete("mobilise")) is Standing.ON_TRACK


def test_optional_steps_make_nobody_late() -> None:
    story = Story().start().report("study").at("2026-03-06").send_back("study", "discussion")
    story.complete("discussion")
    assert stands(story) is Standing.AWAITING_SIGN_OFF


def test_a_phase_or_unit_that_is_late_makes_the_unit_late() -> None:
    story = Story().start().complete("mobilise", "lecture").until(closing("2026-04-01"))
    assert stands(story) is Standing.OVERDUE
    story = Story().start().report("study").sign_off("study").at("2026-05-20")
    story.do("extend", COUNTY, target="phase:analysis", until=date(2026, 6, 30), reason="-")
    assert stands(story) is Standing.ON_TRACK
    assert stands(story.until(opening("2026-05-27"))) is Standing.DUE_SOON
    assert stands(story.until(closing("2026-06-01"))) is Standing.OVERDUE


def test_who_waits_for_a_verdict_is_not_late() -> None:
    story = Story().start().report("study").sign_off("study").report("analysis")
    assert stands(story.at("2026-12-30")) is Standing.AWAITING_SIGN_OFF


def test_what_is_sent_back_is_made_up_in_time_or_late() -> None:
    story = Story().start().report("study").at("2026-03-06").send_back("study", "lecture")
    assert stands(story) is Standing.SENT_BACK
    assert stands(story.at("2026-03-12")) is Standing.SENT_BACK  # due soon says less
    assert stands(story.until(closing("2026-03-13"))) is Standing.OVERDUE
    assert stands(story.complete("lecture")) is Standing.OVERDUE  # the discussion is made up too
    assert stands(story.complete("discussion")) is Standing.AWAITING_SIGN_OFF


def test_standstill_hides_lateness_but_not_the_end() -> None:
    story = Story().start().until(closing("2026-03-09"))
    story.do("suspend", COUNTY, reason="-")
    assert stands(story) is Standing.SUSPENDED
    story.do("resume", COUNTY)
    assert stands(story) is Standing.OVERDUE
    story.do("hold", SYSTEM, reason="-")
    assert stands(story) is Standing.SUSPENDED
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    assert stands(story) is Standing.WITHDRAWN


def test_a_finished_unit_is_finished_even_while_the_campaign_is_held() -> None:
    story = Story().finish()
    assert stands(story) is Standing.FINISHED
    story.do("hold", SYSTEM, reason="-")
    assert stands(story) is Standing.FINISHED


def test_a_preparing_unit_may_be_suspended() -> None:
    story = Story()
    story.do("suspend", COUNTY, reason="-")
    assert stands(story) is Standing.SUSPENDED


def test_the_open_phase_is_shown() -> None:
    story = Story()
    assert phase_id(story.state) is None
    assert phase_id(story.start().state) == "study"
    assert phase_id(story.report("study").state) == "study"
    assert phase_id(story.sign_off("study").state) == "analysis"
    assert phase_id(Story().finish().state) is None
