"""Scores are exact, bands are reached or not, and what is shown never says more than was reached."""

from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rules.scoring import (
    WHOLE,
    ballots_of,
    band_of,
    questions_of,
    result_of,
    score_of,
    shown,
)
from schemas.quantities import Percent
from schemas.step import Question, SurveyStep, Weights
from schemas.survey import GradeCounts, Sealed
from tests.rules.reference import text

_ALL_OR_NOTHING: Final = Weights(
    fairly_satisfied=Percent.parse("0 %"), basically_satisfied=Percent.parse("0 %")
)


def survey(**changes: Any) -> SurveyStep:
    """The reference case's survey: 95 and over, 90 up to 95, and under 90."""
    fields: dict[str, Any] = {
        "id": "survey",
        "kind": "survey",
        "title": text("Survey"),
        "bands": (Percent.parse("95 %"), Percent.parse("90 %")),
        "pass_mark": Percent.parse("90 %"),
    }
    return SurveyStep(**{**fields, **changes})


def satisfied(good: int, bad: int) -> dict[str, GradeCounts]:
    """So many are wholly satisfied with the unit, and so many not at all."""
    return {WHOLE: GradeCounts(very_satisfied=good, dissatisfied=bad)}


@pytest.mark.parametrize(
    ("good", "bad", "score", "band", "result"),
    [
        (19_000, 1_000, "95 %", "95 %", "passed"),
        (18_999, 1_001, "94.99 %", "90 %", "passed"),
        (18_000, 2_000, "90 %", "90 %", "passed"),
        (17_999, 2_001, "89.99 %", None, "below"),
        (1, 0, "100 %", "95 %", "passed"),
        (0, 1, "0 %", None, "below"),
        (2, 1, "66.66 %", None, "below"),
    ],
)
def test_94_995_is_not_95(good: int, bad: int, score: str, band: str | None, result: str) -> None:
    step = survey()
    exact = score_of(step, satisfied(good, bad))
    assert exact == Fraction(100 * good, good + bad)
    assert str(shown(exact)) == score
    reached = band_of(step, exact)
    assert (None if reached is None else str(reached)) == band
    closed = result_of(step, 1, Sealed(cast=good + bad, tally=satisfied(good, bad)))
    assert (closed.result, closed.band, str(closed.score)) == (result, reached, score)


def test_grades_count_for_what_the_plan_says() -> None:
    tally = {
        WHOLE: GradeCounts(
            very_satisfied=4, fairly_satisfied=3, basically_satisfied=2, dissatisfied=1
        )
    }
    assert score_of(survey(), tally) == Fraction(4 * 100 + 3 * 80 + 2 * 60, 10)
    assert score_of(survey(weights=_ALL_OR_NOTHING), tally) == 40


def test_every_question_counts_the_same() -> None:
    questions = (Question(id="plan", title=text("Plan")), Question(id="style", title=text("Style")))
    step = survey(questions=questions)
    assert questions_of(step) == ("plan", "style")
    assert questions_of(survey()) == (WHOLE,)
    tally = {"plan": GradeCounts(very_satisfied=3), "style": GradeCounts(dissatisfied=3)}
    assert score_of(step, tally) == 50


def test_a_survey_that_contradicts_itself_is_no_survey() -> None:
    twice = (Question(id="plan", title=text("Plan")),) * 2
    with pytest.raises(ValidationError, match="another id for every question"):
        survey(questions=twice)
    with pytest.raises(ValidationError, match="no grade to count for more than a better one"):
        Weights(fairly_satisfied=Percent.parse("10 %"))


def counts() -> st.SearchStrategy[GradeCounts]:
    some = st.integers(0, 100_000)
    built = st.builds(
        GradeCounts,
        very_satisfied=some,
        fairly_satisfied=some,
        basically_satisfied=some,
        dissatisfied=some,
    )
    return built.filter(lambda one: ballots_of(one) > 0)


@given(st.dictionaries(st.sampled_from(("a", "b", "c")), counts(), min_size=1))
def test_what_is_shown_never_says_more_than_was_reached(tally: dict[str, GradeCounts]) -> None:
    step = survey()
    exact = score_of(step, tally)
    assert 0 <= exact <= 100
    assert exact - Fraction(1, 100) < shown(exact).value <= exact
    assert band_of(step, shown(exact).value) == band_of(step, exact)
    assert Percent.parse(str(shown(exact))) == shown(exact)


@given(counts())
def test_a_better_grade_never_lowers_a_score(before: GradeCounts) -> None:
    grades = ("dissatisfied", "basically_satisfied", "fairly_satisfied", "very_satisfied")
    for worse, better in pairwise(grades):
        if getattr(before, worse) > 0:
            after = before.model_copy(
                update={worse: getattr(before, worse) - 1, better: getattr(before, better) + 1}
            )
            assert score_of(survey(), {"a": after}) >= score_of(survey(), {"a": before})
