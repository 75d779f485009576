"""Batches of a programme: which came before, and which units they have finished."""

from collections.abc import Collection

from sqlalchemy import Integer, cast, select

from records.database import Database
from records.tables import CAMPAIGNS, IS_COUNTED, JOURNAL, PLANS, UNITS
from schemas.programme import EarlierUnit, Programme, take_over_prefix


class Programmes:
    """Reads across campaigns of one programme. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def earlier_batches(
        self, programme: Programme, *, with_rehearsals: bool
    ) -> tuple[str, ...]:
        """The campaigns of the batches before this one, the first batch first."""
        own = PLANS.c.plan["programme"]
        batch = cast(own["batch"].astext, Integer)
        statement = (
            select(CAMPAIGNS.c.code)
            .join(PLANS, PLANS.c.digest == CAMPAIGNS.c.plan_digest)
            .where(own["id"].astext == programme.id, batch < programme.batch)
            .order_by(batch, CAMPAIGNS.c.created_at, CAMPAIGNS.c.code)
        )
        if not with_rehearsals:
            statement = statement.where(~CAMPAIGNS.c.is_rehearsal)
        async with self._database.statements() as connection:
            return tuple(await connection.scalars(statement))

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

    async def taken_over(self, source: str, unit: str) -> list[tuple[str, tuple[int, ...]]]:
        """Which items of a unit in `source` were taken over, by the campaign that has them now.

        What was only rehearsed was taken over by nobody.
        """
        prefix = take_over_prefix(source)
        statement = (
            select(JOURNAL.c.campaign, JOURNAL.c.command)
            .join(CAMPAIGNS, CAMPAIGNS.c.code == JOURNAL.c.campaign)
            .where(
                ~CAMPAIGNS.c.is_rehearsal,
                JOURNAL.c.unit == unit,
                JOURNAL.c.kind == "item_added",
                JOURNAL.c.command.startswith(prefix, autoescape=True),
            )
            .order_by(JOURNAL.c.campaign, JOURNAL.c.revision)
        )
        taken: dict[str, list[int]] = {}
        async with self._database.statements() as connection:
            for campaign, command in await connection.execute(statement):
                number = command.removeprefix(prefix)
                if number.isdecimal():
                    taken.setdefault(campaign, []).append(int(number))
        return [(campaign, tuple(numbers)) for campaign, numbers in taken.items()]
