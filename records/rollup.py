"""Roll-ups by GROUPING SETS: the city, districts, types and supervision groups in one statement."""

import json
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from records.bands import bands_reached
from records.counted import Counted, LastSurvey
from records.sets import by_set, columns_of_sets, grouping_by_set
from records.tables import UNITS
from schemas.rollup import Figures, OfficeFigures, PhaseFigures, Rollup
from schemas.state import Standing

_MANY: Final = ("bands", "phases")
"""The figures that there are several of."""

_WAYS_TO_CLOSE: Final = ("signed_off", "lapsed", "no_sign_off")


def rollup_statement(chosen: ColumnElement[bool], counted: Counted) -> Select[Any]:
    """One row for the units that are chosen, and for each district, type and supervision group."""
    state = UNITS.c.state
    # What is in a unit's state is taken out once, not for every figure that is made of it.
    lives = (
        select(
            UNITS,
            state["phases"].label("phases"),
            state["ledger"].label("ledger"),
            last_survey(counted.surveys).label("survey"),
        )
        .where(chosen)
        .cte("lives")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    unit = lives.c
    return select(
        *columns_of_sets(unit),
        *_sums(unit),
        *_counts(unit),
        *(
            func.count().filter(condition).label(f"band_{number}")
            for number, condition in enumerate(
                bands_reached(unit.survey, _has_result(unit), counted.bands)
            )
        ),
        *(
            column.label(f"phase_{number}_{name}")
            for number, phase in enumerate(counted.phases)
            for name, column in _of_phase(unit, *phase)
        ),
    ).group_by(grouping_by_set(unit))


def rollup_of(
    rows: Iterable[Row[Any]], counted: Counted, offices: tuple[OfficeFigures, ...]
) -> Rollup:
    """The roll-up that `rollup_statement` has found, beside what the offices come to."""
    city, sets = by_set(rows, lambda row: _figures(row, counted))
    return Rollup(
        city=city or Figures(),
        **{f"by_{name}": figures for name, figures in sets.items()},
        offices=offices,
    )


def _sums(unit: Any) -> list[ColumnElement[Any]]:
    return [
        func.coalesce(func.sum(unit[name]), 0).label(name)
        for name in ("organisations", "members", "floating")
    ] + [
        func.coalesce(func.sum(cast(unit.ledger["added"], Integer)), 0).label("items"),
        func.coalesce(func.sum(func.jsonb_array_length(unit.ledger["open"])), 0).label(
            "open_items"
        ),
    ]


def _counts(unit: Any) -> list[ColumnElement[Any]]:
    is_over = unit.standing.in_((Standing.FINISHED.value, Standing.WITHDRAWN.value))
    finished = unit.standing == Standing.FINISHED.value
    counted: dict[str, ColumnElement[bool]] = {
        "not_started": and_(~is_over, unit.started_at.is_(None)),
        "at_work": and_(~is_over, unit.started_at.is_not(None)),
        "in_time": and_(finished, unit.in_time.is_(True)),
        "late": and_(finished, unit.in_time.is_(False)),
        "too_small": _is_too_small(unit),
        "judged": and_(_is_too_small(unit), unit.survey["verdict"].astext.is_not(None)),
        **{
            standing.value: unit.standing == standing.value
            for standing in Standing
            if standing.value in Figures.model_fields
        },
    }
    return [
        func.count().label("units"),
        *(func.count().filter(condition).label(name) for name, condition in counted.items()),
    ]


def last_survey(surveys: Iterable[LastSurvey]) -> ColumnElement[Any]:
    """What a unit's state has of the survey that says its result."""
    of_rules = [
        (
            and_(UNITS.c.track == one.track, UNITS.c.rules.in_(one.rules)),
            UNITS.c.state["surveys"][one.step],
        )
        for one in surveys
    ]
    none = cast(null(), JSONB)
    return case(*of_rules, else_=none) if of_rules else none


def _has_result(unit: Any) -> ColumnElement[bool]:
    status = unit.survey["status"].astext
    return and_(_takes_part(unit), status.in_(("passed", "below", "measured")))


def _is_too_small(unit: Any) -> ColumnElement[bool]:
    return and_(_takes_part(unit), unit.survey["status"].astext == "too_small")


def _takes_part(unit: Any) -> ColumnElement[bool]:
    """Whether a unit has not left the campaign."""
    is_in: ColumnElement[bool] = unit.standing != Standing.WITHDRAWN.value
    return is_in


def _of_phase(unit: Any, track: str, phase: str) -> Iterable[tuple[str, ColumnElement[Any]]]:
    goes_through = and_(_takes_part(unit), unit.track == track)
    yield "units", func.count().filter(goes_through)
    yield "open", func.count().filter(and_(goes_through, unit.phase == phase))
    for how in _WAYS_TO_CLOSE:
        closed = cast(literal(json.dumps([{"phase": phase, "closed_how": how}]), Text()), JSONB)
        yield how, func.count().filter(and_(goes_through, unit.phases.contains(closed)))


def _figures(row: Row[Any], counted: Counted) -> Figures:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Figures(
        **{name: values[name] for name in Figures.model_fields if name not in _MANY},
        bands=tuple(values[f"band_{number}"] for number in range(len(counted.bands) + 1)),
        phases=tuple(
            PhaseFigures(
                track=track,
                phase=phase,
                **{
                    name: values[f"phase_{number}_{name}"]
                    for name in PhaseFigures.model_fields
                    if name not in ("track", "phase")
                },
            )
            for number, (track, phase) in enumerate(counted.phases)
        ),
    )
