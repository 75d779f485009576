"""Polls at each phase: the survey's questions, asked early, with nothing that hangs on the answer.

Reference case, "In the open": satisfaction is measured at each phase, not only at the end. A poll is
a survey under the id of its phase; that it was held is what the phase's sign-off asks for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rules.course import find_step, track, tracks_of
from schemas.plan import Plan
from schemas.quantities import Percent
from schemas.satisfaction import Asked, Inquiry
from schemas.state import UnitState
from schemas.step import Phase, SurveyStep, Track
from schemas.unit_rules import UnitRules

_NOTHING: Final = Percent.parse("0 %")

_UNDER_WAY: Final = frozenset({"open", "ended"})
"""How a survey stands whose ballots are not counted yet."""


def survey_of(course: Track, id_: str) -> SurveyStep | None:
    """What is asked under an id: a survey step's own, or a polled phase's; None for anything else."""
    found = find_step(course, id_)
    if found is not None:
        return found[1] if isinstance(found[1], SurveyStep) else None
    for phase in course.phases:
        if phase.id == id_ and phase.polled:
            return _poll(course, phase)
    return None


def find_survey(state: UnitState, id_: str) -> SurveyStep | None:
    """The same of a unit: on its present track, or on one that it has left a survey on.

    One that is under way asks what it asked when it opened, whatever an amendment has made of it.
    """
    survey = state.surveys.get(id_)
    if survey is not None and survey.asked is not None:
        return survey.asked
    return _planned(state, id_)


def surveys_amended(before: UnitState, after: UnitState) -> Iterator[str]:
    """The surveys under way that other rules would ask, or count, in another way."""
    for id_, survey in before.surveys.items():
        if survey.status in _UNDER_WAY:
            asked, planned = find_survey(before, id_), _planned(after, id_)
            if asked and planned and _manner(asked) != _manner(planned):
                yield id_


def _planned(state: UnitState, id_: str) -> SurveyStep | None:
    for course in tracks_of(state):
        asked = survey_of(course, id_)
        if asked is not None:
            return asked
    return None


def _manner(step: SurveyStep) -> tuple[object, ...]:
    """What decides over the ballots of a survey that has opened."""
    return step.questions, step.weights, step.bands, step.pass_mark, step.minimum_group


def poll_of(course: Track, phase: Phase) -> SurveyStep | None:
    """The poll of a phase, where it is polled; a step of the same id goes before it."""
    return survey_of(course, phase.id) if find_step(course, phase.id) is None else None


def surveys_left(state: UnitState, to: Track) -> tuple[str, ...]:
    """The surveys that a unit has held and another track, or the same one amended, does not ask for."""
    before = track(state)
    return tuple(
        step
        for step in state.surveys
        if survey_of(before, step) is None or survey_of(to, step) is None
    )


def inquiry_of(plan: Plan, carried: Mapping[str, UnitRules]) -> Inquiry:
    """What people are asked on each track, phase by phase: surveys of steps, and polls.

    `carried` are the rules of the units under their digests: an amendment may have given some of
    them a poll, or taken one away. Where nobody carries any, it is what the plan says. The bands are
    those of the units; offices, which no total counts, have none there. A band that everything
    reaches is none.
    """
    by_plan = [*_everything_asked(plan.tracks)]
    asked_by: dict[Asked, set[str]] = {one: set() for one, _ in by_plan}
    by_units = []
    for digest, rules in carried.items():
        for one, survey in _everything_asked(rules.tracks):
            asked_by.setdefault(one, set()).add(digest)
            if not plan.is_of_office(rules.unit_type):
                by_units.append((one, survey))
    bounds = {band for _, survey in by_units or by_plan for band in survey.bands} - {_NOTHING}
    asked = {one: digests for one, digests in asked_by.items() if digests or not carried}
    return Inquiry(
        asked=tuple(asked),
        asked_by=tuple(map(frozenset, asked.values())),
        bounds=tuple(sorted(bounds, reverse=True)),
    )


def _everything_asked(tracks: Iterable[Track]) -> Iterator[tuple[Asked, SurveyStep]]:
    for course in tracks:
        for phase in course.phases:
            polled = poll_of(course, phase)
            surveys = [step for step in phase.steps if isinstance(step, SurveyStep)]
            for step in (*surveys, *([] if polled is None else [polled])):
                is_poll = step is polled
                yield Asked(track=course.id, phase=phase.id, step=step.id, is_poll=is_poll), step


def _poll(course: Track, phase: Phase) -> SurveyStep:
    """The track's survey, without a pass mark; where it has none, how satisfied people are as a whole."""
    steps = (step for other in course.phases for step in other.steps)
    like = next((step for step in steps if isinstance(step, SurveyStep)), None)
    if like is None:
        return SurveyStep(
            id=phase.id, kind="survey", title=phase.title, bands=(_NOTHING,), pass_mark=_NOTHING
        )
    own = {"id": phase.id, "title": phase.title, "after": (), "pass_mark": _NOTHING}
    return like.model_copy(update=own)
