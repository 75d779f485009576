"""What a step needs next by its kind, until it can be reported done."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import cycle, islice
from typing import Final, assert_never

from cli.acts import Act, Announcement, Ballots, Move, Opinions, Said, coordinator, supervisor
from rules.calendar import local_date, on_or_after
from rules.course import step_state
from rules.meeting import branches_of, convened, met
from rules.mobilization import lacking, unreached
from rules.publication import publication_key
from rules.survey_results import is_good, survey_ends_at
from schemas.publication import Subject
from schemas.roster import Members
from schemas.state import UnitState
from schemas.step import (
    MeetingStep,
    MobilizationStep,
    OpinionsStep,
    Phase,
    RectificationStep,
    Step,
    SurveyStep,
    TaskStep,
)
from schemas.survey import Grade

_VOTERS: Final = 20
_STAY_AWAY: Final = 2
_OF_TEN: Final[tuple[Grade, ...]] = ("fairly_satisfied", *("very_satisfied",) * 9)
_OF_THE_CITY: Final[tuple[Grade, ...]] = (
    *("very_satisfied",) * 12,
    *("fairly_satisfied",) * 5,
    *("basically_satisfied",) * 3,
)
"""By the reference plan's weights these are the 91.5 that the reference case prints for its city."""
_HALF_PAST_TWO: Final = time(14, 30)
_UNTIL_AN_ITEM_IS_DUE: Final = timedelta(days=10)
_CATEGORIES: Final = tuple(name for name in Members.model_fields if name != "floating")


_ANNOUNCES: Final[Mapping[str, Subject]] = {
    "problems_published": "problems",
    "public_commitments": "commitments",
    "commitments_published": "commitments",
    "results_published": "results",
    "long_term_mechanism": "mechanism",
}
"""The tasks of the reference plan that are done by publishing something."""


def acts_for(
    state: UnitState, phase: Phase, step: Step, now: datetime, said: Said
) -> Iterator[Act]:
    """What is done for a step at `now`; nothing while it waits for somebody, or for a day."""
    match step:
        case TaskStep():
            yield from _in_the_open(state, phase, step, now, said)
            yield _done(state, step, said)
        case MobilizationStep():
            yield from _mobilized(state, step, now, said)
        case OpinionsStep():
            yield from _solicited(state, step, now, said)
        case MeetingStep():
            yield from _met(state, step, now, said)
        case RectificationStep():
            yield from _rectified(state, step, now, said)
        case SurveyStep():
            yield from _surveyed(state, step, now, said)
        case _:
            assert_never(step)


def announcing(state: UnitState, phase: Phase, subject: Subject) -> Iterator[Act]:
    """A subject of a phase is published, once."""
    if publication_key(subject, phase.id) not in state.publications:
        yield Announcement(coordinator(state), subject, phase.id)


def _in_the_open(
    state: UnitState, phase: Phase, step: TaskStep, now: datetime, said: Said
) -> Iterator[Act]:
    """What a task says is published; there is nothing to commit oneself to without items."""
    subject = _ANNOUNCES.get(step.id)
    if subject is None:
        return
    if subject == "commitments" and state.ledger.added == 0:
        yield from _promised(state, now, said)
    yield from announcing(state, phase, subject)


def _done(state: UnitState, step: Step, said: Said) -> Move:
    fields = {"step": step.id, "evidence": said("demo_evidence")}
    return Move(coordinator(state), "complete_step", fields)


def _mobilized(
    state: UnitState, step: MobilizationStep, now: datetime, said: Said
) -> Iterator[Act]:
    """At first all come who belong there, then the floating members make it up."""
    if not any(lacking(state, step)) or unreached(state, step.id) is None:
        yield _done(state, step, said)
        return
    participation = step_state(state, step.id).participation
    settled, floating = _settled_and_floating(state.unit.members)
    is_first = participation is None and settled.total > 0
    fields = {
        "step": step.id,
        "on": local_date(state.rules.calendar, now),
        "reached": settled if is_first else floating,
        "make_up": not is_first,
    }
    yield Move(coordinator(state), "record_participation", fields)


def _solicited(state: UnitState, step: OpinionsStep, now: datetime, said: Said) -> Iterator[Act]:
    by, today = coordinator(state), local_date(state.rules.calendar, now)
    solicitation = state.solicitations.get(step.id)
    if solicitation is None or solicitation.is_void:
        until = today + timedelta(days=step.open_for.count)
        fields = {"step": step.id, "channels": step.channels, "until": until}
        yield Move(by, "open_solicitation", fields)
        texts = said("demo_opinion"), said("demo_other_opinion")
        yield Opinions(by, step.id, step.channels[0], texts)
    elif solicitation.closed_at is not None:
        yield _done(state, step, said)
    elif solicitation.ending is None and today >= solicitation.until:
        problems = ({"text": said("demo_problem")},)
        yield Move(by, "close_solicitation", {"step": step.id, "problems": problems})


def _met(state: UnitState, step: MeetingStep, now: datetime, said: Said) -> Iterator[Act]:
    """All branches are convened, then all meet."""
    by, today = coordinator(state), local_date(state.rules.calendar, now)
    if met(state, step.id) == branches_of(state):
        yield _done(state, step, said)
        return
    waiting = convened(state, step.id)
    if waiting:
        for branch in waiting:
            fields = {"step": step.id, "branch": branch, "on": today}
            size = step_state(state, step.id).branches[branch].members
            attended = _some(state.unit.members, size)
            yield Move(by, "record_meeting", {**fields, "attended": attended, "talks": size})
        return
    size = max(state.unit.members.total // branches_of(state), 1)
    for number in range(1, branches_of(state) + 1):
        yield Move(
            by,
            "convene_meeting",
            {
                "step": step.id,
                "branch": said("demo_branch", number=number),
                "members": size,
                "on": min(today + timedelta(days=2), state.rules.window.last),
                "starts": _HALF_PAST_TWO,
                "place": said("demo_place"),
                "outsiders": (said("demo_outsiders"),),
            },
        )


def _rectified(
    state: UnitState, step: RectificationStep, now: datetime, said: Said
) -> Iterator[Act]:
    """Items are added, closed with evidence and struck off."""
    ledger, by = state.ledger, coordinator(state)
    if ledger.added == 0:
        yield from _promised(state, now, said)
    elif not ledger.open:
        yield _done(state, step, said)
    for item in ledger.open:
        fields = {"number": item.number}
        if item.is_closed:
            yield Move(supervisor(state), "confirm_item", {**fields, "note": said("demo_note")})
        else:
            yield Move(by, "close_item", {**fields, "evidence": said("demo_evidence")})


def _promised(state: UnitState, now: datetime, said: Said) -> Iterator[Move]:
    by, calendar = coordinator(state), state.rules.calendar
    due = on_or_after(calendar, local_date(calendar, now) + _UNTIL_AN_ITEM_IS_DUE)
    shared = {"owner": said("demo_owner"), "due": due}
    problem = {"problem": 1} if state.problems else {}
    first = {"measure": said("demo_measure"), "is_commitment": True, **problem}
    yield Move(by, "add_item", {**shared, **first})
    yield Move(by, "add_item", {**shared, "measure": said("demo_other_measure")})


def _surveyed(state: UnitState, step: SurveyStep, now: datetime, said: Said) -> Iterator[Act]:
    survey = state.surveys.get(step.id)
    if survey is not None and is_good(survey):
        yield _done(state, step, said)
        return
    yield from asking(state, step.id, now)


def asking(state: UnitState, step: str, now: datetime) -> Iterator[Act]:
    """A survey, or a phase's poll, is opened and voted in, and closed when its day is over."""
    by, calendar, survey = coordinator(state), state.rules.calendar, state.surveys.get(step)
    if survey is None:
        until = on_or_after(calendar, local_date(calendar, now))
        yield Move(by, "open_survey", {"step": step, "until": until, "ballots": _VOTERS})
        yield Ballots(by, step, _grades(state))
    elif survey.status == "open" and survey_ends_at(state, survey) <= now:
        yield Move(by, "close_survey", {"step": step})


def _grades(state: UnitState) -> tuple[Grade, ...]:
    """What voters say: of every ten one is only fairly satisfied; the city is judged by everybody."""
    if state.unit.level == "city":
        return _OF_THE_CITY
    return tuple(islice(cycle(_OF_TEN), _VOTERS - _STAY_AWAY))


def _settled_and_floating(members: Members) -> tuple[Members, Members]:
    """A unit's members, and of them the floating ones, who are taken from the largest categories."""
    left, away = members.floating, dict.fromkeys(_CATEGORIES, 0)
    for name in sorted(_CATEGORIES, key=lambda one: -getattr(members, one)):
        away[name] = min(left, getattr(members, name))
        left -= away[name]
    settled = {name: getattr(members, name) - away[name] for name in _CATEGORIES}
    return Members(**settled), Members(**away, floating=members.floating)


def _some(members: Members, count: int) -> Members:
    """So many members, or all."""
    some, left = {}, count
    for name in _CATEGORIES:
        some[name] = min(left, getattr(members, name))
        left -= some[name]
    return Members(**some)
