"""What is shown of a unit: its progress, what will happen, and what may be done."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, LEFT_OUT_IF_ZERO, Code, Digest, Model
from schemas.command import CommandId, Fingerprint
from schemas.deadline import Deadline, Light
from schemas.ledger import LedgerView
from schemas.outcome import Lacking, Result, SoFar
from schemas.refusal import Refusal
from schemas.roster import PersonRole
from schemas.state import ExtensionRequest, Standing, Withdrawal
from schemas.step import StepKind
from schemas.target import Target
from schemas.text import Text
from schemas.turn import Turn


class Receipt(Model):
    """The answer to a command that was carried out; the same id always gets the same one.

    `revision` is that of the command's last event: once the records have reached it, they tell of
    this command. `events` are the kinds of what happened. `fingerprint` tells what the command said.
    """

    command: CommandId
    by: Actor
    kind: str
    revision: int
    at: AwareDatetime
    events: tuple[str, ...]
    standing: Standing
    fingerprint: Annotated[Fingerprint | None, LEFT_OUT_IF_NONE] = None


class ReadinessView(Model):
    """A readiness item, and since when it is so."""

    item: Code
    title: Text
    done_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None


class Inquiry(Model):
    """What people are asked for a step: their opinions or their votes, `until` the end of that day.

    Of opinions the `status` is `open`, `ended` while they are counted, `counted`, or `void` where they
    are to be asked for again; of votes it is the survey's.
    """

    of: Literal["opinions", "votes"]
    status: str
    until: date
    opinions: Annotated[int | None, LEFT_OUT_IF_NONE] = None


class StepView(Model):
    """A step as it stands. `deadline` and `light` are there while it is open in an open phase.

    `so_far` counts the members that were reached and the branches that have met, once some have;
    `inquiry` is what people were asked last, as long as the step is not done.
    """

    step: Code
    kind: StepKind
    title: Text
    required: bool
    after: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()
    done_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    carried: bool = False
    redo: bool = False
    deadline: Annotated[Deadline | None, LEFT_OUT_IF_NONE] = None
    light: Annotated[Light | None, LEFT_OUT_IF_NONE] = None
    so_far: Annotated[SoFar | None, LEFT_OUT_IF_NONE] = None
    inquiry: Annotated[Inquiry | None, LEFT_OUT_IF_NONE] = None


class PhaseView(Model):
    """A phase as it stands: not opened yet, open, waiting for its sign-off, or closed.

    `visits` are those of the supervision group to this phase.
    """

    phase: Code
    title: Text
    status: Literal["ahead", "open", "reported", "closed"]
    round: int
    steps: tuple[StepView, ...]
    opened_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    reported_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    closed_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    closed_how: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    visits: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    lapses_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    deadline: Annotated[Deadline | None, LEFT_OUT_IF_NONE] = None
    light: Annotated[Light | None, LEFT_OUT_IF_NONE] = None


class Progress(Model):
    """A unit's progress, as the query `progress` answers it.

    `start_on` is the day that was appointed for its start, and `starts_at` the opening of business on it
    or, where nobody works then, on the first working day of the campaign after it. `mechanism` is
    the version that holds. `done_before` and the `turns` are as in its outcome; `result` is there once
    the campaign is `closed_at` an instant for it, and `in_time` once it is through its track.
    """

    campaign: Code
    unit: Code
    name: str
    type: Code
    district: Code
    coordinator: Code
    supervision_group: Code
    revision: int
    head: Digest
    standing: Standing
    track: Code
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    readiness: Annotated[tuple[ReadinessView, ...], LEFT_OUT_IF_EMPTY] = ()
    start_on: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    starts_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    started_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    deadline: Annotated[Deadline | None, LEFT_OUT_IF_NONE] = None
    phases: tuple[PhaseView, ...]
    requests: Annotated[tuple[ExtensionRequest, ...], LEFT_OUT_IF_EMPTY] = ()
    ledger: Annotated[LedgerView | None, LEFT_OUT_IF_NONE] = None
    suspended_since: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    held_since: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    withdrawn: Annotated[Withdrawal | None, LEFT_OUT_IF_NONE] = None
    finished_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    mechanism: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    lacking: Annotated[tuple[Lacking, ...], LEFT_OUT_IF_EMPTY] = ()
    letter_acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    done_before: Annotated[dict[Code, AwareDatetime], LEFT_OUT_IF_EMPTY] = {}
    turns: Annotated[tuple[Turn, ...], LEFT_OUT_IF_EMPTY] = ()
    earlier_turns: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    closed_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    result: Annotated[Result | None, LEFT_OUT_IF_NONE] = None
    in_time: Annotated[bool | None, LEFT_OUT_IF_NONE] = None


class Upcoming(Model):
    """Something that will happen to a unit by itself, unless something changes before.

    `event` is the kind of what will be written into the journal; `deadline` says how its instant came
    about. Of a reminder, `rung` is the ladder's and `to` are those who are told. What the unit has set
    a date for is there too, by its `step`: `voting_ends`, `solicitation_ends`, and `meeting_held` by a
    `branch` at a `place`.
    """

    at: AwareDatetime
    event: str
    target: Annotated[Target | None, LEFT_OUT_IF_NONE] = None
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    deadline: Annotated[Deadline | None, LEFT_OUT_IF_NONE] = None
    rung: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    step: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    branch: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    place: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    to: Annotated[tuple[PersonRole, ...], LEFT_OUT_IF_EMPTY] = ()


class Possibility(Model):
    """Something that a person might do to a unit now, or why not.

    `argument` is the item, step, phase, target or track that the command names, where it names one.
    """

    kind: str
    argument: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    refusal: Annotated[Refusal | None, LEFT_OUT_IF_NONE] = None

    @property
    def is_allowed(self) -> bool:
        """Whether it would be accepted now."""
        return self.refusal is None
