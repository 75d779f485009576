"""`phaseline campaign counts`: units counted by one or two of the things they are told apart by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cli.choosing import District, Group, Type, words_of_list
from cli.command import Call
from cli.exits import Mistake
from cli.output import Output, named
from cli.table import Cell, Column, print_table
from cli.words import Words
from cli.wrong_values import fitting
from schemas.counts import CountBy, CountTable
from schemas.state import Standing
from schemas.units import UnitFilter
from texts.labels import label

if TYPE_CHECKING:
    from client.gateway import Gateway


def counts(
    call: Call,
    rows: Annotated[CountBy, typer.Argument(metavar="ROWS")],
    columns: Annotated[CountBy | None, typer.Argument(metavar="[COLUMNS]")] = None,
    district: District = None,
    type_: Type = None,
    group: Group = None,
) -> None:
    """Count units by one or two of their properties."""
    if rows is columns:
        raise Mistake("counted_by_itself", by=rows)
    chosen = fitting(UnitFilter, district=district, type=type_, supervision_group=group)

    async def work(gateway: Gateway) -> None:
        words = await words_of_list(call, gateway, chosen)
        table = await gateway.counts(words.campaign, rows, columns, chosen)
        call.out.show(table, lambda: show_counts(call.out, words, table))

    call.run(work)


def show_counts(out: Output, words: Words, table: CountTable) -> None:
    """Units by row and column, with their totals; what no unit has is left out."""
    across = _in_order(table.columns, [cell.column for cell in table.column_totals])
    cells = {(cell.row, cell.column): cell.counts.units for cell in table.cells}
    whole = {cell.column: cell.counts.units for cell in table.column_totals}
    columns = [Column(out.text(_heading(table.rows)), wrapped=True)]
    if table.columns is not None:
        for code in across:
            heading = str(_said(out, words, table.columns, code))
            columns.append(Column(heading, right=True, wrapped=True))
    columns.append(Column(out.text("total"), right=True))
    totals = {cell.row: cell.counts.units for cell in table.row_totals}
    lines: list[list[Cell]] = []
    for row in _in_order(table.rows, list(totals)):
        counted = [str(cells.get((row, column)) or "") for column in across]
        lines.append([_said(out, words, table.rows, row), *counted, str(totals[row])])
    last = [str(whole[column]) for column in across]
    lines.append([out.text("total"), *last, str(table.total.units)])
    print_table(out.paper, columns, lines)


def _heading(by: CountBy) -> str:
    return "group" if by is CountBy.SUPERVISION_GROUP else by.value


def _in_order(by: CountBy | None, codes: Sequence[str | None]) -> list[str | None]:
    """Standings from the start to the end, all else as it was counted."""
    return [one for one in Standing if one in codes] if by is CountBy.STANDING else list(codes)


def _said(out: Output, words: Words, by: CountBy, code: str | None) -> Cell:
    """What is counted, by its words: those of standings are plain, since they are many."""
    if code is None:
        return out.text("no_phase")
    match by:
        case CountBy.STANDING:
            return label("standing", code, out.language)
        case CountBy.OVERDUE:
            return out.text(f"overdue_{code}")
        case CountBy.TYPE if code in words.types:
            return named(words.types[code], code)
        case CountBy.TRACK:
            return named(words.track(code), code)
        case _:
            return code
