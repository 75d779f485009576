"""What falls due happens, also what was missed, and nothing happens twice."""

from datetime import date

from rules.ticks import next_due
from schemas.events import DueSoon, Overdue, PhaseClosed
from schemas.state import Standing
from schemas.target import UNIT, phase_target
from tests.rules.reference import RULES, with_rules
from tests.rules.stories import CITY, COUNTY, SUPERVISOR, SYSTEM, Story, closing


def kinds(story: Story) -> list[str]:
    return [entry.event.kind for entry in story.journal]


def test_a_sign_off_lapses_for_a_unit_that_was_away_when_it_fell_due() -> None:
    story = Story().start()
    story.report("study")
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    story.at("2026-06-01")
    story.do("reopen", COUNTY, reason="-")
    story.at("2026-06-01")
    lapsed = [entry.event for entry in story.journal if isinstance(entry.event, PhaseClosed)]
    assert [event.how for event in lapsed] == ["lapsed"]


def test_a_missed_deadline_is_said_once_and_not_that_it_is_due_soon() -> None:
    story = Story().start()
    story.do("suspend", COUNTY, reason="-")
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    story.at("2026-12-01")
    story.do("reopen", COUNTY, reason="-")
    story.do("resume", COUNTY)
    story.at("2026-12-02").at("2026-12-03")
    said = [entry.event for entry in story.journal if isinstance(entry.event, DueSoon | Overdue)]
    assert len(said) == len({(event.kind, event.target, event.due) for event in said})


def test_a_phase_that_opens_after_the_campaigns_end_is_overdue_and_that_is_said() -> None:
    story = Story().start()
    story.report("study")
    last = story.state.rules.window.last
    story.at(str(date(last.year + 1, 3, 2)))
    assert story.standing is Standing.OVERDUE
    assert "overdue" in kinds(story)
    assert (due := next_due(story.state)) is None or due > story.now


def test_no_unit_starts_after_the_window() -> None:
    story = Story().get_ready()
    last = story.state.rules.window.last
    story.at(str(date(last.year + 1, 3, 2)))
    assert story.refuse("start").code == "after_window"


def test_a_finished_unit_is_not_reopened_while_the_campaign_is_held() -> None:
    story = Story().finish()
    story.do("hold", SYSTEM, reason="-")
    step = story.state.rules.tracks[0].phases[-1].steps[0].id
    assert story.refuse("reopen", CITY, reason="-", redo=(step,)).code == "campaign_held"


def test_a_unit_that_comes_back_during_a_pause_is_held_too() -> None:
    story = Story().start()
    story.do("withdraw", COUNTY, cause="closed", reason="-")
    story.do("hold", SYSTEM, reason="-")
    story.do("reopen", COUNTY, reason="-")
    assert story.standing is Standing.SUSPENDED
    assert story.refuse("sign_off", SUPERVISOR, phase="study").code == "campaign_held"


def test_an_id_that_was_used_for_something_else_is_refused() -> None:
    story = Story().start()
    story.do("comment", COUNTY, text="-", id="once")
    assert story.refuse("close", SYSTEM, id="once").code == "id_reused"
    assert story.refuse("comment", CITY, text="-", id="once").code == "id_reused"


def test_nobody_gets_ready_after_the_window() -> None:
    story = Story()
    last = story.state.rules.window.last
    story.at(str(date(last.year + 1, 3, 2)))
    assert story.refuse("complete_readiness", item="counted").code == "after_window"


def test_units_start_and_get_ready_on_the_windows_very_last_day() -> None:
    last = "2026-12-31"
    story = Story().at(last).get_ready()
    assert story.do("start").events == ("started", "phase_opened")
    late = Story().at("2027-01-01")
    for refusal in (late.refuse("start"), late.refuse("complete_readiness", item="counted")):
        assert (refusal.code, refusal.params) == ("after_window", {"last": last})


def test_of_the_units_own_deadline_nothing_is_said_again_in_the_next_phase() -> None:
    window = RULES.window.model_copy(update={"last": date(2026, 3, 6)})
    story = Story(with_rules(window=window)).start()
    whole = DueSoon(target=UNIT, due=closing("2026-03-06"))
    assert story.at("2026-03-03").events.count(whole) == 1
    story.report("study").sign_off("study").at("2026-03-04")
    assert story.events.count(whole) == 1
    # But each phase speaks of its own, though both end with the campaign.
    said = {event.target for event in story.events if isinstance(event, DueSoon)}
    assert {phase_target("study"), phase_target("analysis")} <= said
