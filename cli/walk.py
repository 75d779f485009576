"""Walking a unit through its whole life as people would: what it needs next, and who does it."""

from collections.abc import Iterator
from datetime import datetime

from cli.acts import Act, Move, Said, coordinator, supervisor
from cli.walk_steps import acts_for
from rules.calendar import local_date
from rules.course import is_done, next_phase, open_phase, undone_required
from rules.mechanism import lacks_mechanism
from schemas.state import PhaseState, UnitState
from schemas.step import Phase


def next_acts(state: UnitState, now: datetime, said: Said, *, sends_back: bool) -> tuple[Act, ...]:
    """What is done to a unit at a visit at `now`; nothing where it waits, or has finished.

    Before the start that is everything that is missing, then the start; in an open phase, the
    first required step for which something can be done. With `sends_back` the supervision group
    sends the first phase back when it is first reported, and accepts everything else.
    """
    if state.finished_at is not None:
        return ()
    if state.started_at is None:
        return (*_preparing(state, said), Move(coordinator(state), "start", {}))
    current = open_phase(state)
    if current is None:
        return ()
    phase_state, phase = current
    if phase_state.reported_at is None:
        return _working(state, phase, now, said)
    return tuple(_judging(state, phase_state, phase, now, said, sends_back=sends_back))


def _preparing(state: UnitState, said: Said) -> Iterator[Move]:
    by = coordinator(state)
    if state.letter_acknowledged_at is None:
        yield Move(by, "acknowledge_letter", {})
    for item in state.rules.readiness:
        if item.id not in state.ready:
            yield Move(by, "complete_readiness", {"item": item.id, "note": said("demo_evidence")})


def _working(state: UnitState, phase: Phase, now: datetime, said: Said) -> tuple[Act, ...]:
    """The mechanism is set down when one step is left of all."""
    undone = tuple(undone_required(state, phase))
    if len(undone) == 1 and next_phase(state) is None and lacks_mechanism(state):
        fields = {"text": said("demo_mechanism"), "keeps": (said("demo_kept"),)}
        return (Move(coordinator(state), "set_mechanism", fields),)
    for step in undone:
        if all(is_done(state, before) for before in step.after):
            acts = tuple(acts_for(state, step, now, said))
            if acts:
                return acts
    return ()


def _judging(
    state: UnitState,
    phase_state: PhaseState,
    phase: Phase,
    now: datetime,
    said: Said,
    *,
    sends_back: bool,
) -> Iterator[Move]:
    by = supervisor(state)
    if sends_back and phase == state.rules.tracks[0].phases[0] and phase_state.round == 1:
        last = [step for step in phase.steps if step.required][-1]
        reason = said("demo_send_back_reason")
        yield Move(by, "send_back", {"phase": phase.id, "reason": reason, "redo": (last.id,)})
        return
    if phase.published and not any(one.phase == phase.id for one in state.publications.values()):
        subject = "results" if next_phase(state) is None else "progress"
        fields = {"subject": subject, "phase": phase.id, "text": said("demo_published")}
        yield Move(coordinator(state), "publish", fields)
    visit = {
        "on": local_date(state.rules.calendar, now),
        "verdict": "good",
        "findings": (said("demo_finding"),),
    }
    yield Move(by, "record_visit", visit)
    yield Move(by, "sign_off", {"phase": phase.id, "note": said("demo_note")})
