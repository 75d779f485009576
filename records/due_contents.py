"""What due notices say: with the entries that they tell of, and the units as they stand."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import structlog
from pydantic import ValidationError
from sqlalchemy import ARRAY, BigInteger, Row, and_, any_, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.rulebooks import Rulebooks
from records.tables import JOURNAL, NOTICES, UNITS, of_its_unit
from schemas.actor import Actor
from schemas.dispatch import DueDigest, DueNotice
from schemas.events import Entry
from schemas.notice import DigestNotice, Notice
from schemas.state import UnitState
from schemas.target import Target

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """What is said to a person, by id."""

    person: str
    said: DueNotice | DueDigest


async def fetch_contents(
    connection: AsyncConnection, rulebooks: Rulebooks, ids: Collection[int]
) -> dict[int, Content]:
    """What the notices of these ids say, as far as they can be read; of the rest the log tells.

    Of one unit all have the same object as its state.
    """
    found = await connection.execute(
        select(
            NOTICES,
            JOURNAL.c.body.label("entry"),
            UNITS.c.rules.label("rules"),
            UNITS.c.state.label("state"),
        )
        .outerjoin(
            JOURNAL,
            and_(
                JOURNAL.c.campaign == NOTICES.c.campaign,
                JOURNAL.c.unit == NOTICES.c.unit,
                JOURNAL.c.revision == NOTICES.c.revision,
            ),
        )
        .outerjoin(UNITS, of_its_unit(NOTICES))
        .where(NOTICES.c.id == any_(literal(list(ids), ARRAY(BigInteger))))
    )
    states: dict[tuple[str, str], UnitState] = {}
    contents = {}
    for row in found.all():
        unit = row.campaign, row.unit
        try:
            if row.unit is not None and unit not in states:
                (states[unit],) = await rulebooks.put_together(connection, [(row.rules, row.state)])
            said = _digest(row) if row.unit is None else _notice(row, states[unit])
        except (ValueError, TypeError) as error:
            log.warning(
                "notice_not_read", campaign=row.campaign, notice=row.id, fault=_fault(error)
            )
        else:
            contents[row.id] = Content(row.person, said)
    return contents


def _fault(error: ValueError | TypeError) -> str:
    """Where something cannot be read and why, without what stands there: that may be private."""
    if not isinstance(error, ValidationError):
        return type(error).__name__
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['type']}"


def _notice(row: Row[Any], state: UnitState) -> DueNotice:
    return DueNotice(
        id=row.id,
        notice=Notice(
            campaign=row.campaign,
            unit=row.unit,
            revision=row.revision,
            at=row.at,
            audience=Actor.parse(row.audience),
            kind=row.kind,
            is_urgent=row.is_urgent,
            say_at=row.say_at,
            day=row.day,
            target=None if row.target is None else Target.parse(row.target),
            due=row.due,
            rung=row.rung,
            channel=row.channel,
        ),
        entry=Entry.model_validate_json(row.entry),
        state=state,
    )


def _digest(row: Row[Any]) -> DueDigest:
    return DueDigest(
        id=row.id,
        digest=DigestNotice(
            campaign=row.campaign,
            audience=Actor.parse(row.audience),
            kind=row.kind,
            at=row.at,
            say_at=row.say_at,
            day=row.day,
            body=json.loads(row.body),
        ),
    )
