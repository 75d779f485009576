"""Where a unit stands, and in which phase: what lists, counts and search attributes show."""

from datetime import datetime

from rules.course import is_stopped, open_phase, step_state
from rules.deadlines import latest_start_at, unit_deadline
from rules.ticks import watched_deadlines
from schemas.deadline import Light
from schemas.outcome import Result
from schemas.state import Standing, UnitState


def standing(state: UnitState, now: datetime) -> Standing:
    """The one word for a unit at an instant.

    The most decisive comes first: over, standing still, waiting for a verdict, late, made up.
    """
    if state.withdrawn is not None:
        return Standing.WITHDRAWN
    if state.finished_at is not None:
        return Standing.FINISHED
    if is_stopped(state):
        return Standing.SUSPENDED
    if state.started_at is None:
        return Standing.OVERDUE if now >= latest_start_at(state) else Standing.PREPARING
    current = open_phase(state)
    if current is not None and current[0].reported_at is not None:
        return Standing.AWAITING_SIGN_OFF
    lights = {deadline.light(now) for deadline in watched_deadlines(state)}
    if Light.RED in lights:
        return Standing.OVERDUE
    if current is not None and any(
        step_state(state, step.id).redo_due is not None for step in current[1].steps
    ):
        return Standing.SENT_BACK
    return Standing.DUE_SOON if Light.YELLOW in lights else Standing.ON_TRACK


def result(state: UnitState) -> Result | None:
    """In one word, what came of a unit; None while its campaign is not over."""
    if state.closed_at is None:
        return None
    return result_of(standing(state, state.closed_at), state.started_at)


def result_of(standing: Standing, started_at: datetime | None) -> Result:
    """In one word, what came of a unit that stood so when its campaign was over."""
    if standing is Standing.WITHDRAWN:
        return "withdrawn"
    if standing is Standing.FINISHED:
        return "finished"
    return "not_started" if started_at is None else "unfinished"


def is_in_time(state: UnitState) -> bool | None:
    """Whether a finished unit had done its part by its own last day; None for one that has not."""
    if state.finished_at is None or not state.phases:
        return None
    whole, reported_at = unit_deadline(state), state.phases[-1].reported_at
    return None if whole is None or reported_at is None else reported_at <= whole.at


def phase_id(state: UnitState) -> str | None:
    """The phase that is open, if one is."""
    current = open_phase(state)
    return None if current is None else current[1].id
