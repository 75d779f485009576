"""Everything a person can ask of a unit: one model per kind, flat, with its envelope."""

from datetime import date
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, TypeAdapter, model_validator

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Note
from schemas.command import CommandBase, Steps
from schemas.ledger_commands import (
    AcceptNoItems,
    AddItem,
    AmendItem,
    AnswerItem,
    CloseItem,
    ConfirmItem,
    EscalateItem,
    ReopenItem,
    ReportNoItems,
    ReturnItem,
)
from schemas.mechanism import SetMechanism
from schemas.meeting import CallOffMeeting, ConveneMeeting, RecordMeeting
from schemas.mobilization import (
    AcceptAbsence,
    CorrectParticipation,
    DeclineAbsence,
    ExplainAbsence,
    RecordParticipation,
)
from schemas.opinions import CloseSolicitation, OpenSolicitation
from schemas.publication import Publish, WithdrawPublication
from schemas.responsibility import AcknowledgeLetter
from schemas.roster import Unit
from schemas.survey import CloseSurvey, JudgeSurvey, OpenSurvey
from schemas.target import Target
from schemas.unit_rules import UnitRules
from schemas.visits import RecordVisit


class CompleteReadiness(CommandBase):
    """A readiness item is so."""

    kind: Literal["complete_readiness"]
    item: Code
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class Start(CommandBase):
    """The unit starts: now, or on the morning of its own start date `on`."""

    kind: Literal["start"]
    on: Annotated[date | None, LEFT_OUT_IF_NONE] = None


class CompleteStep(CommandBase):
    """A step is done, with what shows it."""

    kind: Literal["complete_step"]
    step: Code
    evidence: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class ReopenStep(CommandBase):
    """A step was reported done and is not; the steps that come after it are reopened with it."""

    kind: Literal["reopen_step"]
    step: Code
    reason: Note


class SignOff(CommandBase):
    """The supervision group accepts the phase."""

    kind: Literal["sign_off"]
    phase: Code
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class SendBack(CommandBase):
    """The supervision group sends the phase back (补课): why, and which steps to redo."""

    kind: Literal["send_back"]
    phase: Code
    reason: Note
    redo: Annotated[Steps, Field(min_length=1)]


class ScheduleStep(CommandBase):
    """The unit sets its own date for a step, within the plan's bounds."""

    kind: Literal["schedule_step"]
    step: Code
    on: date


class RequestExtension(CommandBase):
    """The coordinator asks for more time."""

    kind: Literal["request_extension"]
    target: Target
    until: date
    reason: Note


class Extend(CommandBase):
    """More time is granted, whether it was asked for or not."""

    kind: Literal["extend"]
    target: Target
    until: date
    reason: Note


class DeclineExtension(CommandBase):
    """More time that was asked for is not granted."""

    kind: Literal["decline_extension"]
    target: Target
    reason: Note


class Suspend(CommandBase):
    """The unit's campaign stands still; deadlines move by the working days lost."""

    kind: Literal["suspend"]
    reason: Note


class Resume(CommandBase):
    """The suspension is over."""

    kind: Literal["resume"]
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class Hold(CommandBase):
    """The whole campaign is paused: a hold of its own beside the unit's suspension."""

    kind: Literal["hold"]
    reason: Note


class Release(CommandBase):
    """The campaign goes on."""

    kind: Literal["release"]


class SwitchTrack(CommandBase):
    """The unit takes another track; done steps carry over by kind."""

    kind: Literal["switch_track"]
    track: Code
    reason: Note


class Withdraw(CommandBase):
    """The unit leaves the campaign: it was closed, or merged into the unit `into`."""

    kind: Literal["withdraw"]
    cause: Literal["closed", "merged", "other"]
    into: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    reason: Note

    @model_validator(mode="after")
    def _merged_into_something(self) -> Self:
        if (self.cause == "merged") != (self.into is not None):
            raise ValueError("expected 'into' with the cause 'merged', and only with that")
        return self


class Reopen(CommandBase):
    """A finished unit redoes steps of its last phase, or a withdrawn one comes back."""

    kind: Literal["reopen"]
    reason: Note
    redo: Annotated[Steps, LEFT_OUT_IF_EMPTY] = ()


class Reassign(CommandBase):
    """Another coordinator, another supervision group, or both."""

    kind: Literal["reassign"]
    coordinator: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    reason: Annotated[Note | None, LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _reassigns_something(self) -> Self:
        if self.coordinator is None and self.supervision_group is None:
            raise ValueError("expected a coordinator, a supervision_group or both")
        return self


class Comment(CommandBase):
    """Something worth writing down."""

    kind: Literal["comment"]
    text: Note


class Remind(CommandBase):
    """The unit is reminded by hand (催办): of `target`, or of all that is due."""

    kind: Literal["remind"]
    target: Annotated[Target | None, LEFT_OUT_IF_NONE] = None
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class Amend(CommandBase):
    """The unit's rules or its roster entry change while it runs."""

    kind: Literal["amend"]
    rules: Annotated[UnitRules | None, LEFT_OUT_IF_NONE] = None
    unit: Annotated[Unit | None, LEFT_OUT_IF_NONE] = None
    reason: Note

    @model_validator(mode="after")
    def _amends_something(self) -> Self:
        if self.rules is None and self.unit is None:
            raise ValueError("expected rules, a unit or both")
        return self


class Close(CommandBase):
    """The campaign is over for this unit; its workflow ends with the outcome."""

    kind: Literal["close"]
    reason: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


Command = Annotated[
    CompleteReadiness
    | AcknowledgeLetter
    | Start
    | CompleteStep
    | ReopenStep
    | SignOff
    | SendBack
    | RecordVisit
    | SetMechanism
    | Publish
    | WithdrawPublication
    | ScheduleStep
    | RequestExtension
    | Extend
    | DeclineExtension
    | Suspend
    | Resume
    | Hold
    | Release
    | SwitchTrack
    | Withdraw
    | Reopen
    | Reassign
    | Comment
    | Remind
    | AddItem
    | AmendItem
    | CloseItem
    | ConfirmItem
    | ReturnItem
    | ReopenItem
    | EscalateItem
    | AnswerItem
    | ReportNoItems
    | AcceptNoItems
    | Amend
    | Close
    | RecordParticipation
    | CorrectParticipation
    | ExplainAbsence
    | AcceptAbsence
    | DeclineAbsence
    | ConveneMeeting
    | CallOffMeeting
    | RecordMeeting
    | OpenSolicitation
    | CloseSolicitation
    | OpenSurvey
    | CloseSurvey
    | JudgeSurvey,
    Field(discriminator="kind"),
]
"""A command to one unit, told apart by `kind`."""

CommandAdapter: Final[TypeAdapter[Command]] = TypeAdapter(Command)
"""Reads a command from JSON."""

COMMANDS: Final[dict[str, type[CommandBase]]] = {
    get_args(model.model_fields["kind"].annotation)[0]: model
    for model in get_args(get_args(Command)[0])
}
"""Every kind of command and its model."""
