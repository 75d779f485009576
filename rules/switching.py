"""Another track: which steps carry over to it, and what was counted, said and voted on the old one."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rules.course import find_step, is_done, step_state, track
from rules.folding import with_
from rules.guards import require_at_work
from rules.polls import surveys_amended, surveys_left
from rules.refused import Refused
from rules.survey import ends_of_surveys
from rules.survey_folding import keep_as_opened, take_over, void_surveys
from rules.survey_results import is_good
from schemas.commands import SwitchTrack
from schemas.events import Event, TrackSwitched
from schemas.state import StepState, UnitState
from schemas.step import Step, SurveyStep, Track
from schemas.survey import HeldAs
from schemas.unit_rules import FOURTH_EDITION, SECOND_EDITION, SEVENTH_EDITION


def switch_track(state: UnitState, command: SwitchTrack, now: datetime) -> tuple[Event, ...]:
    """Another track that the unit's type may take; done steps carry over by kind.

    Reference case, "Tracks": it is allowed, not forced; the office may override it per unit.
    """
    del now
    require_at_work(state)
    if command.track == state.track:
        raise Refused("same_track", track=command.track)
    try:
        target = track(state, command.track)
    except KeyError:
        allowed = ", ".join(candidate.id for candidate in state.rules.tracks)
        raise Refused("track_not_allowed", track=command.track, allowed=allowed) from None
    carried = carried_steps(state, target)
    switched = TrackSwitched(track=command.track, carried=carried, reason=command.reason)
    if state.rules.edition < SECOND_EDITION:
        return (switched,)
    left = surveys_left(state, target)
    return (switched, *ends_of_surveys(state, left, because="track_switched"))


def fold_switch(state: UnitState, event: TrackSwitched, at: datetime) -> UnitState:
    """The state on the new track, with what was recorded of steps that are of both tracks.

    A survey of the old track alone counts no more; one in which people are still voting is counted.
    What it has shown counts for the step that is done with it, under whatever id the new track has it.
    """
    target = track(state, event.track)
    if state.rules.edition < SEVENTH_EDITION:
        steps = {step: StepState(done_at=at, carried=True) for step in event.carried}
    else:
        done = {step: _done_at(state, target, step) or at for step in event.carried}
        steps = {step: StepState(done_at=then, carried=True) for step, then in done.items()}
    if state.rules.edition < SECOND_EDITION:
        taken = with_(state, track=event.track, phases=(), steps=steps, requests=())
        return void_surveys(taken, taken.surveys)
    for step, own in _recorded(state, target):
        steps[step] = with_(
            steps.get(step, StepState()), participation=own.participation, branches=own.branches
        )
    taken = with_(state, track=event.track, phases=(), steps=steps, requests=())
    taken = void_surveys(taken, surveys_left(state, target))
    for step, other in _surveys_brought(state, target, event.carried):
        survey = state.surveys[other]
        held = survey.held_as or HeldAs(step=other, round=survey.round)
        taken = take_over(taken, step, survey, held)
    if state.rules.edition < SEVENTH_EDITION:
        return taken
    before = {**state.done_before, **_done_there(state)}
    left = {step: then for step, then in before.items() if find_step(target, step) is None}
    return keep_as_opened(state, with_(taken, done_before=left), surveys_amended(state, taken))


def carried_steps(state: UnitState, target: Track) -> tuple[str, ...]:
    """The steps of another track that count as done already.

    A key link carries over when every required step of its kind is done; a plain task when the
    present track has a done step of the same id. A step whose predecessors do not carry over does
    not either, so that nothing is done before what it comes after.
    """
    present = _steps(track(state))
    carried: list[str] = []
    for step in _steps(target):
        needed = _of_its_kind(present, step)
        if needed and all(is_done(state, other.id) for other in needed):
            carried.append(step.id)
    kept: set[str] = set()
    grown = True
    while grown:
        addable = {
            step_id
            for step_id in carried
            if (found := find_step(target, step_id)) and kept.issuperset(found[1].after)
        }
        grown = not addable <= kept
        kept |= addable
    return tuple(step_id for step_id in carried if step_id in kept)


def _steps(course: Track) -> list[Step]:
    return [step for phase in course.phases for step in phase.steps]


def _of_its_kind(present: Iterable[Step], step: Step) -> list[Step]:
    """The steps of the present track that have to be done for another track's to carry over."""
    same = [
        other
        for other in present
        if other.kind == step.kind and (step.kind != "task" or other.id == step.id)
    ]
    return [other for other in same if other.required] or same


def _done(state: UnitState) -> dict[str, datetime]:
    """When each step of the present track was done, of those that are."""
    return {step: own.done_at for step, own in state.steps.items() if own.done_at is not None}


def _done_there(state: UnitState) -> dict[str, datetime]:
    """The same without those that the unit has brought along from another track."""
    return {step: at for step, at in _done(state).items() if not state.steps[step].carried}


def _done_at(state: UnitState, target: Track, step_id: str) -> datetime | None:
    """When a step of another track was done, under whatever ids the present one has it: the last of them."""
    found, done = find_step(target, step_id), _done(state)
    if found is None:
        return None
    needed = _of_its_kind(_steps(track(state)), found[1])
    return max((done[other.id] for other in needed if other.id in done), default=None)


def _surveys_brought(
    state: UnitState, target: Track, carried: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """The surveys that carry over to another id, each after the step there; of several the last one."""
    if state.rules.edition < FOURTH_EDITION:
        return
    present = _steps(track(state))
    for step in _steps(target):
        if step.id in carried and isinstance(step, SurveyStep):
            held = [other.id for other in _of_its_kind(present, step)]
            good = [one for one in held if one in state.surveys and is_good(state.surveys[one])]
            if good and step.id not in held:
                yield step.id, good[-1]


def _recorded(state: UnitState, target: Track) -> Iterator[tuple[str, StepState]]:
    """What was recorded of the steps that another track has too, by the same id and of the same kind."""
    for phase in target.phases:
        for step in phase.steps:
            before, own = find_step(track(state), step.id), step_state(state, step.id)
            has_more = own.participation is not None or bool(own.branches)
            if has_more and before is not None and before[1].kind == step.kind:
                yield step.id, own
