"""What a plan would say about its content: who was absent, opinions, surveys and the ledger."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rules.calendar import add_working_days, close_of, local_date
from rules.sample_units import COORDINATOR, COUNTY, SUPERVISOR, Sample, apply, open_phase, tell
from rules.scoring import questions_of, result_of
from schemas.actor import CLOCK, RECORDS
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
from schemas.opinions import SolicitationEnded, SolicitationFellShort, SolicitationOpened
from schemas.quantities import WorkingDays
from schemas.state import UnitState
from schemas.step import MobilizationStep, OpinionsStep, Phase, SurveyStep, Track
from schemas.survey import GradeCounts, Sealed, SurveyJudged, SurveyOpened
from schemas.target import item_target


def of_absence(
    state: UnitState, step: MobilizationStep, reason: str, at: datetime
) -> Iterator[Sample]:
    """Why some were not reached, and what the supervision group made of it."""
    about: dict[str, Any] = {"step": step.id, "category": "retired"}
    explained = AbsenceExplained(**about, absent=3, reason=reason)
    yield from tell(state, explained, COORDINATOR, at)
    waiting = apply(state, explained, COORDINATOR, at)
    yield from tell(waiting, AbsenceAccepted(**about, absent=3, note=reason), SUPERVISOR, at)
    yield from tell(waiting, AbsenceDeclined(**about, reason=reason), SUPERVISOR, at)


def of_the_ledger(state: UnitState, reason: str, at: datetime) -> Iterator[Sample]:
    """An item worked off and handed up, and a ledger of which it is said that it stays empty."""
    calendar = state.rules.calendar
    day = add_working_days(calendar, local_date(calendar, at), WorkingDays(5))
    added = ItemAdded(number=1, measure=reason, owner=reason, due=day, solvable="by_date")
    with_item = apply(state, added, COORDINATOR, at)
    amended = ItemAmended(number=1, until=day, reason=reason)
    yield from tell(with_item, amended, SUPERVISOR, at)
    closed = ItemClosed(number=1, evidence=reason)
    yield from tell(with_item, closed, COORDINATOR, at)
    waiting = apply(with_item, closed, COORDINATOR, at)
    yield from tell(waiting, ItemReturned(number=1, reason=reason), SUPERVISOR, at)
    confirmed = ItemConfirmed(number=1, note=reason)
    yield from tell(waiting, confirmed, SUPERVISOR, at)
    struck_off = apply(waiting, confirmed, SUPERVISOR, at)
    yield from tell(struck_off, ItemReopened(number=1, reason=reason, due=day), SUPERVISOR, at)
    handed_up = ItemHandedUp(number=1, reason=reason, answer_by=day)
    yield from tell(with_item, handed_up, COORDINATOR, at)
    away = apply(with_item, handed_up, COORDINATOR, at)
    late = close_of(calendar, day)
    yield from tell(away, AnswerOverdue(target=item_target(1), due=late), CLOCK, late)
    yield from tell(away, ItemAnswered(number=1, answer=reason, due=day), COUNTY, at)
    nothing = NoItemsReported(reason=reason)
    yield from tell(state, nothing, COORDINATOR, at)
    reported = apply(state, nothing, COORDINATOR, at)
    yield from tell(reported, NoItemsAccepted(note=reason), SUPERVISOR, at)


def of_solicitations(launched: UnitState, track: Track, at: datetime) -> Iterator[Sample]:
    """One for which nobody has said anything."""
    for phase in track.phases:
        for step in phase.steps:
            if isinstance(step, OpinionsStep):
                yield from _of_a_solicitation(open_phase(launched, track, phase), step, at)


def _of_a_solicitation(state: UnitState, step: OpinionsStep, at: datetime) -> Iterator[Sample]:
    of: dict[str, Any] = {"step": step.id, "round": 1}
    until = local_date(state.rules.calendar, at)
    opened = SolicitationOpened(**of, channels=step.channels, until=until)
    asked = apply(state, opened, COORDINATOR, at)
    ended = apply(asked, SolicitationEnded(**of), COORDINATOR, at)
    short = SolicitationFellShort(
        **of,
        opinions=0,
        minimum=max(step.minimum, 1),
        minimum_channels=max(step.minimum_channels, 1),
    )
    yield from tell(ended, short, RECORDS, at)


def of_surveys(launched: UnitState, track: Track, reason: str, at: datetime) -> Iterator[Sample]:
    """A survey below the pass mark, one in which too few have voted, and what the group made of it."""
    for phase in track.phases:
        for step in phase.steps:
            if isinstance(step, SurveyStep):
                yield from _of_a_survey(open_phase(launched, track, phase), phase, step, reason, at)


def _of_a_survey(
    state: UnitState, phase: Phase, step: SurveyStep, reason: str, at: datetime
) -> Iterator[Sample]:
    calendar = state.rules.calendar
    today = local_date(calendar, at)
    opened = SurveyOpened(step=step.id, round=1, until=today, ballots=step.minimum_group)
    voting = apply(state, opened, COORDINATOR, at)
    counts = GradeCounts(dissatisfied=step.minimum_group)
    tally = dict.fromkeys(questions_of(step), counts)
    below = result_of(step, 1, Sealed(cast=step.minimum_group, tally=tally))
    day = add_working_days(calendar, today, phase.gate.redo)
    yield from tell(voting, below.model_copy(update={"make_up_by": day}), RECORDS, at)
    small = result_of(step, 1, Sealed(cast=step.minimum_group - 1))
    yield from tell(voting, small, RECORDS, at)
    unjudged = apply(voting, small, RECORDS, at)
    judged = SurveyJudged(step=step.id, round=1, verdict="passed", reason=reason)
    yield from tell(unjudged, judged, SUPERVISOR, at)
