"""A survey that has opened is asked and counted as it was then, whatever is amended meanwhile."""

from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest

from rules.acceptance import take_outcome
from rules.amendment import amend_command
from rules.amendment_preview import Previewing
from rules.asked import surveys_counted
from rules.effects import wanted
from rules.polls import find_survey
from rules.scoring import result_of
from schemas.amendment import Amendment
from schemas.amendment_preview import OpenSurvey
from schemas.effects import SealSurvey, SurveySealed
from schemas.events import Amended
from schemas.quantities import Percent
from schemas.survey import GradeCounts, Sealed, SurveyClosed, SurveyOpened
from tests.rules.amendments import amendment
from tests.rules.stories import CITY, Story
from tests.rules.surveys import (
    GOOD,
    begun,
    counted,
    ended,
    opened,
    polled,
    rules,
    survey_of,
    with_gate,
)

MIXED: Final = Sealed(
    cast=20, tally={"overall": GradeCounts(very_satisfied=16, fairly_satisfied=4)}
)
"""96 % by the usual weights; 80 % where only the best grade counts."""

HARDER: Final = {
    "weights": {
        "fairly_satisfied": "0 %",
        "basically_satisfied": "0 %",
    },
    "pass_mark": "97 %",
    "bands": ["99 %", "97 %"],
    "minimum_group": 25,
    "questions": [{"id": "style", "title": {"en": "Style"}}],
}
NEXT: Final[dict[str, Any]] = {"until": date(2026, 3, 20), "made_up": "Everything."}


def given(**changes: Any) -> Amendment:
    """The amendment of a survey step."""
    return amendment({"kind": "step", "step": "survey", **changes})


def take(story: Story, what: Amendment) -> Amended:
    """Let a unit take an amendment; what its journal says of it."""
    command = amend_command(story.state, what)
    story.do("amend", CITY, rules=command.rules, reason=command.reason)
    return [e.event for e in story.journal if isinstance(e.event, Amended)][-1]


def last_closed(story: Story) -> SurveyClosed:
    """What the last count said."""
    return [e.event for e in story.journal if isinstance(e.event, SurveyClosed)][-1]


@pytest.mark.parametrize("name", HARDER)
def test_each_of_them_waits_for_the_next_opening(name: str) -> None:
    story = opened(begun())
    asked = find_survey(story.state, "survey")
    event = take(story, given(**{name: HARDER[name]}))
    assert event.as_opened == ("survey",)
    assert find_survey(story.state, "survey") == asked
    counted(story, MIXED)
    told = last_closed(story)
    assert (told.result, str(told.score), str(told.band)) == ("passed", "96 %", "95 %")
    assert survey_of(story).asked is None


def test_the_next_survey_asks_and_counts_by_the_new_rules() -> None:
    story = opened(begun(pass_mark=Percent(Fraction(98))))
    take(story, given(**HARDER))
    counted(story, MIXED)
    assert last_closed(story).result == "below"
    assert last_closed(story).make_up_by is not None, "it is the same step, amended or not"
    opened(story, **NEXT)
    asked = find_survey(story.state, "survey")
    assert asked is not None
    assert (asked.pass_mark, asked.minimum_group) == (Percent.parse("97 %"), 25)
    style = {"style": GradeCounts(very_satisfied=24, fairly_satisfied=1)}
    ended(story, "survey", Sealed(cast=25, tally=style))
    told = last_closed(story)
    assert (str(told.score), told.result, told.band) == ("96 %", "below", None)


def test_a_box_is_sealed_by_the_minimum_group_that_voters_were_told() -> None:
    story = opened(begun())
    story.until(story.now).at("2026-03-07")
    story.do("close_survey", step="survey")
    (effect,) = wanted(story.state)
    take(story, given(minimum_group=2))
    assert wanted(story.state) == (effect,), "what is being counted is counted on"
    assert isinstance(effect, SealSurvey)
    assert effect.minimum_group == 5


def test_what_does_not_judge_a_vote_holds_at_once() -> None:
    story = opened(begun())
    event = take(story, given(make_up_limit=0))
    assert event.as_opened == ()
    counted(story, Sealed(cast=20, tally={"overall": GradeCounts(dissatisfied=20)}))
    assert story.refuse("open_survey", step="survey", ballots=9, **NEXT).code == (
        "survey_needs_verdict"
    )
    take(story, given(make_up_limit="none"))
    opened(story, **NEXT)


def test_a_survey_that_an_amendment_takes_away_later_decides_nothing_all_the_same() -> None:
    story = opened(Story(with_gate(rules())).start().complete("rectify"))
    take(story, given(**HARDER))
    take(story, amendment({"kind": "step_dropped", "step": "survey"}))
    (effect,) = wanted(story.state)
    outcome = SurveySealed.model_validate({"effect": effect, "sealed": GOOD})
    story.memory = take_outcome(story.memory, outcome, story.now)
    assert last_closed(story).result == "void"


def test_a_poll_goes_on_as_the_survey_was_when_it_opened() -> None:
    story = polled()
    story.do("open_survey", step="rectification", until=date(2026, 3, 6), ballots=30)
    event = take(story, given(questions=[]))
    assert event.as_opened == ("rectification",)
    ended(story, "rectification", Sealed(cast=9, tally={"style": GradeCounts(very_satisfied=9)}))
    assert last_closed(story).result == "measured"
    story.do("open_survey", step="rectification", until=date(2026, 3, 13), ballots=30)
    asked = find_survey(story.state, "rectification")
    assert asked is not None
    assert asked.questions == ()


def test_what_was_asked_is_published_as_it_was_counted() -> None:
    story = opened(begun())
    initial = Story(rules()).state
    take(story, given(**HARDER))
    counted(story, MIXED)
    asked = surveys_counted(initial, story.journal)["survey", 1]
    assert result_of(asked, 1, MIXED) == last_closed(story)


def test_a_unit_of_the_first_edition_counts_by_the_rules_of_the_moment() -> None:
    first = rules().model_copy(update={"edition": 1})
    story = opened(Story(first).start().complete("rectify"))
    event = take(story, given(weights=HARDER["weights"]))
    assert (event.as_opened, survey_of(story).asked) == ((), None)
    counted(story, MIXED)
    assert str(last_closed(story).score) == "80 %"


def test_another_roster_entry_leaves_it_as_it_was_opened() -> None:
    story = opened(begun())
    asked = find_survey(story.state, "survey")
    take(story, given(pass_mark=HARDER["pass_mark"]))
    moved = story.state.unit.model_copy(update={"district": "D2"})
    story.do("amend", CITY, unit=moved, reason="It has moved.")
    assert find_survey(story.state, "survey") == asked


def test_a_second_amendment_leaves_it_as_it_was_opened() -> None:
    story = opened(begun())
    asked = find_survey(story.state, "survey")
    for mark in ("97 %", "96 %"):
        assert take(story, given(pass_mark=mark)).as_opened == ("survey",)
    assert find_survey(story.state, "survey") == asked


def test_what_stands_as_before_is_not_told() -> None:
    story = opened(begun())
    event = take(story, amendment({"kind": "lights", "due_soon": "1 working day"}))
    assert event.as_opened == ()
    assert survey_of(story).asked is None


def test_the_preview_says_whose_survey_goes_on() -> None:
    open_, closed, not_yet = opened(begun()), counted(opened(begun()), GOOD), begun()
    previewing = Previewing(given(**HARDER), open_.now)
    for story in (open_, closed, not_yet):
        previewing.take(story.state)
    found = previewing.outcome()
    assert (found.as_opened, found.surveys) == (1, (OpenSurvey(unit="SCH-001", step="survey"),))


def test_a_round_is_kept_however_often_it_is_opened() -> None:
    story = opened(begun())
    take(story, given(bands=["99 %"]))
    counted(story, Sealed(cast=4))
    story.do("judge_survey", by=CITY, step="survey", verdict="to_make_up", reason="Few.")
    opened(story, **NEXT)
    event = story.journal[-1].event
    assert isinstance(event, SurveyOpened)
    assert (event.round, survey_of(story).asked) == (2, None)
