"""Mobilisation (动员): members taking part, as counts by category. Nobody is named."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from schemas.base import (
    LEFT_OUT_IF_EMPTY,
    LEFT_OUT_IF_FALSE,
    LEFT_OUT_IF_NONE,
    LEFT_OUT_IF_ZERO,
    Code,
    Model,
    Note,
)
from schemas.command import CommandBase
from schemas.roster import Category, Count, Members
from schemas.text import Text

MakeUp = Annotated[bool, LEFT_OUT_IF_FALSE]
"""Whether a session was held for those who had missed an earlier one."""

Some = Annotated[int, Field(ge=1, le=10_000_000)]
"""A number of members that are at least one."""


class RecordParticipation(CommandBase):
    """A session was held: so many members took part who had not been reached before."""

    kind: Literal["record_participation"]
    step: Code
    on: date
    reached: Members
    make_up: MakeUp = False


class CorrectParticipation(CommandBase):
    """What was recorded so far was wrong: so many members have been reached in all."""

    kind: Literal["correct_participation"]
    step: Code
    reached: Members
    reason: Note


class ExplainAbsence(CommandBase):
    """Why the members of a category that are missing could not be reached."""

    kind: Literal["explain_absence"]
    step: Code
    category: Category
    reason: Note


class AcceptAbsence(CommandBase):
    """The supervision group accepts why the members of a category are missing."""

    kind: Literal["accept_absence"]
    step: Code
    category: Category
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class DeclineAbsence(CommandBase):
    """The supervision group does not accept it: they are still to be reached."""

    kind: Literal["decline_absence"]
    step: Code
    category: Category
    reason: Note


class ParticipationRecorded(Model):
    """A session was held on `on`; `reached` are those who had not been reached before."""

    kind: Literal["participation_recorded"] = "participation_recorded"
    step: Code
    on: date
    reached: Members
    make_up: MakeUp = False


class ParticipationCorrected(Model):
    """`reached` is how many members have been reached in all, whatever was recorded before."""

    kind: Literal["participation_corrected"] = "participation_corrected"
    step: Code
    reached: Members
    reason: Note


class AbsenceExplained(Model):
    """Why `absent` members of a category were not reached; it waits for the supervision group."""

    kind: Literal["absence_explained"] = "absence_explained"
    step: Code
    category: Category
    absent: Some
    reason: Note


class AbsenceAccepted(Model):
    """So many members of a category need not be reached."""

    kind: Literal["absence_accepted"] = "absence_accepted"
    step: Code
    category: Category
    absent: Some
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class AbsenceDeclined(Model):
    """The members of a category that are missing are still to be reached."""

    kind: Literal["absence_declined"] = "absence_declined"
    step: Code
    category: Category
    reason: Note


ParticipationEvent = (
    ParticipationRecorded
    | ParticipationCorrected
    | AbsenceExplained
    | AbsenceAccepted
    | AbsenceDeclined
)
"""What happens to who takes part in a step."""


class Participation(Model):
    """What a unit has made of a step of mobilisation so far.

    `reached` counts every member once. `explained` are the missing of whom the supervision group
    is to judge, `excused` those whom it accepted as missing.
    """

    reached: Members = Members()
    explained: Annotated[dict[Category, Some], LEFT_OUT_IF_EMPTY] = {}
    excused: Annotated[dict[Category, Some], LEFT_OUT_IF_EMPTY] = {}


class CategoryView(Model):
    """One category in a step of mobilisation: how many there are, were reached, and are excused.

    `material` is what the plan gives them to study. With `lacks` the step waits for them.
    """

    category: Category
    members: Count
    reached: Count
    explained: Annotated[Count, LEFT_OUT_IF_ZERO] = 0
    excused: Annotated[Count, LEFT_OUT_IF_ZERO] = 0
    lacks: bool
    material: Annotated[Text | None, LEFT_OUT_IF_NONE] = None


class ParticipationView(Model):
    """A step of mobilisation by category, beside the plan's coverage; floating members come last."""

    step: Code
    title: Text
    coverage: str
    categories: tuple[CategoryView, ...]
