"""Counts by GROUPING SETS: cells and totals come from one statement, so that they add up.

Offices of counties and city have rows like units, and are counted as none.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    func,
    literal,
    literal_column,
    null,
    select,
    tuple_,
)

from records.lists import chosen_units
from records.tables import IS_COUNTED, UNITS
from schemas.counts import CountBy, CountCell, Counts, CountTable
from schemas.state import Standing
from schemas.units import UnitFilter

COUNTS: Final = [
    func.count().label("units"),
    *(
        func.coalesce(func.sum(UNITS.c[name]), 0).label(name)
        for name in ("organisations", "members", "floating")
    ),
]
"""The columns of which `counts` makes counts."""


_IS_OVERDUE: Final[ColumnElement[str]] = literal_column(
    f"CASE units.standing WHEN '{Standing.OVERDUE}' THEN 'yes' ELSE 'no' END"
)
"""Without parameters: it is grouped by, and must be the same wherever it stands in a statement."""


def counts(row: Row[Any]) -> Counts:
    """The counts in a row that has the `COUNTS`."""
    return Counts(
        units=row.units, organisations=row.organisations, members=row.members, floating=row.floating
    )


def count_statement(
    campaign: str, rows: CountBy, columns: CountBy | None, chosen: UnitFilter
) -> Select[Any]:
    """One row for each cell, each total of a row or column, and the whole.

    `all_rows` and `all_columns` are 1 where a result is taken over all rows or columns.
    """
    if rows is columns:
        raise ValueError(f"rows and columns are both '{rows}'; they must differ")
    row = _told_apart(rows)
    column: ColumnElement[Any] = null()
    all_columns: ColumnElement[int] = literal(1)
    sets = [tuple_(row), tuple_()]
    if columns is not None:
        column = _told_apart(columns)
        all_columns = func.grouping(column)
        sets += [tuple_(row, column), tuple_(column)]
    return (
        select(
            row.label("row"),
            column.label("column"),
            func.grouping(row).label("all_rows"),
            all_columns.label("all_columns"),
            *COUNTS,
        )
        .where(chosen_units(campaign, chosen), IS_COUNTED)
        .group_by(func.grouping_sets(*sets))
        .order_by("row", "column")
    )


def _told_apart(by: CountBy) -> ColumnElement[Any]:
    return _IS_OVERDUE if by is CountBy.OVERDUE else UNITS.c[by]


def count_table(rows: CountBy, columns: CountBy | None, found: Sequence[Row[Any]]) -> CountTable:
    """The table that `count_statement` has found."""

    def cells(*, all_rows: int, all_columns: int) -> tuple[CountCell, ...]:
        return tuple(
            CountCell(row=row.row, column=row.column, counts=counts(row))
            for row in found
            if (row.all_rows, row.all_columns) == (all_rows, all_columns)
        )

    return CountTable(
        rows=rows,
        columns=columns,
        cells=cells(all_rows=0, all_columns=0),
        row_totals=cells(all_rows=0, all_columns=1),
        column_totals=cells(all_rows=1, all_columns=0),
        total=cells(all_rows=1, all_columns=1)[0].counts,
    )
