"""What is shown of a unit, derived from its state: its progress, and what is upcoming."""

from datetime import datetime

from rules.course import open_phase, step_state, track
from rules.deadlines import (
    deadline_of,
    lapse_at,
    phase_deadline,
    start_at,
    step_deadline,
    unit_deadline,
)
from rules.inquiries import inquiry
from rules.outcome import lacking, ledger_view, so_far
from rules.standing import is_in_time, phase_id, result, standing
from rules.ticks import upcoming as upcoming_instants
from schemas.events import DueSoon, ExtensionRequestLapsed, Overdue, PhaseClosed, Reminded
from schemas.ledger import AnswerOverdue
from schemas.state import PhaseState, UnitState
from schemas.step import Phase, Step
from schemas.views import (
    PhaseView,
    Progress,
    ReadinessView,
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
        ledger=ledger_view(state, now),
        suspended_since=state.suspended_since,
        held_since=state.held_since,
        withdrawn=state.withdrawn,
        finished_at=state.finished_at,
        mechanism=state.mechanism,
        lacking=lacking(state),
        letter_acknowledged_at=state.letter_acknowledged_at,
        done_before=state.done_before,
        turns=state.turns,
        earlier_turns=state.earlier_turns,
        closed_at=state.closed_at,
        result=result(state),
        in_time=is_in_time(state),
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
        so_far=so_far(state, step),
        inquiry=inquiry(state, step.id) if own.done_at is None else None,
    )
