"""The verdict on a campaign's content tells right from wrong: whatever is tampered with is found."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Final, get_args

import pytest

from bench import answers, outage_calls
from bench.answers import Answer
from bench.content_kept import Kept
from bench.content_said import Said
from bench.content_verdict import judge_content
from bench.outage_calls import Called
from rules.scoring import result_of, tally_of
from schemas.quantities import Percent
from schemas.step import Question, SurveyStep
from schemas.survey import Ballot, Grade, PublishedSurvey, Sealed, SurveyId
from tests.rules.reference import text

GRADES: Final[tuple[Grade, ...]] = get_args(Grade)
ASKED: Final = SurveyStep(
    id="survey",
    kind="survey",
    title=text("Survey"),
    bands=(Percent.parse("95 %"),),
    pass_mark=Percent.parse("90 %"),
    questions=(Question(id="plan", title=text("Plan")),),
)
VOTES: Final[dict[str, Ballot]] = {
    f"receipt-{number}": {"plan": GRADES[number % len(GRADES)]} for number in range(8)
}
ROW: Final = {"number": 1, "measure": "Light.", "status": "open"}


def published(votes: dict[str, Ballot]) -> PublishedSurvey:
    """The result of these votes, as anybody may see it."""
    ballots = tuple(sorted(votes.values(), key=str))
    sealed = Sealed(cast=len(ballots), tally=tally_of(ballots))
    return PublishedSurvey(
        survey=SurveyId(campaign="c", unit="K-0", step="survey", round=1),
        asked=ASKED,
        result=result_of(ASKED, 1, sealed),
        receipts=tuple(sorted(votes)),
        ballots=ballots,
    )


def said() -> Said:
    """Seven have their receipts; of an eighth vote nobody knows, and a ninth was refused."""
    return Said(
        votes={receipt: VOTES[receipt] for receipt in sorted(VOTES)[:7]},
        unsure_votes=VOTES | {"receipt-8": {"plan": GRADES[0]}},
        refused_votes={"receipt-8"},
        opinions={"One.", "Two."},
        unsure_opinions={"One.", "Two.", "Three."},
        files={"d1", "d2"},
    )


def kept() -> Kept:
    """All of it is there, and so is the vote of which nobody knows; its opinion is not."""
    rows = {"items": {("1",): ROW | {"at": "2026-03-02"}}}
    return Kept(
        told={"items": {("1",): ROW}},
        rows=rows,
        opinions=Counter(["One.", "Two."]),
        solicited=2,
        files=["d1", "d2"],
        stored=frozenset({"d1", "d2"}),
        minutes=frozenset({"d1"}),
        survey=published(VOTES),
        left_behind={"survey_staging": 0},
    )


def without(receipt: str) -> dict[str, Ballot]:
    return {one: ballot for one, ballot in VOTES.items() if one != receipt}


def with_row(kept: Kept, **changes: object) -> Kept:
    rows = deepcopy({table: dict(rows) for table, rows in kept.rows.items()})
    rows["items"] = {("1",): {**ROW, **changes}}
    return replace(kept, rows=rows)


TAMPERED: Final[dict[str, Callable[[Kept], Kept]]] = {
    "receipt receipt-0 is LOST": lambda one: replace(one, survey=published(without("receipt-0"))),
    "receipt-8 was refused, and counts": lambda one: replace(
        one, survey=published(VOTES | {"receipt-8": {"plan": GRADES[0]}})
    ),
    "receipt stranger is nobody's": lambda one: replace(
        one, survey=published(VOTES | {"stranger": {"plan": GRADES[0]}})
    ),
    "receipt-0 counts 2 times": lambda one: replace(
        one,
        survey=one.survey.model_copy(update={"receipts": ("receipt-0", *one.survey.receipts[:-1])}),
    ),
    "not those that were cast": lambda one: replace(
        one, survey=published(VOTES | {"receipt-0": {"plan": GRADES[1]}})
    ),
    "does not hold: not_as_many": lambda one: replace(
        one, survey=one.survey.model_copy(update={"ballots": one.survey.ballots[1:]})
    ),
    "3 rows are left in survey_staging": lambda one: replace(
        one, left_behind={"survey_staging": 3}
    ),
    "'Two.' is LOST": lambda one: replace(one, opinions=Counter(["One."])),
    "'Two.' is there 2 times": lambda one: replace(one, opinions=Counter(["One.", "Two.", "Two."])),
    "'Four.' is nobody's": lambda one: replace(one, opinions=Counter(["One.", "Two.", "Four."])),
    "1 opinions are counted, and 2 are there": lambda one: replace(one, solicited=1),
    "the file d2 is LOST": lambda one: replace(one, files=["d1"]),
    "the file d3 is nobody's": lambda one: replace(one, files=["d1", "d2", "d3"]),
    "d2 is noted, and not in the store": lambda one: replace(one, stored=frozenset({"d1"})),
    "the minutes d3 are no file": lambda one: replace(one, minutes=frozenset({"d3"})),
    "items lacks the row": lambda one: replace(one, rows={"items": {}}),
    "items has the row ('1',), of which the journal does not tell": lambda one: replace(
        one, told={}
    ),
    "items has another row": lambda one: with_row(one, status="struck_off"),
}


def test_what_is_right_is_found_right() -> None:
    assert list(judge_content(said(), kept())) == []


@pytest.mark.parametrize("sentence", TAMPERED)
def test_whatever_is_tampered_with_is_found(sentence: str) -> None:
    findings = list(judge_content(said(), TAMPERED[sentence](kept())))
    assert any(sentence in finding for finding in findings), findings


def test_an_answer_comes_in_time_and_in_one_line() -> None:
    fine = Answer("voting", "DatabaseUnavailable", "The database does not answer.", 20.5, "x")
    late = replace(fine, seconds=61.0)
    mute = replace(fine, said=" ")
    told = replace(fine, said="Traceback\n  File")
    assert list(answers.faults_of([fine])) == []
    assert [len(list(answers.faults_of([one]))) for one in (late, mute, told)] == [1, 1, 1]


def test_a_command_ends_in_time_with_a_code_and_a_line() -> None:
    fine = Called("unit show", "x", 3, "Error: the database does not answer.\n", 12.0)
    for wrong in (
        replace(fine, seconds=61.0),
        replace(fine, code=1),
        replace(fine, said="\n"),
        replace(fine, said="Traceback (most recent call last)\nBoom"),
    ):
        assert len(list(outage_calls.faults_of([wrong]))) == 1
    assert list(outage_calls.faults_of([fine, replace(fine, code=0, said="")])) == []
