"""Ballot boxes: every valid ballot is counted once, no other is, and small groups show nothing."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

import pytest

from records.store import Records
from records.voting import new_code
from schemas.survey import Ballot, SurveyId, Turnout
from tests.records.surveys import (
    GRADES,
    MINIMUM_GROUP,
    QUESTIONS,
    different_ballots,
    new_box,
    open_box,
    vote_all,
)

GOOD: Ballot = dict.fromkeys(QUESTIONS, "very_satisfied")
_VOTERS = 2500
BAD: Ballot = dict.fromkeys(QUESTIONS, "dissatisfied")


async def test_ballots_are_counted_and_listed_apart_from_their_receipts(records: Records) -> None:
    survey, tokens = await open_box(records, 40)
    ballots = different_ballots(40)
    receipts = await vote_all(records, tokens, ballots)
    sealed = await records.surveys.seal(survey, MINIMUM_GROUP)
    assert sealed.cast == 40
    assert sealed.tally is not None
    for question in QUESTIONS:
        counted = sealed.tally[question].model_dump()
        assert Counter(counted) == Counter(ballot[question] for ballot in ballots)
    assert await records.surveys.seal(survey, MINIMUM_GROUP) == sealed
    listed = await records.surveys.sealed_ballots(survey)
    assert listed is not None
    assert listed[0] == tuple(sorted(receipts))
    assert Counter(map(_frozen, listed[1])) == Counter(map(_frozen, ballots))


async def test_a_token_is_good_for_one_ballot(records: Records) -> None:
    survey, (token, _) = await open_box(records, 2)
    receipt = new_code()
    assert await records.surveys.vote(token, GOOD, receipt) == "cast"
    assert await records.surveys.vote(token, BAD, receipt) == "cast", "an answer that was lost"
    assert await records.surveys.vote(token, GOOD, new_code()) == "not_valid"
    assert await records.surveys.vote("nobody-gave-this", GOOD, new_code()) == "not_valid"
    assert await records.surveys.turnout(survey) == Turnout(issued=2, cast=1)


@pytest.mark.parametrize("others", [1, MINIMUM_GROUP])
async def test_a_receipt_that_somebody_has_is_no_other_ballots(
    records: Records, others: int
) -> None:
    """Receipts are published: whoever sends one along loses no vote by it, and spoils no survey."""
    survey, tokens = await open_box(records, MINIMUM_GROUP + 1)
    (receipt, *_) = await vote_all(records, tokens[:others], [GOOD] * others)
    assert await records.surveys.vote(tokens[others], GOOD, receipt) == "receipt_taken"
    assert (await records.surveys.turnout(survey)).cast == others
    await vote_all(records, tokens[others:], [GOOD] * (len(tokens) - others))
    assert (await records.surveys.seal(survey, MINIMUM_GROUP)).cast == len(tokens)


async def test_a_receipt_of_a_survey_that_is_over_is_no_other_ballots(records: Records) -> None:
    over, before = await open_box(records, MINIMUM_GROUP)
    (receipt, *_) = await vote_all(records, before, [GOOD] * MINIMUM_GROUP)
    await records.surveys.seal(over, MINIMUM_GROUP)
    survey, tokens = await open_box(records, MINIMUM_GROUP)
    assert await records.surveys.vote(tokens[0], GOOD, receipt) == "receipt_taken"
    await vote_all(records, tokens, [GOOD] * MINIMUM_GROUP)
    assert (await records.surveys.seal(survey, MINIMUM_GROUP)).cast == MINIMUM_GROUP


async def test_a_token_may_be_typed_as_people_type(records: Records) -> None:
    _, (token,) = await open_box(records, 1)
    typed = f" {token[:4]}-{token[4:8]}-{token[8:]} ".upper()
    assert await records.surveys.vote(typed, GOOD, new_code()) == "cast"


@pytest.mark.parametrize(
    "ballot", [{}, {**GOOD, "colour": "dissatisfied"}, {"plan": "dissatisfied"}]
)
async def test_a_ballot_answers_every_question(records: Records, ballot: Ballot) -> None:
    _, (token,) = await open_box(records, 1)
    assert await records.surveys.vote(token, ballot, new_code()) == "incomplete"
    assert await records.surveys.vote(token, GOOD, new_code()) == "cast"


async def test_nobody_votes_when_the_last_day_is_over(records: Records) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    _, (token,) = await open_box(records, 1, until=yesterday)
    assert await records.surveys.vote(token, GOOD, new_code()) == "over"


async def test_nobody_votes_into_a_sealed_box_and_no_slips_are_made_for_it(
    records: Records,
) -> None:
    box = await new_box(records, 9)
    tokens = await records.surveys.issue(box)
    await records.surveys.seal(box.survey, MINIMUM_GROUP)
    assert await records.surveys.vote(tokens[0], GOOD, new_code()) == "not_valid"
    assert await records.surveys.issue(box) == "sealed"
    assert await records.surveys.issue(box, again=True) == "sealed"


async def test_a_box_that_nobody_used_is_sealed_all_the_same(records: Records) -> None:
    box = await new_box(records, 9)
    assert (await records.surveys.seal(box.survey, MINIMUM_GROUP)).model_dump() == {"cast": 0}
    assert await records.surveys.issue(box) == "sealed"


async def test_under_the_minimum_group_nothing_is_shown(records: Records) -> None:
    for number in (MINIMUM_GROUP - 1, MINIMUM_GROUP):
        survey, tokens = await open_box(records, 9)
        await vote_all(records, tokens[:number], [GOOD] * number)
        assert await records.surveys.sealed_ballots(survey) is None, "it is not over"
        sealed = await records.surveys.seal(survey, MINIMUM_GROUP)
        assert sealed.cast == number
        has_result = number == MINIMUM_GROUP
        assert (sealed.tally is not None) == has_result
        assert (await records.surveys.sealed_ballots(survey) is not None) == has_result


@pytest.mark.parametrize("now_asked", [MINIMUM_GROUP - 2, MINIMUM_GROUP + 2])
async def test_the_larger_minimum_group_holds(records: Records, now_asked: int) -> None:
    survey, tokens = await open_box(records, 9)
    number = max(MINIMUM_GROUP, now_asked) - 1
    await vote_all(records, tokens[:number], [GOOD] * number)
    assert (await records.surveys.seal(survey, now_asked)).tally is None
    assert (await records.surveys.seal(survey, 2)).tally is None, "nor when asked again"
    assert await records.surveys.sealed_ballots(survey) is None


async def test_slips_are_made_once_and_lost_ones_are_replaced(records: Records) -> None:
    box = await new_box(records, 6)
    first = await records.surveys.issue(box)
    assert await records.surveys.issue(box) == "issued"
    await vote_all(records, first[:2], [GOOD] * 2)
    second = await records.surveys.issue(box, again=True)
    assert len(second) == 4
    assert await records.surveys.vote(first[2], GOOD, new_code()) == "not_valid"
    await vote_all(records, second, [BAD] * 4)
    assert (await records.surveys.seal(box.survey, MINIMUM_GROUP)).cast == 6


async def test_a_paper_ballot_is_cast_once_two_people_have_read_the_same(records: Records) -> None:
    survey, (token, other) = await open_box(records, 2)

    async def enter(ballot: Ballot, by: str, of: str = token) -> str:
        return await records.surveys.enter(of, ballot, new_code(), by)

    assert await enter(GOOD, "coordinator:P-1") == "waiting"
    assert await enter(GOOD, "coordinator:P-1") == "waiting", "the same person twice"
    assert await enter(BAD, "supervisor:SG-1") == "differs"
    assert (await records.surveys.turnout(survey)).cast == 0
    assert await enter(GOOD, "supervisor:SG-1") == "cast"
    assert await enter(GOOD, "supervisor:SG-1") == "not_valid"
    assert await enter({}, "supervisor:SG-1", other) == "incomplete"
    assert (await records.surveys.turnout(survey)).cast == 1


async def test_what_was_voted_on_paper_is_entered_after_the_last_day_too(records: Records) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    survey, (token, other) = await open_box(records, 2, until=yesterday)
    for by, said in (("coordinator:P-1", "waiting"), ("supervisor:SG-1", "cast")):
        assert await records.surveys.enter(token, GOOD, new_code(), by) == said
    assert (await records.surveys.seal(survey, MINIMUM_GROUP)).cast == 1
    assert await records.surveys.enter(other, GOOD, new_code(), "coordinator:P-1") == "not_valid"


async def test_a_storm_of_double_and_forged_votes_counts_every_valid_one_once(
    records: Records,
) -> None:
    survey, tokens = await open_box(records, _VOTERS)
    ballots = [dict.fromkeys(QUESTIONS, grade) for grade in islice(cycle(GRADES), _VOTERS)]
    votes = list(zip(tokens, ballots, strict=True))
    doubled = [(token, BAD) for token in tokens[: _VOTERS // 2]]
    forged = [(f"forged{number:010}", BAD) for number in range(_VOTERS // 2)]
    # A double vote may come first; then the ballot that was meant is the one that is refused.
    waiting = [*votes[::-1], *doubled, *forged]
    answers: Counter[str] = Counter()

    async def voter() -> None:
        while waiting:
            answers[await records.surveys.vote(*waiting.pop(), new_code())] += 1

    await asyncio.gather(*(voter() for _ in range(16)))
    assert answers == {"cast": _VOTERS, "not_valid": _VOTERS}
    sealed = await records.surveys.seal(survey, MINIMUM_GROUP)
    assert sealed.cast == _VOTERS
    listed = await records.surveys.sealed_ballots(survey)
    assert listed is not None
    assert len(listed[0]) == len(listed[1]) == _VOTERS


async def test_a_box_is_sealed_while_people_vote(records: Records) -> None:
    survey, tokens = await open_box(records, 200)
    answers: Counter[str] = Counter()
    waiting = list(tokens)
    has_begun = asyncio.Event()

    async def voter() -> None:
        while waiting:
            answers[await records.surveys.vote(waiting.pop(), GOOD, new_code())] += 1
            has_begun.set()

    voters = [asyncio.create_task(voter()) for _ in range(8)]
    await has_begun.wait()
    sealed = await records.surveys.seal(survey, MINIMUM_GROUP)
    await asyncio.gather(*voters)
    assert answers["cast"] == sealed.cast == (await _cast(records, survey))
    assert answers["not_valid"] == 200 - sealed.cast


@asynccontextmanager
async def mixing_takes_long(records: Records) -> AsyncIterator[None]:
    """Whoever mixes ballots waits meanwhile, as with very many of them; whoever votes need not."""
    async with asyncio.timeout(20), records.database.transaction() as connection:
        await connection.exec_driver_sql("LOCK TABLE survey_ballots IN SHARE MODE")
        yield


async def test_nobody_waits_until_the_ballots_of_others_are_mixed(records: Records) -> None:
    survey, tokens = await open_box(records, MINIMUM_GROUP + 1)
    async with mixing_takes_long(records):
        await vote_all(records, tokens, [GOOD] * len(tokens), is_mixed=False)
        assert (await records.surveys.turnout(survey)).cast == len(tokens)
    await records.surveys.mixed()
    async with records.database.statements() as connection:
        of_survey = "SELECT kept FROM survey_boxes WHERE campaign = %s"
        kept = await connection.exec_driver_sql(of_survey, (survey.campaign,))
        assert kept.scalar_one() >= MINIMUM_GROUP


async def test_who_comes_while_a_box_is_sealed_is_told_at_once(records: Records) -> None:
    survey, tokens = await open_box(records, MINIMUM_GROUP + 1)
    await vote_all(records, tokens[1:], [GOOD] * MINIMUM_GROUP)
    async with mixing_takes_long(records):
        sealing = asyncio.create_task(records.surveys.seal(survey, MINIMUM_GROUP))
        while await records.surveys.asked(tokens[0]) is not None:
            assert not sealing.done()
        assert await records.surveys.vote(tokens[0], GOOD, new_code()) == "not_valid"
        assert not sealing.done()
    assert (await sealing).cast == MINIMUM_GROUP


async def _cast(records: Records, survey: SurveyId) -> int:
    return (await records.surveys.turnout(survey)).cast


def _frozen(ballot: Ballot) -> frozenset[tuple[str, str]]:
    return frozenset(ballot.items())
