"""What somebody would read off a unit's progress, independently of `rules.standing`."""

from datetime import datetime

from rules.progress import progress
from rules.ticks import upcoming
from schemas.deadline import Light
from schemas.state import Standing, UnitState


def expected_standing(state: UnitState, now: datetime) -> Standing:
    """The standing as somebody would read it off the unit's progress."""
    shown = progress(state, now)
    if shown.withdrawn is not None:
        return Standing.WITHDRAWN
    if shown.finished_at is not None:
        return Standing.FINISHED
    if shown.suspended_since is not None or shown.held_since is not None:
        return Standing.SUSPENDED
    if shown.started_at is None:
        ahead = (one for one in upcoming(state) if one.event.kind == "latest_start_passed")
        return Standing.PREPARING if any(one.at > now for one in ahead) else Standing.OVERDUE
    (phase,) = [view for view in shown.phases if view.phase == shown.phase]
    if phase.status == "reported":
        return Standing.AWAITING_SIGN_OFF
    lights = {phase.light} | {
        step.light for step in phase.steps if (step.required or step.redo) and step.done_at is None
    }
    if shown.ledger is not None and shown.ledger.due_soon:
        lights.add(Light.YELLOW)
    if shown.ledger is not None and shown.ledger.overdue:
        lights.add(Light.RED)
    made_up = state.phases[-1].redo_due is not None
    if shown.deadline is not None and not made_up:
        lights.add(shown.deadline.light(now))
    if Light.RED in lights:
        return Standing.OVERDUE
    if any(step.redo for step in phase.steps):
        return Standing.SENT_BACK
    return Standing.DUE_SOON if Light.YELLOW in lights else Standing.ON_TRACK
