"""Who takes part, over all units: the list of their steps of mobilisation, and what it comes to."""

from collections.abc import Iterable
from typing import Any, Final, get_args

from sqlalchemy import (
    CTE,
    ColumnElement,
    DateTime,
    Integer,
    Row,
    Select,
    and_,
    cast,
    column,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from records.bands import percent_number
from records.cursors import after_step, step_cursor
from records.database import Database
from records.lists import chosen_units
from records.sets import SETS, by_set, columns_of_sets, grouping_by_set
from records.tables import IS_COUNTED, RULEBOOKS, UNITS
from schemas.participation import (
    CategoryFigures,
    ParticipationFigures,
    ParticipationFilter,
    ParticipationLine,
    ParticipationPage,
    ParticipationRollup,
)
from schemas.roster import Category
from schemas.state import Standing
from schemas.units import UnitFilter

_CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
_SETTLED: Final = tuple(one for one in _CATEGORIES if one != "floating")
_OF_A_CATEGORY: Final = ("members", "reached", "explained", "excused")
_SHOWN: Final = ("unit", "name", "type", "district", "supervision_group", "track", "step")
_ALL: Final = ParticipationFilter()


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
        statement = _page_lines(campaign, chosen, after).limit(limit + 1)
        async with self._database.statements() as connection:
            lines = [_line(row) for row in await connection.execute(statement)]
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
    line = _lines(campaign, chosen).c
    statement = (
        select(*columns_of_sets(line), *_sums(line))
        .where(*_lacks(line, chosen))
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
    found = await connection.execute(_page_lines(campaign, chosen, None))
    return tuple(map(_line, found))


def _page_lines(campaign: str, chosen: ParticipationFilter, after: str | None) -> Select[Any]:
    line = _lines(campaign, chosen).c
    statement = select(*line).where(*_lacks(line, chosen)).order_by(line.unit, line.step)
    return statement if after is None else statement.where(after_step(line.unit, line.step, after))


def _line(row: Row[Any]) -> ParticipationLine:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return ParticipationLine.model_validate(
        {
            **{name: values[name] for name in (*_SHOWN, "coverage", "members", "reached")},
            "floating": values["members_floating"],
            "floating_reached": values["reached_floating"],
            "lacking": tuple(one for one in _CATEGORIES if values[f"short_{one}"]),
            **{said: _counts_of(values, said) for said in ("explained", "excused")},
            "done_at": values["done_at"],
        }
    )


def _counts_of(values: Any, said: str) -> dict[str, int]:
    return {one: values[f"{said}_{one}"] for one in _CATEGORIES if values[f"{said}_{one}"]}


def _asked(campaign: str) -> CTE:
    """The steps of mobilisation that the rules of a campaign's units know, by track."""
    tracks = func.jsonb_array_elements(RULEBOOKS.c.rules["tracks"])
    track = tracks.table_valued(column("track", JSONB), name="tracks").render_derived()
    wanted: ColumnElement[Any] = literal_column(
        """'$.phases[*].steps[*] ? (@.kind == "mobilization")'::jsonpath"""
    )
    steps = func.jsonb_path_query(track.c.track, wanted)
    step = steps.table_valued(column("step", JSONB), name="steps").render_derived()
    return (
        select(
            RULEBOOKS.c.digest,
            track.c.track["id"].astext.label("track"),
            step.c.step["id"].astext.collate("C").label("step"),
            step.c.step["coverage"].astext.label("coverage"),
        )
        .select_from(RULEBOOKS.join(track, true()).join(step, true()))
        .where(RULEBOOKS.c.digest.in_(select(UNITS.c.rules).where(UNITS.c.campaign == campaign)))
        .cte("asked")
    )


def _taken(campaign: str, chosen: ParticipationFilter) -> CTE:
    """The steps of the units, each with what its unit has made of it; what was brought done is none."""
    asked = _asked(campaign)
    made = func.jsonb_extract_path(UNITS.c.state, "steps", asked.c.step, type_=JSONB)
    units = UnitFilter(
        district=chosen.district, type=chosen.type, supervision_group=chosen.supervision_group
    )
    statement = (
        select(
            UNITS.c.code.label("unit"),
            *(UNITS.c[name] for name in ("name", *SETS, "track", "members", *_CATEGORIES)),
            asked.c.step,
            asked.c.coverage,
            made.label("made"),
        )
        .join(asked, and_(asked.c.digest == UNITS.c.rules, asked.c.track == UNITS.c.track))
        .where(
            chosen_units(campaign, units),
            IS_COUNTED,
            UNITS.c.standing != Standing.WITHDRAWN.value,
            func.coalesce(made["carried"].astext, "false") == "false",
        )
    )
    if chosen.step is not None:
        statement = statement.where(asked.c.step == chosen.step)
    # What is in a unit's state is taken out once, not for every count that is made of it.
    return statement.cte("taken").prefix_with("MATERIALIZED", dialect="postgresql")


def _counted(campaign: str, chosen: ParticipationFilter) -> CTE:
    """The same with the counts of each category: on the roster, reached of them, explained, excused."""
    taken = _taken(campaign, chosen).c
    reached = {one: func.least(_said(taken, "reached", one), taken[one]) for one in _CATEGORIES}
    return select(
        *(taken[name] for name in (*_SHOWN, "coverage", "members")),
        percent_number(taken.coverage).label("least"),
        cast(taken.made["done_at"].astext, DateTime(timezone=True)).label("done_at"),
        func.coalesce(taken.made.has_key("participation"), false()).label("begun"),
        sum((reached[one] for one in _SETTLED), literal_column("0")).label("reached"),
        *(taken[one].label(f"members_{one}") for one in _CATEGORIES),
        *(reached[one].label(f"reached_{one}") for one in _CATEGORIES),
        *(
            _said(taken, said, one).label(f"{said}_{one}")
            for said in ("explained", "excused")
            for one in _CATEGORIES
        ),
    ).cte("counted")


def _lines(campaign: str, chosen: ParticipationFilter) -> CTE:
    """The same, and of each category whether too few take part, as `rules.mobilization.lacking` says."""
    counted = _counted(campaign, chosen)
    line = counted.c
    is_covered = line.reached * 100 >= line.least * line.members
    short = {
        one: (line[f"reached_{one}"] + line[f"excused_{one}"]) * 100
        < line.least * line[f"members_{one}"]
        for one in _CATEGORIES
    }
    return select(
        counted,
        *(
            (short[one] if one == "floating" else and_(~is_covered, short[one])).label(
                f"short_{one}"
            )
            for one in _CATEGORIES
        ),
    ).cte("lines")


def _said(taken: Any, what: str, category: str) -> ColumnElement[int]:
    count = taken.made["participation", what, category].astext
    return func.coalesce(cast(count, Integer), 0)


def _is_short(line: Any) -> ColumnElement[bool]:
    return or_(false(), *(line[f"short_{one}"] for one in _CATEGORIES))


def _is_unjudged(line: Any) -> ColumnElement[bool]:
    return or_(false(), *(line[f"explained_{one}"] > 0 for one in _CATEGORIES))


def _lacks(line: Any, chosen: ParticipationFilter) -> Iterable[ColumnElement[bool]]:
    """What a line is chosen by that only its counts say."""
    if chosen.is_short:
        yield _is_short(line)
    if chosen.is_unjudged:
        yield _is_unjudged(line)


def _sums(line: Any) -> Iterable[ColumnElement[Any]]:
    yield func.count().label("steps")
    for name, condition in (
        ("begun", line.begun),
        ("short", _is_short(line)),
        ("unjudged", _is_unjudged(line)),
        *((f"short_{one}", line[f"short_{one}"]) for one in _CATEGORIES),
    ):
        yield func.count().filter(condition).label(name)
    for name in (
        "members",
        "reached",
        *(f"{what}_{one}" for what in _OF_A_CATEGORY for one in _CATEGORIES),
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
            for one in _CATEGORIES
        },
    )
