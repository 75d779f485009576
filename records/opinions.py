"""Opinions: what people say to a unit, in the one place where it is kept.

No row tells who, by what machine, or when beyond the day; ids are drawn at random, and lists are in
their order.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from records.database import Database
from records.errors import IntakeFull, SolicitationShut, UnknownOpinions
from records.opinion_tables import OPINIONS, SOLICITATIONS
from records.owned_problems import owned_problems, problems_behind
from schemas.effects import CountOpinions, OpinionsCounted
from schemas.opinions import (
    NewOpinion,
    Opinion,
    OpinionId,
    OpinionPage,
    OwnedProblem,
    SolicitationKey,
    Topic,
    TopicCount,
)

_NEW: Final = TypeAdapter(list[dict[str, Any]])

_ADD: Final = b"""
    INSERT INTO opinions (id, campaign, unit, step, round, channel, day, text, topic)
    SELECT id, campaign, unit, step, round, channel, day, text, topic
    FROM jsonb_populate_recordset(NULL::opinions, %s)
    ON CONFLICT (id) DO NOTHING
"""


class Opinions:
    """Opinions and problems. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        solicitation: SolicitationKey,
        opinions: Sequence[tuple[OpinionId, NewOpinion]],
        *,
        at_most: int | None = None,
    ) -> None:
        """Take in opinions, all or none; one whose id is there already is left as it is.

        `at_most` is how many may come on the day of the first, by its channel, beside those that are
        there already; whoever counts so waits for the others.

        Raises:
            SolicitationShut: it takes in none.
            IntakeFull: no more may come that day.
        """
        key = solicitation.model_dump()
        rows = [{**key, "id": id_, **one.model_dump(mode="json")} for id_, one in opinions]
        is_alone = at_most is not None
        async with self._intake(solicitation, is_alone=is_alone) as connection:
            if at_most is not None:
                _, first = opinions[0]
                others = OPINIONS.c.id.not_in([id_ for id_, _ in opinions])
                here = and_(_of(solicitation), OPINIONS.c.day == first.day, others)
                come = select(func.count()).where(here, OPINIONS.c.channel == first.channel)
                if (await connection.scalar(come) or 0) + len(opinions) > at_most:
                    raise IntakeFull(at_most)
            await connection.exec_driver_sql(_ADD.decode(), (_NEW.dump_json(rows).decode(),))

    async def merge(
        self, solicitation: SolicitationKey, into: OpinionId, same: Sequence[OpinionId]
    ) -> None:
        """Note that opinions say the same as another one.

        Raises:
            SolicitationShut: they are counted already.
            UnknownOpinions: they are not of this solicitation, or `into` is merged itself.
        """
        others = [id_ for id_ in same if id_ != into]
        async with self._intake(solicitation, is_alone=True) as connection:
            free = select(OPINIONS.c.id).where(_of(solicitation), OPINIONS.c.merged_into.is_(None))
            if await connection.scalar(free.where(OPINIONS.c.id == into)) is None:
                raise UnknownOpinions((into,))
            await _change(connection, solicitation, others, merged_into=into)
            # Whatever was merged into one of them says the same too.
            await connection.execute(
                update(OPINIONS)
                .where(_of(solicitation), OPINIONS.c.merged_into.in_(others))
                .values(merged_into=into)
            )

    async def set_topic(
        self, solicitation: SolicitationKey, topic: Topic, ids: Sequence[OpinionId]
    ) -> None:
        """Note what opinions are about.

        Raises:
            SolicitationShut: they are counted already.
            UnknownOpinions: they are not of this solicitation.
        """
        async with self._intake(solicitation, is_alone=False) as connection:
            await _change(connection, solicitation, ids, topic=topic)

    async def count(self, effect: CountOpinions) -> OpinionsCounted:
        """How many opinions came by each channel, and how many say the same as another."""
        solicitation = _key(effect)
        by_channel = (
            select(OPINIONS.c.channel, func.count(), func.count(OPINIONS.c.merged_into))
            .where(_of(solicitation))
            .group_by(OPINIONS.c.channel)
            .order_by(OPINIONS.c.channel)
        )
        async with self._database.statements() as connection:
            counted = (await connection.execute(by_channel)).all()
        return OpinionsCounted(
            effect=effect,
            by_channel={channel: count for channel, count, _ in counted},
            merged=sum(merged for _, _, merged in counted),
        )

    async def page(
        self,
        solicitation: SolicitationKey,
        *,
        topic: Topic | None = None,
        after: OpinionId | None = None,
        limit: int = 50,
    ) -> OpinionPage:
        """A page of opinions, all or those about a topic; `after` is the page before's `next`."""
        columns = [OPINIONS.c[name] for name in Opinion.model_fields if name != "problems"]
        statement = select(*columns).where(_of(solicitation)).order_by(OPINIONS.c.id)
        if topic is not None:
            statement = statement.where(OPINIONS.c.topic == topic)
        if after is not None:
            statement = statement.where(OPINIONS.c.id > after)
        async with self._database.statements() as connection:
            found = (await connection.execute(statement.limit(limit + 1))).mappings().all()
            ids = [row["id"] for row in found]
            of = problems_behind(solicitation.campaign, solicitation.unit, ids)
            behind = {row.id: tuple(row.problems) for row in await connection.execute(of)}
        opinions = [
            Opinion.model_validate({**row, "problems": behind.get(row["id"], ())}) for row in found
        ]
        is_last = len(opinions) <= limit
        return OpinionPage(
            opinions=tuple(opinions[:limit]), next=None if is_last else opinions[limit - 1].id
        )

    async def problems(self, campaign: str, unit: str) -> tuple[OwnedProblem, ...]:
        """The problems that a unit has owned up to, by number."""
        async with self._database.statements() as connection:
            found = await connection.execute(owned_problems(campaign, unit))
            return tuple(OwnedProblem.model_validate(dict(row)) for row in found.mappings())

    async def topics(self, campaign: str, unit: str) -> tuple[TopicCount, ...]:
        """How many opinions were about what, of each solicitation of a unit that is closed."""
        key = ("campaign", "unit", "step", "round")
        of_solicitation = and_(*(SOLICITATIONS.c[name] == OPINIONS.c[name] for name in key))
        columns = [OPINIONS.c[name] for name in ("step", "round", "topic")]
        statement = (
            select(*columns, func.count().label("opinions"))
            .join(SOLICITATIONS, of_solicitation)
            .where(OPINIONS.c.campaign == campaign, OPINIONS.c.unit == unit)
            .where(SOLICITATIONS.c.status == "closed")
            .group_by(*columns)
        )
        async with self._database.statements() as connection:
            found = (await connection.execute(statement)).mappings()
            counts = [TopicCount.model_validate(dict(row)) for row in found]
        return tuple(
            sorted(counts, key=lambda one: (one.step, one.round, one.topic or "\U0010ffff"))
        )

    @asynccontextmanager
    async def _intake(
        self, solicitation: SolicitationKey, *, is_alone: bool
    ) -> AsyncIterator[AsyncConnection]:
        """A transaction before whose end the solicitation cannot end: nothing comes uncounted."""
        status = (
            select(SOLICITATIONS.c.status)
            .where(*(SOLICITATIONS.c[name] == value for name, value in solicitation))
            .with_for_update(read=not is_alone)
        )
        async with self._database.transaction() as connection:
            if await connection.scalar(status) != "open":
                raise SolicitationShut(solicitation.unit, solicitation.step)
            yield connection


async def _change(
    connection: AsyncConnection,
    solicitation: SolicitationKey,
    ids: Sequence[OpinionId],
    **values: str,
) -> None:
    changed = await connection.scalars(
        update(OPINIONS)
        .where(_of(solicitation), OPINIONS.c.id.in_(ids))
        .values(**values)
        .returning(OPINIONS.c.id)
    )
    unknown = set(ids) - set(changed)
    if unknown:
        raise UnknownOpinions(sorted(unknown))


def _of(solicitation: SolicitationKey) -> Any:
    return and_(*(OPINIONS.c[name] == value for name, value in solicitation))


def _key(effect: CountOpinions) -> SolicitationKey:
    return SolicitationKey.model_validate(effect.model_dump(exclude={"kind"}))
