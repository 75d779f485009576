"""With what a unit is late, and by how long."""

from datetime import datetime

from rules.calendar import local_date, working_days_between
from rules.course import find_step, is_over, is_stopped, phase_plan, track
from rules.deadlines import latest_start_at
from rules.standing import phase_id
from rules.ticks import watched_deadlines
from schemas.deadline import Light
from schemas.late import LateUnit
from schemas.state import UnitState
from schemas.target import Target
from schemas.text import Text


def lateness(state: UnitState, now: datetime) -> LateUnit | None:
    """What a unit has missed at an instant; None where it is not late, stands still or is over.

    Days of standstill are in the deadlines already; the lateness counts working days since.
    """
    if is_over(state) or is_stopped(state):
        return None
    missed: list[tuple[datetime, Target | None]] = []
    if state.started_at is None:
        if now >= latest_start_at(state):
            missed.append((latest_start_at(state), None))
    else:
        missed += [
            (deadline.at, deadline.target)
            for deadline in watched_deadlines(state)
            if deadline.light(now) is Light.RED
        ]
    if not missed:
        return None
    due, target = min(missed, key=lambda one: one[0])
    unit, calendar = state.unit, state.rules.calendar
    return LateUnit(
        unit=unit.code,
        name=unit.name,
        type=unit.type,
        district=unit.district,
        supervision_group=unit.supervision_group,
        coordinator=unit.coordinator,
        track=state.track,
        phase=phase_id(state),
        target=target,
        title=None if target is None else _title(state, target),
        due=due,
        late_by=working_days_between(
            calendar, local_date(calendar, due), local_date(calendar, now)
        ),
        missed=len(missed),
    )


def _title(state: UnitState, target: Target) -> Text | None:
    if target.kind == "phase":
        return phase_plan(state, target.id).title
    found = find_step(track(state), target.id)
    return None if found is None else found[1].title
