"""The statements by which steps of mobilisation are listed: what each unit has made of its own."""

from collections.abc import Iterable
from typing import Any, Final, get_args

from sqlalchemy import (
    CTE,
    ColumnElement,
    DateTime,
    Integer,
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

from records.bands import percent_number
from records.cursors import after_step
from records.lists import chosen_units
from records.sets import SETS
from records.tables import IS_COUNTED, RULEBOOKS, UNITS
from schemas.participation import ParticipationFilter
from schemas.roster import Category
from schemas.state import Standing
from schemas.units import UnitFilter

CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
"""The categories of members; of each a line says how many take part."""

SHOWN: Final = ("unit", "name", "type", "district", "supervision_group", "track", "step")
"""What a line is called by."""

_SETTLED: Final = tuple(one for one in CATEGORIES if one != "floating")
_ALL_UNITS: Final[ColumnElement[bool]] = true()


def codes_of(campaign: str, chosen: ParticipationFilter) -> Select[Any]:
    """The units of which there may be a line, by code."""
    return select(UNITS.c.code).where(*_units(campaign, chosen)).order_by(UNITS.c.code)


def ordered_lines(
    campaign: str,
    chosen: ParticipationFilter,
    after: str | None = None,
    among: ColumnElement[bool] = _ALL_UNITS,
) -> Select[Any]:
    """The lines of some units by unit and step, after the end of a page.

    Raises:
        MalformedCursor: `after` is no such end.
    """
    line = lines_of(campaign, chosen, among).c
    statement = select(*line).where(*conditions_of(line, chosen)).order_by(line.unit, line.step)
    return statement if after is None else statement.where(after_step(line.unit, line.step, after))


def _asked(campaign: str, among: ColumnElement[bool]) -> CTE:
    """The steps of mobilisation that the rules of a campaign's units know, by track."""
    tracks = func.jsonb_array_elements(RULEBOOKS.c.rules["tracks"])
    track = tracks.table_valued(column("track", JSONB), name="tracks").render_derived()
    wanted: ColumnElement[Any] = literal_column(
        """'$.phases[*].steps[*] ? (@.kind == "mobilization")'::jsonpath"""
    )
    steps = func.jsonb_path_query(track.c.track, wanted)
    step = steps.table_valued(column("step", JSONB), name="steps").render_derived()
    of_campaign = (UNITS.c.campaign == campaign, among)
    return (
        select(
            RULEBOOKS.c.digest,
            track.c.track["id"].astext.label("track"),
            step.c.step["id"].astext.collate("C").label("step"),
            step.c.step["coverage"].astext.label("coverage"),
        )
        .select_from(RULEBOOKS.join(track, true()).join(step, true()))
        .where(RULEBOOKS.c.digest.in_(select(UNITS.c.rules).where(*of_campaign)))
        .cte("asked")
    )


def _units(campaign: str, chosen: ParticipationFilter) -> tuple[ColumnElement[bool], ...]:
    """The conditions of the units that are chosen."""
    units = UnitFilter(
        district=chosen.district, type=chosen.type, supervision_group=chosen.supervision_group
    )
    has_left = UNITS.c.standing == Standing.WITHDRAWN.value
    return chosen_units(campaign, units), IS_COUNTED, ~has_left


def _taken(campaign: str, chosen: ParticipationFilter, among: ColumnElement[bool]) -> CTE:
    """The steps of the units, each with what its unit has made of it; what was brought done is none."""
    asked = _asked(campaign, among)
    made = func.jsonb_extract_path(UNITS.c.state, "steps", asked.c.step, type_=JSONB)
    statement = (
        select(
            UNITS.c.code.label("unit"),
            *(UNITS.c[name] for name in ("name", *SETS, "track", "members", *CATEGORIES)),
            asked.c.step,
            asked.c.coverage,
            made.label("made"),
        )
        .join(asked, and_(asked.c.digest == UNITS.c.rules, asked.c.track == UNITS.c.track))
        .where(
            *_units(campaign, chosen),
            among,
            func.coalesce(made["carried"].astext, "false") == "false",
        )
    )
    if chosen.step is not None:
        statement = statement.where(asked.c.step == chosen.step)
    # What is in a unit's state is taken out once, not for every count that is made of it.
    return statement.cte("taken").prefix_with("MATERIALIZED", dialect="postgresql")


def _counted(campaign: str, chosen: ParticipationFilter, among: ColumnElement[bool]) -> CTE:
    """The same with the counts of each category: on the roster, reached of them, explained, excused."""
    taken = _taken(campaign, chosen, among).c
    reached = {one: func.least(_said(taken, "reached", one), taken[one]) for one in CATEGORIES}
    return select(
        *(taken[name] for name in (*SHOWN, "coverage", "members")),
        percent_number(taken.coverage).label("least"),
        cast(taken.made["done_at"].astext, DateTime(timezone=True)).label("done_at"),
        func.coalesce(taken.made.has_key("participation"), false()).label("begun"),
        sum((reached[one] for one in _SETTLED), literal_column("0")).label("reached"),
        *(taken[one].label(f"members_{one}") for one in CATEGORIES),
        *(reached[one].label(f"reached_{one}") for one in CATEGORIES),
        *(
            _said(taken, said, one).label(f"{said}_{one}")
            for said in ("explained", "excused")
            for one in CATEGORIES
        ),
    ).cte("counted")


def lines_of(
    campaign: str, chosen: ParticipationFilter, among: ColumnElement[bool] = _ALL_UNITS
) -> CTE:
    """The lines, whatever their counts say: among them whether too few of each category take part.

    That is so where `rules.mobilization.lacking` says it.
    """
    counted = _counted(campaign, chosen, among)
    line = counted.c
    is_covered = line.reached * 100 >= line.least * line.members
    short = {
        one: (line[f"reached_{one}"] + line[f"excused_{one}"]) * 100
        < line.least * line[f"members_{one}"]
        for one in CATEGORIES
    }
    return select(
        counted,
        *(
            (short[one] if one == "floating" else and_(~is_covered, short[one])).label(
                f"short_{one}"
            )
            for one in CATEGORIES
        ),
    ).cte("lines")


def _said(taken: Any, what: str, category: str) -> ColumnElement[int]:
    count = taken.made["participation", what, category].astext
    return func.coalesce(cast(count, Integer), 0)


def is_short(line: Any) -> ColumnElement[bool]:
    """Whether too few of some category take part."""
    return or_(false(), *(line[f"short_{one}"] for one in CATEGORIES))


def is_unjudged(line: Any) -> ColumnElement[bool]:
    """Whether somebody's absence is explained and waits for the supervision group's word."""
    return or_(false(), *(line[f"explained_{one}"] > 0 for one in CATEGORIES))


def conditions_of(line: Any, chosen: ParticipationFilter) -> Iterable[ColumnElement[bool]]:
    """What a line is chosen by that only its counts say."""
    if chosen.is_short:
        yield is_short(line)
    if chosen.is_unjudged:
        yield is_unjudged(line)
