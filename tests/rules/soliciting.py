"""A unit that solicits opinions, told by commands and counts."""

import secrets
from base64 import b32encode
from datetime import date
from typing import Any, Final

from rules.acceptance import initial_state, take_outcome
from rules.effects import wanted
from schemas.effects import OpinionsCounted
from schemas.memory import UnitMemory
from schemas.opinions import OpinionId
from schemas.quantities import Days
from schemas.step import OpinionsStep
from schemas.unit_rules import UnitRules
from tests.rules.reference import ANALYSIS, KEY_LINKS, PHASED, UNIT, task, text, with_rules
from tests.rules.stories import Story

END: Final = date(2026, 3, 12)
"""The last day of the solicitation that `opened` tells of; the first is 2 March."""


def recorded_rules(**fields: Any) -> UnitRules:
    """Rules that have content recorded, and ask for two opinions by two of three channels.

    The coordinator's word is enough for the meeting: this is about opinions.
    """
    step = OpinionsStep(
        id="solicit",
        kind="opinions",
        title=text("Solicitation"),
        channels=("box", "letter", "web_form"),
        open_for=Days(7),
        minimum=2,
        minimum_channels=2,
    )
    _, talks, meeting, rest = ANALYSIS.steps
    steps = (step.model_copy(update=fields), talks, task(meeting.id, after=meeting.after), rest)
    study = PHASED.phases[0].model_copy(update={"steps": (task("lecture"),)})
    analysis = ANALYSIS.model_copy(update={"steps": steps})
    phased = PHASED.model_copy(update={"phases": (study, analysis, PHASED.phases[2])})
    return with_rules(tracks=(phased, KEY_LINKS), content="recorded")


def begun(campaign: str = "c2026", **fields: Any) -> Story:
    """A unit in its second phase, on 2 March."""
    story = Story(recorded_rules(**fields))
    story.launched = initial_state(campaign, UNIT, story.state.rules, story.now)
    story.memory = UnitMemory(state=story.launched)
    return story.start().complete("lecture").sign_off("study")


def opened(campaign: str = "c2026", **fields: Any) -> Story:
    """The same once opinions are solicited."""
    story = begun(campaign, **fields)
    story.do("open_solicitation", step="solicit", channels=("box", "letter", "web_form"), until=END)
    return story


def new_id() -> OpinionId:
    """The id of another opinion."""
    return b32encode(secrets.token_bytes(10)).decode().lower()


def count(story: Story, **by_channel: int) -> None:
    """The count that the unit waits for comes back."""
    (effect,) = wanted(story.state)
    counted = OpinionsCounted.model_validate({"effect": effect, "by_channel": by_channel})
    story.memory = take_outcome(story.memory, counted, story.now)
