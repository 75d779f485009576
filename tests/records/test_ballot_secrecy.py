"""Whoever holds the whole database cannot tell who cast which ballot: an adversary tries.

The adversary knows in which order the voters came, which token and which receipt each of them has,
and everything that lies in the database, with its place and the transaction that wrote it. What
they could conclude, each in their own way, is held against what was cast. The second half puts back
one thing at a time that must not be there, and the adversary finds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from statistics import correlation
from typing import Any, Final

import pytest

from records import survey as surveys
from records import voting
from records.migration import migrate
from records.store import Records, open_records
from schemas.survey import Ballot, SurveyId
from tests.records.surveys import (
    MINIMUM_GROUP,
    different_ballots,
    dump,
    new_box,
    open_box,
    vote_all,
)

_VOTERS: Final = 320
_CHANCE: Final = 0.25
"""Further from nought a correlation of so many random places is once in a hundred thousand times."""

_BY_CHANCE: Final = 15
"""So many of them are one place apart in both orders once in a thousand million times, or less."""

Dump = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Election:
    """Who voted what, in the order in which they came."""

    survey: SurveyId
    tokens: Sequence[str]
    ballots: Sequence[Ballot]
    receipts: Sequence[str]


async def hold(records: Records, voters: int = _VOTERS) -> Election:
    """An election in which every ballot is unlike all others; it goes on, with ballots staged."""
    survey, tokens = await open_box(records, voters + 10)
    ballots = different_ballots(voters)
    receipts = await vote_all(records, tokens[:voters], ballots)
    return Election(survey, tokens[:voters], ballots, receipts)


def found_links(election: Election, dumped: Dump) -> set[str]:
    """In which ways the adversary comes from a voter to a ballot."""
    dumped = _only(election.survey, dumped)
    ballots = _of(election.ballots, "grades", dumped["survey_ballots"])
    receipts = _of(election.receipts, "receipt", dumped["survey_receipts"])
    when = {_key(ballot): place for place, ballot in enumerate(election.ballots)}
    given = {receipt: place for place, receipt in enumerate(election.receipts)}
    came = [when[_key(row["grades"])] for row in ballots]
    numbered = [when[_key(row["grades"])] for row in sorted(ballots, key=_by_id)]
    shown = [given[row["receipt"]] for row in receipts]
    ways = {
        "ballots lie as they came": _are_alike(came, sorted(came)),
        "ballots are numbered as they came": _are_alike(numbered, sorted(numbered)),
        "receipts lie as they came": _are_alike(shown, sorted(shown)),
        "ballots lie as receipts do": _are_alike(came, shown),
        "transactions tell": _do_transactions_tell(election, dumped),
        "a row tells": _does_a_row_tell(election, dumped),
        "a time tells": _does_a_time_tell(dumped),
    }
    return {way for way, is_found in ways.items() if is_found}


def _do_transactions_tell(election: Election, dumped: Dump) -> bool:
    """Whether mixed ballots were written apart from each other, or a staged one with something else."""
    for table in ("survey_ballots", "survey_receipts"):
        mine = _of(election.ballots, "grades", dumped[table]) or _of(
            election.receipts, "receipt", dumped[table]
        )
        if len({row["xmin"] for row in mine}) != 1:
            return True
    staged = {row["xmin"] for row in _of(election.ballots, "grades", dumped["survey_staging"])}
    others = (row for table, rows in dumped.items() if table != "survey_staging" for row in rows)
    return not staged.isdisjoint(row["xmin"] for row in others)


def _does_a_row_tell(election: Election, dumped: Dump) -> bool:
    """Whether a token is anywhere still, or a mixed ballot stands beside its receipt."""
    tokens = {*election.tokens, *map(_hash, election.tokens)}
    mixed = [row for table, rows in dumped.items() if table != "survey_staging" for row in rows]
    return any(
        not tokens.isdisjoint(_texts(row)) for rows in dumped.values() for row in rows
    ) or any("grades" in row and not _texts(row).isdisjoint(election.receipts) for row in mixed)


def _does_a_time_tell(dumped: Dump) -> bool:
    tables = ("survey_tokens", "survey_staging", "survey_ballots", "survey_receipts")
    columns = {name for table in tables for row in dumped[table] for name in row}
    return not columns <= {"ctid", "xmin", "id", "hash", "box", "grades", "receipt"}


def _are_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two orders go the same or the opposite way, as a whole or from one place to the next."""
    if len(one) != len(other) or len(one) < MINIMUM_GROUP:
        return False
    steps = zip(pairwise(one), pairwise(other), strict=True)
    same = sum(a - b == c - d for (a, b), (c, d) in steps)
    return abs(correlation(one, other)) > _CHANCE or same > _BY_CHANCE


def _of(known: Sequence[Any], name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get(name) in known]


def _only(survey: SurveyId, dumped: Dump) -> Dump:
    """A dump in which other surveys have no ballots: tests cast the same ones."""
    boxes = [
        row["id"] for row in dumped["survey_boxes"] if row.items() >= survey.model_dump().items()
    ]
    return {
        table: [row for row in rows if row.get("box", boxes[0]) in boxes]
        for table, rows in dumped.items()
    }


def _texts(row: dict[str, Any]) -> set[str]:
    return {value for value in row.values() if isinstance(value, str)}


def _by_id(row: dict[str, Any]) -> str:
    return str(row["id"])


def _key(ballot: Ballot) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(ballot.items()))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


async def test_after_the_end_nothing_leads_from_a_voter_to_a_ballot(
    records: Records, postgres_url: str
) -> None:
    election = await hold(records)
    await records.surveys.seal(election.survey, MINIMUM_GROUP)
    dumped = _only(election.survey, await dump(postgres_url))
    assert not _of(election.ballots, "grades", dumped["survey_staging"])
    assert found_links(election, dumped) == set()


async def test_while_people_vote_nothing_leads_from_a_voter_to_a_ballot(
    records: Records, postgres_url: str
) -> None:
    election = await hold(records)
    dumped = _only(election.survey, await dump(postgres_url))
    assert _of(election.ballots, "grades", dumped["survey_staging"])
    assert found_links(election, dumped) == set()


@pytest.mark.parametrize("again", [False, True])
async def test_which_slips_were_used_is_not_told_by_where_the_others_lie(
    records: Records, postgres_url: str, again: bool
) -> None:
    """Slips are handed out as they are printed: in that order gaps would be people."""
    box = await new_box(records, _VOTERS)
    for is_again in [False, True][: 1 + again]:
        tokens = await records.surveys.issue(box, again=is_again)
    printed = {_hash(token): place for place, token in enumerate(tokens)}
    lie = [
        printed[row["hash"]] for row in _only(box.survey, await dump(postgres_url))["survey_tokens"]
    ]
    assert len(lie) == _VOTERS
    assert not _are_alike(lie, sorted(lie))


async def test_from_the_minimum_group_on_most_ballots_are_mixed(
    records: Records, postgres_url: str
) -> None:
    survey, tokens = await open_box(records, 24)
    ballots = different_ballots(24)
    for number, (token, ballot) in enumerate(zip(tokens, ballots, strict=True), start=1):
        await vote_all(records, [token], [ballot])
        dumped = _only(survey, await dump(postgres_url))
        mixed = _of(ballots[:number], "grades", dumped["survey_ballots"])
        staged = _of(ballots[:number], "grades", dumped["survey_staging"])
        assert len(mixed) + len(staged) == number
        assert len(staged) < max(MINIMUM_GROUP, len(mixed))
        assert not 0 < len(mixed) < MINIMUM_GROUP


@pytest.mark.parametrize(
    ("statement", "was", "put_back", "ways"),
    [
        (
            "REWRITE",
            "ORDER BY gen_random_uuid()\n        RETURNING 1",
            "RETURNING 1",
            {"ballots lie as they came"},
        ),
        (
            "REWRITE",
            "ORDER BY gen_random_uuid()\n    )\n    UPDATE",
            ")\n    UPDATE",
            {"receipts lie as they came"},
        ),
        (
            "REWRITE",
            "DELETE FROM survey_ballots WHERE box = %(box)s RETURNING grades",
            "SELECT grades FROM survey_ballots WHERE box <> box",
            {"transactions tell"},
        ),
        (
            "VOTE",
            "DELETE FROM survey_tokens token USING",
            "UPDATE survey_tokens token SET box = token.box FROM",
            {"transactions tell", "a row tells"},
        ),
        ("VOTE", "SELECT %(receipt)s", "SELECT %(hash)s", {"a row tells"}),
    ],
)
async def test_what_is_put_back_is_found(
    empty_url: str,
    monkeypatch: pytest.MonkeyPatch,
    statement: str,
    was: str,
    put_back: str,
    ways: set[str],
) -> None:
    module = voting if statement == "VOTE" else surveys
    sound = getattr(module, statement).decode()
    assert was in sound
    monkeypatch.setattr(module, statement, sound.replace(was, put_back).encode())
    await migrate(empty_url)
    async with open_records(empty_url) as records:
        election = await hold(records)
        assert ways <= found_links(election, await dump(empty_url))


@pytest.mark.parametrize(
    ("put_back", "way"),
    [
        ("ALTER TABLE survey_ballots ADD at timestamptz DEFAULT clock_timestamp()", "a time tells"),
        ("ALTER TABLE survey_staging ADD number bigserial", "a time tells"),
    ],
)
async def test_a_column_that_is_put_back_is_found(empty_url: str, put_back: str, way: str) -> None:
    await migrate(empty_url)
    async with open_records(empty_url) as records:
        async with records.database.transaction() as connection:
            await connection.exec_driver_sql(put_back)
        election = await hold(records)
        assert found_links(election, await dump(empty_url)) == {way}
