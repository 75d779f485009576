"""Reminding a unit by hand (催办), at most once for each working day."""

from datetime import datetime

from rules.calendar import local_date
from rules.course import is_done, open_phase
from rules.deadlines import deadline_of
from rules.guards import require_at_work
from rules.ledger import require_ledger_at_work
from rules.refused import Refused
from rules.sending import at_work
from rules.ticks import watched_deadlines
from schemas.commands import Remind
from schemas.events import Event, Urged
from schemas.state import UnitState
from schemas.target import UNIT, Target


def remind(state: UnitState, command: Remind, now: datetime) -> tuple[Event, ...]:
    """The unit is reminded of something that it still has to do, or of all that it has to do.

    What is said on a day off counts for the working day on which people hear of it.
    """
    if command.target is not None and command.target.kind == "item":
        require_ledger_at_work(state)
    else:
        require_at_work(state)
    if not is_to_do(state, command.target):
        raise Refused("nothing_to_remind_of", target=command.target or UNIT)
    calendar = state.rules.calendar
    heard_on = local_date(calendar, at_work(calendar, now))
    last = state.urged_at
    if last is not None and local_date(calendar, at_work(calendar, last)) == heard_on:
        raise Refused("reminded_today", on=heard_on)
    return (Urged(target=command.target, note=command.note),)


def is_to_do(state: UnitState, target: Target | None) -> bool:
    """Whether a unit has still to do `target` itself, or anything at all.

    A unit that waits for its sign-off has done its part, but for a step that it may leave undone.
    """
    if state.started_at is None:
        return target is None
    if target is not None and target.kind == "item":
        return any(deadline.target == target for deadline in watched_deadlines(state))
    current = open_phase(state)
    if current is None or (target is not None and deadline_of(state, target) is None):
        return False
    if target is not None and target.kind == "step":
        return not is_done(state, target.id)
    return current[0].reported_at is None
