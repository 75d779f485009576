"""Which notices are due, to whom they go, and over which channel.

Who is away is written to by way of the substitute, whom nobody stands in for. A rung's channel goes
before the recipient's own, where there is such a channel.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from psycopg import AsyncConnection
from psycopg.rows import class_row
from psycopg.sql import SQL

from schemas.dispatch import Lane

Key = tuple[str, str]
"""A person, by campaign and id."""


@dataclass(frozen=True, slots=True)
class Due:
    """A notice that is due, and to whom it goes."""

    id: int
    campaign: str
    recipient: str
    is_urgent: bool
    say_at: datetime

    @property
    def key(self) -> Key:
        """Who gets it."""
        return self.campaign, self.recipient


@dataclass(frozen=True, slots=True)
class _Hearer:
    """Somebody whose notices go to `recipient` at present, with the campaign's time."""

    campaign: str
    id: str
    recipient: str
    channel: str
    now: datetime


async def oldest_due(
    driver: AsyncConnection[Any], now: datetime, lane: Lane, limit: int
) -> list[Due]:
    """The notices that are due on a lane, what is urgent first, then what has waited longest."""
    async with driver.cursor(row_factory=class_row(Due)) as cursor:
        await cursor.execute(_OLDEST, {**_parameters(now, lane), "limit": limit})
        return await cursor.fetchall()


async def due_to(
    driver: AsyncConnection[Any], now: datetime, lane: Lane, keys: Collection[Key]
) -> list[Due]:
    """All that is due on a lane to the given people."""
    if not keys:
        return []
    hearers: dict[Key, _Hearer] = {}
    people: dict[tuple[str, datetime], list[str]] = defaultdict(list)
    for hearer in await _hearers(driver, now, lane, keys):
        hearers[hearer.campaign, hearer.id] = hearer
        people[hearer.campaign, hearer.now].append(hearer.id)
    found = []
    for (campaign, its_now), ids in people.items():
        rows = await driver.execute(_OF, (campaign, ids, its_now))
        async for id_, person, channel, is_urgent, say_at in rows:
            hearer = hearers[campaign, person]
            if lane.channel == (channel if channel in lane.channels else hearer.channel):
                found.append(Due(id_, campaign, hearer.recipient, is_urgent, say_at))
    return found


async def lock_due(driver: AsyncConnection[Any], ids: Collection[int]) -> set[int]:
    """Lock notices that still wait; what somebody else has locked is left to them."""
    if not ids:
        return set()
    rows = await driver.execute(_LOCK, (list(ids),))
    return {id_ async for (id_,) in rows}


async def _hearers(
    driver: AsyncConnection[Any], now: datetime, lane: Lane, keys: Collection[Key]
) -> list[_Hearer]:
    """Those whose notices go to the given people."""
    async with driver.cursor(row_factory=class_row(_Hearer)) as cursor:
        await cursor.execute(
            _HEARERS,
            {
                **_parameters(now, lane),
                "campaigns": [campaign for campaign, _ in keys],
                "recipients": [recipient for _, recipient in keys],
            },
        )
        return await cursor.fetchall()


def _parameters(now: datetime, lane: Lane) -> dict[str, Any]:
    return {"now": now, "channel": lane.channel, "channels": list(lane.channels)}


_SUBSTITUTE: Final = SQL("""
    LEFT JOIN people AS s ON s.campaign = p.campaign AND s.id = p.substitute
        AND ((%(now)s + c.clock_offset) AT TIME ZONE c.timezone)::date
            BETWEEN p.away_from AND p.away_until
""")

_WAITS: Final = SQL("n.message IS NULL AND n.void_at IS NULL AND n.person IS NOT NULL")

_GOES_HERE: Final = SQL("""
    CASE WHEN n.channel = ANY(%(channels)s) THEN n.channel
    ELSE coalesce(s.channel, p.channel) END = %(channel)s
""")

_OLDEST: Final = (
    SQL("""
    SELECT due.id, c.code AS campaign, due.recipient, pace.is_urgent, due.say_at
    FROM campaigns AS c
    CROSS JOIN (VALUES (true), (false)) AS pace (is_urgent)
    CROSS JOIN LATERAL (
        SELECT n.id, n.say_at, coalesce(s.id, p.id) AS recipient
        FROM notices AS n
        JOIN people AS p ON p.campaign = n.campaign AND p.id = n.person
        {substitute}
        WHERE n.campaign = c.code AND n.is_urgent = pace.is_urgent
            AND n.say_at <= %(now)s + c.clock_offset AND {waits} AND {goes_here}
        ORDER BY n.say_at, n.id
        LIMIT %(limit)s
    ) AS due
    ORDER BY pace.is_urgent DESC, due.say_at - c.clock_offset, due.id
    LIMIT %(limit)s
    """)
    .format(substitute=_SUBSTITUTE, waits=_WAITS, goes_here=_GOES_HERE)
    .as_bytes()
)

_HEARERS: Final = (
    SQL("""
    SELECT p.campaign, p.id, coalesce(s.id, p.id) AS recipient,
        coalesce(s.channel, p.channel) AS channel, %(now)s + c.clock_offset AS now
    FROM unnest(%(campaigns)s::text[], %(recipients)s::text[]) AS given (campaign, recipient)
    JOIN campaigns AS c ON c.code = given.campaign
    JOIN people AS p ON p.campaign = c.code
        AND (p.id = given.recipient OR p.substitute = given.recipient)
    {substitute}
    WHERE coalesce(s.id, p.id) = given.recipient
    """)
    .format(substitute=_SUBSTITUTE)
    .as_bytes()
)

# Of one table alone: in a storm there are no statistics yet by which a join would be planned well.
_OF: Final = (
    SQL("""
    SELECT n.id, n.person, n.channel, n.is_urgent, n.say_at FROM notices AS n
    WHERE n.campaign = %s AND n.person = ANY(%s) AND n.say_at <= %s AND {waits}
    """)
    .format(waits=_WAITS)
    .as_bytes()
)

_LOCK: Final = (
    SQL("SELECT id FROM notices AS n WHERE id = ANY(%s) AND {waits} FOR UPDATE SKIP LOCKED")
    .format(waits=_WAITS)
    .as_bytes()
)
