"""Another track, before the start and during: what carries over and what does not."""

from datetime import date, time
from typing import Any

from rules.acceptance import take_outcome
from rules.course import is_done
from rules.effects import wanted
from rules.rows import rows_of
from rules.scoring import WHOLE
from rules.survey_results import survey_outcome
from rules.switching import carried_steps
from schemas.effects import SealSurvey, SurveySealed
from schemas.events import TrackSwitched
from schemas.memory import UnitMemory
from schemas.quantities import Days, Percent
from schemas.roster import Members
from schemas.step import Phase, Track
from schemas.survey import (
    GradeCounts,
    HeldAs,
    Sealed,
    SurveyClosed,
    SurveyEnded,
    SurveyRow,
    SurveyState,
)
from schemas.unit_rules import EDITION, UnitRules
from tests.rules.reference import (
    ANALYSIS,
    KEY_LINKS,
    PHASED,
    RECTIFICATION,
    STUDY,
    task,
    text,
    with_rules,
    with_unit,
)
from tests.rules.soliciting import count
from tests.rules.stories import CITY, COUNTY, Story, local
from tests.rules.surveys import BAD, GOOD, UNTIL, counted, ended, survey_of

TODAY = date(2026, 3, 2)
BARELY = Sealed(cast=20, tally={WHOLE: GradeCounts(very_satisfied=17, dissatisfied=3)})


def switch(story: Story, to: str) -> tuple[str, ...]:
    story.do("switch_track", COUNTY, track=to, reason="too small for phases")
    return next(
        entry.event.carried
        for entry in reversed(story.journal)
        if isinstance(entry.event, TrackSwitched)
    )


def one_phase(*steps: Any, id_: str = "only") -> UnitRules:
    """The story's rules with a second track `other` of one phase."""
    phase = Phase(id=id_, title=text(id_), length=Days(30), steps=steps)
    other = Track(id="other", title=text("Other"), phases=(phase,))
    return with_rules(tracks=(PHASED, other))


def test_before_the_start_nothing_carries_over() -> None:
    story = Story()
    receipt = story.do("switch_track", COUNTY, track="key_links", reason="too small")
    assert receipt.events == ("track_switched",)
    assert story.last == TrackSwitched(track="key_links", reason="too small")
    assert story.state.track == "key_links"
    assert story.state.phases == ()


def test_a_running_unit_opens_the_first_phase_of_its_new_track() -> None:
    story = Story().start().at("2026-03-05")
    receipt = story.do("switch_track", COUNTY, track="key_links", reason="-")
    assert receipt.events == ("track_switched", "phase_opened")
    assert [phase.phase for phase in story.state.phases] == ["links"]
    assert story.state.phases[0].opened_at == local("2026-03-05")
    assert story.state.started_at == local("2026-03-02")


def test_key_links_carry_over_by_kind_and_tasks_by_id() -> None:
    story = Story().start().report("study").sign_off("study").complete("solicit")
    assert switch(story, "key_links") == ("mobilise", "opinions", "lecture")
    assert set(story.state.steps) == {"mobilise", "opinions", "lecture"}
    assert all(own.carried and own.done_at for own in story.state.steps.values())
    refusal = story.refuse("complete_step", step="opinions")
    assert refusal.code == "step_already_done"


def test_what_follows_something_undone_does_not_carry_over() -> None:
    story = Story().start("key_links").complete("opinions", "meeting", "ledger", "lecture")
    # In the phased track the lecture comes after the mobilisation and the meeting after talks.
    assert switch(story, "phased") == ("solicit", "rectify")


def test_a_step_after_a_carried_one_carries_over_too() -> None:
    story = Story().start("key_links").complete("mobilise", "lecture")
    assert switch(story, "phased") == ("mobilise", "lecture")
    assert story.refuse("complete_step", step="lecture").code == "step_already_done"
    story.complete("discussion")
    assert story.kinds[-1] == "phase_reported"


def test_a_chain_carries_over_whatever_order_it_is_written_in() -> None:
    rules = one_phase(
        task("discussion", after=("lecture",)),
        task("lecture", after=("mobilise",)),
        task("mobilise"),
    )
    story = Story(rules).start().complete("mobilise")
    assert carried_steps(story.state, rules.tracks[1]) == ()  # a task is no mobilisation
    rules = one_phase(task("discussion", after=("lecture",)), task("lecture"))
    story = Story(rules).start().complete("mobilise", "lecture", "discussion")
    assert carried_steps(story.state, rules.tracks[1]) == ("discussion", "lecture")


def test_every_required_step_of_a_kind_must_be_done() -> None:
    first, second = ANALYSIS.steps[0], ANALYSIS.steps[0].model_copy(update={"id": "again"})
    phase = ANALYSIS.model_copy(update={"steps": (first, second)})
    double = Track(id="double", title=text("Double"), phases=(phase,))
    story = Story(with_rules(tracks=(double, KEY_LINKS))).start("double").complete("solicit")
    assert carried_steps(story.state, KEY_LINKS) == ()
    story.complete("again")
    assert carried_steps(story.state, KEY_LINKS) == ("opinions",)


def test_optional_steps_of_a_kind_count_only_without_a_required_one() -> None:
    first = ANALYSIS.steps[0]
    optional = first.model_copy(update={"id": "again", "required": False})
    for steps, done, carried in (
        ((first, optional), ("again",), ()),
        ((first, optional), ("solicit",), ("opinions",)),
        ((optional, task("x")), ("again",), ("opinions",)),
        ((optional, task("x")), (), ()),
    ):
        phase = ANALYSIS.model_copy(update={"steps": steps})
        double = Track(id="double", title=text("Double"), phases=(phase,))
        story = Story(with_rules(tracks=(double, KEY_LINKS))).start("double").complete(*done)
        assert carried_steps(story.state, KEY_LINKS) == carried


def test_a_phase_that_is_all_carried_over_is_reported_at_once() -> None:
    rules = one_phase(task("lecture"))
    story = Story(rules).start().complete("mobilise", "lecture")
    receipt = story.do("switch_track", CITY, track="other", reason="-")
    assert receipt.events == ("track_switched", "phase_opened", "phase_reported")


def both(id_: str, *, polled: bool = False) -> UnitRules:
    """Rules that ask for much of the same on both tracks; on the other the survey has this id."""
    survey = RECTIFICATION.steps[1].model_copy(update={"after": ()})
    phases = (
        STUDY.model_copy(update={"steps": STUDY.steps[:2], "polled": polled}),
        ANALYSIS.model_copy(update={"steps": (*ANALYSIS.steps, survey)}),
    )
    here = PHASED.model_copy(update={"phases": phases})
    steps = (
        STUDY.steps[0],
        task("start_again"),
        ANALYSIS.steps[0].model_copy(update={"after": ()}),
        ANALYSIS.steps[2].model_copy(update={"after": ()}),
        survey.model_copy(update={"id": id_, "pass_mark": Percent.parse("80 %")}),
    )
    phase = Phase(id="only", title=text("only"), length=Days(60), steps=steps)
    other = Track(id="other", title=text("Other"), phases=(phase,))
    return with_rules(tracks=(here, other), content="recorded")


def at_the_survey(id_: str) -> Story:
    """A unit of two branches in its second phase, with a solicitation and a survey open."""
    members = Members(retired=10)
    story = Story(both(id_), unit=with_unit(members=members, organisations=2)).start()
    story.do("record_participation", step="mobilise", on=TODAY, reached={"retired": 10})
    story.complete("mobilise", "lecture").sign_off("study")
    story.do("open_solicitation", step="solicit", channels=("box",), until=date(2026, 3, 12))
    story.do("open_survey", step="survey", until=UNTIL, ballots=30)
    return story


def test_what_was_counted_of_a_step_of_both_tracks_carries_over() -> None:
    story = Story(both("survey"), unit=with_unit(members=Members(retired=10), organisations=2))
    story.start().do("record_participation", step="mobilise", on=TODAY, reached={"retired": 4})
    switch(story, "other")
    told = story.state.steps["mobilise"].participation
    assert told is not None
    assert told.reached == Members(retired=4)
    assert story.refuse("complete_step", step="mobilise").params["reached"] == "4"
    story.do("record_participation", step="mobilise", on=TODAY, reached={"retired": 5})
    story.complete("mobilise")


def test_a_branch_that_has_met_has_met_on_the_other_track_too() -> None:
    story = at_the_survey("survey")
    story.at("2026-03-09").do("close_solicitation", step="solicit")
    count(story, box=3)
    story.complete("solicit", "talks")
    meeting: dict[str, Any] = {"step": "life_meeting", "branch": "first"}
    called: dict[str, Any] = {"members": 5, "on": TODAY, "starts": time(15), "place": "Hall"}
    story.do("convene_meeting", **meeting, **called)
    story.do("record_meeting", **meeting, on=TODAY, attended={"retired": 5})
    switch(story, "other")
    assert story.state.steps["life_meeting"].branches["first"].met
    assert not is_done(story.state, "life_meeting")


def test_a_survey_of_both_tracks_goes_on_and_so_does_a_solicitation() -> None:
    story = at_the_survey("survey")
    assert switch(story, "other") == ("mobilise",)
    assert survey_of(story).status == "open"
    assert "survey_ended" not in story.kinds
    counted(story, BARELY)
    assert survey_of(story).status == "below", "by the pass mark that it was opened with"
    assert story.refuse("complete_step", step="survey").code == "survey_not_passed"
    again: dict[str, Any] = {"step": "survey", "until": date(2026, 3, 11), "ballots": 30}
    story.do("open_survey", **again, made_up="We went to see them.")
    counted(story, BARELY)
    assert survey_of(story).status == "passed", "another one goes by the track that it is on now"
    story.complete("survey")
    story.at("2026-03-12").do("close_solicitation", step="solicit")
    count(story, box=3)
    story.complete("solicit")


def test_a_survey_of_both_tracks_that_was_counted_still_counts() -> None:
    story = counted(at_the_survey("survey"), GOOD)
    story.complete("survey")
    assert switch(story, "other") == ("mobilise", "survey")
    assert (survey_of(story).status, survey_of(story).cast) == ("passed", 20)


def test_a_survey_of_the_old_track_alone_is_sealed_at_once() -> None:
    story = at_the_survey("judgement")
    receipt = story.do("switch_track", COUNTY, track="other", reason="-")
    assert receipt.events == ("track_switched", "survey_ended", "phase_opened")
    (ended,) = (event for event in story.events if isinstance(event, SurveyEnded))
    assert ended == SurveyEnded(step="survey", round=1, because="track_switched")
    (effect,) = wanted(story.state)
    assert isinstance(effect, SealSurvey)
    story.memory = take_outcome(story.memory, SurveySealed(effect=effect, sealed=BAD), story.now)
    closed = story.last
    assert isinstance(closed, SurveyClosed)
    assert (closed.cast, closed.result, closed.make_up_by) == (20, "void", None)
    assert wanted(story.state) == ()


def back_before_it_is_sealed(edition: int) -> Story:
    """A unit that left its survey's track and came back while the ballots were being counted."""
    story = at_the_survey("judgement")
    launched = story.state.rules.model_copy(update={"edition": edition})
    story.memory = UnitMemory(state=story.state.model_copy(update={"rules": launched}))
    story.do("switch_track", COUNTY, track="other", reason="-")
    story.do("switch_track", COUNTY, track="phased", reason="-")
    (effect,) = wanted(story.state)
    assert isinstance(effect, SealSurvey)
    story.memory = take_outcome(story.memory, SurveySealed(effect=effect, sealed=GOOD), story.now)
    return story


def test_a_survey_that_a_switch_has_cut_short_decides_nothing() -> None:
    """Otherwise an office could end a survey before its last day, while its result is good."""
    story = back_before_it_is_sealed(EDITION)
    closed = story.last
    assert isinstance(closed, SurveyClosed)
    assert (closed.result, closed.cast, closed.score) == ("void", 20, None)
    assert (survey_of(story).status, survey_outcome(story.state, "survey")) == ("void", None)
    story.complete("lecture").sign_off("study")
    assert story.refuse("complete_step", step="survey").code == "survey_not_passed"
    story.do("open_survey", step="survey", until=UNTIL, ballots=30)
    assert (survey_of(story).round, survey_of(story).make_ups) == (2, 0)


def test_in_the_second_edition_it_was_counted() -> None:
    """Its history is told again as it was."""
    assert survey_of(back_before_it_is_sealed(2)).status == "passed"


def test_a_survey_of_the_old_track_alone_counts_no_more() -> None:
    story = counted(at_the_survey("judgement"), GOOD)
    receipt = story.do("switch_track", COUNTY, track="other", reason="-")
    assert receipt.events == ("track_switched", "phase_opened")
    assert survey_of(story).status == "void"


def measured(edition: int = EDITION) -> Story:
    """A unit that is done with its survey, and goes to a track that has it under another id."""
    story = counted(at_the_survey("judgement"), GOOD).complete("survey")
    assert switch(with_rules_of(story, edition=edition), "other") == ("mobilise", "judgement")
    return story


def with_rules_of(story: Story, **changes: Any) -> Story:
    """A story that goes on by its rules with some fields replaced."""
    rules = story.state.rules.model_copy(update=changes)
    story.memory = UnitMemory(state=story.state.model_copy(update={"rules": rules}))
    return story


def judgement_of(story: Story) -> SurveyState:
    """The survey under the other track's id."""
    return story.state.surveys["judgement"]


def test_what_a_survey_has_shown_goes_with_its_step() -> None:
    """The step is done there: it would be odd if nobody knew with what result."""
    story = measured()
    taken = survey_outcome(story.state, "judgement")
    assert taken is not None
    assert (taken.is_good, taken.cast, str(taken.score), str(taken.band)) == (
        True,
        20,
        "99 %",
        "95 %",
    )
    assert survey_outcome(story.state, "survey") is None
    assert judgement_of(story).held_as == HeldAs(step="survey", round=1)


def test_the_rows_of_both_surveys_tell_of_it() -> None:
    story = counted(at_the_survey("judgement"), GOOD).complete("survey")
    before = story.state
    switch(story, "other")
    switched = next(one for one in story.journal if one.revision == before.revision + 1)
    told = {
        row.step: row
        for row in rows_of(before, story.state, switched)
        if isinstance(row, SurveyRow)
    }
    assert {step: row.status for step, row in told.items()} == {
        "survey": "void",
        "judgement": "passed",
    }
    assert (told["judgement"].cast, str(told["judgement"].band)) == (20, "95 %")


def test_it_is_its_own_again_on_the_way_back() -> None:
    story = measured()
    switch(story, "phased")
    assert survey_of(story).held_as is None
    assert (survey_of(story).status, survey_of(story).round, survey_of(story).cast) == (
        "passed",
        1,
        20,
    )


def test_a_survey_that_is_held_there_has_a_round_of_its_own() -> None:
    """The ballots of both lie in boxes of their own."""
    story = with_rules_of(measured(), content="reported")
    story.complete("start_again", "solicit", "life_meeting").send_back("only", "judgement")
    assert survey_outcome(story.state, "judgement") is None
    story.do("open_survey", step="judgement", until=date(2026, 3, 13), ballots=30)
    assert (judgement_of(story).round, judgement_of(story).held_as) == (2, None)
    ended(story, "judgement", BARELY).complete("judgement")
    assert "survey" in switch(story, "phased")
    assert (survey_of(story).round, survey_of(story).held_as) == (
        2,
        HeldAs(step="judgement", round=2),
    )


def test_its_round_is_one_that_no_survey_of_the_step_has_had() -> None:
    """A round that was held under that id before has a box, too."""
    story = with_rules_of(Story(both("judgement")), content="reported").start("other")
    story.do("open_survey", step="judgement", until=UNTIL, ballots=30)
    ended(story, "judgement", BAD)
    switch(story, "phased")
    story.complete("mobilise", "lecture").sign_off("study")
    story.do("open_survey", step="survey", until=date(2026, 3, 13), ballots=30)
    counted(story, GOOD).complete("survey")
    switch(story, "other")
    held = HeldAs(step="survey", round=1)
    assert (judgement_of(story).round, judgement_of(story).held_as) == (2, held)
    switch(story, "phased")
    assert (survey_of(story).round, survey_of(story).held_as) == (1, None)


def test_a_survey_of_both_tracks_leaves_no_row_since_nothing_came_of_the_switch() -> None:
    story = counted(at_the_survey("survey"), GOOD).complete("survey")
    before = story.state
    switch(story, "other")
    switched = next(one for one in story.journal if one.revision == before.revision + 1)
    assert rows_of(before, story.state, switched) == ()


def test_what_was_not_counted_or_not_good_is_not_taken_over() -> None:
    """Where a word is enough, a step may be done whatever its survey has shown."""
    for sealed in (BAD, None):
        story = at_the_survey("judgement")
        if sealed is not None:
            counted(story, sealed)
        with_rules_of(story, content="reported").complete("survey")
        assert "judgement" in switch(story, "other")
        assert "judgement" not in story.state.surveys


def test_in_the_third_edition_the_result_was_lost() -> None:
    """Its history is told again as it was."""
    story = measured(3)
    assert "judgement" not in story.state.surveys
    assert survey_outcome(story.state, "judgement") is None


def test_a_unit_of_the_first_edition_takes_nothing_with_it() -> None:
    """Its history is told again as it was."""
    story = at_the_survey("judgement")
    first = story.state.rules.model_copy(update={"edition": 1})
    story.memory = UnitMemory(state=story.state.model_copy(update={"rules": first}))
    receipt = story.do("switch_track", COUNTY, track="other", reason="-")
    assert receipt.events == ("track_switched", "phase_opened")
    assert survey_of(story).status == "open"
    assert story.state.steps["mobilise"].participation is None


def test_a_poll_goes_on_where_the_phase_of_that_id_is_polled_there_too() -> None:
    rules = both("survey", polled=True)
    again = rules.tracks[1].model_copy(update={"phases": (rules.tracks[0].phases[0],)})
    for other, status in ((again, "open"), (rules.tracks[1], "ended")):
        story = Story(rules.model_copy(update={"tracks": (rules.tracks[0], other)})).start()
        story.do("open_survey", step="study", until=UNTIL, ballots=9)
        switch(story, "other")
        assert story.state.surveys["study"].status == status


def test_open_requests_end_with_the_track() -> None:
    story = Story().start()
    story.do("request_extension", target="unit", until=date(2026, 7, 1), reason="-")
    switch(story, "key_links")
    assert story.state.requests == ()


def test_the_present_track_is_refused() -> None:
    refusal = Story().refuse("switch_track", COUNTY, track="phased", reason="-")
    assert (refusal.code, refusal.params) == ("same_track", {"track": "phased"})


def test_a_track_that_the_type_may_not_take_is_refused() -> None:
    refusal = Story().refuse("switch_track", COUNTY, track="fast", reason="-")
    assert refusal.code == "track_not_allowed"
    assert refusal.params == {"track": "fast", "allowed": "phased, key_links"}


def test_a_finished_unit_keeps_its_track() -> None:
    story = Story().finish()
    assert story.refuse("switch_track", COUNTY, track="key_links", reason="-").code == (
        "unit_finished"
    )


def test_what_was_carried_over_and_is_done_once_more_is_not_carried_any_more() -> None:
    story = Story().start().complete("mobilise")
    story.do("switch_track", COUNTY, track="key_links", reason="-")
    marks = [story.state.steps["mobilise"].carried]
    story.do("reopen_step", step="mobilise", reason="not whole")
    marks.append(story.state.steps["mobilise"].carried)
    story.complete("mobilise")
    marks.append(story.state.steps["mobilise"].carried)
    assert marks == [True, False, False]
