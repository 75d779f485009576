"""What somebody would read off a unit's journal of its participation and its meetings."""

from collections.abc import Iterable
from fractions import Fraction
from typing import get_args

from rules.course import find_step, track
from schemas.events import Entry, Event, PhaseSentBack, Reopened, TrackSwitched
from schemas.meeting import MeetingRecorded
from schemas.mobilization import AbsenceAccepted, ParticipationCorrected, ParticipationRecorded
from schemas.quantities import Percent
from schemas.roster import Category, Unit
from schemas.state import UnitState
from schemas.step import MeetingStep, MobilizationStep, Step


def is_shown(journal: Iterable[Entry], first_track: str, state: UnitState, step: Step) -> bool:
    """Whether what a step's kind asks for stands in the journal, as far as members are counted.

    `first_track` is the one on which the unit was launched, `state` what the journal has led to.
    """
    told, on = list[Event](), first_track
    for entry in journal:
        event = entry.event
        told.append(event)
        if isinstance(event, PhaseSentBack | Reopened) and step.id in event.redo:
            told = []
        if isinstance(event, TrackSwitched):
            is_of_both = _has(state, on, step) and _has(state, event.track, step)
            told = told if is_of_both and state.rules.edition > 1 else []
            on = event.track
    match step:
        case MobilizationStep():
            return _all_took_part(told, state.unit, step)
        case MeetingStep():
            return _all_met(told, state.unit, step)
        case _:
            return True


def _has(state: UnitState, track_id: str, step: Step) -> bool:
    """Whether a track has a step of this id that is of its kind, too."""
    found = find_step(track(state, track_id), step.id)
    return found is not None and found[1].kind == step.kind


def _all_took_part(told: list[Event], unit: Unit, step: MobilizationStep) -> bool:
    """All together and the floating ones, or each category short of it is excused."""
    reached = dict.fromkeys(get_args(Category), 0)
    excused = dict.fromkeys(get_args(Category), 0)
    for event in told:
        match event:
            case ParticipationRecorded(step=step.id):
                for category in reached:
                    reached[category] += getattr(event.reached, category)
            case ParticipationCorrected(step=step.id):
                reached = event.reached.model_dump()
            case AbsenceAccepted(step=step.id):
                excused[event.category] = event.absent
    members = unit.members.model_dump()
    there = {one: min(reached[one], members[one]) for one in reached}

    def is_covered(category: Category) -> bool:
        counted = reached[category] + excused[category]
        return _share(step.coverage, counted, members[category])

    of_all = sum(there.values()) - there["floating"]
    others: list[Category] = [one for one in get_args(Category) if one != "floating"]
    together = _share(step.coverage, of_all, unit.members.total)
    return is_covered("floating") and (together or all(map(is_covered, others)))


def _all_met(told: list[Event], unit: Unit, step: MeetingStep) -> bool:
    met: dict[str, bool] = {}
    for event in told:
        if isinstance(event, MeetingRecorded) and event.step == step.id:
            met[event.branch] = event.quorate
    return sum(met.values()) >= max(unit.organisations, 1)


def _share(asked: Percent, part: int, whole: int) -> bool:
    return whole == 0 or Fraction(part, whole) >= asked.value / 100
