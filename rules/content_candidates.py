"""What could be tried on the content of a step, by its kind: the part of `possible` that knows it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from rules.calendar import local_date, on_or_after
from rules.course import open_phase, step_state, track
from rules.meeting import convened
from rules.mobilization import absent, explained, unreached
from rules.polls import poll_of
from schemas.actor import Actor
from schemas.commands import Command
from schemas.meeting import CallOffMeeting, ConveneMeeting, RecordMeeting
from schemas.mobilization import (
    AcceptAbsence,
    CorrectParticipation,
    DeclineAbsence,
    ExplainAbsence,
    RecordParticipation,
)
from schemas.opinions import CloseSolicitation, OpenSolicitation
from schemas.roster import Members
from schemas.state import UnitState
from schemas.step import MeetingStep, MobilizationStep, OpinionsStep, Step, StepKind, SurveyStep
from schemas.survey import CloseSurvey, JudgeSurvey, OpenSurvey

Candidate = tuple[str | None, Command]
"""What a command names, and the command."""

TRY: Final = "possible"
"""The id of a command that is only tried."""

TEXT: Final = "-"
"""What it says where something must be said."""


def content_candidates(
    state: UnitState, step: Step, by: Actor, now: datetime
) -> Iterator[Candidate]:
    """Every command about what a step's kind asks for that could make sense."""
    candidates = _CANDIDATES.get(step.kind)
    if candidates is not None:
        yield from candidates(state, step, by, now)


def _mobilization(
    state: UnitState, step: MobilizationStep, by: Actor, now: datetime
) -> Iterator[Candidate]:
    yield (
        step.id,
        RecordParticipation(
            id=TRY,
            by=by,
            kind="record_participation",
            step=step.id,
            on=local_date(state.rules.calendar, now),
            reached=unreached(state, step.id) or Members(other=1),
        ),
    )
    yield (
        step.id,
        CorrectParticipation(
            id=TRY,
            by=by,
            kind="correct_participation",
            step=step.id,
            reached=Members(),
            reason=TEXT,
        ),
    )
    for category in absent(state, step.id):
        about: dict[str, Any] = {"id": TRY, "by": by, "step": step.id, "category": category}
        yield (
            f"{step.id} {category}",
            ExplainAbsence(kind="explain_absence", reason=TEXT, **about),
        )
    for category in explained(state, step.id):
        about = {"id": TRY, "by": by, "step": step.id, "category": category}
        yield f"{step.id} {category}", AcceptAbsence(kind="accept_absence", **about)
        yield (
            f"{step.id} {category}",
            DeclineAbsence(kind="decline_absence", reason=TEXT, **about),
        )


def _meeting(state: UnitState, step: MeetingStep, by: Actor, now: datetime) -> Iterator[Candidate]:
    today, window = local_date(state.rules.calendar, now), state.rules.window
    branches = step_state(state, step.id).branches
    # Whatever branch could be convened, the largest of those that there are could be as a smaller one.
    largest = max(branches, key=lambda name: branches[name].members, default="1")
    yield (
        step.id,
        ConveneMeeting(
            id=TRY,
            by=by,
            kind="convene_meeting",
            step=step.id,
            branch=largest,
            members=1,
            on=min(max(today, window.first), window.last),
            starts=state.rules.calendar.hours.open,
            place=TEXT,
        ),
    )
    for branch in convened(state, step.id):
        about: dict[str, Any] = {"id": TRY, "by": by, "step": step.id, "branch": branch}
        yield (
            f"{step.id} {branch}",
            CallOffMeeting(kind="call_off_meeting", reason=TEXT, **about),
        )
        yield (
            f"{step.id} {branch}",
            RecordMeeting(kind="record_meeting", on=today, attended=Members(), **about),
        )


def _opinions(
    state: UnitState, step: OpinionsStep, by: Actor, now: datetime
) -> Iterator[Candidate]:
    until = local_date(state.rules.calendar, now) + timedelta(days=step.open_for.count)
    yield (
        step.id,
        OpenSolicitation(
            id=TRY,
            by=by,
            kind="open_solicitation",
            step=step.id,
            channels=step.channels,
            until=until,
        ),
    )
    if step.id not in state.solicitations:
        yield step.id, _close_solicitation(step.id, by)


def _close_solicitation(step: str, by: Actor) -> CloseSolicitation:
    return CloseSolicitation(id=TRY, by=by, kind="close_solicitation", step=step)


def asking_candidates(state: UnitState, by: Actor, now: datetime) -> Iterator[Candidate]:
    """What could be tried beside the open phase's steps: to poll it, and to close what is open."""
    for step in state.solicitations:
        yield step, _close_solicitation(step, by)
    current = open_phase(state)
    if current is not None and poll_of(track(state), current[1]) is not None:
        yield current[1].id, _open_survey(state, current[1].id, by, now)
    for step in state.surveys:
        yield step, CloseSurvey(id=TRY, by=by, kind="close_survey", step=step)


def _open_survey(state: UnitState, step: str, by: Actor, now: datetime) -> OpenSurvey:
    calendar = state.rules.calendar
    return OpenSurvey(
        id=TRY,
        by=by,
        kind="open_survey",
        step=step,
        until=on_or_after(calendar, local_date(calendar, now)),
        ballots=1,
        made_up=TEXT,
    )


def _survey(state: UnitState, step: SurveyStep, by: Actor, now: datetime) -> Iterator[Candidate]:
    yield step.id, _open_survey(state, step.id, by, now)
    if step.id not in state.surveys:
        yield step.id, CloseSurvey(id=TRY, by=by, kind="close_survey", step=step.id)
    judge = JudgeSurvey(
        id=TRY, by=by, kind="judge_survey", step=step.id, verdict="passed", reason=TEXT
    )
    yield step.id, judge


_CANDIDATES: Final[
    Mapping[StepKind, Callable[[UnitState, Any, Actor, datetime], Iterator[Candidate]]]
] = {
    "mobilization": _mobilization,
    "meeting": _meeting,
    "opinions": _opinions,
    "survey": _survey,
}
