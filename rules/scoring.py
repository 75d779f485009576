"""What the ballots of a survey amount to: an exact score, and the band that it reaches.

Reference case, "Result": bands of 95 and over, 90 up to 95, and under 90. Everything is computed in
fractions, so that 94.995 is not 95. A score is shown rounded down to hundredths of a percent: what
is shown never says more than what was reached.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from schemas.quantities import Percent
from schemas.step import SurveyStep, Weights
from schemas.survey import (
    Ballot,
    GradeCounts,
    PublishedSurvey,
    ReceiptCode,
    Result,
    Sealed,
    SurveyClosed,
    SurveyId,
    Tally,
)

WHOLE: Final = "overall"
"""The question of a ballot where the plan has none: the unit as a whole."""

_SHOWN: Final = 100
_USUAL: Final = Weights()


def questions_of(step: SurveyStep) -> tuple[str, ...]:
    """The ids of the questions that every ballot answers."""
    return tuple(question.id for question in step.questions) or (WHOLE,)


def score_of(step: SurveyStep, tally: Tally) -> Fraction:
    """The weighted share of a tally in percent, exactly, each question counting the same.

    Raises ZeroDivisionError for a tally of no ballots.
    """
    weights = step.weights or _USUAL
    shares = [_weighted(counts, weights) / ballots_of(counts) for counts in tally.values()]
    return sum(shares, Fraction(0)) / len(shares)


def shown(score: Fraction) -> Percent:
    """A score as it is shown: rounded down to hundredths of a percent."""
    return Percent(Fraction(score * _SHOWN // 1, _SHOWN))


def band_of(step: SurveyStep, score: Fraction) -> Percent | None:
    """The lower bound of the band that an exact score reaches; None below all bands."""
    return next((band for band in step.bands if score >= band.value), None)


def result_of(step: SurveyStep, round_: int, sealed: Sealed) -> SurveyClosed:
    """What a sealed box says: a score, its band and whether it passes, or that it is too small."""
    if sealed.tally is None:
        return SurveyClosed(step=step.id, round=round_, cast=sealed.cast, result="too_small")
    score = score_of(step, sealed.tally)
    return SurveyClosed(
        step=step.id,
        round=round_,
        cast=sealed.cast,
        result=_result(step, score),
        tally=sealed.tally,
        score=shown(score),
        band=band_of(step, score),
    )


def _result(step: SurveyStep, score: Fraction) -> Result:
    """Without a pass mark, which is one of nothing, a survey is measured and no more."""
    if step.pass_mark.value == 0:
        return "measured"
    return "passed" if score >= step.pass_mark.value else "below"


def count_again(
    survey: SurveyId,
    asked: SurveyStep,
    receipts: tuple[ReceiptCode, ...],
    ballots: tuple[Ballot, ...],
) -> PublishedSurvey:
    """A survey that asked this, with its result from the ballots that anybody may see."""
    sealed = Sealed(cast=len(ballots), tally=tally_of(ballots))
    return PublishedSurvey(
        survey=survey,
        asked=asked,
        result=result_of(asked, survey.round, sealed),
        receipts=receipts,
        ballots=ballots,
    )


def tally_of(ballots: Sequence[Ballot]) -> Tally:
    """The grades of ballots, counted question by question."""
    counts: dict[str, Counter[str]] = {}
    for ballot in ballots:
        for question, grade in ballot.items():
            counts.setdefault(question, Counter())[grade] += 1
    return {question: GradeCounts(**dict(grades)) for question, grades in sorted(counts.items())}


def ballots_of(counts: GradeCounts) -> int:
    """How many ballots answered a question."""
    return (
        counts.very_satisfied
        + counts.fairly_satisfied
        + counts.basically_satisfied
        + counts.dissatisfied
    )


def _weighted(counts: GradeCounts, weights: Weights) -> Fraction:
    return (
        counts.very_satisfied * weights.very_satisfied.value
        + counts.fairly_satisfied * weights.fairly_satisfied.value
        + counts.basically_satisfied * weights.basically_satisfied.value
        + counts.dissatisfied * weights.dissatisfied.value
    )
