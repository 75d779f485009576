"""Reminding a unit by hand (催办), at most once on a working day."""

from datetime import datetime

from rules.calendar import local_date
from rules.course import is_done
from rules.deadlines import deadline_of
from rules.guards import require_at_work
from rules.refused import Refused
from schemas.commands import Remind
from schemas.events import Event, Urged
from schemas.state import UnitState


def remind(state: UnitState, command: Remind, now: datetime) -> tuple[Event, ...]:
    """The unit is reminded of something that it still has to do, or of all that it has to do."""
    require_at_work(state)
    target = command.target
    if target is not None:
        is_over = target.kind == "step" and is_done(state, target.id)
        if is_over or deadline_of(state, target) is None:
            raise Refused("nothing_to_remind_of", target=target)
    today = local_date(state.rules.calendar, now)
    if state.urged_at is not None and local_date(state.rules.calendar, state.urged_at) == today:
        raise Refused("reminded_today", on=today)
    return (Urged(target=target, note=command.note),)
