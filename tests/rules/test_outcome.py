"""What an outcome says each step and phase was made of."""

from datetime import date
from typing import Any

from rules.outcome import outcome_of
from schemas.outcome import Outcome, SoFar, StepOutcome
from schemas.roster import Members
from schemas.unit_rules import EDITION
from tests.rules.reference import with_rules, with_unit
from tests.rules.soliciting import count, opened
from tests.rules.stories import SUPERVISOR, SYSTEM, Story

TODAY = date(2026, 3, 2)


def closed(story: Story) -> Outcome:
    """What came of a unit whose campaign is over now."""
    story.do("close", SYSTEM)
    return outcome_of(story.state)


def step_of(found: Outcome, id_: str) -> StepOutcome:
    """What came of one step."""
    return next(step for phase in found.phases for step in phase.steps if step.step == id_)


def told(edition: int = EDITION) -> Story:
    """A unit that has mobilised 4 of its 10 members, was visited, and has published its plan."""
    rules = with_rules(content="recorded", edition=edition)
    story = Story(rules, unit=with_unit(members=Members(retired=10))).start()
    reached: dict[str, Any] = {"on": TODAY, "reached": {"retired": 4}}
    story.do("record_participation", step="mobilise", **reached)
    story.do("record_visit", SUPERVISOR, phase="study", on=TODAY, verdict="good")
    story.do("publish", subject="plan", phase="study", text="What we shall do.")
    return story


def test_participation_visits_and_publications_are_told() -> None:
    found = closed(told())
    assert step_of(found, "mobilise").so_far == SoFar(there=4, of=10)
    assert step_of(found, "lecture").so_far is None
    assert found.phases[0].visits == 1
    assert found.published == {"plan:study": 1}


def test_what_was_taken_back_is_not_published() -> None:
    story = told()
    story.do("withdraw_publication", subject="plan", phase="study", reason="Wrong.")
    assert closed(story).published == {}


def test_opinions_are_told_once_they_are_counted() -> None:
    story = opened()
    step = next(iter(story.state.solicitations))
    assert step_of(outcome_at_once(story), step).opinions is None
    story.until(story.now.replace(day=story.now.day + 10)).do("close_solicitation", step=step)
    count(story, box=2, letter=1)
    assert step_of(closed(story), step).opinions == 3


def outcome_at_once(story: Story) -> Outcome:
    """What would have come of it if its campaign were over now; the story goes on."""
    return outcome_of(story.state.model_copy(update={"closed_at": story.now}))


def test_by_the_sixth_edition_none_of_it_was_told() -> None:
    """Its dossier is found to be as it was."""
    found = closed(told(edition=6))
    assert step_of(found, "mobilise").so_far is None
    assert (found.phases[0].visits, found.published) == (0, {})
