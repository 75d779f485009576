"""What must be so before a command can be carried out; each guard refuses with its reason."""

from datetime import date, datetime
from typing import TypeVar

from rules.authority import may, who_may
from rules.calendar import is_working_day, local_date
from rules.course import (
    is_done,
    is_stopped,
    open_phase,
    phase_plan,
    step_state,
    track,
    undone_required,
)
from rules.refused import Refused
from schemas.command import CommandBase
from schemas.state import PhaseState, UnitState
from schemas.step import Phase, Step, StepBase

_Kind = TypeVar("_Kind", bound=StepBase)


def require_authority(state: UnitState, command: CommandBase, kind: str) -> None:
    """Refuse who may not give this command to this unit."""
    edition = state.rules.edition
    if not may(command.by, kind, state.unit, edition):
        who = who_may(kind, state.unit, edition)
        raise Refused("not_allowed", who=who, by_whom=command.by)


def require_revision(state: UnitState, command: CommandBase) -> None:
    """Refuse a command that was made for another revision."""
    if command.if_revision is not None and command.if_revision != state.revision:
        raise Refused("stale_revision", expected=command.if_revision, revision=state.revision)


def require_not_closed(state: UnitState) -> None:
    """Refuse where the campaign is over for the unit."""
    if state.closed_at is not None:
        at = local_date(state.rules.calendar, state.closed_at)
        raise Refused("unit_closed", at=at)


def require_open(state: UnitState) -> None:
    """Refuse where the unit has left, or the campaign is over for it."""
    require_not_closed(state)
    if state.withdrawn is not None:
        at = local_date(state.rules.calendar, state.withdrawn.at)
        raise Refused("unit_withdrawn", who=who_may("reopen", state.unit), at=at)


def require_unfinished(state: UnitState) -> None:
    """Refuse where the unit has left, has finished, or the campaign is over for it."""
    require_open(state)
    if state.finished_at is not None:
        at = local_date(state.rules.calendar, state.finished_at)
        raise Refused("unit_finished", who=who_may("reopen", state.unit), at=at)


def require_at_work(state: UnitState) -> None:
    """Refuse while work stands still, or where it is over."""
    require_unfinished(state)
    require_going_on(state)


def require_going_on(state: UnitState) -> None:
    """Refuse while work stands still."""
    if state.suspended_since is not None:
        raise Refused(
            "unit_suspended",
            who=who_may("resume", state.unit),
            since=local_date(state.rules.calendar, state.suspended_since),
        )
    if is_stopped(state):
        raise Refused("campaign_held", who=who_may("release", state.unit))


def require_preparing(state: UnitState) -> None:
    """Refuse once the unit has started."""
    require_at_work(state)
    if state.started_at is not None:
        on = local_date(state.rules.calendar, state.started_at)
        raise Refused("already_started", on=on)


def require_open_phase(state: UnitState) -> tuple[PhaseState, Phase]:
    """The open phase of a unit that is at work; refuse where there is none."""
    require_at_work(state)
    current = open_phase(state)
    if current is None:
        raise Refused("not_started", who=who_may("start", state.unit))
    return current


def require_step(state: UnitState, step_id: str) -> tuple[PhaseState, Phase, Step]:
    """A step of the open phase; refuse one that is unknown or whose phase is not open."""
    phase_state, phase = require_open_phase(state)
    for step in phase.steps:
        if step.id == step_id:
            return phase_state, phase, step
    for other in track(state).phases:
        if any(step.id == step_id for step in other.steps):
            closed = any(opened.phase == other.id for opened in state.phases)
            code = "step_phase_closed" if closed else "step_phase_not_open"
            raise Refused(code, step=step_id, phase=other.id, open_phase=phase.id)
    raise Refused("unknown_step", step=step_id, track=state.track)


def require_kind(state: UnitState, step_id: str, kind: type[_Kind]) -> _Kind:
    """A step of the open phase that is of a kind; refuse one of another."""
    _, _, step = require_step(state, step_id)
    if not isinstance(step, kind):
        raise Refused("step_of_another_kind", step=step_id, kind=step.kind)
    return step


def require_undone(state: UnitState, step_id: str) -> None:
    """Refuse a step that is done."""
    done_at = step_state(state, step_id).done_at
    if done_at is not None:
        on = local_date(state.rules.calendar, done_at)
        raise Refused("step_already_done", step=step_id, on=on)


def require_turn(state: UnitState, step: Step) -> None:
    """Refuse a step while those that it comes after are not done."""
    missing = [before for before in step.after if not is_done(state, before)]
    if missing:
        raise Refused("step_waits", step=step.id, after=", ".join(missing))


def require_phase(state: UnitState, phase_id: str) -> tuple[PhaseState, Phase]:
    """The open phase, if it is the one of that id; refuse another."""
    phase_state, phase = require_open_phase(state)
    if phase.id != phase_id:
        try:
            phase_plan(state, phase_id)
        except KeyError:
            raise Refused("unknown_phase", phase=phase_id, track=state.track) from None
        raise Refused("phase_not_open", phase=phase_id, open_phase=phase.id)
    return phase_state, phase


def require_reported(state: UnitState, phase_id: str) -> tuple[PhaseState, Phase]:
    """The open phase, if it waits for a verdict; refuse while required steps are not done."""
    phase_state, phase = require_phase(state, phase_id)
    if phase_state.reported_at is None:
        missing = [step.id for step in undone_required(state, phase)]
        who = who_may("complete_step", state.unit)
        raise Refused("phase_not_reported", who=who, phase=phase_id, missing=", ".join(missing))
    return phase_state, phase


def require_date(state: UnitState, day: date, now: datetime, *, first: date, last: date) -> None:
    """Refuse a date that is past, not worked, or outside the bounds (both included)."""
    calendar = state.rules.calendar
    if day < local_date(calendar, now):
        raise Refused("date_past", date=day)
    if not first <= day <= last:
        raise Refused("date_out_of_bounds", date=day, first=first, last=last)
    if not is_working_day(calendar, day):
        raise Refused("date_not_worked", date=day)


def require_held(state: UnitState, day: date, now: datetime) -> None:
    """Refuse a day of something that was held which is still to come, or was before the campaign."""
    if day > local_date(state.rules.calendar, now):
        raise Refused("not_held_yet", date=day)
    if day < state.rules.window.first:
        raise Refused("held_before_campaign", date=day, first=state.rules.window.first)
