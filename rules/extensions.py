"""More time: asked for by the unit, granted or declined by those above it, with reason and name."""

from datetime import date, datetime

from rules.authority import who_may
from rules.calendar import local_date, on_or_before
from rules.course import is_done, open_phase, phase_plan
from rules.deadlines import deadline_of, phase_deadline
from rules.guards import require_date, require_open_phase, require_phase, require_step
from rules.refused import Refused
from schemas.commands import DeclineExtension, Extend, RequestExtension
from schemas.events import Event, Extended, ExtensionDeclined, ExtensionRequested
from schemas.state import ExtensionRequest, UnitState
from schemas.target import Target


def request_extension(
    state: UnitState, command: RequestExtension, now: datetime
) -> tuple[Event, ...]:
    """The unit asks for more time; it is granted, declined, or lapses after the plan's days."""
    require_later(state, command.target, command.until, now)
    if find_request(state, command.target) is not None:
        raise Refused(
            "request_open_already", who=who_may("extend", state.unit), target=command.target
        )
    return (ExtensionRequested(target=command.target, until=command.until, reason=command.reason),)


def extend(state: UnitState, command: Extend, now: datetime) -> tuple[Event, ...]:
    """More time for a step, a phase or the unit; this answers an open request for the same."""
    require_later(state, command.target, command.until, now)
    return (
        Extended(
            target=command.target,
            until=command.until,
            reason=command.reason,
            asked=find_request(state, command.target) is not None,
        ),
    )


def decline_extension(
    state: UnitState, command: DeclineExtension, now: datetime
) -> tuple[Event, ...]:
    """An open request for more time is declined."""
    del now
    require_open_phase(state)
    if find_request(state, command.target) is None:
        raise Refused("no_request", target=command.target)
    return (ExtensionDeclined(target=command.target, reason=command.reason),)


def require_later(state: UnitState, target: Target, until: date, now: datetime) -> None:
    """Refuse a new date that is not a later working day within what contains the target."""
    last = on_or_before(state.rules.calendar, state.rules.window.last)
    if target.kind == "item":
        raise Refused("item_is_amended", who=who_may("extend", state.unit), target=target)
    if target.kind == "step":
        phase_state, _, step = require_step(state, target.id)
        if is_done(state, step.id):
            raise Refused("nothing_to_extend", target=target)
        last = local_date(state.rules.calendar, phase_deadline(state, phase_state).at)
    elif target.kind == "phase":
        phase_state, _ = require_phase(state, target.id)
        if phase_state.reported_at is not None:
            raise Refused("nothing_to_extend", target=target)
        if phase_state.redo_due is not None:
            # What is made up has its own days, also beyond the window, as far as days are known.
            last = on_or_before(state.rules.calendar, state.rules.calendar.last)
    else:
        require_open_phase(state)
    deadline = deadline_of(state, target)
    if deadline is None:
        raise Refused("nothing_to_extend", target=target)
    present = local_date(state.rules.calendar, deadline.at)
    if until <= present:
        raise Refused("not_later", target=target, until=until, present=present)
    require_date(state, until, now, first=state.rules.window.first, last=last)


def extendable(state: UnitState) -> tuple[Target, ...]:
    """Everything of a running unit that could have more time now."""
    current = open_phase(state)
    if current is None:
        return ()
    phase = phase_plan(state, current[0].phase)
    steps = (Target("step", step.id) for step in phase.steps if not is_done(state, step.id))
    return (*steps, Target("phase", phase.id), Target("unit"))


def find_request(state: UnitState, target: Target | None) -> ExtensionRequest | None:
    """The request for more time for something that nobody has answered yet."""
    return next((request for request in state.requests if request.target == target), None)
