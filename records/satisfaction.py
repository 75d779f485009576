"""How satisfied people are, over all units: the list of surveys and polls, and what they come to.

Both are made of what units' states say of their last surveys, and that is what each has shown by
itself. Ballots are not looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    and_,
    cast,
    column,
    func,
    select,
    values,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from records.bands import bands_reached, percent_number
from records.counted import fetch_carried
from records.cursors import after_step, step_cursor
from records.database import Database
from records.lists import chosen_units
from records.metadata import CODE
from records.rulebooks import Rulebooks
from records.sets import SETS, by_set, columns_of_sets, grouping_by_set
from records.tables import IS_COUNTED, UNITS
from schemas.quantities import Percent
from schemas.satisfaction import (
    Asked,
    AskedFigures,
    Inquiry,
    SatisfactionFigures,
    SatisfactionRollup,
    SurveyFilter,
    SurveyLine,
    SurveyPage,
)
from schemas.state import Standing
from schemas.unit_rules import UnitRules
from schemas.units import UnitFilter

_OF_THE_UNIT: Final = ("name", *SETS, "track")
_TEXTS: Final = ("status", "score", "band", "verdict")
_COUNTS: Final = ("round", "ballots", "cast")
_ALL: Final = SurveyFilter()
_WITH_A_RESULT: Final = ("passed", "below", "measured")
_UNDER_WAY: Final = ("open", "ended")
_HUNDREDTHS: Final = 100


Inquire = Callable[[Mapping[str, UnitRules]], Inquiry]
"""Says what people are asked where units carry these rules, each under its digest."""


class Satisfaction:
    """Reads what people were asked and said. Every call may raise DatabaseUnavailable.

    What is asked of a unit follows from the rules that it carries; `inquire` says it of those of all
    units, each under its digest, and of the plan.
    """

    def __init__(self, database: Database, rulebooks: Rulebooks) -> None:
        self._database = database
        self._rulebooks = rulebooks

    async def page(
        self,
        campaign: str,
        inquire: Inquire,
        chosen: SurveyFilter = _ALL,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> SurveyPage:
        """A page of surveys and polls by unit and step; `after` is the `next` of the page before.

        Raises:
            MalformedCursor: `after` is no page's `next`.
        """
        async with self._database.moment() as connection:
            inquiry = inquire(await fetch_carried(connection, self._rulebooks, campaign))
            if not any(inquiry.asked_by):
                return SurveyPage(lines=())
            statement = _lines(campaign, inquiry, chosen).limit(limit + 1)
            if after is not None:
                line = statement.selected_columns
                statement = statement.where(after_step(line.unit, line.step, after))
            lines = [_line(row) for row in await connection.execute(statement)]
        page = tuple(lines[:limit])
        last = page[-1] if len(lines) > limit else None
        return SurveyPage(
            lines=page, next=None if last is None else step_cursor(last.unit, last.step)
        )

    async def rollup(
        self,
        campaign: str,
        inquire: Inquire,
        chosen: SurveyFilter = _ALL,
    ) -> SatisfactionRollup:
        """What the surveys and polls of the units that are chosen come to."""
        async with self._database.moment() as connection:
            inquiry = inquire(await fetch_carried(connection, self._rulebooks, campaign))
            return await read_satisfaction(connection, campaign, inquiry, chosen)


async def read_satisfaction(
    connection: AsyncConnection,
    campaign: str,
    inquiry: Inquiry,
    chosen: SurveyFilter = _ALL,
) -> SatisfactionRollup:
    """The roll-up as it is at the connection's moment."""
    asked, bounds = inquiry.asked, inquiry.bounds
    by_number: dict[int, list[Row[Any]]] = defaultdict(list)
    if any(inquiry.asked_by):
        unit = _asked_of_units(campaign, inquiry, chosen).c
        statement = (
            select(unit.number, *columns_of_sets(unit), *_sums(unit, bounds))
            .where(unit.is_counted)
            .group_by(grouping_by_set(unit, unit.number))
        )
        for row in await connection.execute(statement):
            by_number[row.number].append(row)
    return SatisfactionRollup(
        bounds=bounds,
        asked=tuple(
            _asked_figures(one, by_number[number], bounds) for number, one in enumerate(asked)
        ),
    )


def _asked_of_units(campaign: str, inquiry: Inquiry, chosen: SurveyFilter) -> CTE:
    """A row for everything that is asked of a unit, with what its state says of the last survey.

    It is asked what the rules that it carries say, on the track that it is on.
    """
    names = ("rules", "track", "phase", "step")
    asked = enumerate(zip(inquiry.asked, inquiry.asked_by, strict=True))
    listed = values(
        column("number", Integer), *(column(name, CODE) for name in names), name="asked"
    ).data(
        [
            (number, digest, one.track, one.phase, one.step)
            for number, (one, digests) in asked
            for digest in sorted(digests)
        ]
    )
    units = UnitFilter(
        district=chosen.district, type=chosen.type, supervision_group=chosen.supervision_group
    )
    surveyed = func.jsonb_extract_path(UNITS.c.state, "surveys", listed.c.step, type_=JSONB)
    statement = (
        select(
            UNITS.c.code.label("unit"),
            *(UNITS.c[name] for name in _OF_THE_UNIT),
            listed.c.number,
            listed.c.phase,
            listed.c.step,
            surveyed.label("survey"),
            IS_COUNTED.label("is_counted"),
        )
        .join(listed, and_(listed.c.rules == UNITS.c.rules, listed.c.track == UNITS.c.track))
        .where(chosen_units(campaign, units), UNITS.c.standing != Standing.WITHDRAWN.value)
    )
    if chosen.step is not None:
        statement = statement.where(listed.c.step == chosen.step)
    return statement.cte("asked_of_units").prefix_with("MATERIALIZED", dialect="postgresql")


def _lines(campaign: str, inquiry: Inquiry, chosen: SurveyFilter) -> Select[Any]:
    line = _asked_of_units(campaign, inquiry, chosen).c
    statement = (
        select(
            *(line[name] for name in ("unit", *_OF_THE_UNIT, "phase", "step")),
            cast(line.survey["until"].astext, Date).label("until"),
            *(cast(line.survey[name].astext, Integer).label(name) for name in _COUNTS),
            *(line.survey[name].astext.label(name) for name in _TEXTS),
        )
        .where(line.survey.is_not(None))
        .order_by(line.unit, line.step)
    )
    if chosen.status is not None:
        statement = statement.where(line.survey["status"].astext == chosen.status)
    return statement


def _line(row: Row[Any]) -> SurveyLine:
    return SurveyLine.model_validate(dict(row._mapping))  # noqa: SLF001 - SQLAlchemy's public name for it


def _sums(unit: Any, bounds: Iterable[Percent]) -> Iterable[ColumnElement[Any]]:
    status = unit.survey["status"].astext
    is_measured = status.in_(_WITH_A_RESULT)
    measured = func.count().filter(is_measured)
    yield func.count().label("units")
    yield func.count().filter(status.in_(_UNDER_WAY)).label("open")
    yield measured.label("measured")
    yield func.count().filter(status == "too_small").label("too_small")
    hundredths = cast(
        func.sum(percent_number(unit.survey["score"].astext) * _HUNDREDTHS).filter(is_measured),
        BigInteger,
    )
    # Of whole numbers, and so rounded down.
    yield func.div(hundredths, func.nullif(measured, 0)).label("mean")
    for number, is_in in enumerate(bands_reached(unit.survey, is_measured, bounds)):
        yield func.count().filter(is_in).label(f"band_{number}")


def _asked_figures(
    asked: Asked, rows: Iterable[Row[Any]], bounds: Sequence[Percent]
) -> AskedFigures:
    nothing = SatisfactionFigures(bands=(0,) * (len(bounds) + 1))
    city, sets = by_set(rows, lambda row: _figures(row, len(bounds) + 1))
    return AskedFigures(
        asked=asked,
        city=city or nothing,
        **{f"by_{name}": figures for name, figures in sets.items()},
    )


def _figures(row: Row[Any], bands: int) -> SatisfactionFigures:
    return SatisfactionFigures(
        units=row.units,
        open=row.open,
        measured=row.measured,
        too_small=row.too_small,
        bands=tuple(getattr(row, f"band_{number}") for number in range(bands)),
        mean=None if row.mean is None else Percent(Fraction(int(row.mean), _HUNDREDTHS)),
    )
