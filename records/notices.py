"""Notices: what is to be said to people, written once for each of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from psycopg.sql import SQL, Identifier
from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database, driver_of
from records.tables import NOTICES
from schemas.notice import DigestNotice

HEARERS: Final = SQL("""
    CROSS JOIN LATERAL (
        VALUES (split_part(new.audience, ':', 1), split_part(new.audience, ':', 2))
    ) AS audience (role, id)
    LEFT JOIN LATERAL (
        SELECT id FROM people
        WHERE campaign = new.campaign AND id = audience.id AND audience.role = 'coordinator'
        UNION ALL
        SELECT id FROM people
        WHERE campaign = new.campaign AND role = audience.role AND scope = audience.id
        UNION ALL
        SELECT id FROM people
        WHERE campaign = new.campaign AND role = audience.role AND audience.role = 'city'
    ) AS hearer ON true
""")
"""Joins what is `new` with the people whom it is for, by id: a coordinator by name, else all of that
role for the group or district, or for the city. Where nobody is registered the id is NULL."""

_ADOPT: Final = (
    SQL("""
    WITH heard AS (
        SELECT new.*, hearer.id AS hearer FROM notices AS new
        {hearers}
        WHERE new.campaign = %(campaign)s AND new.person IS NULL AND new.void_at IS NULL
            AND new.at > %(since)s AND hearer.id IS NOT NULL
    ), gone AS (
        DELETE FROM notices WHERE id IN (SELECT id FROM heard)
    )
    INSERT INTO notices ({columns}, person) SELECT {columns}, hearer FROM heard
    """)
    .format(
        hearers=HEARERS,
        columns=SQL(", ").join(
            Identifier(column.name)
            for column in NOTICES.columns
            if column.name not in {"id", "person"}
        ),
    )
    .as_bytes()
)

_PUT: Final = (
    SQL("""
    INSERT INTO notices (campaign, audience, kind, person, at, is_urgent, say_at, day, body)
    SELECT
        new.campaign, new.audience, new.kind, hearer.id, new.at, false, new.say_at, new.day,
        new.body
    FROM jsonb_to_record(%s::jsonb) AS new (
        campaign text, audience text, kind text, at timestamptz, say_at timestamptz, day date,
        body jsonb
    )
    {hearers}
    ON CONFLICT DO NOTHING
    """)
    .format(hearers=HEARERS)
    .as_bytes()
)


class Notices:
    """What is said beside the journals. May raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, digest: DigestNotice) -> None:
        """Have a day's digest said to its audience; the same day's again changes nothing."""
        async with self._database.driver() as driver:
            await driver.execute(_PUT, (digest.model_dump_json(),))


async def adopt_notices(connection: AsyncConnection, campaign: str, since: datetime) -> None:
    """Give what has come up since then and was for nobody to those who are registered by now."""
    async with driver_of(connection) as driver:
        await driver.execute(_ADOPT, {"campaign": campaign, "since": since})


async def set_notices(
    connection: AsyncConnection, column: str, kind: str, values: Mapping[int, object]
) -> None:
    """Set a column, of the given type, of notices by their ids."""
    if not values:
        return
    statement = SQL("""
        UPDATE notices SET {column} = new.value
        FROM unnest(%s::bigint[], %s::{kind}[]) AS new (id, value)
        WHERE notices.id = new.id
    """).format(column=Identifier(column), kind=SQL(kind))
    async with driver_of(connection) as driver:
        await driver.execute(statement, (list(values), list(values.values())))
