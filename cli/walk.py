"""Walking a unit through its whole life as people would: what it needs next, and who does it."""

from dataclasses import dataclass
from typing import Any

from schemas.actor import Actor, Role
from schemas.views import PhaseView, Progress, StepView


@dataclass(frozen=True, slots=True)
class Move:
    """The next command of a life: who gives it, of which kind, with which fields."""

    by: Actor
    kind: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What people say on the way: as evidence, in a verdict, and when a phase is sent back."""

    evidence: str
    note: str
    reason: str


def next_moves(unit: Progress, said: Said, *, sends_back: bool) -> tuple[Move, ...]:
    """What is done to a unit at its next visit; nothing once it has finished.

    Before the start that is everything that is missing, then the start; in an open phase, the
    first required step that can be done. With `sends_back` the supervision group sends the
    first phase back when it is first reported, and accepts everything else.
    """
    coordinator = Actor(Role.COORDINATOR, unit.coordinator)
    supervisor = Actor(Role.SUPERVISOR, unit.supervision_group)
    if unit.finished_at is not None:
        return ()
    if unit.started_at is None:
        ready = [
            Move(coordinator, "complete_readiness", {"item": item.item, "note": said.evidence})
            for item in unit.readiness
            if item.done_at is None
        ]
        return (*ready, Move(coordinator, "start", {}))
    phase = next(phase for phase in unit.phases if phase.status in ("open", "reported"))
    if phase.status == "reported":
        if sends_back and phase == unit.phases[0] and phase.round == 1:
            return (_send_back(supervisor, phase, said),)
        return (Move(supervisor, "sign_off", {"phase": phase.phase, "note": said.note}),)
    step = _next_step(phase)
    return (Move(coordinator, "complete_step", {"step": step.step, "evidence": said.evidence}),)


def _send_back(supervisor: Actor, phase: PhaseView, said: Said) -> Move:
    last = [step for step in phase.steps if step.required][-1]
    fields = {"phase": phase.phase, "reason": said.reason, "redo": (last.step,)}
    return Move(supervisor, "send_back", fields)


def _next_step(phase: PhaseView) -> StepView:
    done = {step.step for step in phase.steps if step.done_at is not None}
    return next(
        step
        for step in phase.steps
        if step.required and step.step not in done and done.issuperset(step.after)
    )
