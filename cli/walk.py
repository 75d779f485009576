"""Walking a unit through its whole life as people would: what it needs next, and who does it."""

from collections.abc import Iterator
from datetime import datetime

from cli.acts import Act, Move, Said, coordinator, supervisor
from cli.walk_steps import acts_for, announcing, asking
from rules.authority import own_office
from rules.calendar import local_date
from rules.course import is_done, next_phase, open_phase, undone_required
from rules.mechanism import lacks_mechanism
from rules.survey_results import lacks_poll
from schemas.state import UnitState
from schemas.step import Phase


def next_acts(state: UnitState, now: datetime, said: Said, *, sends_back: bool) -> tuple[Act, ...]:
    """What is done to a unit at a visit at `now`; nothing where it waits, or has finished.

    Before the start that is everything that is missing, then the start; in an open phase, the
    first required step for which something can be done. With `sends_back` the supervision group
    sends the first phase back when it is first reported, and accepts everything else, once the masses
    were asked where the phase is polled.
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
    is_first = phase == state.rules.tracks[0].phases[0] and phase_state.round == 1
    if is_first and sends_back:
        return (_sent_back(state, phase, said),)
    if lacks_poll(state, phase):
        return tuple(asking(state, phase.id, now))
    return tuple(_judging(state, phase, now, said))


def _preparing(state: UnitState, said: Said) -> Iterator[Move]:
    by = coordinator(state)
    if state.letter_acknowledged_at is None and own_office(state.unit) is None:
        yield Move(by, "acknowledge_letter", {})
    for item in state.rules.readiness:
        if item.id not in state.ready:
            yield Move(by, "complete_readiness", {"item": item.id, "note": said("demo_evidence")})


def _working(state: UnitState, phase: Phase, now: datetime, said: Said) -> tuple[Act, ...]:
    """With one step left the masses are asked, and of all the mechanism is set down."""
    undone = tuple(undone_required(state, phase))
    is_nearly_done = len(undone) == 1
    if is_nearly_done and next_phase(state) is None and lacks_mechanism(state):
        fields = {"text": said("demo_mechanism"), "keeps": (said("demo_kept"),)}
        setting = Move(coordinator(state), "set_mechanism", fields)
        return (setting, *announcing(state, phase, "mechanism"))
    is_asked = is_nearly_done and lacks_poll(state, phase)
    asked = tuple(asking(state, phase.id, now)) if is_asked else ()
    for step in undone:
        if all(is_done(state, before) for before in step.after):
            acts = tuple(acts_for(state, phase, step, now, said))
            if acts:
                return (*asked, *acts)
    return asked


def _sent_back(state: UnitState, phase: Phase, said: Said) -> Move:
    last = [step for step in phase.steps if step.required][-1]
    fields = {"phase": phase.id, "reason": said("demo_send_back_reason"), "redo": (last.id,)}
    return Move(supervisor(state), "send_back", fields)


def _judging(state: UnitState, phase: Phase, now: datetime, said: Said) -> Iterator[Act]:
    """First it is in the open what was done, and what people say of it where they were asked."""
    by = supervisor(state)
    if phase.published:
        yield from announcing(state, phase, "progress")
        if phase.polled or next_phase(state) is None:
            yield from announcing(state, phase, "results")
    visit = {
        "on": local_date(state.rules.calendar, now),
        "verdict": "good",
        "findings": (said("demo_finding"),),
    }
    yield Move(by, "record_visit", visit)
    yield Move(by, "sign_off", {"phase": phase.id, "note": said("demo_note")})
