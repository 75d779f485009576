"""What is made up has the days of its round, also when it is reopened, scheduled or beyond the end."""

from datetime import date

from rules.course import undone_required
from rules.deadlines import deadline_of
from rules.outcome import outcome_of
from rules.ticks import watched_deadlines
from schemas.state import Standing
from schemas.target import UNIT, phase_target, step_target
from tests.rules.reference import with_rules
from tests.rules.stories import CITY, COUNTY, PHASE_STEPS, SYSTEM, Story, closing, local


def sent_back_late() -> Story:
    """A phase that was reported and sent back long after its first steps were due."""
    return Story().start().at("2026-03-27").report("study").send_back("study", "lecture")


def test_a_step_that_is_reopened_while_it_is_made_up_keeps_the_round_s_day() -> None:
    story = sent_back_late()
    due = deadline_of(story.state, step_target("lecture"))
    said = len(story.journal)
    story.complete("lecture")
    story.do("reopen_step", step="lecture", reason="not whole")
    story.until(story.now)
    assert deadline_of(story.state, step_target("lecture")) == due
    assert story.standing is Standing.SENT_BACK
    assert story.state.steps["lecture"].redo_due == story.state.phases[0].redo_due
    assert "overdue" not in story.kinds[said:]


def test_another_step_that_is_reopened_in_the_round_has_its_day_too() -> None:
    story = sent_back_late()
    story.do("reopen_step", step="mobilise", reason="not whole")
    due = deadline_of(story.state, step_target("mobilise"))
    assert due is not None
    assert due.at > story.now
    phase = story.state.rules.tracks[0].phases[0]
    assert "mobilise" in {step.id for step in undone_required(story.state, phase)}


def test_a_date_of_its_own_in_a_round_beyond_the_campaigns_end_holds() -> None:
    window = with_rules().window.model_copy(update={"last": date(2026, 6, 30)})
    story = Story(with_rules(window=window)).finish().at("2026-06-29")
    story.do("reopen", COUNTY, redo=("survey",), reason="-")
    story.at("2026-07-01").do("schedule_step", step="survey", on=date(2026, 7, 3))
    due = deadline_of(story.state, step_target("survey"))
    assert due is not None
    assert due.at == closing("2026-07-03")


def test_a_unit_that_waits_for_its_last_verdict_has_done_its_part() -> None:
    story = Story().start("key_links").complete(*PHASE_STEPS["links"])
    assert [deadline.target for deadline in watched_deadlines(story.state)] == []
    whole = deadline_of(story.state, UNIT)
    assert whole is not None
    assert story.now < whole.at
    story.at("2026-12-30").do("close", SYSTEM)
    assert "overdue" not in story.kinds
    assert outcome_of(story.state).result == "finished"
    assert outcome_of(story.state).in_time is True


def test_rules_with_a_phase_twice_or_of_another_type_are_refused() -> None:
    story = Story().start()
    rules = story.state.rules
    track = rules.tracks[0]
    twice = track.model_copy(update={"phases": (*track.phases, track.phases[-1])})
    doubled = rules.model_copy(update={"tracks": (twice, *rules.tracks[1:])})
    foreign = rules.model_copy(update={"unit_type": "another"})
    assert story.now > local("2026-03-01")
    for unsound in (doubled, foreign):
        refusal = story.refuse("amend", CITY, rules=unsound, reason="-")
        assert refusal.code == "amendment_unsound"


def test_what_is_made_up_beyond_the_campaigns_end_may_have_more_time() -> None:
    window = with_rules().window.model_copy(update={"last": date(2026, 6, 30)})
    story = Story(with_rules(window=window)).finish().at("2026-06-29")
    story.do("reopen", COUNTY, redo=("survey",), reason="-")
    story.do("extend", COUNTY, target="phase:rectification", until=date(2026, 7, 20), reason="-")
    due = deadline_of(story.state, phase_target("rectification"))
    assert due is not None
    assert due.at == closing("2026-07-20")
    beyond = date(2028, 1, 3)
    refusal = story.refuse("extend", COUNTY, target="phase:rectification", until=beyond, reason="-")
    assert refusal.code == "date_out_of_bounds"


def test_an_extension_in_a_round_beyond_the_campaigns_end_holds_for_a_step_too() -> None:
    window = with_rules().window.model_copy(update={"last": date(2026, 6, 30)})
    story = Story(with_rules(window=window)).finish().at("2026-06-29")
    story.do("reopen", COUNTY, redo=("survey",), reason="-")
    story.do("extend", COUNTY, target="phase:rectification", until=date(2026, 7, 20), reason="-")
    story.do("extend", COUNTY, target="step:survey", until=date(2026, 7, 15), reason="-")
    due = deadline_of(story.state, step_target("survey"))
    assert due is not None
    assert due.at == closing("2026-07-15")
    assert [reason.code for reason in due.reasons] == ["extended"]
