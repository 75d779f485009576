"""The gate of a phase: signed off, sent back (补课), and what a finished unit redoes.

Reference case, "Supervision": a phase closes when the unit reports it done *and* the supervision
group has signed it off or a set time has passed, as the plan says.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from rules.course import is_done, phase_plan, with_successors
from rules.deadlines import redo_day
from rules.guards import require_going_on, require_not_closed, require_reported
from rules.ledger import require_ledger_of
from rules.mechanism import require_mechanism
from rules.opinions import asked_again_by
from rules.publication import require_published
from rules.refused import Refused
from rules.survey_results import require_polled
from schemas.commands import Reopen, SendBack, SignOff
from schemas.events import Event, PhaseClosed, PhaseSentBack, Reopened
from schemas.state import UnitState
from schemas.step import Phase


def sign_off(state: UnitState, command: SignOff, now: datetime) -> tuple[Event, ...]:
    """The supervision group accepts a reported phase."""
    del now
    _, phase = require_reported(state, command.phase)
    require_ledger_of(state, phase)
    require_mechanism(state, command.phase)
    require_published(state, command.phase)
    require_polled(state, command.phase)
    return (PhaseClosed(phase=command.phase, how="signed_off", note=command.note),)


def send_back(state: UnitState, command: SendBack, now: datetime) -> tuple[Event, ...]:
    """The supervision group sends a reported phase back, with the steps to redo and what follows."""
    _, phase = require_reported(state, command.phase)
    redo = steps_to_redo(state, phase, command.redo)
    due = _made_up_by(state, phase, redo, now)
    return (PhaseSentBack(phase=phase.id, redo=redo, due=due, reason=command.reason),)


def reopen(state: UnitState, command: Reopen, now: datetime) -> tuple[Event, ...]:
    """A finished unit redoes steps of its last phase; a withdrawn one comes back as it left."""
    require_not_closed(state)
    if state.withdrawn is not None:
        if command.redo:
            raise Refused("redo_of_withdrawn")
        return (Reopened(reason=command.reason),)
    if state.finished_at is None:
        raise Refused("not_over")
    require_going_on(state)
    phase = phase_plan(state, state.phases[-1].phase)
    if not command.redo:
        known = ", ".join(step.id for step in phase.steps)
        raise Refused("redo_needed", phase=phase.id, known=known)
    redo = steps_to_redo(state, phase, command.redo)
    due = _made_up_by(state, phase, redo, now)
    return (Reopened(redo=redo, due=due, reason=command.reason),)


def steps_to_redo(state: UnitState, phase: Phase, wanted: Iterable[str]) -> tuple[str, ...]:
    """The wanted steps and every done step that comes after one of them, in the plan's order.

    Refuses steps that are not in the phase or were not done, and a choice without a required one,
    which would leave nothing to report.
    """
    wanted = tuple(wanted)
    known = {step.id: step for step in phase.steps}
    for step in wanted:
        if step not in known:
            raise Refused("unknown_step_in_phase", step=step, phase=phase.id)
        if not is_done(state, step):
            raise Refused("step_not_done", step=step)
    redo = tuple(step for step in with_successors(phase, wanted) if is_done(state, step))
    if not any(known[step].required for step in redo):
        raise Refused("redo_required_step", phase=phase.id)
    return redo


def _made_up_by(state: UnitState, phase: Phase, redo: Collection[str], now: datetime) -> date:
    """By which day steps are made up: the gate's, or a later one before which they cannot be."""
    steps = [step for step in phase.steps if step.id in redo]
    return max((redo_day(state, phase, now), *asked_again_by(state, steps, now)))
