"""What is shown of a unit, derived from its state: progress, what is upcoming, the outcome."""

from collections import Counter
from datetime import datetime
from typing import Literal

from rules.course import is_done, open_phase, phase_plan, step_state, track
from rules.deadlines import (
    deadline_of,
    item_deadline,
    lapse_at,
    phase_deadline,
    start_at,
    step_deadline,
    unit_deadline,
)
from rules.inquiries import inquiry
from rules.mechanism import lacks_mechanism
from rules.meeting import branches_of, met
from rules.mobilization import members_reached
from rules.polls import poll_of
from rules.standing import is_in_time, phase_id, standing
from rules.survey_results import survey_outcome
from rules.ticks import upcoming as upcoming_instants
from schemas.deadline import Light
from schemas.events import DueSoon, ExtensionRequestLapsed, Overdue, PhaseClosed, Reminded
from schemas.ledger import EMPTY_LEDGER, AnswerOverdue, LedgerView
from schemas.state import PhaseState, UnitState
from schemas.step import Phase, Step
from schemas.views import (
    Lacking,
    Outcome,
    PhaseOutcome,
    PhaseView,
    Progress,
    ReadinessView,
    SoFar,
    StepOutcome,
    StepView,
    Upcoming,
)


def progress(state: UnitState, now: datetime) -> Progress:
    """A unit's progress at an instant: readiness, every phase of its track, deadlines and lights."""
    opened = {phase.phase: phase for phase in state.phases}
    return Progress(
        campaign=state.campaign,
        unit=state.unit.code,
        name=state.unit.name,
        type=state.unit.type,
        district=state.unit.district,
        coordinator=state.unit.coordinator,
        supervision_group=state.unit.supervision_group,
        revision=state.revision,
        head=state.head,
        standing=standing(state, now),
        track=state.track,
        phase=phase_id(state),
        readiness=tuple(
            ReadinessView(item=item.id, title=item.title, done_at=state.ready.get(item.id))
            for item in state.rules.readiness
        ),
        start_on=state.start_on,
        starts_at=start_at(state),
        started_at=state.started_at,
        deadline=unit_deadline(state),
        phases=tuple(
            _phase_view(state, phase, opened.get(phase.id), now) for phase in track(state).phases
        ),
        requests=state.requests,
        ledger=_ledger(state, now),
        suspended_since=state.suspended_since,
        held_since=state.held_since,
        withdrawn=state.withdrawn,
        finished_at=state.finished_at,
        mechanism=state.mechanism,
        lacking=_lacking(state),
        letter_acknowledged_at=state.letter_acknowledged_at,
    )


def upcoming(state: UnitState) -> tuple[Upcoming, ...]:
    """Every future instant of a unit, soonest first: what will happen, to what, and why then."""
    return tuple(
        Upcoming(
            at=instant.at,
            event=event.kind,
            target=event.target
            if isinstance(
                event, DueSoon | Overdue | AnswerOverdue | Reminded | ExtensionRequestLapsed
            )
            else None,
            phase=event.phase if isinstance(event, PhaseClosed) else None,
            deadline=deadline_of(state, event.target)
            if isinstance(event, DueSoon | Overdue | AnswerOverdue | Reminded)
            else None,
            rung=event.rung if isinstance(event, Reminded) else None,
            to=event.to if isinstance(event, Reminded) else (),
        )
        for instant in upcoming_instants(state)
        for event in (instant.event,)
    )


def outcome(state: UnitState) -> Outcome:
    """What came of a unit whose campaign is over.

    Raises ValueError while it is not: an outcome is final.
    """
    if state.closed_at is None:
        raise ValueError("a unit has an outcome only once its campaign is closed")
    return Outcome(
        campaign=state.campaign,
        unit=state.unit.code,
        result=result(state),
        track=state.track,
        revision=state.revision,
        head=state.head,
        closed_at=state.closed_at,
        ready=state.ready,
        started_at=state.started_at,
        finished_at=state.finished_at,
        in_time=is_in_time(state),
        withdrawn=state.withdrawn,
        mechanism=state.mechanism,
        lacking=_lacking(state),
        phases=tuple(_phase_outcome(state, phase) for phase in state.phases),
        ledger=_ledger(state, state.closed_at),
    )


def _lacking(state: UnitState) -> tuple[Lacking, ...]:
    return ("mechanism",) if lacks_mechanism(state) else ()


def result(state: UnitState) -> Literal["finished", "withdrawn", "unfinished", "not_started"]:
    """In one word, what came of a unit whose campaign is over."""
    if state.withdrawn is not None:
        return "withdrawn"
    if state.finished_at is not None:
        return "finished"
    return "not_started" if state.started_at is None else "unfinished"


def _phase_view(
    state: UnitState, plan: Phase, phase: PhaseState | None, now: datetime
) -> PhaseView:
    if phase is None:
        steps = tuple(_step_view(state, step, None, now) for step in plan.steps)
        return PhaseView(phase=plan.id, title=plan.title, status="ahead", round=0, steps=steps)
    current = open_phase(state)
    is_open = current is not None and current[0] == phase
    is_reported = phase.reported_at is not None
    is_working = is_open and not is_reported
    deadline = phase_deadline(state, phase) if is_working else None
    return PhaseView(
        phase=plan.id,
        title=plan.title,
        status="closed" if not is_open else "reported" if is_reported else "open",
        round=phase.round,
        steps=tuple(
            _step_view(state, step, phase if is_open else None, now) for step in plan.steps
        ),
        opened_at=phase.opened_at,
        reported_at=phase.reported_at,
        closed_at=phase.closed_at,
        closed_how=phase.closed_how,
        visits=state.visits.get(phase.phase, 0),
        lapses_at=lapse_at(state, phase) if is_open else None,
        deadline=deadline,
        light=deadline.light(now) if deadline else None,
    )


def _step_view(state: UnitState, step: Step, phase: PhaseState | None, now: datetime) -> StepView:
    own = step_state(state, step.id)
    is_open = phase is not None and own.done_at is None
    deadline = step_deadline(state, phase, step) if phase is not None and is_open else None
    return StepView(
        step=step.id,
        kind=step.kind,
        title=step.title,
        required=step.required,
        after=step.after,
        done_at=own.done_at,
        carried=own.carried,
        redo=own.redo_due is not None,
        deadline=deadline,
        light=deadline.light(now) if deadline else None,
        so_far=_so_far(state, step),
        inquiry=inquiry(state, step.id) if own.done_at is None else None,
    )


def _so_far(state: UnitState, step: Step) -> SoFar | None:
    own = step_state(state, step.id)
    if own.participation is not None:
        return SoFar(there=members_reached(state, step.id), of=state.unit.members.total)
    if own.branches:
        return SoFar(there=met(state, step.id), of=branches_of(state))
    return None


def _ledger(state: UnitState, now: datetime) -> LedgerView | None:
    """The ledger in numbers; None where there is nothing to say of it."""
    ledger = state.ledger
    if ledger == EMPTY_LEDGER:
        return None
    lights = Counter(
        item_deadline(state, item).light(now)
        for item in ledger.open
        if not item.is_closed and item.handed_up is None
    )
    return LedgerView(
        added=ledger.added,
        struck_off=ledger.struck_off,
        open=len(ledger.open),
        to_confirm=sum(item.is_closed for item in ledger.open),
        handed_up=sum(item.handed_up is not None for item in ledger.open),
        due_soon=lights[Light.YELLOW],
        overdue=lights[Light.RED],
        nothing=ledger.nothing,
    )


def _phase_outcome(state: UnitState, phase: PhaseState) -> PhaseOutcome:
    plan = phase_plan(state, phase.phase)
    poll = poll_of(track(state), plan)
    return PhaseOutcome(
        phase=phase.phase,
        opened_at=phase.opened_at,
        round=phase.round,
        lost=phase.lost,
        steps=tuple(
            StepOutcome(
                step=step.id,
                required=step.required,
                done_at=step_state(state, step.id).done_at,
                carried=step_state(state, step.id).carried,
                survey=survey_outcome(state, step.id),
            )
            for step in plan.steps
            if step.required or is_done(state, step.id)
        ),
        closed_at=phase.closed_at,
        closed_how=phase.closed_how,
        closed_by=phase.closed_by,
        poll=None if poll is None else survey_outcome(state, poll.id),
    )
