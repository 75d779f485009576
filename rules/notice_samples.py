"""What a plan would say to whom: one sample of every notice, so that an office can read it first."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rules.calendar import add_working_days, local_date, opening_of
from rules.content_samples import of_absence, of_solicitations, of_surveys, of_the_ledger
from rules.course import next_phase
from rules.deadlines import latest_start_at, start_deadline, step_deadline
from rules.ladder import reminders_ahead
from rules.sample_units import (
    CITY,
    COORDINATOR,
    OTHER_UNIT,
    SUPERVISOR,
    Sample,
    apply,
    first_day,
    first_step,
    launch_unit,
    open_phase,
    tell,
)
from schemas.actor import CLOCK
from schemas.calendar import WorkingCalendar
from schemas.events import (
    Amended,
    Extended,
    ExtensionDeclined,
    ExtensionRequested,
    ExtensionRequestLapsed,
    Finished,
    Held,
    LatestStartPassed,
    PhaseClosed,
    PhaseOpened,
    PhaseReported,
    PhaseSentBack,
    Reassigned,
    Released,
    Reopened,
    Resumed,
    Suspended,
    Urged,
    Withdrawn,
)
from schemas.plan import Plan
from schemas.quantities import Days, WorkingDays
from schemas.state import UnitState
from schemas.step import MobilizationStep, Phase, Step
from schemas.target import step_target
from schemas.unit_rules import UnitRules
from schemas.visits import Visited


def samples(plan: Plan, calendar: WorkingCalendar, name: str, reason: str) -> Iterator[Sample]:
    """Every notice that the plan can make: first those of its rungs, then those of decisions.

    `name` is that of the sample unit; `reason` stands where somebody would have given one.
    """
    units = [launch_unit(plan, calendar, type_, name) for type_ in plan.types]
    yield from _of_rungs(units)
    yield from _of_decisions(units[0], reason)


def _of_rungs(units: Iterable[UnitState]) -> Iterator[Sample]:
    """Each rung once, for the first step that its ladder is for."""
    seen = set[str]()
    for state in units:
        yield from _of_the_start(state, seen)
        for track in state.rules.tracks:
            for phase in track.phases:
                opened = open_phase(state, track, phase)
                for step in phase.steps:
                    deadline = step_deadline(opened, opened.phases[-1], step)
                    for at, event in reminders_ahead(opened, (deadline,)):
                        if event.rung not in seen:
                            seen.add(event.rung)
                            yield from tell(opened, event, CLOCK, at)


def _of_the_start(launched: UnitState, seen: set[str]) -> Iterator[Sample]:
    for at, event in reminders_ahead(launched, (start_deadline(launched),)):
        if event.rung not in seen:
            seen.add(event.rung)
            yield from tell(launched, event, CLOCK, at)


def _of_decisions(launched: UnitState, reason: str) -> Iterator[Sample]:
    calendar = launched.rules.calendar
    yield from tell(launched, LatestStartPassed(), CLOCK, latest_start_at(launched))
    track = launched.rules.tracks[0]
    judged = next((one for one in track.phases if one.gate.sign_off), track.phases[0])
    opened = open_phase(launched, track, judged)
    at = opening_of(calendar, add_working_days(calendar, first_day(opened), WorkingDays(3)))
    yield from _of_a_step(opened, first_step(judged), reason, at)
    if judged.gate.sign_off:
        yield from _of_a_phase(opened, judged, reason, at)
    for step in judged.steps:
        if isinstance(step, MobilizationStep):
            yield from of_absence(opened, step, reason, at)
    yield from of_the_ledger(opened, reason, at)
    yield from of_solicitations(launched, track, at)
    yield from of_surveys(launched, track, reason, at)
    for phase in dict.fromkeys((judged, track.phases[-1])):
        yield from _of_an_end(open_phase(launched, track, phase), phase, reason, at)
    yield from _of_the_unit(opened, reason, at)


def _of_a_step(state: UnitState, step: Step, reason: str, at: datetime) -> Iterator[Sample]:
    target = step_target(step.id)
    phase = state.phases[-1]
    calendar = state.rules.calendar
    due = local_date(calendar, step_deadline(state, phase, step).at)
    until = add_working_days(calendar, due, WorkingDays(5))
    request = ExtensionRequested(target=target, until=until, reason=reason)
    yield from tell(state, Urged(target=target, note=reason), SUPERVISOR, at)
    yield from tell(state, Urged(), SUPERVISOR, at)
    yield from tell(state, request, COORDINATOR, at)
    granted = Extended(target=target, until=until, reason=reason, asked=True)
    yield from tell(state, granted, SUPERVISOR, at)
    declined = ExtensionDeclined(target=target, reason=reason)
    yield from tell(state, declined, SUPERVISOR, at)
    yield from tell(state, ExtensionRequestLapsed(target=target), CLOCK, at)


def _of_a_phase(state: UnitState, phase: Phase, reason: str, at: datetime) -> Iterator[Sample]:
    """Reported, sent back, and looked at on the spot."""
    calendar = state.rules.calendar
    reported = apply(state, PhaseReported(phase=phase.id), COORDINATOR, at)
    yield from tell(state, PhaseReported(phase=phase.id), COORDINATOR, at)
    due = add_working_days(calendar, local_date(calendar, at), phase.gate.redo)
    redo = (first_step(phase).id,)
    sent_back = PhaseSentBack(phase=phase.id, redo=redo, due=due, reason=reason)
    yield from tell(reported, sent_back, SUPERVISOR, at)
    visited = Visited(on=local_date(calendar, at), verdict="to_improve", findings=(reason,))
    yield from tell(state, visited, SUPERVISOR, at)


def _of_an_end(state: UnitState, phase: Phase, reason: str, at: datetime) -> Iterator[Sample]:
    """Signed off or lapsed, and what follows; a unit that has finished may be reopened."""
    if not phase.gate.sign_off:
        return
    calendar = state.rules.calendar
    reported = apply(state, PhaseReported(phase=phase.id), COORDINATOR, at)
    following = next_phase(reported)
    then = Finished() if following is None else PhaseOpened(phase=following.id)
    signed_off = PhaseClosed(phase=phase.id, how="signed_off", note=reason)
    yield from tell(reported, signed_off, SUPERVISOR, at, then)
    if phase.gate.lapse is not None:
        yield from tell(reported, PhaseClosed(phase=phase.id, how="lapsed"), CLOCK, at, then)
    if following is None:
        finished = apply(apply(reported, signed_off, SUPERVISOR, at), then, CLOCK, at)
        due = add_working_days(calendar, local_date(calendar, at), phase.gate.redo)
        redo = (first_step(phase).id,)
        yield from tell(finished, Reopened(redo=redo, due=due, reason=reason), CITY, at)


def _of_the_unit(state: UnitState, reason: str, at: datetime) -> Iterator[Sample]:
    suspended = apply(state, Suspended(reason=reason), CITY, at)
    held = apply(state, Held(reason=reason), CITY, at)
    merged = Withdrawn(cause="merged", into=OTHER_UNIT, reason=reason)
    withdrawn = apply(state, merged, CITY, at)
    two_days = WorkingDays(2)
    yield from tell(state, Suspended(reason=reason), CITY, at)
    yield from tell(suspended, Resumed(lost=two_days), CITY, at)
    yield from tell(state, Held(reason=reason), CITY, at)
    yield from tell(held, Released(lost=two_days), CITY, at)
    handed_over = Reassigned(coordinator="P-002", supervision_group="SG-02", reason=reason)
    yield from tell(state, handed_over, CITY, at)
    yield from tell(state, merged, CITY, at)
    yield from tell(withdrawn, Reopened(reason=reason), CITY, at)
    yield from tell(state, Amended(rules=_longer(state), reason=reason), CITY, at)


def _longer(state: UnitState) -> UnitRules:
    """The rules of a unit, each phase of its track a week longer: that is news."""
    tracks = (
        one
        if one.id != state.track
        else one.model_copy(
            update={
                "phases": tuple(
                    phase.model_copy(update={"length": Days(phase.length.count + 7)})
                    for phase in one.phases
                )
            }
        )
        for one in state.rules.tracks
    )
    return state.rules.model_copy(update={"tracks": tuple(tracks)})
