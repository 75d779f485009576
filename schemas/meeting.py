"""Special organisational life meetings (专题组织生活会): convened, held, counted; branch by branch."""

from datetime import date, time
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from schemas.base import (
    LEFT_OUT_IF_EMPTY,
    LEFT_OUT_IF_FALSE,
    LEFT_OUT_IF_NONE,
    LEFT_OUT_IF_ZERO,
    NO_NUL,
    Code,
    Digest,
    Model,
    Note,
)
from schemas.command import CommandBase
from schemas.roster import Label, Members
from schemas.rows import Row
from schemas.text import Text


def _without_offset(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError("a meeting's time is on the campaign's clock: leave the offset out")
    return at


Headcount = Annotated[int, Field(ge=0, le=100_000)]
"""How many people or talks there were."""

Branch = Code
"""What a unit calls one of its branches (支部), as a code without blanks."""

BranchSize = Annotated[int, Field(ge=1, le=100_000)]
"""How many members a branch has."""

Outsider = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL)]
"""Somebody from outside who is invited, by office or organisation and never by name."""

Outsiders = Annotated[tuple[Outsider, ...], Field(max_length=20), LEFT_OUT_IF_EMPTY]
"""Those from outside who are invited."""


LocalTime = Annotated[time, AfterValidator(_without_offset)]
"""A time of the campaign's clock."""

MeetingOutcome = Literal["held", "inquorate", "called_off", "moved"]
"""What came of a meeting that was convened."""


class ConveneMeeting(CommandBase):
    """A branch of so many members will meet: `on` a day, at a time of the campaign's clock."""

    kind: Literal["convene_meeting"]
    step: Code
    branch: Branch
    members: BranchSize
    on: date
    starts: LocalTime
    place: Label
    outsiders: Outsiders = ()


class CallOffMeeting(CommandBase):
    """The meeting that a branch was convened for will not be."""

    kind: Literal["call_off_meeting"]
    step: Code
    branch: Branch
    reason: Note


class RecordMeeting(CommandBase):
    """A branch has met. `minutes` is the SHA-256 of the attachment that holds them.

    `came` counts those from outside who did, `talks` the heart-to-heart talks (谈心) that
    went before.
    """

    kind: Literal["record_meeting"]
    step: Code
    branch: Branch
    on: date
    attended: Members
    came: Annotated[Headcount, LEFT_OUT_IF_ZERO] = 0
    talks: Annotated[Headcount, LEFT_OUT_IF_ZERO] = 0
    minutes: Annotated[Digest | None, LEFT_OUT_IF_NONE] = None
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class MeetingConvened(Model):
    """A branch of so many members is to meet."""

    kind: Literal["meeting_convened"] = "meeting_convened"
    step: Code
    branch: Branch
    members: BranchSize
    on: date
    starts: LocalTime
    place: Label
    outsiders: Outsiders = ()


class MeetingCalledOff(Model):
    """The meeting that a branch was convened for will not be."""

    kind: Literal["meeting_called_off"] = "meeting_called_off"
    step: Code
    branch: Branch
    reason: Note


class MeetingRecorded(Model):
    """A branch has met; without the plan's quorum (`quorate` is false) it is to meet again."""

    kind: Literal["meeting_recorded"] = "meeting_recorded"
    step: Code
    branch: Branch
    on: date
    attended: Members
    quorate: bool
    came: Annotated[Headcount, LEFT_OUT_IF_ZERO] = 0
    talks: Annotated[Headcount, LEFT_OUT_IF_ZERO] = 0
    minutes: Annotated[Digest | None, LEFT_OUT_IF_NONE] = None
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


MeetingEvent = MeetingConvened | MeetingCalledOff | MeetingRecorded
"""What happens to a branch's meeting."""


class BranchState(Model):
    """What a branch has made of its meeting.

    `convened` is the revision that convened the meeting which is still to be; `met` says that it
    has met with the plan's quorum.
    """

    members: BranchSize
    convened: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    met: Annotated[bool, LEFT_OUT_IF_FALSE] = False


class MeetingRow(Row):
    """A meeting that was convened, by the revision that convened it."""

    table: ClassVar[str] = "meetings"

    convened: int
    step: Code
    branch: Branch
    members: int
    day: date
    starts: time
    place: str
    outsiders: tuple[str, ...]


class MeetingOutcomeRow(Row):
    """What came of it: held, held with too few, called off, or convened anew for another time."""

    table: ClassVar[str] = "meeting_outcomes"

    convened: int
    outcome: MeetingOutcome
    day: date | None = None
    attended: Members | None = None
    came: int | None = None
    talks: int | None = None
    minutes: Digest | None = None


class MeetingView(Model):
    """A meeting as the records have it: what it was convened for and, once it was, what came of it.

    `convened` is the revision that convened it; `held_on` may be another day than `day`.
    """

    convened: int
    step: Code
    branch: Branch
    members: int
    day: date
    starts: time
    place: str
    outsiders: Annotated[tuple[str, ...], LEFT_OUT_IF_EMPTY] = ()
    outcome: Annotated[MeetingOutcome | None, LEFT_OUT_IF_NONE] = None
    held_on: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    attended: Annotated[Members | None, LEFT_OUT_IF_NONE] = None
    came: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    talks: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    minutes: Annotated[Digest | None, LEFT_OUT_IF_NONE] = None


class MeetingStepView(Model):
    """A step of meetings: how many branches have met of those that must, and every meeting."""

    step: Code
    title: Text
    quorum: str
    met: int
    branches: int
    meetings: tuple[MeetingView, ...]
