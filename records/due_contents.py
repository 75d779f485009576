"""What due notices say: with the entries that they tell of, and the units as they stand."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Row, and_, any_, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.rulebooks import Rulebooks
from records.tables import JOURNAL, NOTICES, UNITS
from schemas.actor import Actor
from schemas.dispatch import DueDigest, DueNotice
from schemas.events import Entry
from schemas.notice import DigestNotice, Notice
from schemas.state import UnitState
from schemas.target import Target
from schemas.unit_rules import UnitRules


@dataclass(frozen=True, slots=True)
class Content:
    """What is said to a person, by id."""

    person: str
    said: DueNotice | DueDigest


async def fetch_contents(
    connection: AsyncConnection, rulebooks: Rulebooks, ids: Collection[int]
) -> dict[int, Content]:
    """What the notices of these ids say. Of one unit all have the same object as its state."""
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
        .outerjoin(
            UNITS, and_(UNITS.c.campaign == NOTICES.c.campaign, UNITS.c.code == NOTICES.c.unit)
        )
        .where(NOTICES.c.id == any_(literal(list(ids), ARRAY(BigInteger))))
    )
    rows = found.all()
    units = {(row.campaign, row.unit): (row.rules, row.state) for row in rows if row.unit}
    states = dict(zip(units, await rulebooks.put_together(connection, units.values()), strict=True))
    return {
        row.id: Content(
            row.person,
            _digest(row) if row.unit is None else _notice(row, states[row.campaign, row.unit]),
        )
        for row in rows
    }


async def fetch_usual_rules(
    connection: AsyncConnection, rulebooks: Rulebooks, campaign: str
) -> UnitRules | None:
    """The rules of a campaign's first unit, for what comes from no unit; None without units."""
    found = await connection.execute(
        select(UNITS.c.rules, UNITS.c.state)
        .where(UNITS.c.campaign == campaign)
        .order_by(UNITS.c.code)
        .limit(1)
    )
    states = await rulebooks.put_together(connection, [tuple(row) for row in found])
    return states[0].rules if states else None


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
