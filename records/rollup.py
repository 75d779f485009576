"""Roll-ups by GROUPING SETS: the city, districts, types and supervision groups in one statement."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, Text, and_, cast, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB

from records.tables import UNITS
from schemas.rollup import Figures, PhaseFigures, Rollup
from schemas.state import Standing

PhaseOfTrack = tuple[str, str]
"""The ids of a track and of one of its phases."""

_SETS: Final = ("district", "type", "supervision_group")

_WAYS_TO_CLOSE: Final = ("signed_off", "lapsed", "no_sign_off")


def rollup_statement(campaign: str, phases: Sequence[PhaseOfTrack]) -> Select[Any]:
    """One row for the city and for each district, type and supervision group.

    `over` is 0 for what a row is about and 1 for what it is taken over, in the order of the three.
    """
    # The phases are taken out of a unit's state once, not for every figure that is made of them.
    lives = (
        select(
            UNITS,
            UNITS.c.state["phases"].label("phases"),
        )
        .where(UNITS.c.campaign == campaign)
        .cte("lives")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    unit = lives.c
    return select(
        *(unit[name] for name in _SETS),
        func.grouping(*(unit[name] for name in _SETS)).label("over"),
        *_sums(unit),
        *_counts(unit),
        *(
            column.label(f"phase_{number}_{name}")
            for number, phase in enumerate(phases)
            for name, column in _of_phase(unit, *phase)
        ),
    ).group_by(func.grouping_sets(*(tuple_(unit[name]) for name in _SETS), tuple_()))


def rollup_of(rows: Iterable[Row[Any]], phases: Sequence[PhaseOfTrack]) -> Rollup:
    """The roll-up that `rollup_statement` has found."""
    by: dict[str, dict[str, Figures]] = {name: {} for name in _SETS}
    city = Figures()
    for row in rows:
        about = [name for bit, name in enumerate(reversed(_SETS)) if not row.over & 1 << bit]
        if about:
            by[about[0]][getattr(row, about[0])] = _figures(row, phases)
        else:
            city = _figures(row, phases)
    return Rollup(
        city=city,
        **{f"by_{name}": dict(sorted(figures.items())) for name, figures in by.items()},
    )


def _sums(unit: Any) -> list[ColumnElement[Any]]:
    return [
        func.coalesce(func.sum(unit[name]), 0).label(name)
        for name in ("organisations", "members", "floating")
    ]


def _counts(unit: Any) -> list[ColumnElement[Any]]:
    is_over = unit.standing.in_((Standing.FINISHED.value, Standing.WITHDRAWN.value))
    finished = unit.standing == Standing.FINISHED.value
    counted: dict[str, ColumnElement[bool]] = {
        "not_started": and_(~is_over, unit.started_at.is_(None)),
        "at_work": and_(~is_over, unit.started_at.is_not(None)),
        "in_time": and_(finished, unit.in_time.is_(True)),
        "late": and_(finished, unit.in_time.is_(False)),
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


def _of_phase(unit: Any, track: str, phase: str) -> Iterable[tuple[str, ColumnElement[Any]]]:
    goes_through = and_(unit.track == track, unit.standing != Standing.WITHDRAWN.value)
    yield "units", func.count().filter(goes_through)
    yield "open", func.count().filter(and_(goes_through, unit.phase == phase))
    for how in _WAYS_TO_CLOSE:
        closed = cast(literal(json.dumps([{"phase": phase, "closed_how": how}]), Text()), JSONB)
        yield how, func.count().filter(and_(goes_through, unit.phases.contains(closed)))


def _figures(row: Row[Any], phases: Sequence[PhaseOfTrack]) -> Figures:
    values = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Figures(
        **{name: values[name] for name in Figures.model_fields if name != "phases"},
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
            for number, (track, phase) in enumerate(phases)
        ),
    )
