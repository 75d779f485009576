"""What a survey decides: whether its step is done, its phase signed off, and what the outcome says."""

from datetime import datetime

from rules.authority import who_may
from rules.calendar import close_of, local_time
from rules.course import find_step, is_done, phase_plan, track
from rules.polls import poll_of
from rules.refused import Refused
from schemas.state import UnitState
from schemas.step import Phase, SurveyStep
from schemas.survey import SurveyOutcome, SurveyState
from schemas.unit_rules import SECOND_EDITION


def require_good_survey(state: UnitState, step: SurveyStep) -> None:
    """Refuse a survey step before its pass mark was reached, or the supervision group has passed it."""
    survey = state.surveys.get(step.id)
    if survey is not None:
        if is_good(survey):
            return
        if survey.status == "ended":
            raise Refused("survey_uncounted", step=step.id)
        if survey.status == "open":
            who, ends = who_may("close_survey", state.unit), ends_locally(state, survey)
            raise Refused("survey_under_way", who=who, by=ends, step=step.id)
        if survey.verdict is None and needs_verdict(step, survey):
            who = who_may("judge_survey", state.unit)
            raise Refused("survey_needs_verdict", who=who, step=step.id)
    who = who_may("open_survey", state.unit)
    raise Refused("survey_not_passed", who=who, step=step.id, pass_mark=step.pass_mark)


def require_polled(state: UnitState, phase_id: str) -> None:
    """Refuse to sign off a phase that is polled while the masses were not asked, or not counted."""
    phase = phase_plan(state, phase_id)
    if not lacks_poll(state, phase):
        return
    poll = state.surveys.get(phase_id)
    if poll is not None and poll.status == "ended":
        raise Refused("poll_uncounted", phase=phase_id)
    if poll is not None and poll.status == "open":
        who, ends = who_may("close_survey", state.unit), ends_locally(state, poll)
        raise Refused("poll_open", who=who, by=ends, phase=phase_id)
    raise Refused("poll_missing", who=who_may("open_survey", state.unit), phase=phase_id)


def lacks_poll(state: UnitState, phase: Phase) -> bool:
    """Whether the plan asks for a poll of a phase that was not held to its end."""
    if state.rules.content == "reported" or state.rules.edition < SECOND_EDITION:
        return False
    poll = state.surveys.get(phase.id)
    has_been_held = poll is not None and poll.status not in {"open", "ended", "void"}
    return poll_of(track(state), phase) is not None and not has_been_held


def is_unpolled(state: UnitState, phase: Phase) -> bool:
    """Whether that poll is not under way either: it is the unit's turn to ask the masses."""
    poll = state.surveys.get(phase.id)
    is_under_way = poll is not None and poll.status in {"open", "ended"}
    return lacks_poll(state, phase) and not is_under_way


def is_good(survey: SurveyState) -> bool:
    """Whether a survey shows, or the supervision group says, that nothing is to be made up."""
    return survey.status in {"passed", "measured"} or survey.verdict == "passed"


def awaits_verdict(state: UnitState, step_id: str) -> bool:
    """Whether a step's survey decides nothing, and the supervision group has not yet done so."""
    found = find_step(track(state), step_id)
    survey = state.surveys.get(step_id)
    if found is None or survey is None or survey.verdict is not None or is_done(state, step_id):
        return False
    return isinstance(found[1], SurveyStep) and needs_verdict(found[1], survey)


def survey_outcome(state: UnitState, step_id: str) -> SurveyOutcome | None:
    """What came of a step's survey; None where it has none that was counted and still counts."""
    survey = state.surveys.get(step_id)
    if survey is None or survey.cast is None or survey.status == "void":
        return None
    return SurveyOutcome(
        round=survey.round,
        how="measured" if survey.verdict is None else "judged",
        is_good=is_good(survey),
        cast=survey.cast,
        score=survey.score,
        band=survey.band,
    )


def survey_ends_at(state: UnitState, survey: SurveyState) -> datetime:
    """The instant from which nobody may vote any more: the close of business on the last day."""
    return close_of(state.rules.calendar, survey.until)


def ends_locally(state: UnitState, survey: SurveyState) -> datetime:
    """The same instant on the campaign's own clock."""
    return local_time(state.rules.calendar, survey_ends_at(state, survey))


def needs_verdict(step: SurveyStep, survey: SurveyState) -> bool:
    """Whether ballots decide nothing: too few voted, or the plan allows no further survey."""
    is_last = step.make_up_limit is not None and survey.make_ups >= step.make_up_limit
    return survey.status == "too_small" or (survey.status == "below" and is_last)
