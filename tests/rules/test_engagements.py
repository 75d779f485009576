"""What a unit sets a date for is ahead of it and in calendars: votes, opinions, meetings."""

from datetime import date, datetime, time
from typing import Any

from rules.amendment import amended
from rules.appointments import appointments
from rules.engagements import upcoming_engagements
from schemas.feed import Appointment
from tests.rules.amendments import amendment
from tests.rules.engaged import views
from tests.rules.soliciting import END, count
from tests.rules.soliciting import opened as soliciting
from tests.rules.stories import CITY, COUNTY, Story, closing, local
from tests.rules.surveys import GOOD, UNTIL, begun, counted, opened, polled
from tests.rules.test_meeting import Meetings, held, meeting
from tests.rules.test_survey import without_survey
from tests.rules.test_switching import measured

Ahead = list[tuple[datetime, str, str | None, str | None, str | None]]


def ahead(story: Story) -> Ahead:
    """What is ahead of a story's unit."""
    found = upcoming_engagements(story.state, views(story))
    return [(one.at, one.event, one.step, one.branch, one.place) for one in found]


def dated(story: Story) -> dict[str, Appointment]:
    """The dates of a story's unit beside its deadlines, by what they are."""
    found = appointments(story.state, story.now, meetings=views(story))
    wanted = [one for one in found if one.matter in ("survey", "solicitation", "meeting")]
    keyed = {f"{one.matter}:{one.id}:{one.branch or ''}": one for one in wanted}
    assert len(keyed) == len(wanted)
    return keyed


def test_a_survey_has_its_last_day_until_it_is_closed() -> None:
    story = opened(begun())
    assert ahead(story) == [(closing(str(UNTIL)), "voting_ends", "survey", None, None)]
    one = dated(story)["survey:survey:"]
    assert (one.at, one.gone, one.title) == (closing(str(UNTIL)), None, story_title(story))
    counted(story, GOOD)
    assert ahead(story) == []
    assert dated(story)["survey:survey:"].gone == "done"


def story_title(story: Story) -> Any:
    """The title of the survey's step."""
    return story.state.rules.tracks[0].phases[0].steps[1].title


def test_a_poll_is_one_and_a_survey_that_was_dropped_is_none() -> None:
    story = polled()
    story.do("open_survey", step="rectification", until=UNTIL, ballots=30)
    assert [one[1:3] for one in ahead(story)] == [("voting_ends", "rectification")]
    story.do("amend", CITY, rules=without_survey(story), reason="Too much.")
    assert ahead(story) == []
    assert dated(story)["survey:rectification:"].gone == "done"


def test_a_solicitation_has_its_last_day_until_it_is_closed() -> None:
    story = soliciting()
    assert ahead(story) == [(closing(str(END)), "solicitation_ends", "solicit", None, None)]
    assert dated(story)["solicitation:solicit:"].gone is None
    story.until(closing(str(END))).do(
        "close_solicitation", step="solicit", explanation="All of it."
    )
    assert ahead(story) == []
    count(story, box=2, letter=1)
    assert dated(story)["solicitation:solicit:"].gone == "done"


def test_branches_meet_at_their_time_and_place() -> None:
    story = Meetings().convene("first", 10, date(2026, 3, 4)).convene("second", 10)
    hall = "Hall 2"
    assert ahead(story) == [
        (local("2026-03-02", time(15)), "meeting_held", "life_meeting", "second", hall),
        (local("2026-03-04", time(15)), "meeting_held", "life_meeting", "first", hall),
    ]
    one = dated(story)["meeting:life_meeting:first"]
    assert (one.at, one.place, one.gone) == (local("2026-03-04", time(15)), hall, None)


def test_a_meeting_that_moves_or_is_called_off_or_was_held_is_the_same_date() -> None:
    story = Meetings().convene("first", 10)
    key = "meeting:life_meeting:first"
    story.do("convene_meeting", **meeting("first", 10, date(2026, 3, 5)))
    assert (dated(story)[key].at, dated(story)[key].gone) == (local("2026-03-05", time(15)), None)
    story.do("call_off_meeting", step="life_meeting", branch="first", reason="Flu.")
    assert (dated(story)[key].gone, ahead(story)) == ("called_off", [])
    story.convene("first", 10)
    assert dated(story)[key].gone is None
    story.do("record_meeting", **held("first", 9))
    assert (dated(story)[key].gone, ahead(story)) == ("done", [])


def test_a_meeting_that_the_unit_forgets_is_dropped() -> None:
    story = Meetings().convene("first", 10)
    story.do("switch_track", COUNTY, track="key_links", reason="It fits better.")
    assert dated(story)["meeting:life_meeting:first"].gone == "called_off"
    assert ahead(story) == []
    of_old = views(Meetings().convene("first", 10))
    (forgotten,) = [
        one for one in appointments(story.state, story.now, meetings=of_old) if one.branch
    ]
    assert forgotten.gone == "dropped"


def of_word(story: Story) -> Story:
    """A coordinator's word is enough from now on."""
    reported = story.state.rules.model_copy(update={"content": "reported"})
    story.do("amend", CITY, rules=reported, reason="-")
    return story


def test_a_meeting_of_a_step_that_an_amendment_drops_is_dropped() -> None:
    story = Meetings().convene("first", 10)
    dropped = {"kind": "step_dropped", "step": "life_meeting"}
    rules = amended(story.state.rules, amendment(dropped))
    story.do("amend", CITY, rules=rules, reason="Too much.")
    assert story.refuse("record_meeting", **held("first", 9)).code == "unknown_step"
    assert (dated(story)["meeting:life_meeting:first"].gone, ahead(story)) == ("dropped", [])


def test_a_meeting_that_nobody_has_recorded_is_ahead_until_its_step_is_done() -> None:
    story, key = of_word(Meetings().convene("first", 10)), "meeting:life_meeting:first"
    assert (dated(story)[key].gone, len(ahead(story))) == (None, 1)
    story.complete("life_meeting")
    assert story.refuse("record_meeting", **held("first", 9)).code == "step_already_done"
    assert (dated(story)[key].gone, ahead(story)) == ("done", [])
    story.sign_off("analysis")
    assert story.refuse("record_meeting", **held("first", 9)).code == "step_phase_closed"
    assert (dated(story)[key].gone, ahead(story)) == ("done", [])


def test_a_meeting_of_a_step_that_was_not_done_when_its_phase_closed_is_dropped() -> None:
    story = of_word(Meetings().convene("first", 10))
    (phased, *others) = story.state.rules.tracks
    (study, analysis, last) = phased.phases
    steps = tuple(
        step.model_copy(update={"required": False}) if step.id == "life_meeting" else step
        for step in analysis.steps
    )
    phases = (study, analysis.model_copy(update={"steps": steps}), last)
    rules = story.state.rules.model_copy(
        update={"tracks": (phased.model_copy(update={"phases": phases}), *others)}
    )
    story.do("amend", CITY, rules=rules, reason="-")
    story.sign_off("analysis")
    assert story.refuse("record_meeting", **held("first", 9)).code == "step_phase_closed"
    assert (dated(story)["meeting:life_meeting:first"].gone, ahead(story)) == ("dropped", [])


def test_people_go_on_to_vote_and_speak_while_work_stands_still() -> None:
    for story, key in (
        (opened(begun()), "survey:survey:"),
        (soliciting(), "solicitation:solicit:"),
    ):
        before = ahead(story)
        story.do("suspend", COUNTY, reason="Flood.")
        assert dated(story)[key].gone is None
        assert ahead(story) == before
    story = Meetings().convene("first", 10)
    story.do("suspend", COUNTY, reason="Flood.")
    assert dated(story)["meeting:life_meeting:first"].gone == "suspended"


def test_who_has_left_has_none() -> None:
    story = soliciting()
    story.do("withdraw", CITY, cause="other", reason="-")
    assert ahead(story) == []
    assert dated(story)["solicitation:solicit:"].gone == "withdrawn"


def test_what_ends_with_the_campaign_is_done() -> None:
    story = soliciting()
    opened_too = opened(begun())
    for one, key in ((story, "solicitation:solicit:"), (opened_too, "survey:survey:")):
        one.do("close", CITY)
        assert ahead(one) == []
        assert dated(one)[key].gone == "done"


def test_a_survey_whose_result_came_from_another_track_has_no_date_of_its_own() -> None:
    story = measured()
    dates = dated(story)
    assert dates["survey:survey:"].gone == "dropped"
    assert "survey:judgement:" not in dates
