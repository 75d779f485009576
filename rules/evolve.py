"""How an event changes a unit's state. Nothing is decided here: what has happened has happened."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from rules.chain import hash_entry
from rules.content_folding import fold_content
from rules.course import open_phase, undone_required
from rules.deadlines import START, latest_start_at
from rules.folding import with_, with_phase, with_step
from rules.ledger_folding import with_lost
from rules.responsibility import with_answering
from rules.solicitation_folding import void_solicitations
from rules.survey_folding import keep_as_opened, void_surveys
from rules.switching import fold_switch
from rules.turns import with_turn
from schemas.actor import Actor
from schemas.events import (
    Amended,
    Closed,
    Commented,
    DueSoon,
    Entry,
    Event,
    Extended,
    ExtensionDeclined,
    ExtensionRequested,
    ExtensionRequestLapsed,
    Finished,
    Held,
    LatestStartPassed,
    Overdue,
    PhaseClosed,
    PhaseOpened,
    PhaseReported,
    PhaseSentBack,
    ReadinessCompleted,
    Reassigned,
    Released,
    Reminded,
    Reopened,
    Resumed,
    StartAppointed,
    Started,
    StepCompleted,
    StepReopened,
    StepScheduled,
    Suspended,
    TrackSwitched,
    Urged,
    Withdrawn,
)
from schemas.ledger import (
    AnswerOverdue,
)
from schemas.quantities import WorkingDays
from schemas.state import (
    ExtensionRequest,
    Flags,
    OwnDate,
    PhaseState,
    UnitState,
    Withdrawal,
)
from schemas.target import UNIT, Target, step_target

_ANEW: Final[Mapping[str, Any]] = {"participation": None, "branches": {}}
"""What was recorded of a step, for one that was sent back: going through the motions counts no more."""


def evolve(state: UnitState, entry: Entry) -> UnitState:
    """The state after one more entry of the unit's journal."""
    return _entered(state, entry, head=hash_entry(entry))


def foresee(state: UnitState, entry: Entry) -> UnitState:
    """The state after an entry that is only imagined: it gets no place in the chain."""
    return _entered(state, entry, head=state.head)


def apply(state: UnitState, event: Event, *, at: datetime, by: Actor) -> UnitState:
    """The state after an event that is not in the journal yet: what `decide` looks ahead with."""
    match event:
        case ReadinessCompleted():
            return with_(state, ready={**state.ready, event.item: at})
        case StartAppointed():
            return with_(state, start_on=event.on)
        case Started():
            return with_(state, started_at=at, track=event.track, lost=WorkingDays(0))
        case PhaseOpened():
            opened = PhaseState(phase=event.phase, opened_at=at)
            outliving = {key: one for key, one in state.flagged.items() if _outlives_phases(key)}
            return with_(state, phases=(*state.phases, opened), flagged=outliving)
        case StepCompleted():
            done = with_step(state, event.step, done_at=at, carried=False, redo_due=None)
            return _without_request(done, step_target(event.step))
        case StepReopened():
            steps = (event.step, *event.with_it)
            reopened = _undone(state, steps, redo_due=state.phases[-1].redo_due)
            return with_phase(reopened, reported_at=None)
        case PhaseReported():
            kept = tuple(request for request in state.requests if request.target == UNIT)
            reported = with_(state, requests=kept)
            return with_phase(reported, reported_at=at, lost_before_report=state.phases[-1].lost)
        case PhaseSentBack() | Reopened():
            return _made_up(state, event, by)
        case PhaseClosed():
            return with_phase(state, closed_at=at, closed_how=event.how, closed_by=by)
        case Finished():
            return with_(state, finished_at=at, requests=())
        case StepScheduled():
            own = OwnDate(on=event.on, by=by, lost_before=state.phases[-1].lost)
            return with_step(state, event.step, scheduled=own)
        case ExtensionRequested():
            request = ExtensionRequest(
                target=event.target, until=event.until, by=by, at=at, lost_before=state.lost
            )
            return with_(state, requests=(*state.requests, request))
        case Extended():
            return _extended(_without_request(state, event.target), event, by)
        case ExtensionDeclined() | ExtensionRequestLapsed():
            return _without_request(state, event.target)
        case Suspended():
            return with_(state, suspended_since=at)
        case Held():
            return with_(state, held_since=at)
        case Resumed():
            return _resumed(state, event.lost, suspended_since=None)
        case Released():
            return _resumed(state, event.lost, held_since=None)
        case TrackSwitched():
            return fold_switch(state, event, at)
        case Withdrawn():
            withdrawal = Withdrawal(at=at, cause=event.cause, into=event.into)
            return with_(state, withdrawn=withdrawal, requests=())
        case Reassigned():
            assigned = {
                "coordinator": event.coordinator or state.unit.coordinator,
                "supervision_group": event.supervision_group or state.unit.supervision_group,
            }
            return with_answering(state, state.unit.model_copy(update=assigned))
        case Amended():
            return _amended(state, event)
        case Closed():
            return with_(state, closed_at=at, requests=())
        case DueSoon():
            return _flagged(state, str(event.target), due_soon=event.due)
        case Overdue() | AnswerOverdue():
            return _flagged(state, str(event.target), due_soon=event.due, overdue=event.due)
        case LatestStartPassed():
            return _flagged(state, START, overdue=latest_start_at(state))
        case Urged():
            return with_(state, urged_at=at)
        case Commented() | Reminded():
            return state
        case _:
            return fold_content(state, event, at=at, by=by)


def _entered(state: UnitState, entry: Entry, *, head: str) -> UnitState:
    applied = apply(state, entry.event, at=entry.at, by=entry.by)
    changed = with_turn(state, applied, entry)
    heeded_at = None if changed.rules.reminders is None else entry.at
    return with_(changed, revision=entry.revision, head=head, heeded_at=heeded_at)


def _flagged(state: UnitState, key: str, **flags: datetime) -> UnitState:
    return with_(state, flagged={**state.flagged, key: Flags(**flags)})


def _outlives_phases(key: str) -> bool:
    """Whether what was said of a deadline still holds when another phase opens."""
    return key == str(UNIT) or key.startswith("item:")


def _amended(state: UnitState, event: Amended) -> UnitState:
    unit = event.unit or state.unit
    has_new_start = unit.wanted_start != state.unit.wanted_start
    amended = with_(
        with_answering(state, unit),
        rules=event.rules or state.rules,
        start_on=unit.wanted_start if has_new_start else state.start_on,
    )
    if event.rules is not None:
        amended = keep_as_opened(state, amended, event.as_opened)
    current = open_phase(amended)
    if current is None or not any(undone_required(amended, current[1])):
        return amended
    # A phase that was reported before its plan grew is not complete any more.
    return with_phase(amended, reported_at=None)


def _made_up(state: UnitState, event: PhaseSentBack | Reopened, by: Actor) -> UnitState:
    """The last phase opens for another round; a withdrawn unit that is reopened is just back."""
    if event.due is None:
        return with_(state, withdrawn=None)
    phase = state.phases[-1]
    due = OwnDate(on=event.due, by=by, lost_before=phase.lost)
    undone = _undone(state, event.redo, redo_due=due, **_ANEW)
    redone = void_solicitations(void_surveys(undone, event.redo), event.redo)
    again = with_phase(
        redone,
        round=phase.round + 1,
        reported_at=None,
        closed_at=None,
        closed_how=None,
        closed_by=None,
        extended=None,
        redo_due=due,
    )
    return with_(again, finished_at=None, requests=())


def _undone(
    state: UnitState, steps: Iterable[str], *, redo_due: OwnDate | None, **anew: Any
) -> UnitState:
    """Steps that are to be done once more; in a round of making up, by the round's own day."""
    for step in steps:
        state = with_step(
            state,
            step,
            done_at=None,
            carried=False,
            scheduled=None,
            extended=None,
            redo_due=redo_due,
            **anew,
        )
    return state


def _extended(state: UnitState, event: Extended, by: Actor) -> UnitState:
    if event.target.kind == "unit":
        return with_(state, extended=OwnDate(on=event.until, by=by, lost_before=state.lost))
    own = OwnDate(on=event.until, by=by, lost_before=state.phases[-1].lost)
    if event.target.kind == "phase":
        return with_phase(state, extended=own)
    return with_step(state, event.target.id, scheduled=None, extended=own)


def _resumed(state: UnitState, lost: WorkingDays, **ended: None) -> UnitState:
    """End one of the two holds. Where the other goes on, it counts from when work first stopped."""
    since = min(at for at in (state.suspended_since, state.held_since) if at is not None)
    resumed = with_(state, **ended)
    if resumed.suspended_since is not None:
        return with_(resumed, suspended_since=since)
    if resumed.held_since is not None:
        return with_(resumed, held_since=since)
    resumed = with_lost(resumed, lost)
    if resumed.finished_at is not None:
        return resumed
    phases = tuple(
        phase if phase.closed_at else with_(phase, lost=phase.lost + lost)
        for phase in resumed.phases
    )
    return with_(resumed, lost=state.lost + lost, phases=phases)


def _without_request(state: UnitState, target: Target) -> UnitState:
    kept = tuple(request for request in state.requests if request.target != target)
    return with_(state, requests=kept)
