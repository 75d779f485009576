"""What is found of surveys is held against the journal: it tells what the ballots have answered."""

from typing import Final

import pytest

from reports.dossier.building import build
from reports.dossier.verification import check
from rules.asked import surveys_counted
from rules.scoring import WHOLE, count_again, tally_of
from rules.survey_check import faults_of
from schemas.dossier import KeptUnit
from schemas.step import Question
from schemas.survey import Ballot, Sealed, SurveyId
from tests.reports.kept import Loose, kept
from tests.rules.reference import text
from tests.rules.stories import COUNTY, Story
from tests.rules.surveys import ended, opened, rules

GOOD: Final[Ballot] = {WHOLE: "very_satisfied"}
BALLOTS: Final = (GOOD,) * 20


def switched(edition: int) -> KeptUnit:
    """A unit that took a track with other questions while people answered those of the one before."""
    one = rules().model_copy(update={"edition": edition})
    (other,) = rules(questions=(Question(id="style", title=text("Style")),)).tracks
    both = (*one.tracks, other.model_copy(update={"id": "other"}))
    story = opened(Story(one.model_copy(update={"tracks": both})).start().complete("rectify"))
    story.do("switch_track", COUNTY, track="other", reason="It fits better.")
    ended(story, "survey", Sealed(cast=len(BALLOTS), tally=tally_of(BALLOTS)))
    asked = surveys_counted(story.launched, story.journal)["survey", 1]
    unit = story.state.unit.code
    id_ = SurveyId(campaign=story.state.campaign, unit=unit, step="survey", round=1)
    receipts = tuple(f"receipt-{number:02}" for number in range(len(BALLOTS)))
    survey = count_again(id_, asked, receipts, BALLOTS)
    return kept(story).model_copy(update={"surveys": (survey,)})


@pytest.mark.parametrize(("edition", "faults"), [(6, ("other_questions",)), (7, ())])
def test_a_dossier_holds_though_the_questions_were_others_meanwhile(
    edition: int, faults: tuple[str, ...]
) -> None:
    """By the sixth edition those of the new track counted, and the file alone could not tell why."""
    of_unit = switched(edition)
    (survey,) = of_unit.surveys
    assert faults_of(survey) == faults
    assert check(Loose(build(of_unit).files)).findings == ()
