"""What a unit needs back from the world, and what comes of it.

An effect follows from the state and is known by its content; its outcome names the effect, so that
one that is no longer wanted changes nothing.
"""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_ZERO, Code, Model
from schemas.opinions import Counted
from schemas.survey import Sealed


class EffectBase(Model):
    """For which unit something is to be done; doing it twice is doing it once."""

    campaign: Code
    unit: Code


class CountOpinions(EffectBase):
    """Count the opinions of a solicitation, and link the problems to those behind them."""

    kind: Literal["count_opinions"] = "count_opinions"
    step: Code
    round: int


class SealSurvey(EffectBase):
    """Take no more ballots for a survey, mix them, and count them."""

    kind: Literal["seal_survey"] = "seal_survey"
    step: Code
    round: int
    minimum_group: int


Effect = CountOpinions | SealSurvey
"""Something that is to be done in the world, told apart by `kind`: the name of its activity."""


class OpinionsCounted(Model):
    """How many opinions came; those `merged` into others are among them."""

    kind: Literal["opinions_counted"] = "opinions_counted"
    effect: CountOpinions
    by_channel: Annotated[Counted, LEFT_OUT_IF_EMPTY] = {}
    merged: Annotated[int, Field(ge=0), LEFT_OUT_IF_ZERO] = 0


class SurveySealed(Model):
    """What the ballots of a survey say; nothing, where they are fewer than the minimum group."""

    kind: Literal["survey_sealed"] = "survey_sealed"
    effect: SealSurvey
    sealed: Sealed


EffectOutcome = OpinionsCounted | SurveySealed
"""What came of an effect, told apart by `kind`."""
