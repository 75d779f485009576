"""Ballot boxes to vote into, and what an adversary sees of them in a dump of the database."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, product
from random import Random
from typing import Any, Final, get_args

import psycopg
from psycopg.sql import SQL, Identifier

from records.store import Records
from records.voting import new_code
from schemas.survey import Ballot, BallotBox, Grade, SurveyId
from tests.records.launched import launch_story

GRADES: Final[tuple[Grade, ...]] = get_args(Grade)
QUESTIONS: Final = ("plan", "progress", "results", "style", "promises")
MINIMUM_GROUP: Final = 5

_rounds = count(1)


async def new_box(records: Records, ballots: int, **changes: Any) -> BallotBox:
    """What a survey of a unit of its own asks for; nothing of it is in the records yet."""
    state = (await launch_story(records)).state
    survey = SurveyId(
        campaign=state.campaign, unit=state.unit.code, step="survey", round=next(_rounds)
    )
    fields = {
        "survey": survey,
        "questions": QUESTIONS,
        "minimum_group": MINIMUM_GROUP,
        "until": datetime.now(UTC) + timedelta(days=1),
        "ballots": ballots,
    }
    return BallotBox.model_validate({**fields, **changes})


async def open_box(
    records: Records, ballots: int, **changes: Any
) -> tuple[SurveyId, Sequence[str]]:
    """A survey in which so many may vote, and their tokens."""
    box = await new_box(records, ballots, **changes)
    tokens = await records.surveys.issue(box)
    assert isinstance(tokens, tuple)
    return box.survey, tokens


def different_ballots(number: int) -> list[Ballot]:
    """Ballots of which no two are the same, so that each could be told from the others."""
    every = [
        dict(zip(QUESTIONS, grades, strict=True))
        for grades in product(GRADES, repeat=len(QUESTIONS))
    ]
    return Random(2005).sample(every, number)  # noqa: S311 - the same ballots every time


async def vote_all(
    records: Records,
    tokens: Iterable[str],
    ballots: Iterable[Ballot],
    *,
    is_mixed: bool = True,
) -> list[str]:
    """Vote, one after the other, each when all is mixed that is to be; the receipts."""
    receipts = []
    for token, ballot in zip(tokens, ballots, strict=True):
        receipts.append(new_code())
        assert await records.surveys.vote(token, ballot, receipts[-1]) == "cast"
        if is_mixed:
            await records.surveys.mixed()
    return receipts


async def dump(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table as it lies there, with its place and the transaction that wrote it."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        tables = await connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        names = [name async for (name,) in tables]
        found: dict[str, list[dict[str, Any]]] = {}
        for name in names:
            rows = await connection.execute(
                SQL(
                    "SELECT ctid::text, xmin::text, to_jsonb(whole) FROM {} whole ORDER BY ctid"
                ).format(Identifier(name))
            )
            found[name] = [{"ctid": ctid, "xmin": xmin, **body} async for ctid, xmin, body in rows]
    return found
