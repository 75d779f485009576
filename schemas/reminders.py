"""Reminders (提醒, 催办) and escalation (督办): the ladder that a plan has for what is due."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model
from schemas.quantities import Minutes, When, WorkingDays
from schemas.roster import PersonRole
from schemas.step import StepKind
from schemas.text import Text

LadderKind = StepKind | Literal["start"]
"""What a ladder may be for: the steps of a kind, or that a unit starts at last."""


class Rung(Model):
    """One rung of a ladder: on which day it is said, to whom, and how often again.

    A rung that goes to anybody above the coordinator is an escalation, and the coordinator is told
    of it. With `every` it is said again after that many working days, `times` in all, or for as
    long as the step is not done, 260 times at most. `channel` goes before the person's own, and
    `text` takes the place of the catalogue's.
    """

    id: Code
    when: When
    to: Annotated[tuple[PersonRole, ...], Field(min_length=1, max_length=4)] = ("coordinator",)
    every: Annotated[WorkingDays | None, LEFT_OUT_IF_NONE] = None
    times: Annotated[int | None, Field(ge=2, le=100), LEFT_OUT_IF_NONE] = None
    channel: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    text: Annotated[Text | None, LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _repeats_soundly(self) -> Self:
        if self.times is not None and self.every is None:
            raise ValueError("expected 'every' beside 'times'")
        if self.every is not None and self.every.count == 0:
            raise ValueError("expected 'every' to be at least 1 working day")
        return self


class Ladder(Model):
    """The rungs for the steps of some kinds; without `kinds`, for all that have no other ladder.

    The kind `start` is for the latest day of a unit's start, which has no ladder but its own.
    """

    id: Code
    kinds: Annotated[tuple[LadderKind, ...], LEFT_OUT_IF_EMPTY] = ()
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1, max_length=20)]

    def __hash__(self) -> int:
        """A hash that does not go through all rungs: ladders are the key of a cache."""
        return hash((self.id, len(self.rungs)))


class Reminders(Model):
    """How people are reminded of what is due.

    What falls due in the morning is spread over so many minutes after the opening of business, each
    unit at a moment of its own; a minute later everybody gets what has come together in one message.
    """

    spread: Minutes = Minutes(4)
    ladders: Annotated[tuple[Ladder, ...], Field(min_length=1, max_length=8)]
