"""The dates that a unit has set itself: until when people vote and speak, and when branches meet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from rules.calendar import at_local, close_of
from rules.course import find_step_anywhere, open_phase, step_state
from rules.opinions import is_taking_in
from rules.polls import find_survey
from rules.survey_results import survey_ends_at
from schemas.feed import Gone
from schemas.meeting import MeetingOutcome, MeetingView
from schemas.state import UnitState
from schemas.step import MeetingStep
from schemas.text import Text
from schemas.views import Upcoming

EngagementKind = Literal["survey", "solicitation", "meeting"]

_UPCOMING: Final[Mapping[EngagementKind, str]] = {
    "survey": "voting_ends",
    "solicitation": "solicitation_ends",
    "meeting": "meeting_held",
}
"""What `Upcoming` calls it."""

_GONE: Final[Mapping[MeetingOutcome, Gone]] = {
    "held": "done",
    "inquorate": "done",
    "called_off": "called_off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A date of a step, or of a phase that is polled; `gone` says why it is none any more.

    A meeting has the `branch` that meets and the `place`.
    """

    kind: EngagementKind
    step: str
    title: Text | None
    at: datetime
    gone: Gone | None = None
    branch: str | None = None
    place: str | None = None


def engagements(state: UnitState, meetings: Iterable[MeetingView]) -> Iterator[Engagement]:
    """Every survey, solicitation and meeting that a unit has had, the last one of its kind and step.

    A survey whose result came from another track was held as another step's, and has no date here.
    `meetings` are the unit's as the records have them, in the order in which they were convened.
    """
    for step, survey in state.surveys.items():
        if survey.held_as is not None:
            continue
        asked = find_survey(state, step)
        gone: Gone = "dropped" if survey.status == "void" else "done"
        yield Engagement(
            kind="survey",
            step=step,
            title=None if asked is None else asked.title,
            at=survey_ends_at(state, survey),
            gone=None if survey.status == "open" else gone,
        )
    for step, solicitation in state.solicitations.items():
        yield Engagement(
            kind="solicitation",
            step=step,
            title=_title(state, step),
            at=close_of(state.rules.calendar, solicitation.until),
            gone=None if is_taking_in(state, step) else "done",
        )
    for meeting in {(one.step, one.branch): one for one in meetings}.values():
        yield Engagement(
            kind="meeting",
            step=meeting.step,
            title=_title(state, meeting.step),
            at=at_local(state.rules.calendar, meeting.day, meeting.starts),
            gone=_why_not_held(state, meeting),
            branch=meeting.branch,
            place=meeting.place,
        )


def upcoming_engagements(state: UnitState, meetings: Iterable[MeetingView]) -> tuple[Upcoming, ...]:
    """Those that are still to come, or to be closed or recorded, soonest first."""
    if state.withdrawn is not None or state.closed_at is not None:
        return ()
    ahead = (one for one in engagements(state, meetings) if one.gone is None)
    return tuple(
        Upcoming(
            at=one.at, event=_UPCOMING[one.kind], step=one.step, branch=one.branch, place=one.place
        )
        for one in sorted(ahead, key=lambda one: one.at)
    )


def _why_not_held(state: UnitState, meeting: MeetingView) -> Gone | None:
    """Why a meeting is to be held no more; None for as long as it can be recorded or called off."""
    if meeting.outcome is not None:
        return _GONE.get(meeting.outcome, "dropped")
    own, current = step_state(state, meeting.step), open_phase(state)
    branch = own.branches.get(meeting.branch)
    if branch is None or branch.convened != meeting.convened:
        return "dropped"
    if own.done_at is not None:
        return "done"
    is_asked_for = current is not None and any(
        step.id == meeting.step and isinstance(step, MeetingStep) for step in current[1].steps
    )
    return None if is_asked_for else "dropped"


def _title(state: UnitState, step: str) -> Text | None:
    found = find_step_anywhere(state, step)
    return None if found is None else found[1].title
