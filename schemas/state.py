"""What a unit's campaign is at this moment: everything that the rules need and nothing derived."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from schemas.actor import Actor
from schemas.base import (
    LEFT_OUT_IF_EMPTY,
    LEFT_OUT_IF_NONE,
    LEFT_OUT_IF_ZERO,
    Code,
    Digest,
    Model,
)
from schemas.ledger import EMPTY_LEDGER, Ledger
from schemas.meeting import Branch, BranchState
from schemas.mobilization import Participation
from schemas.opinions import Numbers, Solicitation
from schemas.publication import PublicationState
from schemas.quantities import WorkingDays
from schemas.roster import Unit
from schemas.survey import SurveyState
from schemas.target import Target
from schemas.turn import Turn
from schemas.unit_rules import UnitRules


class Standing(StrEnum):
    """Where a unit stands, as lists, counts and lights show it."""

    PREPARING = "preparing"
    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    AWAITING_SIGN_OFF = "awaiting_sign_off"
    SENT_BACK = "sent_back"
    SUSPENDED = "suspended"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"


class OwnDate(Model):
    """A date that takes the place of the plan's: `lost_before` working days of standstill are in it."""

    on: date
    by: Actor
    lost_before: WorkingDays = WorkingDays(0)


class StepState(Model):
    """What a unit has made of one step of its present track.

    A step that is to be made up has `redo_due`; `done_at` is empty again until it is. What its kind
    asks for begins anew then.
    """

    done_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    carried: bool = False
    scheduled: Annotated[OwnDate | None, LEFT_OUT_IF_NONE] = None
    extended: Annotated[OwnDate | None, LEFT_OUT_IF_NONE] = None
    redo_due: Annotated[OwnDate | None, LEFT_OUT_IF_NONE] = None
    participation: Annotated[Participation | None, LEFT_OUT_IF_NONE] = None
    branches: Annotated[dict[Branch, BranchState], LEFT_OUT_IF_EMPTY] = {}


class PhaseState(Model):
    """What a unit has made of one phase of its present track, from the day it opened.

    `round` is 1 and one more for every time it was sent back or reopened. `lost` are the working
    days of standstill since it opened. A finished round keeps its history in the journal.
    """

    phase: Code
    opened_at: AwareDatetime
    round: Annotated[int, Field(ge=1)] = 1
    lost: WorkingDays = WorkingDays(0)
    reported_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    lost_before_report: WorkingDays = WorkingDays(0)
    closed_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    closed_how: Annotated[
        Literal["signed_off", "lapsed", "no_sign_off"] | None, LEFT_OUT_IF_NONE
    ] = None
    closed_by: Annotated[Actor | None, LEFT_OUT_IF_NONE] = None
    extended: Annotated[OwnDate | None, LEFT_OUT_IF_NONE] = None
    redo_due: Annotated[OwnDate | None, LEFT_OUT_IF_NONE] = None


class Flags(Model):
    """The deadline's instants for which it was said that it is due soon, and overdue."""

    due_soon: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    overdue: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None


class ExtensionRequest(Model):
    """A request for more time that nobody has answered yet."""

    target: Target
    until: date
    by: Actor
    at: AwareDatetime
    lost_before: WorkingDays = WorkingDays(0)


class Withdrawal(Model):
    """How a unit left the campaign."""

    at: AwareDatetime
    cause: Literal["closed", "merged", "other"]
    into: Annotated[Code | None, LEFT_OUT_IF_NONE] = None


def _is_empty_ledger(ledger: Ledger) -> bool:
    return ledger == EMPTY_LEDGER


class UnitState(Model):
    """A unit's campaign. `evolve` over the journal's entries gives it; nothing in it is derived.

    `revision` and `head` are the number and hash of the last entry. `flagged` are the deadlines of
    the start, the open phase, the ledger and the unit of which it was said that they turned yellow
    or red. `heeded_at` is when the last entry was made, where the plan reminds: up to then
    everything has been said. `urged_at` is when a supervisor last reminded the unit by hand.
    `visits` counts those of the supervision group by the phase that it looked at, and `mechanism` is the version of
    the long-term mechanism that holds.
    `letter_acknowledged_at` is empty again once others answer for the unit.
    `suspended_since` and `held_since` are the two holds: work goes on when neither is set. `phases` are those of the present track in the order in which they opened.
    `solicitations` and `surveys` are the last ones by step, `problems` the highest number that a problem has.
    `dropped_problems` are the numbers of those that were named when a solicitation fell short.
    `publications` are the last versions by subject and phase. `turns` are what was decided about the
    unit's way, oldest first, without `earlier_turns` that were more than it remembers; `done_before`
    are the steps that only tracks have which it has left, and when each was done.
    """

    campaign: Code
    unit: Unit
    rules: UnitRules
    revision: Annotated[int, Field(ge=0)] = 0
    head: Digest
    launched_at: AwareDatetime
    track: Code
    ready: Annotated[dict[Code, AwareDatetime], LEFT_OUT_IF_EMPTY] = {}
    start_on: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    started_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    lost: WorkingDays = WorkingDays(0)
    phases: Annotated[tuple[PhaseState, ...], LEFT_OUT_IF_EMPTY] = ()
    steps: Annotated[dict[Code, StepState], LEFT_OUT_IF_EMPTY] = {}
    extended: Annotated[OwnDate | None, LEFT_OUT_IF_NONE] = None
    flagged: Annotated[dict[str, Flags], LEFT_OUT_IF_EMPTY] = {}
    requests: Annotated[tuple[ExtensionRequest, ...], LEFT_OUT_IF_EMPTY] = ()
    solicitations: Annotated[dict[Code, Solicitation], LEFT_OUT_IF_EMPTY] = {}
    problems: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    dropped_problems: Annotated[tuple[Numbers, ...], LEFT_OUT_IF_EMPTY] = ()
    publications: Annotated[dict[str, PublicationState], LEFT_OUT_IF_EMPTY] = {}
    ledger: Annotated[Ledger, Field(exclude_if=_is_empty_ledger)] = EMPTY_LEDGER
    surveys: Annotated[dict[Code, SurveyState], LEFT_OUT_IF_EMPTY] = {}
    heeded_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    urged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    suspended_since: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    held_since: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    visits: Annotated[dict[Code, int], LEFT_OUT_IF_EMPTY] = {}
    mechanism: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    letter_acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    turns: Annotated[tuple[Turn, ...], LEFT_OUT_IF_EMPTY] = ()
    earlier_turns: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    done_before: Annotated[dict[Code, AwareDatetime], LEFT_OUT_IF_EMPTY] = {}
    withdrawn: Annotated[Withdrawal | None, LEFT_OUT_IF_NONE] = None
    finished_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    closed_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
