"""Units that hold a survey, and what comes of it, in a line or two."""

from datetime import date
from typing import Any, Final

from rules.acceptance import take_outcome
from rules.effects import wanted
from rules.scoring import WHOLE
from schemas.effects import SealSurvey, SurveySealed
from schemas.step import Question
from schemas.survey import GradeCounts, Sealed, SurveyState
from schemas.unit_rules import UnitRules
from tests.rules.reference import PHASED, RULES, text, with_rules
from tests.rules.stories import Story, closing

UNTIL: Final = date(2026, 3, 6)
GOOD: Final = Sealed(cast=20, tally={WHOLE: GradeCounts(very_satisfied=19, fairly_satisfied=1)})
BAD: Final = Sealed(cast=20, tally={WHOLE: GradeCounts(very_satisfied=10, dissatisfied=10)})
FEW: Final = Sealed(cast=4)


def rules(**changes: Any) -> UnitRules:
    """A track whose one phase asks for a ledger and then a survey; its plan has content recorded.

    The coordinator's word is enough for the ledger: this is about surveys.
    """
    phase = PHASED.phases[-1]
    ledger, survey = phase.steps
    task = RULES.tracks[0].phases[0].steps[1].model_copy(update={"id": ledger.id, "after": ()})
    asked = survey.model_copy(update=changes)
    only = phase.model_copy(update={"steps": (task, asked)})
    track = PHASED.model_copy(update={"phases": (only,)})
    return with_rules(content="recorded", tracks=(track,))


def begun(**changes: Any) -> Story:
    """A unit that has done everything but the survey."""
    return Story(rules(**changes)).start().complete("rectify")


def opened(story: Story | None = None, *, until: date = UNTIL, **fields: Any) -> Story:
    """The same, with a survey open."""
    one = story or begun()
    one.do("open_survey", step="survey", until=until, ballots=30, **fields)
    return one


def counted(story: Story, sealed: Sealed) -> Story:
    """The step's survey is closed when its last day is over, and the box says this."""
    return ended(story, "survey", sealed)


def ended(story: Story, step: str, sealed: Sealed) -> Story:
    """The same of any survey."""
    story.until(max(story.now, closing(str(story.state.surveys[step].until))))
    story.do("close_survey", step=step)
    return taken(story, sealed)


def taken(story: Story, sealed: Sealed) -> Story:
    """The box of a survey that is over says this."""
    (effect,) = wanted(story.state)
    assert isinstance(effect, SealSurvey)
    outcome = SurveySealed(effect=effect, sealed=sealed)
    story.memory = take_outcome(story.memory, outcome, story.now)
    assert wanted(story.state) == ()
    return story


def survey_of(story: Story) -> SurveyState:
    """The step's survey."""
    return story.state.surveys["survey"]


def with_gate(given: UnitRules) -> UnitRules:
    """The same rules with a phase that waits for its sign-off."""
    (track,) = given.tracks
    (phase,) = track.phases
    gated = phase.model_copy(update={"gate": phase.gate.model_copy(update={"sign_off": True})})
    return given.model_copy(update={"tracks": (track.model_copy(update={"phases": (gated,)}),)})


def poll_rules(*, polled: bool = True) -> UnitRules:
    """A track with a survey, whose one phase waits for its sign-off, and is polled, if so."""
    given = with_gate(rules(questions=(Question(id="style", title=text("Style")),)))
    (course,) = given.tracks
    (phase,) = course.phases
    asked = course.model_copy(update={"phases": (phase.model_copy(update={"polled": polled}),)})
    return given.model_copy(update={"tracks": (asked,)})


def polled() -> Story:
    """A unit in a phase at whose end the masses are asked, on a track with a survey."""
    return Story(poll_rules()).start()


def nearly_reported(given: UnitRules | None = None) -> Story:
    """The same on 6 March, when only a word is lacking until the phase is reported."""
    story = Story(given or poll_rules()).start().complete("rectify")
    return counted(opened(story), Sealed(cast=20, tally={"style": GradeCounts(very_satisfied=20)}))


def poll_open(story: Story) -> Story:
    """The masses are asked of the phase until 13 March."""
    story.do("open_survey", step="rectification", until=date(2026, 3, 13), ballots=30)
    return story


def reported() -> Story:
    """A polled phase that is reported on 6 March, and of which nobody was asked."""
    return nearly_reported().complete("survey")


def verdict(said: str = "passed") -> dict[str, Any]:
    """The fields of a verdict."""
    return {"step": "survey", "verdict": said, "reason": "Twelve people, all heard."}
