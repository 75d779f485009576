"""Casting one ballot: a token is spent and its ballot staged, in one statement."""

import json
import secrets
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final, Literal

from psycopg import AsyncConnection as Driver

from records.survey_statements import KNOWN_RECEIPT, PAPER, VOTE
from schemas.survey import Ballot

_TOKEN_BYTES: Final = 10
"""Eighty bits: as many as nobody guesses, and as few as somebody types."""

Cast = Literal["cast", "not_valid", "over", "incomplete", "receipt_taken"]
"""What came of a vote: why it was not taken, if it was not.

A token that was used is as unknown as one that never was. Only whoever has it, and has kept it, learns
that it was used, as of any token that is good once. The receipt of another ballot is taken: where a
list has receipts twice, no survey could be counted.
"""


async def cast_ballot(
    driver: Driver[Any], token: str, ballot: Ballot, receipt: str, *, on_paper: bool = False
) -> tuple[Any, int, int] | Cast:
    """Spend a token and stage its ballot; the box, how many ballots it keeps, its minimum group.

    What was voted in time `on_paper` may be entered until the box is sealed.
    """
    cast = await driver.execute(
        VOTE,
        {
            "hash": hash_of(token),
            "questions": questions_json(ballot),
            "grades": ballot_json(ballot),
            "receipt": receipt,
            "on_paper": on_paper,
        },
    )
    row: tuple[Any, int, int] | None = await cast.fetchone()
    return row or await why_refused(driver, token, ballot, receipt, on_paper=on_paper)


async def why_refused(
    driver: Driver[Any], token: str, ballot: Ballot, receipt: str, *, on_paper: bool
) -> Cast:
    """Why a ballot cannot be cast; `cast` where nothing speaks against it, or where one is cast.

    That one has the same receipt. Whether it had the same token, nobody can know: that one is gone.
    """
    known = await driver.execute(KNOWN_RECEIPT, {"receipt": receipt})
    (is_known,) = await known.fetchone() or (False,)
    asked = await driver.execute(PAPER, (hash_of(token),))
    row = await asked.fetchone()
    if row is None:
        return "cast" if is_known else "not_valid"
    if not (row[1] or on_paper):
        return "over"
    if is_known:
        return "receipt_taken"
    return "cast" if json.loads(row[0]) == sorted(ballot) else "incomplete"


def new_code() -> str:
    """A token or a receipt that nobody has."""
    return b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode().lower()


def hash_of(token: str) -> str:
    """How a token is kept, however it is typed."""
    return sha256(token.strip().lower().replace("-", "").encode(errors="replace")).hexdigest()


def ballot_json(ballot: Ballot) -> str:
    """A ballot as it is kept."""
    return json.dumps(ballot, sort_keys=True)


def questions_json(questions: Iterable[str]) -> str:
    """Questions as they are kept: in an order that does not depend on who asks or answers."""
    return json.dumps(sorted(questions))
