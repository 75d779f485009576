"""Standstill: the unit's own suspension, and the campaign's hold beside it.

Work goes on when neither holds; open deadlines then move by the working days lost.
"""

from datetime import datetime

from rules.authority import who_may
from rules.calendar import local_date, working_days_between
from rules.guards import require_not_closed, require_open, require_unfinished
from rules.refused import Refused
from schemas.commands import Hold, Release, Resume, Suspend
from schemas.events import Event, Held, Released, Resumed, Suspended
from schemas.quantities import WorkingDays
from schemas.state import UnitState


def suspend(state: UnitState, command: Suspend, now: datetime) -> tuple[Event, ...]:
    """The unit stands still. A unit that the campaign holds may be suspended as well."""
    del now
    require_unfinished(state)
    if state.suspended_since is not None:
        since = local_date(state.rules.calendar, state.suspended_since)
        raise Refused("already_suspended", since=since)
    return (Suspended(reason=command.reason),)


def resume(state: UnitState, command: Resume, now: datetime) -> tuple[Event, ...]:
    """The suspension is over."""
    require_open(state)
    if state.suspended_since is None:
        raise Refused("not_suspended")
    return (Resumed(lost=_lost(state, now, other=state.held_since), note=command.note),)


def hold(state: UnitState, command: Hold, now: datetime) -> tuple[Event, ...]:
    """The campaign is paused. It holds every unit, also one that may come back meanwhile."""
    del now
    require_not_closed(state)
    if state.held_since is not None:
        raise Refused("already_held")
    return (Held(reason=command.reason),)


def release(state: UnitState, command: Release, now: datetime) -> tuple[Event, ...]:
    """The campaign goes on. A unit that left while it was held is released for its way back."""
    del command
    require_not_closed(state)
    if state.held_since is None:
        raise Refused("not_held", who=who_may("hold", state.unit))
    return (Released(lost=_lost(state, now, other=state.suspended_since)),)


def _lost(state: UnitState, now: datetime, *, other: datetime | None) -> WorkingDays:
    """The working days from the day on which work stopped.

    None while the other hold goes on, and none for a unit that has finished and has nothing open in
    its ledger: nothing waited.
    """
    since = min(at for at in (state.suspended_since, state.held_since) if at is not None)
    nothing_waited = state.finished_at is not None and not state.ledger.open
    if other is not None or nothing_waited:
        return WorkingDays(0)
    calendar = state.rules.calendar
    return working_days_between(calendar, local_date(calendar, since), local_date(calendar, now))
