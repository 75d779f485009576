"""Batches of a programme: which units an earlier one has finished."""

from collections.abc import Collection

from sqlalchemy import Integer, cast, select

from records.database import Database
from records.tables import CAMPAIGNS, IS_COUNTED, PLANS, UNITS
from schemas.programme import EarlierUnit, Programme


class Programmes:
    """Reads across campaigns of one programme. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def finished_before(
        self, programme: Programme, units: Collection[str]
    ) -> tuple[EarlierUnit, ...]:
        """Those of the given codes that a batch before this one has finished, rehearsals aside.

        The offices of counties and city go through every batch, and are not among them.
        A unit that several have finished stands there with each; by code, the last batch first.
        """
        own = PLANS.c.plan["programme"]
        batch = cast(own["batch"].astext, Integer)
        statement = (
            select(
                UNITS.c.code.label("unit"),
                UNITS.c.campaign,
                batch.label("batch"),
                UNITS.c.finished_at,
            )
            .join(CAMPAIGNS, CAMPAIGNS.c.code == UNITS.c.campaign)
            .join(PLANS, PLANS.c.digest == CAMPAIGNS.c.plan_digest)
            .where(
                ~CAMPAIGNS.c.is_rehearsal,
                own["id"].astext == programme.id,
                batch < programme.batch,
                UNITS.c.finished_at.is_not(None),
                UNITS.c.code.in_(units),
                IS_COUNTED,
            )
            .order_by(UNITS.c.code, batch.desc(), UNITS.c.campaign)
        )
        async with self._database.statements() as connection:
            found = await connection.execute(statement)
            return tuple(EarlierUnit(**row._mapping) for row in found)  # noqa: SLF001
