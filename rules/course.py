"""Finding one's way in a unit's state: its track, open phase, steps, and whether it is at work."""

from collections.abc import Iterable, Iterator

from schemas.state import PhaseState, StepState, UnitState
from schemas.step import Phase, Step, Track
from schemas.unit_rules import UnitRules

NO_STEP_STATE = StepState()


def track(state: UnitState, track_id: str | None = None) -> Track:
    """The unit's present track, or the one of that id.

    Raises KeyError for a track that the unit's rules do not know.
    """
    return find_track(state.rules, state.track if track_id is None else track_id)


def find_track(rules: UnitRules, track_id: str) -> Track:
    """The track of that id. Raises KeyError for one that the rules do not know."""
    for candidate in rules.tracks:
        if candidate.id == track_id:
            return candidate
    raise KeyError(track_id)


def tracks_of(state: UnitState) -> tuple[Track, ...]:
    """The unit's present track, and then all that its type may take: one of them has what it left."""
    return (track(state), *state.rules.tracks)


def is_running(state: UnitState) -> bool:
    """Whether the unit has started and has neither finished nor left."""
    return state.started_at is not None and not is_over(state)


def is_over(state: UnitState) -> bool:
    """Whether the unit has finished, left the campaign, or the campaign is over for it."""
    return not (state.finished_at is None and state.withdrawn is None and state.closed_at is None)


def is_at_rest(state: UnitState) -> bool:
    """Whether a clock is of no use to the unit: it is over, and nothing in its ledger is open.

    What a unit that has finished has not worked off yet keeps its days: items outlive the phases.
    """
    if state.withdrawn is not None or state.closed_at is not None:
        return True
    return state.finished_at is not None and not state.ledger.open


def is_stopped(state: UnitState) -> bool:
    """Whether work stands still, by the unit's suspension or by the campaign's hold."""
    return state.suspended_since is not None or state.held_since is not None


def is_ready(state: UnitState) -> bool:
    """Whether every readiness item is so."""
    return all(item.id in state.ready for item in state.rules.readiness)


def open_phase(state: UnitState) -> tuple[PhaseState, Phase] | None:
    """The phase that is open, with its plan; there is never more than one."""
    if not state.phases or state.phases[-1].closed_at is not None:
        return None
    return state.phases[-1], phase_plan(state, state.phases[-1].phase)


def phase_plan(state: UnitState, phase_id: str) -> Phase:
    """The plan of a phase of the present track. Raises KeyError for an unknown one."""
    for phase in track(state).phases:
        if phase.id == phase_id:
            return phase
    raise KeyError(phase_id)


def next_phase(state: UnitState) -> Phase | None:
    """The phase to open after those that are closed; None after the last one."""
    opened = {phase.phase for phase in state.phases}
    return next((phase for phase in track(state).phases if phase.id not in opened), None)


def find_step(track_: Track, step_id: str) -> tuple[Phase, Step] | None:
    """A step of a track and the phase that it belongs to."""
    for phase in track_.phases:
        for step in phase.steps:
            if step.id == step_id:
                return phase, step
    return None


def find_step_anywhere(state: UnitState, step_id: str) -> tuple[Phase, Step] | None:
    """A step and its phase, of the unit's present track or of another that it could take."""
    found = (find_step(one, step_id) for one in tracks_of(state))
    return next((one for one in found if one is not None), None)


def step_state(state: UnitState, step_id: str) -> StepState:
    """What the unit has made of a step so far."""
    return state.steps.get(step_id, NO_STEP_STATE)


def is_done(state: UnitState, step_id: str) -> bool:
    """Whether a step of the present track is done."""
    return step_state(state, step_id).done_at is not None


def undone_required(state: UnitState, phase: Phase) -> Iterator[Step]:
    """The steps that a phase needs and that are not done: required ones, and those to be redone."""
    return (
        step
        for step in phase.steps
        if (step.required or step_state(state, step.id).redo_due is not None)
        and not is_done(state, step.id)
    )


def with_successors(phase: Phase, step_ids: Iterable[str]) -> tuple[str, ...]:
    """The steps and all steps of the phase that come after them, in the plan's order."""
    found = set(step_ids)
    grown = True
    while grown:
        following = {step.id for step in phase.steps if found.intersection(step.after)}
        grown = not following <= found
        found |= following
    return tuple(step.id for step in phase.steps if step.id in found)
