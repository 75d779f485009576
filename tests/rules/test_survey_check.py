"""A published survey is counted again by anybody, and what was changed in it is found."""

from typing import Any, Final

import pytest

from rules.scoring import WHOLE, result_of, tally_of
from rules.survey_check import faults_of
from schemas.quantities import Percent
from schemas.step import Question
from schemas.survey import Ballot, PublishedSurvey, Sealed, SurveyId
from tests.rules.reference import text
from tests.rules.test_scoring import survey

GOOD: Final[Ballot] = {WHOLE: "very_satisfied"}
BAD: Final[Ballot] = {WHOLE: "dissatisfied"}
NONSENSE: Final[Ballot] = {"nonsense": "very_satisfied"}
STYLE: Final[Ballot] = {"style": "dissatisfied"}
STYLE_AND_RESULTS: Final = tuple(Question(id=id_, title=text(id_)) for id_ in ("style", "results"))


def published(*ballots: Ballot, **changes: Any) -> PublishedSurvey:
    """A survey with these ballots, published as it is; without changes it asks for the whole alone."""
    asked = survey(**changes)
    return PublishedSurvey(
        survey=SurveyId(campaign="c", unit="U-1", step=asked.id, round=1),
        asked=asked,
        result=result_of(asked, 1, Sealed(cast=len(ballots), tally=tally_of(ballots))),
        receipts=tuple(f"receipt{number:09}" for number in range(len(ballots))),
        ballots=ballots,
    )


HONEST: Final = published(*[GOOD] * 19, BAD)


def changed(**changes: Any) -> PublishedSurvey:
    """The honest one with something else in it."""
    return HONEST.model_copy(update=changes)


def test_what_was_published_as_it_is_holds() -> None:
    assert faults_of(HONEST) == ()
    assert PublishedSurvey.model_validate_json(HONEST.model_dump_json()) == HONEST
    shuffled = changed(ballots=HONEST.ballots[::-1], receipts=HONEST.receipts[::-1])
    assert faults_of(shuffled) == ()


def test_ballots_answer_what_was_asked() -> None:
    both: Ballot = {"results": "dissatisfied", "style": "very_satisfied"}
    assert faults_of(published(*[both] * 20, questions=STYLE_AND_RESULTS)) == ()


@pytest.mark.parametrize(
    ("forged", "fault"),
    [
        (changed(ballots=(*HONEST.ballots[:-1], GOOD)), "another_result"),
        (changed(ballots=HONEST.ballots[:-1]), "not_as_many"),
        (changed(receipts=HONEST.receipts[:-1]), "not_as_many"),
        (changed(receipts=(*HONEST.receipts[:-1], HONEST.receipts[0])), "receipt_repeated"),
        (changed(ballots=(*HONEST.ballots[:-1], {"style": "dissatisfied"})), "answers_missing"),
        (changed(ballots=({},) * 20), "answers_missing"),
        (published(*[NONSENSE] * 20), "other_questions"),
        (published(*[GOOD | NONSENSE] * 20), "other_questions"),
        (published(*[GOOD] * 20, questions=STYLE_AND_RESULTS), "other_questions"),
        (published(*[STYLE] * 20, questions=STYLE_AND_RESULTS), "other_questions"),
        (published(GOOD, GOOD, GOOD, GOOD), "too_small"),
        (changed(ballots=(), receipts=()), "not_as_many"),
        (
            changed(result=HONEST.result.model_copy(update={"result": "below"})),
            "another_result",
        ),
        (
            changed(asked=survey(pass_mark=Percent.parse("96 %"))),
            "another_result",
        ),
    ],
)
def test_what_does_not_hold_is_said(forged: PublishedSurvey, fault: str) -> None:
    assert fault in faults_of(forged)
