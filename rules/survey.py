"""The satisfaction survey: opened, ended when its last day is over, counted, judged, made up."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from rules.authority import who_may
from rules.calendar import close_of, local_date, on_or_before
from rules.course import is_done, open_phase, track
from rules.deadlines import redo_day
from rules.folding import with_
from rules.guards import (
    require_date,
    require_going_on,
    require_kind,
    require_open,
    require_open_phase,
    require_turn,
    require_undone,
)
from rules.polls import find_survey, poll_of
from rules.refused import Refused
from rules.scoring import result_of
from rules.survey_results import ends_locally, is_good, needs_verdict, survey_ends_at
from schemas.effects import SealSurvey, SurveySealed
from schemas.state import UnitState
from schemas.step import USUAL_GROUP, SurveyStep
from schemas.survey import (
    Because,
    CloseSurvey,
    JudgeSurvey,
    OpenSurvey,
    SurveyClosed,
    SurveyEnded,
    SurveyJudged,
    SurveyOpened,
    SurveyState,
)
from schemas.unit_rules import SECOND_EDITION, SIXTH_EDITION, THIRD_EDITION


def open_survey(state: UnitState, command: OpenSurvey, now: datetime) -> tuple[SurveyOpened]:
    """The masses may vote from now on, once the steps are done that the survey comes after."""
    step = _require_asked(state, command.step)
    require_undone(state, step.id)
    require_turn(state, step)
    before = state.surveys.get(step.id)
    if before is not None:
        _require_another(state, step, before, command)
    calendar = state.rules.calendar
    first, last = local_date(calendar, now), on_or_before(calendar, calendar.last)
    require_date(state, command.until, now, first=first, last=last)
    if now >= close_of(calendar, command.until) and state.rules.edition >= SIXTH_EDITION:
        raise Refused("no_time_to_vote", until=command.until)
    return (
        SurveyOpened(
            step=step.id,
            round=1 if before is None else before.round + 1,
            until=command.until,
            ballots=command.ballots,
            made_up=command.made_up,
        ),
    )


def close_survey(state: UnitState, command: CloseSurvey, now: datetime) -> tuple[SurveyEnded]:
    """Voting is over; never before its last day is, lest a survey end when its result is good.

    It may be closed when its phase is, too: no ballots are left uncounted.
    """
    require_open(state)
    require_going_on(state)
    survey = state.surveys.get(command.step)
    if survey is None or survey.status != "open":
        raise Refused("survey_not_open", step=command.step, who=who_may("open_survey", state.unit))
    if now < survey_ends_at(state, survey):
        by = ends_locally(state, survey)
        raise Refused("survey_goes_on", step=command.step, until=survey.until, by=by)
    return (SurveyEnded(step=command.step, round=survey.round),)


def ends_of_surveys(
    state: UnitState, steps: Iterable[str], because: Because | None = None
) -> Iterator[SurveyEnded]:
    """The end of those surveys of `steps` that are open: whoever has voted until then is counted."""
    for step in steps:
        survey = state.surveys[step]
        if survey.status == "open":
            yield SurveyEnded(step=step, round=survey.round, because=because)


def judge_survey(state: UnitState, command: JudgeSurvey, now: datetime) -> tuple[SurveyJudged]:
    """The supervision group decides where ballots do not: too few, or no further survey allowed."""
    step = require_kind(state, command.step, SurveyStep)
    require_undone(state, step.id)
    survey = state.surveys.get(step.id)
    if survey is None or survey.verdict is not None or not needs_verdict(step, survey):
        raise Refused("survey_needs_no_verdict", step=step.id)
    is_lacking = command.verdict == "to_make_up"
    return (
        SurveyJudged(
            step=step.id,
            round=survey.round,
            verdict=command.verdict,
            reason=command.reason,
            make_up_by=_make_up_day(state, step, now) if is_lacking else None,
        ),
    )


def wanted(state: UnitState) -> Iterator[SealSurvey]:
    """The ballot boxes that are to be sealed and counted."""
    for step_id, survey in state.surveys.items():
        step = find_survey(state, step_id)
        is_sealed_anyway = state.rules.edition >= SECOND_EDITION
        if survey.status == "ended" and (step is not None or is_sealed_anyway):
            yield SealSurvey(
                campaign=state.campaign,
                unit=state.unit.code,
                step=step_id,
                round=survey.round,
                minimum_group=USUAL_GROUP if step is None else step.minimum_group,
            )


def take_tally(state: UnitState, outcome: SurveySealed, now: datetime) -> tuple[SurveyClosed, ...]:
    """The ballots are counted: a result, or none where they are fewer than the minimum group.

    What the unit's rules ask for no more is told, and decides nothing; nor does a survey that was cut
    short, though they ask for it again by now.
    """
    effect, sealed = outcome.effect, outcome.sealed
    step = find_survey(state, effect.step)
    is_cut_short = (
        state.surveys[effect.step].because is not None and state.rules.edition >= THIRD_EDITION
    )
    if step is None or is_cut_short:
        return (
            SurveyClosed(
                step=effect.step,
                round=effect.round,
                cast=sealed.cast,
                result="void",
                tally=sealed.tally,
            ),
        )
    closed = result_of(step, effect.round, sealed)
    if closed.result == "below":
        closed = with_(closed, make_up_by=_make_up_day(state, step, now))
    return (closed,)


def _require_another(
    state: UnitState, step: SurveyStep, before: SurveyState, command: OpenSurvey
) -> None:
    """Refuse another survey while there is one, or where the one before leaves nothing to repeat."""
    if before.status in {"open", "ended"}:
        raise Refused("survey_open_already", step=step.id, until=before.until)
    if before.status == "void" or step.pass_mark.value == 0:
        return
    if is_good(before):
        raise Refused("survey_passed_already", step=step.id)
    if before.verdict is None and needs_verdict(step, before):
        raise Refused("survey_needs_verdict", step=step.id, who=who_may("judge_survey", state.unit))
    if command.made_up is None:
        raise Refused("survey_made_up_missing", step=step.id)


def _require_asked(state: UnitState, id_: str) -> SurveyStep:
    """A survey step of the open phase, or the open phase's poll; refuse anything else."""
    _, phase = require_open_phase(state)
    poll = poll_of(track(state), phase)
    if poll is not None and id_ == phase.id:
        return poll
    return require_kind(state, id_, SurveyStep)


def _make_up_day(state: UnitState, step: SurveyStep, now: datetime) -> date | None:
    """By which day a step is made up; None where it is done already, or its phase or the campaign is over."""
    current = open_phase(state)
    if current is None or is_done(state, step.id):
        return None
    if all(step.id != other.id for other in current[1].steps):
        return None
    if state.closed_at is not None:
        return None
    return redo_day(state, current[1], now)
