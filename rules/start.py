"""Readiness and the staggered start (不搞“齐步走”): a unit starts when its preparation is done.

Reference case, "Readiness before start".
"""

from datetime import datetime

from rules.authority import who_may
from rules.calendar import local_date, on_or_before
from rules.course import is_ready
from rules.guards import require_date, require_preparing
from rules.refused import Refused
from schemas.commands import CompleteReadiness, Start
from schemas.events import Event, ReadinessCompleted, StartAppointed, Started
from schemas.state import UnitState


def complete_readiness(
    state: UnitState, command: CompleteReadiness, now: datetime
) -> tuple[Event, ...]:
    """A readiness item is so. The unit starts by itself if that was the last and its day has come."""
    require_preparing(state)
    window = state.rules.window
    if local_date(state.rules.calendar, now) > window.last:
        raise Refused("after_window", last=window.last)
    if all(item.id != command.item for item in state.rules.readiness):
        known = ", ".join(item.id for item in state.rules.readiness)
        raise Refused("unknown_readiness", item=command.item, known=known)
    if command.item in state.ready:
        on = local_date(state.rules.calendar, state.ready[command.item])
        raise Refused("readiness_already", item=command.item, on=on)
    return (ReadinessCompleted(item=command.item, note=command.note),)


def start(state: UnitState, command: Start, now: datetime) -> tuple[Event, ...]:
    """Start now, if everything is ready; or appoint the day on which the unit starts by itself."""
    require_preparing(state)
    calendar, window = state.rules.calendar, state.rules.window
    today = local_date(calendar, now)
    if command.on is not None and command.on != today:
        last = on_or_before(calendar, window.last)
        require_date(state, command.on, now, first=window.first, last=last)
        return (StartAppointed(on=command.on),)
    if today < window.first:
        raise Refused("before_window", first=window.first)
    if today > window.last:
        raise Refused("after_window", last=window.last)
    if not is_ready(state):
        missing = [item.id for item in state.rules.readiness if item.id not in state.ready]
        who = who_may("complete_readiness", state.unit)
        raise Refused("not_ready", who=who, missing=", ".join(missing))
    return (Started(track=state.track),)
