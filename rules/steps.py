"""Steps: done in the order that `after` asks for, reopened with what follows them, scheduled."""

from datetime import datetime

from rules.authority import who_may
from rules.calendar import local_date
from rules.content import require_content
from rules.course import is_done, with_successors
from rules.deadlines import phase_deadline, step_deadline
from rules.guards import require_date, require_step, require_turn, require_undone
from rules.refused import Refused
from schemas.commands import CompleteStep, ReopenStep, ScheduleStep
from schemas.events import Event, StepCompleted, StepReopened, StepScheduled
from schemas.state import UnitState
from schemas.unit_rules import SIXTH_EDITION


def complete_step(state: UnitState, command: CompleteStep, now: datetime) -> tuple[Event, ...]:
    """A step of the open phase is done, once the steps it comes after are."""
    del now
    _, _, step = require_step(state, command.step)
    require_undone(state, command.step)
    require_turn(state, step)
    require_content(state, step)
    return (StepCompleted(step=command.step, evidence=command.evidence),)


def reopen_step(state: UnitState, command: ReopenStep, now: datetime) -> tuple[Event, ...]:
    """A step of the open phase was not done after all; what comes after it is reopened with it."""
    del now
    _, phase, _ = require_step(state, command.step)
    if not is_done(state, command.step):
        raise Refused("step_not_done", step=command.step)
    with_it = tuple(
        step
        for step in with_successors(phase, [command.step])
        if step != command.step and is_done(state, step)
    )
    return (StepReopened(step=command.step, with_it=with_it, reason=command.reason),)


def schedule_step(state: UnitState, command: ScheduleStep, now: datetime) -> tuple[Event, ...]:
    """The unit's own date for a step: any working day up to the end of its phase.

    What is overdue stays so until it is done or somebody else grants more time.
    """
    phase_state, _, step = require_step(state, command.step)
    require_undone(state, command.step)
    due = step_deadline(state, phase_state, step).at
    if now >= due and state.rules.edition >= SIXTH_EDITION:
        raise Refused(
            "step_overdue",
            who=who_may("extend", state.unit),
            step=command.step,
            due=local_date(state.rules.calendar, due),
        )
    calendar = state.rules.calendar
    first = local_date(calendar, phase_state.opened_at)
    last = local_date(calendar, phase_deadline(state, phase_state).at)
    require_date(state, command.on, now, first=first, last=last)
    return (StepScheduled(step=command.step, on=command.on),)
