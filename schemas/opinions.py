"""Solicitation of opinions (征求意见): commands, events, what a unit keeps of it, and its rows.

What people say never enters a workflow: it lies in the records alone, and the unit gets counts.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, Field

from schemas.base import (
    LEFT_OUT_IF_EMPTY,
    LEFT_OUT_IF_FALSE,
    LEFT_OUT_IF_NONE,
    LEFT_OUT_IF_ZERO,
    NO_NUL,
    Code,
    Model,
    Note,
)
from schemas.command import CommandBase
from schemas.rows import Row
from schemas.step import Channel

Channels = Annotated[tuple[Channel, ...], Field(min_length=1, max_length=6)]
"""Ways in which opinions are solicited."""

OpinionId = Annotated[str, Field(pattern=r"^[a-z2-7]{16}$")]
"""The name of an opinion: drawn at random, so that it tells neither order nor time."""

Topic = Annotated[str, Field(min_length=1, max_length=40, pattern=NO_NUL)]
"""What an opinion is about, in the unit's words."""

Counted = dict[Channel, Annotated[int, Field(ge=0)]]
"""How many opinions came by each channel; a channel by which none came is left out."""


class Problem(Model):
    """A problem (突出问题) that a unit owns up to, and the opinions behind it, by name or by topic."""

    text: Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]
    opinions: Annotated[tuple[OpinionId, ...], Field(max_length=20), LEFT_OUT_IF_EMPTY] = ()
    topics: Annotated[tuple[Topic, ...], Field(max_length=5), LEFT_OUT_IF_EMPTY] = ()


Problems = Annotated[tuple[Problem, ...], Field(max_length=30)]
"""The problems of one solicitation, in the order in which they are numbered."""


class Numbers(Model):
    """Numbers of problems, from the `first` to the `last`."""

    first: int
    last: int


class OpenSolicitation(CommandBase):
    """The masses are asked for their opinions until the end of a day, by some of the plan's channels."""

    kind: Literal["open_solicitation"]
    step: Code
    channels: Channels
    until: date


class CloseSolicitation(CommandBase):
    """No more opinions are taken in: they are counted, and these are the problems found in them.

    Where fewer came than the plan asks for, an explanation says why that is all.
    """

    kind: Literal["close_solicitation"]
    step: Code
    problems: Annotated[Problems, LEFT_OUT_IF_EMPTY] = ()
    explanation: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class SolicitationOpened(Model):
    """Opinions are solicited; in a round that fell short, until another day and by all these channels."""

    kind: Literal["solicitation_opened"] = "solicitation_opened"
    step: Code
    round: int
    channels: Channels
    until: date


class SolicitationEnded(Model):
    """No more opinions are taken in; those that came are being counted."""

    kind: Literal["solicitation_ended"] = "solicitation_ended"
    step: Code
    round: int
    problems: Annotated[Problems, LEFT_OUT_IF_EMPTY] = ()
    explanation: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class SolicitationClosed(Model):
    """The opinions are counted, and suffice or are all there will be; so many problems are `owned` up to.

    So many more came in `earlier` rounds.
    """

    kind: Literal["solicitation_closed"] = "solicitation_closed"
    step: Code
    round: int
    opinions: int
    by_channel: Annotated[Counted, LEFT_OUT_IF_EMPTY] = {}
    merged: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    earlier: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    owned: int
    first_problem: Annotated[int | None, LEFT_OUT_IF_NONE] = None


class SolicitationFellShort(Model):
    """Fewer opinions or channels than the plan asks for, and no explanation: it goes on."""

    kind: Literal["solicitation_fell_short"] = "solicitation_fell_short"
    step: Code
    round: int
    opinions: int
    by_channel: Annotated[Counted, LEFT_OUT_IF_EMPTY] = {}
    minimum: int
    minimum_channels: int


SolicitationEvent = (
    SolicitationOpened | SolicitationEnded | SolicitationClosed | SolicitationFellShort
)
"""What happens to a solicitation."""


class Ending(Model):
    """A solicitation whose opinions are being counted: `problems` were found, from `first_problem` on."""

    first_problem: int
    problems: int
    explained: bool


class Solicitation(Model):
    """What a unit keeps of the last solicitation for a step; `round` counts them from 1.

    It is open until it has an `ending`, and over once it is `closed_at`. Once it `fell_short` it may be
    opened again until another day: that is the same round. `problems` of the unit's
    are its, from `first_problem` on. In `earlier` rounds so many opinions were counted. It is void
    once its step is to be done again: another one is asked for then.
    """

    round: Annotated[int, Field(ge=1)] = 1
    channels: Channels
    opened_on: date
    until: date
    ending: Annotated[Ending | None, LEFT_OUT_IF_NONE] = None
    fell_short: Annotated[bool, LEFT_OUT_IF_FALSE] = False
    closed_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    opinions: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    problems: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    first_problem: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    earlier: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    is_void: Annotated[bool, LEFT_OUT_IF_FALSE] = False

    @property
    def counted(self) -> int:
        """How many opinions were counted in all rounds up to this one."""
        return self.earlier + self.opinions


SolicitationStatus = Literal["open", "ended", "closed"]
"""Whether a solicitation takes in opinions, is being counted, or is over."""


class SolicitationRow(Row):
    """A solicitation as the records hold it: opinions are taken in only while it is `open`."""

    table: ClassVar[str] = "solicitations"

    step: Code
    round: int
    channels: Channels
    opened_on: date
    until: date
    status: SolicitationStatus
    opinions: int
    problems: int
    first_problem: int | None


class ProblemRow(Row):
    """A problem, numbered within its unit: it is the unit's once its solicitation, closed, counts it."""

    table: ClassVar[str] = "problems"

    number: int
    step: Code
    round: int
    text: str
    opinions: tuple[OpinionId, ...]
    topics: tuple[Topic, ...]


class NewOpinion(Model):
    """Something that somebody said, with the day on which it came and nothing of who said it."""

    channel: Channel
    day: date
    text: Annotated[str, Field(min_length=1, max_length=2000, pattern=NO_NUL)]
    topic: Annotated[Topic | None, LEFT_OUT_IF_NONE] = None


class Intake(Model):
    """What may be registered in a solicitation: of the days from `first` to `last`, by these channels."""

    first: date
    last: date
    channels: tuple[Channel, ...]


class Opinion(Model):
    """An opinion in the records. One that is `merged_into` another says the same as that.

    `problems` are the numbers of those that the unit has owned up to and behind which it stands.
    """

    id: OpinionId
    channel: Channel
    day: date
    text: str
    topic: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    merged_into: Annotated[OpinionId | None, LEFT_OUT_IF_NONE] = None
    problems: Annotated[tuple[int, ...], LEFT_OUT_IF_EMPTY] = ()


class OpinionPage(Model):
    """A page of opinions, by their ids, so in no order that tells anything."""

    opinions: tuple[Opinion, ...]
    next: Annotated[OpinionId | None, LEFT_OUT_IF_NONE] = None


class TopicCount(Model):
    """How many opinions of a solicitation that is closed are about a topic, or about none."""

    step: Code
    round: int
    topic: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    opinions: int


class OwnedProblem(Model):
    """A problem that a unit has owned up to, and how many opinions stand behind it.

    An opinion may stand behind several: together they may have more than the solicitation had.
    """

    number: int
    step: Code
    round: int
    text: str
    opinions: int


class SolicitationKey(Model):
    """Which solicitation of which unit."""

    campaign: Code
    unit: Code
    step: Code
    round: int
