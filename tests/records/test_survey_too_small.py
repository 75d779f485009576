"""Of a survey that too few voted in only their number is kept, with the receipts, and no ballot."""

import pytest

from records.store import Records
from schemas.survey import Sealed, SurveyId, Turnout
from tests.records.surveys import MINIMUM_GROUP, different_ballots, dump, open_box, vote_all


async def left_of(url: str, survey: SurveyId) -> dict[str, int]:
    """How many rows are left of a survey, by the tables that had any."""
    dumped = await dump(url)
    (box,) = (
        row["id"] for row in dumped["survey_boxes"] if row.items() >= survey.model_dump().items()
    )
    counts = {name: sum(row.get("box") == box for row in rows) for name, rows in dumped.items()}
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize("number", [1, MINIMUM_GROUP - 1])
async def test_what_can_never_be_shown_is_deleted(
    records: Records, postgres_url: str, number: int
) -> None:
    survey, tokens = await open_box(records, number + 2)
    receipts = await vote_all(records, tokens[:number], different_ballots(number))
    assert await records.surveys.seal(survey, MINIMUM_GROUP) == Sealed(cast=number)
    assert await left_of(postgres_url, survey) == {"survey_receipts": number}
    assert await records.surveys.seal(survey, MINIMUM_GROUP) == Sealed(cast=number), "nor again"
    assert await records.surveys.turnout(survey) == Turnout(issued=number + 2, cast=number)
    assert await records.surveys.sealed_ballots(survey) is None
    (ballot,) = different_ballots(1)
    assert await records.surveys.vote(tokens[0], ballot, receipts[0]) == "cast", "it was counted"


async def test_so_is_what_a_larger_group_of_now_does_not_show(
    records: Records, postgres_url: str
) -> None:
    survey, tokens = await open_box(records, MINIMUM_GROUP + 2)
    await vote_all(records, tokens, different_ballots(MINIMUM_GROUP + 2))
    assert "survey_ballots" in await left_of(postgres_url, survey), "they were mixed already"
    sealed = await records.surveys.seal(survey, MINIMUM_GROUP + 3)
    assert sealed == Sealed(cast=MINIMUM_GROUP + 2)
    assert await left_of(postgres_url, survey) == {"survey_receipts": MINIMUM_GROUP + 2}
