"""Tables that fit: side by side where the width allows it, else each row as a short paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from cli.output import indented
from cli.paper import Flowing, Paper, Trimmed
from cli.wrapping import widest_piece

_GAP: Final = 2
_NARROWEST: Final = 11
"""How far a column of names may shrink before the rows become paragraphs."""

_ROOM_FOR_PROSE: Final = 32


@dataclass(frozen=True, slots=True)
class Column:
    """A column: numbers stand to the `right`, names may be `wrapped`, `prose` wants room.

    In a paragraph prose stands without its heading.
    """

    heading: str
    right: bool = False
    wrapped: bool = False
    prose: bool = False


Cell = str | Text


def print_table(
    paper: Paper,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    lead: int = 1,
    has_headings: bool = True,
) -> None:
    """Print a table; as a paragraph a row begins with its first `lead` cells."""
    cells = [[_text(cell) for cell in row] for row in rows]
    widths = _widths(columns, cells, paper.width)
    if widths is not None:
        paper.print(Trimmed(_table(columns, cells, widths, has_headings=has_headings)))
        return
    for row in cells:
        paper.print(Text(" ").join([_bold(cell) for cell in row[:lead]]))
        facts = [
            Text.assemble(("" if column.prose else f"{column.heading} ", "dim"), cell)
            for column, cell in zip(columns[lead:], row[lead:], strict=True)
            if cell.plain
        ]
        if facts:
            paper.print(indented(Text(" · ").join(facts)))


def _table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Text]],
    widths: Sequence[int],
    *,
    has_headings: bool,
) -> Table:
    table = Table(
        box=None,
        padding=(0, _GAP, 0, 0),
        pad_edge=False,
        header_style="dim",
        show_header=has_headings,
    )
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            Text(column.heading),
            justify="right" if column.right else "left",
            width=width,
        )
    for row in rows:
        table.add_row(*row)
    return table


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[Text]], room: int
) -> list[int] | None:
    """How wide each column is in the room that there is; None where it is too little."""
    widths: list[int] = []
    least: list[int] = []
    for index, column in enumerate(columns):
        texts = [column.heading, *(row[index].plain for row in rows)]
        width = max(cell_len(line) for text in texts for line in text.split("\n"))
        widths.append(width)
        if column.wrapped or column.prose:
            width = min(width, _ROOM_FOR_PROSE if column.prose else _NARROWEST)
            width = max(width, *map(widest_piece, texts))
        least.append(width)
    room -= _GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    while (excess := sum(widths) - room) > 0:
        _narrow(widths, least, excess)
    return widths


def _narrow(widths: list[int], least: Sequence[int], excess: int) -> None:
    """Narrow the widest column that may be narrower, as far as the next widest at most."""
    free = [index for index, width in enumerate(widths) if width > least[index]]
    free.sort(key=widths.__getitem__, reverse=True)
    widest, *others = free
    floor = max([least[widest], *(widths[index] - 1 for index in others[:1])])
    widths[widest] = max(floor, widths[widest] - excess)


def _text(cell: Cell) -> Text:
    """A cell as it will be printed, and is to be measured."""
    return Flowing.of(Text(cell) if isinstance(cell, str) else cell)


def _bold(cell: Text) -> Text:
    styled = cell.copy()
    styled.stylize("bold")
    return styled
