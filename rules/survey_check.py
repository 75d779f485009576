"""Counting a published survey again, with nothing but what was published."""

from collections.abc import Iterator

from rules.scoring import questions_of, result_of, tally_of
from schemas.survey import PublishedSurvey, Sealed, SurveyFault


def faults_of(published: PublishedSurvey) -> tuple[SurveyFault, ...]:
    """What is wrong with a published survey; nothing, if its result follows from its ballots."""
    return tuple(_faults(published))


def _faults(published: PublishedSurvey) -> Iterator[SurveyFault]:
    receipts, ballots = published.receipts, published.ballots
    if len(receipts) != len(ballots) or len(ballots) != published.result.cast:
        yield "not_as_many"
    if len(set(receipts)) != len(receipts):
        yield "receipt_repeated"
    if len(ballots) < published.asked.minimum_group:
        yield "too_small"
    if len({frozenset(ballot) for ballot in ballots}) > 1 or not all(ballots):
        yield "answers_missing"
    asked = {*questions_of(published.asked)}
    if any(ballot.keys() != asked for ballot in ballots):
        yield "other_questions"
    if not any(ballots):
        return
    sealed = Sealed(cast=len(ballots), tally=tally_of(ballots))
    if result_of(published.asked, published.survey.round, sealed) != published.result:
        yield "another_result"
