"""Who takes part, over all units: the list of their steps of mobilisation, and what it comes to."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from records.cursors import from_unit_on, step_cursor
from records.database import Database
from records.participation_lines import (
    CATEGORIES,
    SHOWN,
    codes_of,
    conditions_of,
    is_short,
    is_unjudged,
    lines_of,
    ordered_lines,
)
from records.sets import by_set, columns_of_sets, grouping_by_set
from records.tables import UNITS
from schemas.participation import (
    CategoryFigures,
    ParticipationFigures,
    ParticipationFilter,
    ParticipationLine,
    ParticipationPage,
    ParticipationRollup,
)

_OF_A_CATEGORY: Final = ("members", "reached", "explained", "excused")
_ALL: Final = ParticipationFilter()
_MORE: Final = 4
"""How many times as many units are looked at where those before had too few lines."""


class Participations:
    """Reads who takes part in a campaign. Every call may raise DatabaseUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self,
        campaign: str,
        chosen: ParticipationFilter = _ALL,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> ParticipationPage:
        """A page of the units' steps by unit and step; `after` is the `next` of the page before.

        Raises:
            MalformedCursor: `after` is no page's `next`.
        """
        async with self._database.moment() as connection:
            lines = await _read_on(connection, campaign, chosen, after, limit + 1)
        page = tuple(lines[:limit])
        last = page[-1] if len(lines) > limit else None
        return ParticipationPage(
            lines=page, next=None if last is None else step_cursor(last.unit, last.step)
        )

    async def rollup(
        self, campaign: str, chosen: ParticipationFilter = _ALL
    ) -> ParticipationRollup:
        """What the lines that are chosen come to."""
        async with self._database.statements() as connection:
            return await read_participation(connection, campaign, chosen)


async def read_participation(
    connection: AsyncConnection, campaign: str, chosen: ParticipationFilter = _ALL
) -> ParticipationRollup:
    """The roll-up as it is at the connection's moment."""
    line = lines_of(campaign, chosen).c
    statement = (
        select(*columns_of_sets(line), *_sums(line))
        .where(*conditions_of(line, chosen))
        .group_by(grouping_by_set(line))
    )
    city, sets = by_set(await connection.execute(statement), _figures)
    return ParticipationRollup(
        city=city or ParticipationFigures(),
        **{f"by_{name}": figures for name, figures in sets.items()},
    )


async def read_participation_lines(
    connection: AsyncConnection, campaign: str, chosen: ParticipationFilter
) -> tuple[ParticipationLine, ...]:
    """All lines that are chosen as they are at the connection's moment, by unit and step."""
    found = await connection.execute(ordered_lines(campaign, chosen))
    return tuple(map(_line, found))


async def _read_on(
    connection: AsyncConnection,
    campaign: str,
    chosen: ParticipationFilter,
    after: str | None,
    count: int,
) -> list[ParticipationLine]:
    """So many lines after the end of a page, if there are.

    Nothing is taken out of the states of units that come after them: as many units are looked at as
    lines are wanted, and ever more where few of them have a line that is.
    """
    lines = list[ParticipationLine]()
    asked, statement = count, codes_of(campaign, chosen)
    if after is not None:
        statement = statement.where(from_unit_on(UNITS.c.code, after))
    while codes := (await connection.scalars(statement.limit(asked))).all():
        several = and_(UNITS.c.code >= codes[0], UNITS.c.code <= codes[-1])
        of_them = ordered_lines(campaign, chosen, after, several).limit(count - len(lines))
        lines += map(_line, await connection.execute(of_them))
        if len(lines) == count or len(codes) < asked:
            break
        asked *= _MORE
        statement = codes_of(campaign, chosen).where(UNITS.c.code > codes[-1])
    return lines


def _line(row: Row[Any]) -> ParticipationLine:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return ParticipationLine.model_validate(
        {
            **{name: values[name] for name in (*SHOWN, "coverage", "members", "reached")},
            "floating": values["members_floating"],
            "floating_reached": values["reached_floating"],
            "lacking": tuple(one for one in CATEGORIES if values[f"short_{one}"]),
            **{said: _counts_of(values, said) for said in ("explained", "excused")},
            "done_at": values["done_at"],
        }
    )


def _counts_of(values: Any, said: str) -> dict[str, int]:
    return {one: values[f"{said}_{one}"] for one in CATEGORIES if values[f"{said}_{one}"]}


def _sums(line: Any) -> Iterable[ColumnElement[Any]]:
    yield func.count().label("steps")
    for name, condition in (
        ("begun", line.begun),
        ("short", is_short(line)),
        ("unjudged", is_unjudged(line)),
        *((f"short_{one}", line[f"short_{one}"]) for one in CATEGORIES),
    ):
        yield func.count().filter(condition).label(name)
    for name in (
        "members",
        "reached",
        *(f"{what}_{one}" for what in _OF_A_CATEGORY for one in CATEGORIES),
    ):
        yield func.coalesce(func.sum(line[name]), 0).label(name)


def _figures(row: Row[Any]) -> ParticipationFigures:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return ParticipationFigures(
        **{name: values[name] for name in ParticipationFigures.model_fields if name in values},
        by_category={
            one: CategoryFigures(
                **{name: values[f"{name}_{one}"] for name in CategoryFigures.model_fields}
            )
            for one in CATEGORIES
        },
    )
