"""What a plan would say to whom: one sample of every notice, so that an office can read it first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from rules.acceptance import initial_state
from rules.calendar import (
    add_working_days,
    close_of,
    local_date,
    on_or_after,
    opening_of,
)
from rules.compilation import compile_rules
from rules.course import next_phase
from rules.deadlines import latest_start_at, start_deadline, step_deadline
from rules.evolve import evolve
from rules.ladder import reminders_ahead
from rules.notices import notices_of
from rules.scoring import questions_of, result_of
from schemas.actor import CLOCK, RECORDS, Actor, Role
from schemas.calendar import WorkingCalendar
from schemas.events import (
    Amended,
    Entry,
    Event,
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
    Started,
    Suspended,
    Urged,
    Withdrawn,
)
from schemas.ledger import (
    AnswerOverdue,
    ItemAdded,
    ItemAmended,
    ItemAnswered,
    ItemClosed,
    ItemConfirmed,
    ItemHandedUp,
    ItemReopened,
    ItemReturned,
    NoItemsAccepted,
    NoItemsReported,
)
from schemas.mobilization import AbsenceAccepted, AbsenceDeclined, AbsenceExplained
from schemas.notice import Notice
from schemas.opinions import SolicitationEnded, SolicitationFellShort, SolicitationOpened
from schemas.plan import Plan, UnitType
from schemas.quantities import Days, WorkingDays
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.step import MobilizationStep, OpinionsStep, Phase, Step, SurveyStep, Track
from schemas.survey import GradeCounts, Sealed, SurveyJudged, SurveyOpened
from schemas.target import item_target, step_target
from schemas.unit_rules import UnitRules
from schemas.visits import Visited

_UNIT: Final = "U-001"
_OTHER: Final = "U-002"
_COORDINATOR: Final = Actor(Role.COORDINATOR, "P-001")
_SUPERVISOR: Final = Actor(Role.SUPERVISOR, "SG-01")
_COUNTY: Final = Actor(Role.COUNTY, "D-01")
_CITY: Final = Actor(Role.CITY, "office")
_BEFORE: Final = timedelta(days=400)
"""How long before the window a sample unit was launched, so that every rung is still ahead of it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A notice as it might be, with the journal's entry behind it and the unit's state after it."""

    state: UnitState
    notice: Notice
    entry: Entry
    today: date


def samples(plan: Plan, calendar: WorkingCalendar, name: str, reason: str) -> Iterator[Sample]:
    """Every notice that the plan can make: first those of its rungs, then those of decisions.

    `name` is that of the sample unit; `reason` stands where somebody would have given one.
    """
    units = [_launched(plan, calendar, type_, name) for type_ in plan.types]
    yield from _of_rungs(units)
    yield from _of_decisions(units[0], reason)


def _of_rungs(units: Iterable[UnitState]) -> Iterator[Sample]:
    """Each rung once, for the first step that its ladder is for."""
    seen = set[str]()
    for state in units:
        yield from _of_the_start(state, seen)
        for track in state.rules.tracks:
            for phase in track.phases:
                opened = _opened(state, track, phase)
                for step in phase.steps:
                    deadline = step_deadline(opened, opened.phases[-1], step)
                    for at, event in reminders_ahead(opened, (deadline,)):
                        if event.rung not in seen:
                            seen.add(event.rung)
                            yield from _told(opened, event, CLOCK, at)


def _of_the_start(launched: UnitState, seen: set[str]) -> Iterator[Sample]:
    for at, event in reminders_ahead(launched, (start_deadline(launched),)):
        if event.rung not in seen:
            seen.add(event.rung)
            yield from _told(launched, event, CLOCK, at)


def _of_decisions(launched: UnitState, reason: str) -> Iterator[Sample]:
    calendar = launched.rules.calendar
    yield from _told(launched, LatestStartPassed(), CLOCK, latest_start_at(launched))
    track = launched.rules.tracks[0]
    judged = next((one for one in track.phases if one.gate.sign_off), track.phases[0])
    opened = _opened(launched, track, judged)
    at = opening_of(calendar, add_working_days(calendar, _day(opened), WorkingDays(3)))
    yield from _of_a_step(opened, _first_step(judged), reason, at)
    if judged.gate.sign_off:
        yield from _of_a_phase(opened, judged, reason, at)
    for step in judged.steps:
        if isinstance(step, MobilizationStep):
            yield from _of_absence(opened, step, reason, at)
    yield from _of_the_ledger(opened, reason, at)
    yield from _of_solicitations(launched, track, at)
    yield from _of_surveys(launched, track, reason, at)
    for phase in dict.fromkeys((judged, track.phases[-1])):
        yield from _of_an_end(_opened(launched, track, phase), phase, reason, at)
    yield from _of_the_unit(opened, reason, at)


def _of_a_step(state: UnitState, step: Step, reason: str, at: datetime) -> Iterator[Sample]:
    target = step_target(step.id)
    phase = state.phases[-1]
    calendar = state.rules.calendar
    due = local_date(calendar, step_deadline(state, phase, step).at)
    until = add_working_days(calendar, due, WorkingDays(5))
    request = ExtensionRequested(target=target, until=until, reason=reason)
    yield from _told(state, Urged(target=target, note=reason), _SUPERVISOR, at)
    yield from _told(state, Urged(), _SUPERVISOR, at)
    yield from _told(state, request, _COORDINATOR, at)
    granted = Extended(target=target, until=until, reason=reason, asked=True)
    yield from _told(state, granted, _SUPERVISOR, at)
    declined = ExtensionDeclined(target=target, reason=reason)
    yield from _told(state, declined, _SUPERVISOR, at)
    yield from _told(state, ExtensionRequestLapsed(target=target), CLOCK, at)


def _of_a_phase(state: UnitState, phase: Phase, reason: str, at: datetime) -> Iterator[Sample]:
    """Reported, sent back, and looked at on the spot."""
    calendar = state.rules.calendar
    reported = _after(state, PhaseReported(phase=phase.id), _COORDINATOR, at)
    yield from _told(state, PhaseReported(phase=phase.id), _COORDINATOR, at)
    due = add_working_days(calendar, local_date(calendar, at), phase.gate.redo)
    redo = (_first_step(phase).id,)
    sent_back = PhaseSentBack(phase=phase.id, redo=redo, due=due, reason=reason)
    yield from _told(reported, sent_back, _SUPERVISOR, at)
    visited = Visited(on=local_date(calendar, at), verdict="to_improve", findings=(reason,))
    yield from _told(state, visited, _SUPERVISOR, at)


def _of_absence(
    state: UnitState, step: MobilizationStep, reason: str, at: datetime
) -> Iterator[Sample]:
    """Why some were not reached, and what the supervision group made of it."""
    about: dict[str, Any] = {"step": step.id, "category": "retired"}
    explained = AbsenceExplained(**about, absent=3, reason=reason)
    yield from _told(state, explained, _COORDINATOR, at)
    waiting = _after(state, explained, _COORDINATOR, at)
    yield from _told(waiting, AbsenceAccepted(**about, absent=3, note=reason), _SUPERVISOR, at)
    yield from _told(waiting, AbsenceDeclined(**about, reason=reason), _SUPERVISOR, at)


def _of_solicitations(launched: UnitState, track: Track, at: datetime) -> Iterator[Sample]:
    """One for which nobody has said anything."""
    for phase in track.phases:
        for step in phase.steps:
            if isinstance(step, OpinionsStep):
                yield from _of_a_solicitation(_opened(launched, track, phase), step, at)


def _of_a_solicitation(state: UnitState, step: OpinionsStep, at: datetime) -> Iterator[Sample]:
    of: dict[str, Any] = {"step": step.id, "round": 1}
    until = local_date(state.rules.calendar, at)
    opened = SolicitationOpened(**of, channels=step.channels, until=until)
    asked = _after(state, opened, _COORDINATOR, at)
    ended = _after(asked, SolicitationEnded(**of), _COORDINATOR, at)
    short = SolicitationFellShort(
        **of,
        opinions=0,
        minimum=max(step.minimum, 1),
        minimum_channels=max(step.minimum_channels, 1),
    )
    yield from _told(ended, short, RECORDS, at)


def _of_surveys(launched: UnitState, track: Track, reason: str, at: datetime) -> Iterator[Sample]:
    """A survey below the pass mark, one in which too few have voted, and what the group made of it."""
    for phase in track.phases:
        for step in phase.steps:
            if isinstance(step, SurveyStep):
                yield from _of_a_survey(_opened(launched, track, phase), phase, step, reason, at)


def _of_a_survey(
    state: UnitState, phase: Phase, step: SurveyStep, reason: str, at: datetime
) -> Iterator[Sample]:
    calendar = state.rules.calendar
    today = local_date(calendar, at)
    opened = SurveyOpened(step=step.id, round=1, until=today, ballots=step.minimum_group)
    voting = _after(state, opened, _COORDINATOR, at)
    counts = GradeCounts(dissatisfied=step.minimum_group)
    tally = dict.fromkeys(questions_of(step), counts)
    below = result_of(step, 1, Sealed(cast=step.minimum_group, tally=tally))
    day = add_working_days(calendar, today, phase.gate.redo)
    yield from _told(voting, below.model_copy(update={"make_up_by": day}), RECORDS, at)
    small = result_of(step, 1, Sealed(cast=step.minimum_group - 1))
    yield from _told(voting, small, RECORDS, at)
    unjudged = _after(voting, small, RECORDS, at)
    judged = SurveyJudged(step=step.id, round=1, verdict="passed", reason=reason)
    yield from _told(unjudged, judged, _SUPERVISOR, at)


def _of_the_ledger(state: UnitState, reason: str, at: datetime) -> Iterator[Sample]:
    """An item worked off and handed up, and a ledger of which it is said that it stays empty."""
    calendar = state.rules.calendar
    day = add_working_days(calendar, local_date(calendar, at), WorkingDays(5))
    added = ItemAdded(number=1, measure=reason, owner=reason, due=day, solvable="by_date")
    with_item = _after(state, added, _COORDINATOR, at)
    amended = ItemAmended(number=1, until=day, reason=reason)
    yield from _told(with_item, amended, _SUPERVISOR, at)
    closed = ItemClosed(number=1, evidence=reason)
    yield from _told(with_item, closed, _COORDINATOR, at)
    waiting = _after(with_item, closed, _COORDINATOR, at)
    yield from _told(waiting, ItemReturned(number=1, reason=reason), _SUPERVISOR, at)
    confirmed = ItemConfirmed(number=1, note=reason)
    yield from _told(waiting, confirmed, _SUPERVISOR, at)
    struck_off = _after(waiting, confirmed, _SUPERVISOR, at)
    yield from _told(struck_off, ItemReopened(number=1, reason=reason, due=day), _SUPERVISOR, at)
    handed_up = ItemHandedUp(number=1, reason=reason, answer_by=day)
    yield from _told(with_item, handed_up, _COORDINATOR, at)
    away = _after(with_item, handed_up, _COORDINATOR, at)
    late = close_of(calendar, day)
    yield from _told(away, AnswerOverdue(target=item_target(1), due=late), CLOCK, late)
    yield from _told(away, ItemAnswered(number=1, answer=reason, due=day), _COUNTY, at)
    nothing = NoItemsReported(reason=reason)
    yield from _told(state, nothing, _COORDINATOR, at)
    reported = _after(state, nothing, _COORDINATOR, at)
    yield from _told(reported, NoItemsAccepted(note=reason), _SUPERVISOR, at)


def _of_an_end(state: UnitState, phase: Phase, reason: str, at: datetime) -> Iterator[Sample]:
    """Signed off or lapsed, and what follows; a unit that has finished may be reopened."""
    if not phase.gate.sign_off:
        return
    calendar = state.rules.calendar
    reported = _after(state, PhaseReported(phase=phase.id), _COORDINATOR, at)
    following = next_phase(reported)
    then = Finished() if following is None else PhaseOpened(phase=following.id)
    signed_off = PhaseClosed(phase=phase.id, how="signed_off", note=reason)
    yield from _told(reported, signed_off, _SUPERVISOR, at, then)
    if phase.gate.lapse is not None:
        yield from _told(reported, PhaseClosed(phase=phase.id, how="lapsed"), CLOCK, at, then)
    if following is None:
        finished = _after(_after(reported, signed_off, _SUPERVISOR, at), then, CLOCK, at)
        due = add_working_days(calendar, local_date(calendar, at), phase.gate.redo)
        redo = (_first_step(phase).id,)
        yield from _told(finished, Reopened(redo=redo, due=due, reason=reason), _CITY, at)


def _of_the_unit(state: UnitState, reason: str, at: datetime) -> Iterator[Sample]:
    suspended = _after(state, Suspended(reason=reason), _CITY, at)
    held = _after(state, Held(reason=reason), _CITY, at)
    merged = Withdrawn(cause="merged", into=_OTHER, reason=reason)
    withdrawn = _after(state, merged, _CITY, at)
    two_days = WorkingDays(2)
    yield from _told(state, Suspended(reason=reason), _CITY, at)
    yield from _told(suspended, Resumed(lost=two_days), _CITY, at)
    yield from _told(state, Held(reason=reason), _CITY, at)
    yield from _told(held, Released(lost=two_days), _CITY, at)
    handed_over = Reassigned(coordinator="P-002", supervision_group="SG-02", reason=reason)
    yield from _told(state, handed_over, _CITY, at)
    yield from _told(state, merged, _CITY, at)
    yield from _told(withdrawn, Reopened(reason=reason), _CITY, at)
    yield from _told(state, Amended(rules=_longer(state), reason=reason), _CITY, at)


def _told(
    before: UnitState, event: Event, by: Actor, at: datetime, then: Event | None = None
) -> Iterator[Sample]:
    """What an event says to everybody; `then` is what follows before anybody is told."""
    entry = _entry(before, event, by, at)
    after = evolve(before, entry)
    notices = notices_of(before, after, entry)
    if then is not None:
        after = _after(after, then, CLOCK, at)
    for notice in notices:
        yield Sample(after, notice, entry, notice.day)


def _launched(plan: Plan, calendar: WorkingCalendar, type_: UnitType, name: str) -> UnitState:
    unit = Unit(
        code=_UNIT,
        name=name,
        type=type_.id,
        district=_COUNTY.id,
        coordinator=_COORDINATOR.id,
        supervision_group=_SUPERVISOR.id,
    )
    rules = compile_rules(plan, calendar)[type_.id]
    first = opening_of(calendar, on_or_after(calendar, plan.window.first))
    return initial_state(plan.plan, unit, rules, first - _BEFORE)


def _opened(state: UnitState, track: Track, phase: Phase) -> UnitState:
    """The unit on a track, with the phase open since the window's first day."""
    at = opening_of(state.rules.calendar, _day(state))
    state = _after(state, Started(track=track.id), _COORDINATOR, at)
    for earlier in track.phases[: track.phases.index(phase)]:
        state = _after(state, PhaseOpened(phase=earlier.id), CLOCK, at)
        state = _after(state, PhaseClosed(phase=earlier.id, how="no_sign_off"), CLOCK, at)
    opened = _after(state, PhaseOpened(phase=phase.id), CLOCK, at)
    return opened.model_copy(update={"heeded_at": state.launched_at})


def _first_step(phase: Phase) -> Step:
    return next(step for step in phase.steps if step.required)


def _day(state: UnitState) -> date:
    return on_or_after(state.rules.calendar, state.rules.window.first)


def _after(state: UnitState, event: Event, by: Actor, at: datetime) -> UnitState:
    return evolve(state, _entry(state, event, by, at))


def _entry(state: UnitState, event: Event, by: Actor, at: datetime) -> Entry:
    return Entry(revision=state.revision + 1, at=at, by=by, previous=state.head, event=event)


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
