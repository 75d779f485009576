"""The amendments of campaigns: what is in force for units that come later."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database
from records.errors import AmendedMeanwhile
from records.tables import AMENDMENTS, CAMPAIGNS
from schemas.amendment import Amendment
from schemas.unit_rules import AmendmentId


class Amendments:
    """Amendments by campaign. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(
        self, campaign: str, id_: AmendmentId, amendment: Amendment, at: datetime
    ) -> None:
        """Note an amendment as in force; one of the same id is there already, and stays.

        Whoever adds units meanwhile is made to wait, and then to look at it.
        """
        async with self._database.transaction() as connection:
            await connection.execute(
                select(CAMPAIGNS.c.code).where(CAMPAIGNS.c.code == campaign).with_for_update()
            )
            await connection.execute(
                insert(AMENDMENTS).on_conflict_do_nothing(),
                {
                    "campaign": campaign,
                    "id": id_,
                    "at": at,
                    "body": amendment.model_dump_json(),
                },
            )

    async def all(self, campaign: str) -> tuple[Amendment, ...]:
        """The amendments of a campaign, oldest first."""
        async with self._database.statements() as connection:
            return await fetch_amendments(connection, campaign)


async def fetch_amendments(connection: AsyncConnection, campaign: str) -> tuple[Amendment, ...]:
    """The amendments of a campaign, oldest first."""
    found = await connection.scalars(
        select(AMENDMENTS.c.body)
        .where(AMENDMENTS.c.campaign == campaign)
        .order_by(AMENDMENTS.c.number)
    )
    return tuple(Amendment.model_validate_json(body) for body in found)


async def require_no_more(connection: AsyncConnection, campaign: str, count: int) -> None:
    """Keep a campaign as amended as it is until the transaction ends.

    Raises:
        AmendedMeanwhile: it has more than `count` amendments.
    """
    await connection.execute(
        select(CAMPAIGNS.c.code).where(CAMPAIGNS.c.code == campaign).with_for_update(read=True)
    )
    in_force = select(func.count()).where(AMENDMENTS.c.campaign == campaign)
    if await connection.scalar(in_force) != count:
        raise AmendedMeanwhile(campaign)
