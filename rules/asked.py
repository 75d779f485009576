"""The surveys that a journal tells results of, as they were asked when their ballots were counted."""

from collections.abc import Iterable, Mapping

from rules.evolve import evolve
from rules.polls import find_survey
from schemas.events import Entry
from schemas.state import UnitState
from schemas.step import SurveyStep
from schemas.survey import SurveyClosed


def surveys_counted(
    initial: UnitState, journal: Iterable[Entry]
) -> Mapping[tuple[str, int], SurveyStep]:
    """By step and round what each survey with a result has asked.

    An amendment, or another track, may ask otherwise since, or no more; the result stays what the
    ballots gave by the bands and the pass mark of then.
    """
    state, counted = initial, dict[tuple[str, int], SurveyStep]()
    for entry in journal:
        event = entry.event
        if isinstance(event, SurveyClosed) and event.score is not None:
            asked = find_survey(state, event.step)
            if asked is not None:
                counted[event.step, event.round] = asked
        state = evolve(state, entry)
    return counted
