"""The one effective deadline of a step, a phase and a unit, with its reasons.

Plan, then the unit's own schedule, then extension, then the days lost to standstill, then the
working calendar give one instant. Lights, ticks, lists and views ask here and nowhere else.
Plan dates are capped by the campaign's window ("all must still be over by the campaign's end");
what is to be made up has the gate's own days, also beyond it.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from rules.calendar import (
    add_working_days,
    close_of,
    local_date,
    on_or_after,
    on_or_before,
    opening_of,
    subtract_working_days,
)
from rules.course import phase_plan, step_state, track
from rules.memo import once_per_value
from schemas.calendar import WorkingCalendar
from schemas.deadline import Deadline, Reason
from schemas.ledger import HandedUp, OpenItem
from schemas.quantities import Days, WorkingDays
from schemas.state import ExtensionRequest, OwnDate, PhaseState, UnitState
from schemas.step import Phase, Step
from schemas.target import UNIT, Target, item_target, phase_target, step_target
from schemas.unit_rules import UnitRules

START = "start"
"""The key under which a state remembers that the latest start has passed."""

_NONE_LOST = WorkingDays(0)


class _Bounds:
    """What a deadline asks of a unit's rules; the very same for the same rules, and a cheap key."""

    __slots__ = ("calendar", "due_soon", "last")

    def __init__(self, rules: UnitRules) -> None:
        self.calendar = rules.calendar
        self.last = rules.window.last
        self.due_soon = rules.due_soon


_bounds = once_per_value(_Bounds)


def step_deadline(state: UnitState, phase: PhaseState, step: Step) -> Deadline:
    """When a step of an opened phase is due."""
    own = step_state(state, step.id)
    target = step_target(step.id)
    is_made_up = phase.redo_due is not None
    if own.scheduled is not None:
        return _own(
            state.rules, target, own.scheduled, phase.lost, "scheduled", capped=not is_made_up
        )
    if own.extended is not None:
        return _own(
            state.rules, target, own.extended, phase.lost, "extended", capped=not is_made_up
        )
    if own.redo_due is not None:
        return _own(state.rules, target, own.redo_due, phase.lost, "redo", capped=False)
    if isinstance(step.due, WorkingDays) and not is_made_up:
        start = local_date(state.rules.calendar, phase.opened_at)
        day = add_working_days(state.rules.calendar, start, step.due)
        reason = Reason(code="from_phase_start", params={"length": str(step.due), "on": str(start)})
        return _planned(_bounds(state.rules), target, day, reason, phase.lost)
    whole = phase_deadline(state, phase)
    return whole.model_copy(update={"target": target})


def phase_deadline(state: UnitState, phase: PhaseState) -> Deadline:
    """When an opened phase is due."""
    target = phase_target(phase.phase)
    if phase.extended is not None:
        is_planned = phase.redo_due is None
        return _own(state.rules, target, phase.extended, phase.lost, "extended", capped=is_planned)
    if phase.redo_due is not None:
        return _own(state.rules, target, phase.redo_due, phase.lost, "redo", capped=False)
    plan: Phase = phase_plan(state, phase.phase)
    start = local_date(state.rules.calendar, phase.opened_at)
    day = start + timedelta(days=plan.length.count)
    reason = Reason(code="phase_length", params={"length": str(plan.length), "on": str(start)})
    return _planned(_bounds(state.rules), target, day, reason, phase.lost)


def unit_deadline(state: UnitState) -> Deadline | None:
    """When the unit should have gone through its track; None before it has started."""
    if state.started_at is None:
        return None
    if state.extended is not None:
        return _own(state.rules, UNIT, state.extended, state.lost, "extended")
    start = local_date(state.rules.calendar, state.started_at)
    length = Days(sum(phase.length.count for phase in track(state).phases))
    reason = Reason(code="track_length", params={"length": str(length), "on": str(start)})
    day = start + timedelta(days=length.count)
    return _planned(_bounds(state.rules), UNIT, day, reason, state.lost)


def item_deadline(state: UnitState, item: OpenItem) -> Deadline:
    """When the unit must have closed an item of its ledger."""
    lost = state.ledger.lost - item.lost_before
    return _of_item(_bounds(state.rules), item.number, item.due, lost, is_answer=False)


def answer_deadline(state: UnitState, number: int, handed_up: HandedUp) -> Deadline:
    """When the county must have answered an item that was handed up to it."""
    lost = state.ledger.lost - handed_up.lost_before
    return _of_item(_bounds(state.rules), number, handed_up.answer_by, lost, is_answer=True)


def deadline_of(state: UnitState, target: Target) -> Deadline | None:
    """The deadline of a target, where it has one now: its phase is open, or the unit has started.

    That of an item which was handed up is the county's; one that is closed has none.
    """
    if target == UNIT:
        return unit_deadline(state)
    if target.kind == "item":
        return _open_item_deadline(state, target)
    for phase in state.phases:
        if phase.closed_at is not None:
            continue
        if target == phase_target(phase.phase):
            return phase_deadline(state, phase)
        for step in phase_plan(state, phase.phase).steps:
            if target == step_target(step.id):
                return step_deadline(state, phase, step)
    return None


def start_deadline(state: UnitState) -> Deadline:
    """When a unit that has not started should have: the latest start, as a deadline of the unit."""
    at = latest_start_at(state)
    calendar = state.rules.calendar
    soon = subtract_working_days(calendar, local_date(calendar, at), state.rules.due_soon)
    return Deadline(target=UNIT, at=at, due_soon_at=opening_of(calendar, soon), reasons=())


def latest_start_at(state: UnitState) -> datetime:
    """The instant after which a unit that has not started is late."""
    calendar = state.rules.calendar
    last = on_or_before(calendar, latest_start(state.rules, state.track))
    return close_of(calendar, _moved(calendar, last, state.lost))


def latest_start(rules: UnitRules, track_id: str) -> date:
    """The day by which a unit should start that is on a track, worked or not."""
    return rules.latest_starts.get(track_id, rules.latest_start)


def start_at(state: UnitState) -> datetime | None:
    """The morning of the unit's own start date, where it has one."""
    if state.start_on is None:
        return None
    calendar = state.rules.calendar
    day = max(state.start_on, state.rules.window.first)
    return opening_of(calendar, on_or_after(calendar, day))


def lapse_at(state: UnitState, phase: PhaseState) -> datetime | None:
    """When the sign-off of a reported phase lapses; None where it does not."""
    lapse = phase_plan(state, phase.phase).gate.lapse
    if phase.reported_at is None or lapse is None:
        return None
    return _days_after(state, phase.reported_at, lapse + (phase.lost - phase.lost_before_report))


def request_lapses_at(state: UnitState, request: ExtensionRequest) -> datetime:
    """When a request for more time lapses, if nobody answers it."""
    lost = state.lost - request.lost_before
    return _days_after(state, request.at, state.rules.request_lapse + lost)


def redo_day(state: UnitState, phase: Phase, now: datetime) -> date:
    """By which day a phase that is sent back or reopened now must be made up."""
    calendar = state.rules.calendar
    return add_working_days(calendar, local_date(calendar, now), phase.gate.redo)


def _open_item_deadline(state: UnitState, target: Target) -> Deadline | None:
    for item in state.ledger.open:
        if item.number == int(target.id) and not item.is_closed:
            if item.handed_up is not None:
                return answer_deadline(state, item.number, item.handed_up)
            return item_deadline(state, item)
    return None


@lru_cache(maxsize=4096)
def _of_item(
    bounds: _Bounds, number: int, day: date, lost: WorkingDays, *, is_answer: bool
) -> Deadline:
    """The end of a day that somebody has set for an item; the plan's end caps what is within it.

    It is kept: a ledger has hundreds of items, of which a command changes one.
    """
    on = str(day)
    reason = Reason(code="promised", params={"on": on})
    if is_answer:
        reason = Reason(code="handed_up", params={"on": on})
    target = item_target(number)
    return _planned(bounds, target, day, reason, lost, capped=day <= bounds.last)


def _days_after(state: UnitState, instant: datetime, length: WorkingDays) -> datetime:
    calendar = state.rules.calendar
    return close_of(calendar, add_working_days(calendar, local_date(calendar, instant), length))


def _own(
    rules: UnitRules,
    target: Target,
    own: OwnDate,
    lost: WorkingDays,
    code: str,
    *,
    capped: bool = True,
) -> Deadline:
    reason = Reason(code=code, params={"on": str(own.on), "by": str(own.by)})
    return _planned(_bounds(rules), target, own.on, reason, lost - own.lost_before, capped=capped)


@lru_cache(maxsize=4096)
def _instants(
    calendar: WorkingCalendar, day: date, due_soon: WorkingDays
) -> tuple[datetime, datetime]:
    soon = subtract_working_days(calendar, day, due_soon)
    return close_of(calendar, day), opening_of(calendar, soon)


def _planned(
    bounds: _Bounds,
    target: Target,
    day: date,
    reason: Reason,
    lost: WorkingDays,
    *,
    capped: bool = True,
) -> Deadline:
    reasons = [reason]
    worked = on_or_after(bounds.calendar, day)
    if worked != day:
        reasons.append(Reason(code="moved_to_working_day", params={"on": str(day)}))
    moved = _moved(bounds.calendar, worked, lost)
    if lost != _NONE_LOST:
        reasons.append(Reason(code="standstill", params={"lost": str(lost)}))
    last = on_or_before(bounds.calendar, bounds.last)
    if capped and moved > last:
        moved = last
        reasons.append(Reason(code="campaign_end", params={"on": str(bounds.last)}))
    at, due_soon_at = _instants(bounds.calendar, moved, bounds.due_soon)
    return Deadline(target=target, at=at, due_soon_at=due_soon_at, reasons=tuple(reasons))


def _moved(calendar: WorkingCalendar, day: date, lost: WorkingDays) -> date:
    return day if lost == _NONE_LOST else add_working_days(calendar, day, lost)
