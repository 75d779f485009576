"""Surveys: opened in their turn, closed when they are over, passed, made up, or judged."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rules.acceptance import take_outcome
from rules.deadlines import deadline_of
from rules.effects import wanted
from rules.outcome import outcome_of
from rules.polls import find_survey
from rules.replay import replay
from rules.survey_results import awaits_verdict
from schemas.actor import RECORDS
from schemas.effects import SealSurvey, SurveySealed
from schemas.memory import UnitMemory
from schemas.quantities import Percent, WorkingDays
from schemas.state import Standing
from schemas.survey import (
    GradeCounts,
    Sealed,
    SurveyClosed,
    SurveyEnded,
    SurveyJudged,
    SurveyOutcome,
    SurveyRow,
)
from schemas.target import phase_target, step_target
from schemas.unit_rules import UnitRules
from tests.rules.stories import CITY, COORDINATOR, COUNTY, SUPERVISOR, Story, closing
from tests.rules.surveys import (
    BAD,
    FEW,
    GOOD,
    UNTIL,
    begun,
    counted,
    ended,
    opened,
    poll_open,
    polled,
    reported,
    rules,
    survey_of,
    verdict,
    with_gate,
)


def last(story: Story) -> SurveyClosed:
    """The result that was counted."""
    found = [event for event in story.events if isinstance(event, SurveyClosed)]
    return found[-1]


def test_a_survey_that_reaches_the_mark_lets_the_step_be_done() -> None:
    story = begun()
    lacking = story.refuse("complete_step", step="survey")
    assert (lacking.code, lacking.who[0]) == ("survey_not_passed", COORDINATOR)
    under_way = opened(story).refuse("complete_step", step="survey")
    assert (under_way.code, under_way.by) == ("survey_under_way", closing("2026-03-06"))
    assert under_way.who[0] == COORDINATOR
    story.until(closing("2026-03-06")).do("close_survey", step="survey")
    assert story.refuse("complete_step", step="survey").code == "survey_uncounted"
    story = counted(opened(), GOOD)
    told = last(story)
    assert (told.result, str(told.score), str(told.band)) == ("passed", "99 %", "95 %")
    assert (told.cast, told.tally, told.make_up_by) == (20, GOOD.tally, None)
    assert story.journal[-1].by == RECORDS
    story.complete("survey")
    assert story.standing is Standing.FINISHED


def test_it_comes_after_what_the_plan_says() -> None:
    story = Story(rules()).start()
    refusal = story.refuse("open_survey", step="survey", until=UNTIL, ballots=5)
    assert (refusal.code, refusal.params["after"]) == ("step_waits", "rectify")
    assert story.refuse("close_survey", step="survey").code == "survey_not_open"
    another = story.refuse("open_survey", step="rectify", until=UNTIL, ballots=5)
    assert another.code == "step_of_another_kind"


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (date(2026, 3, 1), "date_past"),
        (date(2026, 3, 7), "date_not_worked"),
        (date(2030, 1, 1), "date_out_of_bounds"),
    ],
)
def test_its_last_day_is_a_working_day_to_come(until: date, code: str) -> None:
    refusal = begun().refuse("open_survey", step="survey", until=until, ballots=5)
    assert refusal.code == code


def test_it_is_not_opened_when_nobody_could_vote_any_more() -> None:
    story = begun().until(closing("2026-03-06"))
    refusal = story.refuse("open_survey", step="survey", until=UNTIL, ballots=5)
    assert refusal.code == "no_time_to_vote"
    assert refusal.params == {"until": "2026-03-06"}
    story.do("open_survey", step="survey", until=date(2026, 3, 9), ballots=5)


def test_it_is_not_closed_before_its_last_day_is_over() -> None:
    story = opened()
    refusal = story.refuse("close_survey", step="survey")
    assert (refusal.code, refusal.by) == ("survey_goes_on", closing("2026-03-06"))
    assert str(refusal.by).endswith("+08:00")
    another = story.refuse("open_survey", step="survey", until=UNTIL, ballots=5)
    assert another.code == "survey_open_already"
    story.until(closing("2026-03-06")).do("close_survey", step="survey")
    assert story.refuse("close_survey", step="survey").code == "survey_not_open"
    assert (
        story.refuse("open_survey", step="survey", until=UNTIL, ballots=5).code
        == "survey_open_already"
    )


def test_below_the_mark_the_unit_makes_up_and_is_measured_again() -> None:
    story = counted(opened(), BAD)
    told = last(story)
    assert (told.result, str(told.score), told.band) == ("below", "50 %", None)
    assert told.make_up_by == date(2026, 3, 13), "the gate's working days to make up"
    assert story.state.steps["survey"].redo_due is not None
    assert story.standing is Standing.SENT_BACK
    assert story.refuse("complete_step", step="survey").code == "survey_not_passed"
    silent = story.refuse("open_survey", step="survey", until=date(2026, 3, 13), ballots=5)
    assert silent.code == "survey_made_up_missing"
    opened(story, until=date(2026, 3, 13), made_up="The stairs are lit now.")
    assert (survey_of(story).round, survey_of(story).make_ups) == (2, 1)
    counted(story, GOOD).complete("survey")
    assert story.state.finished_at is not None


def test_what_is_made_up_has_its_days_beyond_the_phase() -> None:
    story = begun().at("2026-03-31")
    opened(story, until=date(2026, 4, 1))
    counted(story, BAD)
    assert last(story).make_up_by == date(2026, 4, 8)
    phase = story.state.phases[-1]
    assert phase.redo_due is not None
    assert phase.redo_due.on == date(2026, 4, 8)
    early = counted(opened(), BAD)
    assert early.state.phases[-1].redo_due is None, "the phase goes on for longer"


def test_what_is_made_up_has_one_day_whatever_was_agreed_before() -> None:
    story = begun().at("2026-03-30")
    story.do("schedule_step", step="survey", on=date(2026, 3, 31))
    late = {"phase:rectification": date(2026, 4, 3), "step:survey": date(2026, 4, 2)}
    for longer, until in late.items():
        story.do("extend", SUPERVISOR, target=longer, until=until, reason="They are few.")
    counted(opened(story, until=date(2026, 4, 1)), BAD)
    assert last(story).make_up_by == date(2026, 4, 8)
    own, phase = story.state.steps["survey"], story.state.phases[-1]
    assert (own.scheduled, own.extended, phase.extended) == (None, None, None)
    for target in (step_target("survey"), phase_target("rectification")):
        deadline = deadline_of(story.state, target)
        assert deadline is not None
        assert deadline.at == closing("2026-04-08")


def test_days_that_were_lost_before_do_not_move_the_day_on_which_it_is_made_up() -> None:
    story = begun()
    story.do("suspend", COUNTY, reason="Flood.")
    story.at("2026-03-05").do("resume", COUNTY)
    counted(opened(story), BAD)
    assert last(story).make_up_by == date(2026, 3, 13)
    deadline = deadline_of(story.state, step_target("survey"))
    assert deadline is not None
    assert deadline.at == closing("2026-03-13")


def test_without_a_pass_mark_whatever_is_measured_is_good() -> None:
    story = counted(opened(begun(pass_mark=Percent.parse("0 %"))), BAD)
    assert last(story).result == "measured"
    story.complete("survey")


def test_what_is_none_of_the_units_any_more_awaits_no_verdict() -> None:
    story = counted(opened(), FEW)
    assert awaits_verdict(story.state, "survey")
    assert not awaits_verdict(story.state, "rectify")
    with_content(story, content="reported").complete("survey")
    assert not awaits_verdict(story.state, "survey")
    dropped = counted(opened(), FEW)
    dropped.do("amend", CITY, rules=without_survey(dropped), reason="Too much.")
    assert not awaits_verdict(dropped.state, "survey")


def test_the_row_of_a_survey_has_nothing_that_the_rules_alone_keep() -> None:
    story = counted(opened(), BAD)
    opened(story, until=date(2026, 3, 13), made_up="The stairs are lit now.")
    assert survey_of(story).make_ups == 1
    amended = rules(pass_mark=Percent.parse("50 %"))
    story.do("amend", CITY, rules=amended, reason="It is hard.")
    assert survey_of(story).asked is not None
    counted(story, GOOD)
    assert [(row.round, row.status) for row in rows(story)] == [
        (1, "open"),
        (1, "ended"),
        (1, "below"),
        (2, "open"),
        (2, "ended"),
        (2, "passed"),
    ]


def test_too_few_show_nothing_and_the_supervision_group_decides() -> None:
    story = opened()
    assert story.refuse("judge_survey", SUPERVISOR, **verdict()).code == "survey_needs_no_verdict"
    counted(story, FEW)
    told = last(story)
    assert told.model_dump(exclude_unset=True).keys() == {"step", "round", "cast", "result"}
    assert (told.result, told.cast) == ("too_small", 4)
    unjudged = story.refuse("complete_step", step="survey")
    assert (unjudged.code, unjudged.who[0]) == ("survey_needs_verdict", SUPERVISOR)
    waits = story.refuse("open_survey", step="survey", until=date(2026, 3, 13), ballots=5)
    assert waits.code == "survey_needs_verdict"
    assert SUPERVISOR in waits.who
    assert story.refuse("judge_survey", COUNTY, **verdict()).code == "not_allowed"
    story.do("judge_survey", SUPERVISOR, **verdict())
    assert survey_of(story).verdict == "passed"
    assert isinstance(story.last, SurveyJudged)
    assert story.last.make_up_by is None
    assert story.refuse("judge_survey", SUPERVISOR, **verdict()).code == "survey_needs_no_verdict"
    done = story.refuse(
        "open_survey", step="survey", until=date(2026, 3, 13), ballots=5, made_up="-"
    )
    assert done.code == "survey_passed_already"
    story.complete("survey")


def test_a_verdict_may_ask_for_making_up() -> None:
    story = counted(opened(), FEW)
    story.do("judge_survey", CITY, **verdict("to_make_up"))
    told = story.last
    assert isinstance(told, SurveyJudged)
    assert told.make_up_by == date(2026, 3, 13)
    assert story.refuse("complete_step", step="survey").code == "survey_not_passed"
    opened(story, until=date(2026, 3, 13), made_up="Asked everybody in.")
    assert survey_of(story).round == 2
    counted(story, GOOD).complete("survey")


def test_the_plan_may_limit_how_often_it_is_repeated() -> None:
    story = counted(opened(begun(make_up_limit=1)), BAD)
    assert story.refuse("judge_survey", SUPERVISOR, **verdict()).code == "survey_needs_no_verdict"
    counted(opened(story, until=date(2026, 3, 13), made_up="This."), BAD)
    again: dict[str, Any] = {
        "step": "survey",
        "until": date(2026, 3, 20),
        "ballots": 5,
        "made_up": "That.",
    }
    assert story.refuse("open_survey", **again).code == "survey_needs_verdict"
    story.do("judge_survey", SUPERVISOR, **verdict("to_make_up"))
    story.do("open_survey", **again)
    assert survey_of(story).make_ups == 2


def test_a_step_that_is_sent_back_is_measured_again() -> None:
    story = Story(with_gate(rules())).start().complete("rectify")
    counted(opened(story), GOOD).complete("survey")
    story.do("send_back", SUPERVISOR, phase="rectification", redo=("survey",), reason="Staged.")
    assert survey_of(story).status == "void"
    assert survey_of(story).cast is None
    assert story.refuse("complete_step", step="survey").code == "survey_not_passed"
    row = rows(story)[-1]
    assert (row.round, row.status, row.cast) == (1, "void", None)
    opened(story, until=date(2026, 3, 13))
    assert (survey_of(story).round, survey_of(story).make_ups) == (2, 0)


def test_a_slip_of_the_coordinator_leaves_the_result() -> None:
    story = Story(with_gate(rules())).start().complete("rectify")
    counted(opened(story), GOOD).complete("survey")
    story.do("reopen_step", step="survey", reason="A slip.")
    story.complete("survey")


def test_a_coordinators_word_is_enough_where_the_plan_says_so() -> None:
    story = Story(rules().model_copy(update={"content": "reported"})).start().complete("rectify")
    opened(story).complete("survey")
    assert story.state.finished_at is not None


def test_a_phase_is_polled_with_the_survey_s_questions_and_nothing_hangs_on_it() -> None:
    story = polled()
    poll: dict[str, Any] = {"step": "rectification", "until": UNTIL, "ballots": 30}
    story.do("open_survey", **poll)
    assert story.refuse("open_survey", **poll).code == "survey_open_already"
    asked = find_survey(story.state, "rectification")
    assert asked is not None
    assert [question.id for question in asked.questions] == ["style"]
    ended(story, "rectification", Sealed(cast=9, tally={"style": GradeCounts(dissatisfied=9)}))
    told = last(story)
    assert (told.result, str(told.score), told.make_up_by) == ("measured", "0 %", None)
    assert story.standing is Standing.ON_TRACK
    story.do("open_survey", **{**poll, "until": date(2026, 3, 13)})
    assert story.state.surveys["rectification"].round == 2
    ended(story, "rectification", FEW)
    assert story.refuse("judge_survey", SUPERVISOR, **{**verdict(), "step": "rectification"})
    story.do("close", CITY)
    (phase,) = outcome_of(story.state).phases
    assert phase.poll == SurveyOutcome(round=2, how="measured", is_good=False, cast=4)


def test_a_polled_phase_is_signed_off_once_the_masses_were_asked() -> None:
    story = reported()
    signed: dict[str, Any] = {"kind": "sign_off", "by": SUPERVISOR, "phase": "rectification"}
    refusal = story.refuse(**signed)
    assert (refusal.code, refusal.params) == ("poll_missing", {"phase": "rectification"})
    assert COORDINATOR in refusal.who
    refusal = poll_open(story).refuse(**signed)
    assert (refusal.code, refusal.by) == ("poll_open", closing("2026-03-13"))
    assert COORDINATOR in refusal.who
    story.until(closing("2026-03-13")).do("close_survey", step="rectification")
    assert story.refuse(**signed).code == "poll_uncounted"
    (effect,) = wanted(story.state)
    assert isinstance(effect, SealSurvey)
    story.memory = take_outcome(story.memory, SurveySealed(effect=effect, sealed=FEW), story.now)
    story.sign_off("rectification")
    assert story.state.finished_at is not None


def with_content(story: Story, **changes: Any) -> Story:
    """A story that goes on by other rules."""
    rules = story.state.rules.model_copy(update=changes)
    story.memory = UnitMemory(state=story.state.model_copy(update={"rules": rules}))
    return story


@pytest.mark.parametrize("changes", [{"content": "reported"}, {"edition": 1}])
def test_where_a_word_is_enough_nobody_must_be_asked(changes: dict[str, Any]) -> None:
    with_content(reported(), **changes).sign_off("rectification")


def test_a_phase_that_lapses_closes_without_a_poll() -> None:
    story = reported()
    (course,) = story.state.rules.tracks
    (phase,) = course.phases
    gate = phase.gate.model_copy(update={"lapse": WorkingDays(2)})
    lapsing = course.model_copy(update={"phases": (phase.model_copy(update={"gate": gate}),)})
    with_content(story, tracks=(lapsing,)).at("2026-03-11")
    assert story.state.phases[-1].closed_how == "lapsed"


def test_a_poll_is_counted_although_its_phase_is_closed() -> None:
    story = reported()
    story.do("open_survey", step="rectification", until=date(2026, 3, 20), ballots=30)
    with_content(story, content="reported").sign_off("rectification")
    assert story.state.finished_at is not None
    ended(story, "rectification", FEW)
    assert last(story).step == "rectification"


def test_a_phase_that_is_not_polled_has_no_poll() -> None:
    refusal = begun().refuse("open_survey", step="rectification", until=UNTIL, ballots=5)
    assert refusal.code == "unknown_step"


def without_survey(story: Story) -> UnitRules:
    """A story's rules, whose phase asks for no survey and is not polled any more."""
    (course,) = story.state.rules.tracks
    (phase,) = course.phases
    steps = tuple(step for step in phase.steps if step.id != "survey")
    fewer = phase.model_copy(update={"steps": steps, "polled": False})
    asked = course.model_copy(update={"phases": (fewer,)})
    return story.state.rules.model_copy(update={"tracks": (asked,)})


@pytest.mark.parametrize("sealed", [GOOD, FEW])
@pytest.mark.parametrize("is_being_counted", [False, True])
def test_a_survey_that_an_amendment_takes_away_is_sealed_and_says_why(
    sealed: Sealed, *, is_being_counted: bool
) -> None:
    story = opened(Story(with_gate(rules())).start().complete("rectify"))
    if is_being_counted:
        story.until(closing(str(UNTIL))).do("close_survey", step="survey")
    receipt = story.do("amend", CITY, rules=without_survey(story), reason="Too much.")
    ended = SurveyEnded(step="survey", round=1, because="amended")
    assert (ended in story.events) is not is_being_counted
    assert receipt.events[0] == "amended"
    (effect,) = wanted(story.state)
    assert isinstance(effect, SealSurvey)
    story.memory = take_outcome(story.memory, SurveySealed(effect=effect, sealed=sealed), story.now)
    told = last(story)
    assert (told.result, told.cast, told.tally) == ("void", sealed.cast, sealed.tally)
    assert (told.score, told.band, told.make_up_by) == (None, None, None)
    assert survey_of(story).status == "void"
    assert wanted(story.state) == ()


def test_a_poll_that_an_amendment_takes_away_is_sealed_too() -> None:
    story = polled()
    story.do("open_survey", step="rectification", until=UNTIL, ballots=30)
    story.do("amend", CITY, rules=without_survey(story), reason="Too much.")
    assert story.last == SurveyEnded(step="rectification", round=1, because="amended")
    assert len(wanted(story.state)) == 1


def test_an_amendment_that_takes_no_survey_away_ends_none() -> None:
    story = opened()
    story.do("amend", CITY, rules=rules(make_up_limit=3), reason="Thrice, then.")
    assert survey_of(story).status == "open"


@pytest.mark.parametrize("has_left", [False, True])
@pytest.mark.parametrize("sealed", [GOOD, BAD, FEW])
def test_whoever_has_voted_when_the_campaign_ends_is_counted(
    sealed: Sealed, *, has_left: bool
) -> None:
    story = opened()
    if has_left:
        story.do("withdraw", COUNTY, cause="closed", reason="Closed.")
    story.do("close", CITY)
    assert [event.kind for event in story.events][-2:] == ["closed", "survey_ended"]
    (effect,) = wanted(story.state)
    assert isinstance(effect, SealSurvey)
    story.memory = take_outcome(story.memory, SurveySealed(effect=effect, sealed=sealed), story.now)
    assert (last(story).cast, last(story).make_up_by) == (sealed.cast, None)
    assert wanted(story.state) == ()


@pytest.mark.parametrize(
    ("sealed", "status", "has_score"),
    [(GOOD, "passed", True), (BAD, "below", True), (FEW, "too_small", False)],
)
def test_a_second_survey_that_is_open_when_the_campaign_ends_is_the_one_that_counts(
    sealed: Sealed, status: str, *, has_score: bool
) -> None:
    story = counted(opened(), BAD)
    opened(story, until=date(2026, 3, 20), made_up="The stairs are lit now.")
    story.do("close", CITY)
    (effect,) = wanted(story.state)
    assert isinstance(effect, SealSurvey)
    assert effect.round == 2
    story.memory = take_outcome(story.memory, SurveySealed(effect=effect, sealed=sealed), story.now)
    assert (survey_of(story).status, survey_of(story).cast) == (status, sealed.cast)
    (_, step) = outcome_of(story.state).phases[-1].steps
    assert step.survey is not None
    assert (step.survey.round, step.survey.score is not None) == (2, has_score)


def test_a_count_that_is_under_way_when_the_campaign_ends_is_awaited() -> None:
    story = opened()
    story.until(closing(str(UNTIL)))
    story.do("close_survey", step="survey")
    (effect,) = wanted(story.state)
    story.do("close", CITY)
    assert wanted(story.state) == (effect,)


def test_the_outcome_says_how_it_was_come_by() -> None:
    measured = counted(opened(), GOOD).complete("survey")
    measured.do("close", CITY)
    (_, step) = outcome_of(measured.state).phases[-1].steps
    assert step.survey == SurveyOutcome(
        round=1,
        how="measured",
        is_good=True,
        cast=20,
        score=Percent.parse("99 %"),
        band=Percent.parse("95 %"),
    )
    judged = counted(opened(), FEW)
    judged.do("judge_survey", SUPERVISOR, **verdict())
    judged.complete("survey").do("close", CITY)
    (_, step) = outcome_of(judged.state).phases[-1].steps
    assert step.survey == SurveyOutcome(round=1, how="judged", is_good=True, cast=4)
    (act, _) = outcome_of(judged.state).phases[-1].steps
    assert act.survey is None


def test_each_event_leaves_its_row() -> None:
    story = counted(opened(), GOOD)
    assert [row.status for row in rows(story)] == ["open", "ended", "passed"]
    assert rows(story)[-1].score == Percent(Fraction(99))
    assert (rows(story)[-1].round, rows(story)[-1].cast) == (1, 20)


def rows(story: Story) -> list[SurveyRow]:
    """What a story's surveys leave in the records."""
    _, left = replay(story.launched, story.journal)
    return [row for row in left if isinstance(row, SurveyRow)]
