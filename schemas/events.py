"""What has happened to a unit: one model per kind, and the journal entry that carries it."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Digest, Model, Note
from schemas.command import CommandId, Fingerprint, Steps
from schemas.ledger import AnswerOverdue, LedgerEvent
from schemas.mechanism import MechanismSet
from schemas.meeting import MeetingEvent
from schemas.mobilization import ParticipationEvent
from schemas.opinions import SolicitationEvent
from schemas.publication import PublicationEvent
from schemas.quantities import WorkingDays
from schemas.responsibility import LetterAcknowledged
from schemas.roster import PersonRole, Unit
from schemas.survey import SurveyEvent
from schemas.target import Target
from schemas.unit_rules import UnitRules
from schemas.visits import Visited


class ReadinessCompleted(Model):
    """A readiness item is so."""

    kind: Literal["readiness_completed"] = "readiness_completed"
    item: Code
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class StartAppointed(Model):
    """The unit will start by itself on the morning of `on`, once it is ready."""

    kind: Literal["start_appointed"] = "start_appointed"
    on: date


class LatestStartPassed(Model):
    """The last day for a start has gone by, and the unit has not started."""

    kind: Literal["latest_start_passed"] = "latest_start_passed"


class Started(Model):
    """The unit has started on its track."""

    kind: Literal["started"] = "started"
    track: Code


class PhaseOpened(Model):
    """A phase has opened."""

    kind: Literal["phase_opened"] = "phase_opened"
    phase: Code


class StepCompleted(Model):
    """A step is done."""

    kind: Literal["step_completed"] = "step_completed"
    step: Code
    evidence: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class StepReopened(Model):
    """A step that was reported done is not; `with_it` are the steps after it, reopened too."""

    kind: Literal["step_reopened"] = "step_reopened"
    step: Code
    with_it: Annotated[Steps, LEFT_OUT_IF_EMPTY] = ()
    reason: Note


class PhaseReported(Model):
    """All required steps of the phase are done; it waits for the supervision group."""

    kind: Literal["phase_reported"] = "phase_reported"
    phase: Code


class PhaseSentBack(Model):
    """The phase is sent back; `redo` are all steps to be made up, by the end of the day `due`."""

    kind: Literal["phase_sent_back"] = "phase_sent_back"
    phase: Code
    redo: Steps
    due: date
    reason: Note


class PhaseClosed(Model):
    """The phase is closed: signed off, its sign-off lapsed, or its gate asks for none."""

    kind: Literal["phase_closed"] = "phase_closed"
    phase: Code
    how: Literal["signed_off", "lapsed", "no_sign_off"]
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class Finished(Model):
    """The last phase is closed: the unit has gone through its track."""

    kind: Literal["finished"] = "finished"


class StepScheduled(Model):
    """The unit's own date for a step."""

    kind: Literal["step_scheduled"] = "step_scheduled"
    step: Code
    on: date


class ExtensionRequested(Model):
    """More time is asked for."""

    kind: Literal["extension_requested"] = "extension_requested"
    target: Target
    until: date
    reason: Note


class Extended(Model):
    """More time is granted; an open request for the same target is answered by it."""

    kind: Literal["extended"] = "extended"
    target: Target
    until: date
    reason: Note
    asked: bool = False


class ExtensionDeclined(Model):
    """More time that was asked for is not granted."""

    kind: Literal["extension_declined"] = "extension_declined"
    target: Target
    reason: Note


class ExtensionRequestLapsed(Model):
    """Nobody answered a request for more time within the plan's days."""

    kind: Literal["extension_request_lapsed"] = "extension_request_lapsed"
    target: Target


class Suspended(Model):
    """The unit's campaign stands still."""

    kind: Literal["suspended"] = "suspended"
    reason: Note


class Resumed(Model):
    """The suspension is over; `lost` working days are added to open deadlines."""

    kind: Literal["resumed"] = "resumed"
    lost: WorkingDays
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class Held(Model):
    """The whole campaign is paused."""

    kind: Literal["held"] = "held"
    reason: Note


class Released(Model):
    """The whole campaign goes on; `lost` working days are added to open deadlines."""

    kind: Literal["released"] = "released"
    lost: WorkingDays


class TrackSwitched(Model):
    """The unit takes another track; `carried` are its steps that count as done already."""

    kind: Literal["track_switched"] = "track_switched"
    track: Code
    carried: Annotated[tuple[Code, ...], Field(max_length=720), LEFT_OUT_IF_EMPTY] = ()
    reason: Note


class Withdrawn(Model):
    """The unit has left the campaign."""

    kind: Literal["withdrawn"] = "withdrawn"
    cause: Literal["closed", "merged", "other"]
    into: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    reason: Note


class Reopened(Model):
    """A finished unit redoes `redo` by the end of the day `due`, or a withdrawn one is back."""

    kind: Literal["reopened"] = "reopened"
    redo: Annotated[Steps, LEFT_OUT_IF_EMPTY] = ()
    due: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    reason: Note


class Reassigned(Model):
    """Another coordinator, another supervision group, or both."""

    kind: Literal["reassigned"] = "reassigned"
    coordinator: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    reason: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class Commented(Model):
    """Somebody wrote something down."""

    kind: Literal["commented"] = "commented"
    text: Note


class Amended(Model):
    """The unit's rules or its roster entry were changed.

    The surveys `as_opened` are under way, and asked and counted as they were when they opened.
    """

    kind: Literal["amended"] = "amended"
    rules: Annotated[UnitRules | None, LEFT_OUT_IF_NONE] = None
    unit: Annotated[Unit | None, LEFT_OUT_IF_NONE] = None
    reason: Note
    as_opened: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()


class DueSoon(Model):
    """A deadline, which falls on `due`, has turned yellow."""

    kind: Literal["due_soon"] = "due_soon"
    target: Target
    due: AwareDatetime


class Overdue(Model):
    """A deadline, which fell on `due`, has turned red."""

    kind: Literal["overdue"] = "overdue"
    target: Target
    due: AwareDatetime


class Reminded(Model):
    """A rung of the ladder was reached for what falls due on `due`: `to` are told, by their roles."""

    kind: Literal["reminded"] = "reminded"
    target: Target
    due: AwareDatetime
    rung: Code
    to: tuple[PersonRole, ...]


class Urged(Model):
    """Somebody above the unit reminds it by hand (催办): of `target`, or of all that is due."""

    kind: Literal["urged"] = "urged"
    target: Annotated[Target | None, LEFT_OUT_IF_NONE] = None
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class Closed(Model):
    """The campaign is over for this unit."""

    kind: Literal["closed"] = "closed"
    reason: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


ContentEvent = (
    LedgerEvent
    | LetterAcknowledged
    | MechanismSet
    | MeetingEvent
    | ParticipationEvent
    | PublicationEvent
    | SolicitationEvent
    | SurveyEvent
    | Visited
)
"""What happens to what a campaign is made of, beside its course."""

Event = Annotated[
    ReadinessCompleted
    | StartAppointed
    | LatestStartPassed
    | Started
    | PhaseOpened
    | StepCompleted
    | StepReopened
    | PhaseReported
    | PhaseSentBack
    | PhaseClosed
    | Finished
    | StepScheduled
    | ExtensionRequested
    | Extended
    | ExtensionDeclined
    | ExtensionRequestLapsed
    | Suspended
    | Resumed
    | Held
    | Released
    | TrackSwitched
    | Withdrawn
    | Reopened
    | Reassigned
    | Commented
    | Amended
    | DueSoon
    | Overdue
    | Reminded
    | Urged
    | Closed
    | AnswerOverdue
    | ContentEvent,
    Field(discriminator="kind"),
]
"""Something that has happened to a unit, told apart by `kind`."""


class Entry(Model):
    """An event as it stands in a unit's journal.

    `revision` counts the unit's events from 1. `command` is left out where the clock acted, and
    `fingerprint`, which tells what it said, stands in the first entry that it made.
    `previous` is the SHA-256 of the entry before it, so that the journal is a chain.
    """

    revision: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    by: Actor
    principal: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    command: Annotated[CommandId | None, LEFT_OUT_IF_NONE] = None
    fingerprint: Annotated[Fingerprint | None, LEFT_OUT_IF_NONE] = None
    previous: Digest
    event: Event


EventAdapter: Final[TypeAdapter[Event]] = TypeAdapter(Event)
"""Reads an event from JSON."""
