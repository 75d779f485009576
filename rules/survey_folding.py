"""How the events of a survey change a unit's state, and the row that each leaves."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, assert_never

from rules.calendar import local_date
from rules.deadlines import phase_deadline
from rules.folding import with_, with_phase, with_step
from rules.polls import find_survey
from schemas.actor import Actor
from schemas.events import Entry
from schemas.state import OwnDate, UnitState
from schemas.survey import (
    HeldAs,
    SurveyClosed,
    SurveyEnded,
    SurveyEvent,
    SurveyJudged,
    SurveyOpened,
    SurveyRow,
    SurveyState,
)

_COUNTED: Final = frozenset({"passed", "below", "measured", "too_small"})


def fold_survey(state: UnitState, event: SurveyEvent, by: Actor) -> UnitState:
    """The state after an event of a survey; where something is to be made up, by the day that it says."""
    match event:
        case SurveyOpened():
            return _with(state, event.step, _opened(state.surveys.get(event.step), event))
        case SurveyEnded():
            return _with_survey(state, event.step, status="ended", because=event.because)
        case SurveyClosed():
            result = {"cast": event.cast, "score": event.score, "band": event.band}
            closed = _with_survey(
                state, event.step, status=event.result, asked=None, because=None, **result
            )
            return _made_up_by(closed, event.step, event.make_up_by, by)
        case SurveyJudged():
            judged = _with_survey(state, event.step, verdict=event.verdict)
            return _made_up_by(judged, event.step, event.make_up_by, by)
    assert_never(event)


def void_surveys(state: UnitState, steps: Iterable[str]) -> UnitState:
    """The state in which steps are to be done again: what their surveys have shown counts no more."""
    for step in steps:
        survey = state.surveys.get(step)
        if survey is not None and survey.status in _COUNTED:
            void = SurveyState(
                round=survey.round,
                until=survey.until,
                ballots=survey.ballots,
                status="void",
                make_ups=survey.make_ups,
            )
            state = _with(state, step, void)
    return state


def take_over(state: UnitState, step: str, survey: SurveyState, held: HeldAs) -> UnitState:
    """The state in which a step has the result of a survey that was held as another one's.

    Back where people voted it is its own again. Otherwise its round is one that no survey of the step
    has had: the ballots of each lie in a box of their own.
    """
    own = state.surveys.get(step)
    if own is not None and held == HeldAs(step=step, round=own.round):
        return _with(state, step, with_(survey, round=own.round, held_as=None))
    round_ = survey.round if own is None else own.round + 1
    return _with(state, step, with_(survey, round=round_, held_as=held))


def keep_as_opened(before: UnitState, after: UnitState, steps: Iterable[str]) -> UnitState:
    """The state by other rules, in which these surveys alone are asked and counted as before."""
    kept = frozenset(steps)
    for step, survey in before.surveys.items():
        asked = find_survey(before, step) if step in kept else None
        if survey.asked != asked:
            after = _with_survey(after, step, asked=asked)
    return after


def survey_rows(before: UnitState, after: UnitState, entry: Entry) -> Iterator[SurveyRow]:
    """The row of the survey that an entry tells of."""
    del before
    step: str = getattr(entry.event, "step", "")
    if step in after.surveys:
        yield _row(after, step)


def replaced_surveys(before: UnitState, after: UnitState) -> Iterator[SurveyRow]:
    """The rows of the surveys that count no more, or for another step, without anything told of them."""
    for step, survey in after.surveys.items():
        if before.surveys.get(step) != survey:
            yield _row(after, step)


def _row(state: UnitState, step: str) -> SurveyRow:
    return SurveyRow(
        campaign=state.campaign,
        unit=state.unit.code,
        step=step,
        **state.surveys[step].model_dump(exclude={"make_ups", "asked", "because", "held_as"}),
    )


def _opened(before: SurveyState | None, event: SurveyOpened) -> SurveyState:
    is_repeated = before is not None and before.status in {"below", "too_small"}
    return SurveyState(
        round=event.round,
        until=event.until,
        ballots=event.ballots,
        make_ups=(0 if before is None else before.make_ups) + is_repeated,
    )


def _with_survey(state: UnitState, step: str, **changes: object) -> UnitState:
    return _with(state, step, with_(state.surveys[step], **changes))


def _with(state: UnitState, step: str, survey: SurveyState) -> UnitState:
    return with_(state, surveys={**state.surveys, step: survey})


def _made_up_by(state: UnitState, step: str, day: date | None, by: Actor) -> UnitState:
    """The step is to be made up by a day, and its phase has at least as long."""
    if day is None:
        return state
    phase = state.phases[-1]
    due = OwnDate(on=day, by=by, lost_before=phase.lost)
    to_redo = with_step(state, step, scheduled=None, extended=None, redo_due=due)
    is_due_before = local_date(state.rules.calendar, phase_deadline(state, phase).at) < day
    return with_phase(to_redo, extended=None, redo_due=due) if is_due_before else to_redo
