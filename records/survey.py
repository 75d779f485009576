"""Surveys: one-time tokens, ballots and receipts, kept so that nobody can tell who cast which ballot.

A token is kept as its hash, until it is spent: then it is gone. The ballot that it allowed is staged
without it. Once as many as the minimum group are staged, one transaction writes all ballots and all
receipts of the survey anew, in random order, into two tables that have nothing in common, and
deletes the staged rows. Of a survey that too few have voted in no ballot is kept. Nothing here has a
time or a number. docs/survey.md says what can be seen before that.
"""

import asyncio
import json
import secrets
from contextlib import suppress
from typing import Any, Final, Literal, Self

from psycopg import AsyncConnection as Driver
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database, driver_of
from records.errors import DatabaseUnavailable
from records.survey_statements import (
    ASKED,
    COUNTED,
    ENTER,
    NEW_BOX,
    OF_SURVEY,
    OTHERS,
    REWRITE,
    SEAL,
    TALLY,
    TURNOUT,
)
from records.survey_tables import SURVEY_PAPER, SURVEY_TOKENS
from records.voting import (
    Cast,
    ballot_json,
    cast_ballot,
    hash_of,
    new_code,
    questions_json,
    why_refused,
)
from schemas.survey import Ballot, BallotBox, GradeCounts, Sealed, SurveyId, Tally, Turnout

_REWRITTEN_SHARE: Final = 4
"""All ballots are written anew whenever a quarter as many have come since, and at the end: so that
one of n is written about five times, and not n times."""

_LOOKED_AT_SHARE: Final = 64
"""Whether it is time for that is looked at once in so many parts of the ballots that are kept."""

Entered = Literal["cast", "not_valid", "over", "incomplete", "receipt_taken", "waiting", "differs"]
"""The same of a paper ballot, of which another person's reading may be missing, or be another."""

Issued = Literal["sealed", "issued"]
"""Why no tokens were made: the box takes no more ballots, or all of them are given out."""


class Surveys:
    """The ballot boxes. Every call may raise DatabaseUnavailable.

    Who votes does not wait until many ballots are mixed: that is done beside, and the context ends
    once it is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._mixing: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.mixed()

    async def mixed(self) -> None:
        """Wait until all is mixed that is being mixed."""
        await asyncio.gather(*self._mixing)

    async def issue(self, box: BallotBox, *, again: bool = False) -> tuple[str, ...] | Issued:
        """Make the tokens of a survey; they can be read here and nowhere else afterwards.

        With `again` those that nobody has used are made void, and as many are made anew: for slips
        that were lost on their way to the voters.
        """
        async with self._database.transaction() as connection, driver_of(connection) as driver:
            values = {**box.survey.model_dump(), **box.model_dump(exclude={"survey"})}
            values["questions"] = questions_json(box.questions)
            await driver.execute(NEW_BOX, values)
            id_, issued, is_sealed = await _locked(driver, box.survey)
            if is_sealed:
                return "sealed"
            if again:
                issued -= await _take_back(connection, id_)
            tokens = tuple(new_code() for _ in range(box.ballots - issued))
            if not tokens:
                return "issued"
            async with driver.cursor().copy(b"COPY survey_tokens (hash, box) FROM STDIN") as copy:
                # As they are printed, their places would tell which slips were used. In the order of
                # their hashes they tell what the hashes do.
                for hash_ in sorted(map(hash_of, tokens)):
                    await copy.write_row((hash_, id_))
            await driver.execute(b"UPDATE survey_boxes SET issued = ballots WHERE id = %s", (id_,))
            return tokens

    async def vote(self, token: str, ballot: Ballot, receipt: str) -> Cast:
        """Cast a ballot; it is durable once this returns. The same receipt again is harmless."""
        async with self._database.driver() as driver:
            cast = await cast_ballot(driver, token, ballot, receipt)
            if isinstance(cast, str):
                return cast
        box, kept, minimum_group = cast
        if secrets.randbelow(max(1, kept // _LOOKED_AT_SHARE)) == 0:
            self._mix(box, minimum_group)
        return "cast"

    async def enter(self, token: str, ballot: Ballot, receipt: str, by: str) -> Entered:
        """Enter a paper ballot as one of two people; it is cast once both have read the same.

        Also after the last day, until the box is sealed: slips are gathered in before they are read.
        """
        async with self._database.transaction() as connection, driver_of(connection) as driver:
            known = await driver.execute(
                b"SELECT box FROM survey_tokens WHERE hash = %s FOR UPDATE", (hash_of(token),)
            )
            row = await known.fetchone()
            refused = await why_refused(driver, token, ballot, receipt, on_paper=True)
            if row is None or refused != "cast":
                return refused
            entry = {"hash": hash_of(token), "by": by, "box": row[0], "grades": ballot_json(ballot)}
            await driver.execute(ENTER, entry)
            others = await driver.execute(OTHERS, entry)
            agreed = [agrees for (agrees,) in await others.fetchall()]
            if not any(agreed):
                return "differs" if agreed else "waiting"
            await driver.execute(b"DELETE FROM survey_paper WHERE hash = %(hash)s", entry)
            cast = await cast_ballot(driver, token, ballot, receipt, on_paper=True)
        if isinstance(cast, str):
            return cast
        box, _, minimum_group = cast
        self._mix(box, minimum_group)
        return "cast"

    async def seal(self, survey: SurveyId, minimum_group: int) -> Sealed:
        """Take no more ballots for a survey, mix all of them, and count them; again is harmless.

        The minimum group is the one that holds now or the one that held when the slips were made,
        whichever is larger: nobody who was promised the larger one is shown among fewer. Ballots that
        are fewer can never be shown, and are deleted: among so few, mixed or not, a receipt that
        somebody shows is as good as their ballot. Their receipts stay, so that a vote that is sent
        again is known.
        """
        await self._end_voting(survey, minimum_group)
        async with self._database.transaction() as connection, driver_of(connection) as driver:
            id_, _, is_sealed = await _locked(driver, survey)
            if not is_sealed:
                await _take_back(connection, id_)  # should any have been made in between
                await driver.execute(REWRITE, {"box": id_})
                await driver.execute(SEAL, {"box": id_, "minimum_group": minimum_group})
            counted = await driver.execute(COUNTED, (id_,))
            cast, has_result = await counted.fetchone() or (0, False)
            if not has_result:
                return Sealed(cast=cast)
            return Sealed(cast=cast, tally=await _tally(driver, id_))

    async def asked(self, token: str) -> tuple[SurveyId, tuple[str, ...]] | None:
        """Which survey a token is for, and its questions; None for one that was used, or never was."""
        async with self._database.driver() as driver:
            found = await driver.execute(ASKED, (hash_of(token),))
            row = await found.fetchone()
        if row is None:
            return None
        campaign, unit, step, round_, questions = row
        survey = SurveyId(campaign=campaign, unit=unit, step=step, round=round_)
        return survey, tuple(json.loads(questions))

    async def turnout(self, survey: SurveyId) -> Turnout:
        """How many ballots of a survey were given out, and how many were cast."""
        async with self._database.driver() as driver:
            found = await driver.execute(TURNOUT, survey.model_dump())
            issued, cast = await found.fetchone() or (0, 0)
            return Turnout(issued=issued, cast=cast)

    async def sealed_ballots(
        self, survey: SurveyId
    ) -> tuple[tuple[str, ...], tuple[Ballot, ...]] | None:
        """Receipts and ballots, each in an order that tells nothing; None while there is no result."""
        async with self._database.driver() as driver:
            found = await driver.execute(
                b"SELECT id, kept >= minimum_group AND is_sealed" + OF_SURVEY, survey.model_dump()
            )
            id_, has_result = await found.fetchone() or (None, False)
            if not has_result:
                return None
            receipts = await driver.execute(
                b"SELECT receipt FROM survey_receipts WHERE box = %s ORDER BY receipt", (id_,)
            )
            ballots = await driver.execute(
                b"SELECT grades FROM survey_ballots WHERE box = %s ORDER BY grades", (id_,)
            )
            return (
                tuple([receipt async for (receipt,) in receipts]),
                tuple([json.loads(grades) async for (grades,) in ballots]),
            )

    async def _end_voting(self, survey: SurveyId, minimum_group: int) -> None:
        """Make void what nobody has used: who comes now is told at once, not when all is mixed."""
        async with self._database.transaction() as connection, driver_of(connection) as driver:
            await driver.execute(
                NEW_BOX,
                {
                    **survey.model_dump(),
                    "questions": "[]",
                    "minimum_group": minimum_group,
                    "until": "-infinity",
                    "ballots": 0,
                },
            )
            id_, _, _ = await _locked(driver, survey)
            # Whoever is voting at this moment holds the token's row: this waits, and counts it.
            await _take_back(connection, id_)

    def _mix(self, box: Any, minimum_group: int) -> None:
        """Mix a box beside, where it is time; the ballot that gave rise to it is cast already."""
        mixing = asyncio.create_task(self._mix_if_due(box, minimum_group), name="survey-mixing")
        self._mixing.add(mixing)
        mixing.add_done_callback(self._mixing.discard)

    async def _mix_if_due(self, box: Any, minimum_group: int) -> None:
        # What mixes the ballots may be left to a later one.
        with suppress(DatabaseUnavailable):
            await self._rewrite_if_due(box, minimum_group)

    async def _rewrite_if_due(self, box: Any, minimum_group: int) -> None:
        async with self._database.transaction() as connection, driver_of(connection) as driver:
            mine = await driver.execute(
                b"SELECT kept FROM survey_boxes WHERE id = %s FOR UPDATE SKIP LOCKED", (box,)
            )
            row = await mine.fetchone()
            if row is None:
                return
            counted = await driver.execute(
                b"SELECT count(*) FROM survey_staging WHERE box = %s", (box,)
            )
            (staged,) = await counted.fetchone() or (0,)
            if staged >= max(minimum_group, row[0] // _REWRITTEN_SHARE):
                await driver.execute(REWRITE, {"box": box})


async def _take_back(connection: AsyncConnection, box: Any) -> int:
    """Make void the tokens that nobody has used, and what was read from their ballots; how many."""
    tokens = await connection.execute(delete(SURVEY_TOKENS).where(SURVEY_TOKENS.c.box == box))
    await connection.execute(delete(SURVEY_PAPER).where(SURVEY_PAPER.c.box == box))
    return tokens.rowcount


async def _locked(driver: Driver[Any], survey: SurveyId) -> tuple[Any, int, bool]:
    found = await driver.execute(
        b"SELECT id, issued, is_sealed" + OF_SURVEY + b"FOR UPDATE", survey.model_dump()
    )
    row: tuple[Any, int, bool] | None = await found.fetchone()
    if row is None:
        raise LookupError("the box was there a moment ago")
    return row


async def _tally(driver: Driver[Any], box: Any) -> Tally:
    counts: dict[str, dict[str, int]] = {}
    async for question, grade, count in await driver.execute(TALLY, (box,)):
        counts.setdefault(question, {})[grade] = count
    return {
        question: GradeCounts(**of_question) for question, of_question in sorted(counts.items())
    }
