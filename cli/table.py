"""Tables that fit: side by side where the width allows it, else each row as a short paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.output import indented

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
    console: Console,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    lead: int = 1,
    has_headings: bool = True,
) -> None:
    """Print a table; as a paragraph a row begins with its first `lead` cells."""
    cells = [[_text(cell) for cell in row] for row in rows]
    if _narrowest(columns, cells) <= console.width:
        console.print(_table(columns, cells, has_headings=has_headings))
        return
    for row in cells:
        console.print(Text(" ").join([_bold(cell) for cell in row[:lead]]))
        facts = [
            Text.assemble(("" if column.prose else f"{column.heading} ", "dim"), cell)
            for column, cell in zip(columns[lead:], row[lead:], strict=True)
            if cell.plain
        ]
        if facts:
            console.print(indented(Text(" · ").join(facts)))


def _table(
    columns: Sequence[Column], rows: Sequence[Sequence[Text]], *, has_headings: bool
) -> Table:
    table = Table(
        box=None,
        padding=(0, _GAP, 0, 0),
        pad_edge=False,
        header_style="dim",
        show_header=has_headings,
    )
    for column in columns:
        table.add_column(
            Text(column.heading),
            justify="right" if column.right else "left",
            overflow="fold",
            no_wrap=not (column.wrapped or column.prose),
        )
    for row in rows:
        table.add_row(*row)
    return table


def _narrowest(columns: Sequence[Column], rows: Sequence[Sequence[Text]]) -> int:
    """The width that a table needs at least."""
    widths = []
    for index, column in enumerate(columns):
        texts = (column.heading, *(row[index].plain for row in rows))
        width = max(map(cell_len, texts))
        if column.wrapped or column.prose:
            width = min(width, _ROOM_FOR_PROSE if column.prose else _NARROWEST)
        widths.append(width)
    return sum(widths) + _GAP * (len(widths) - 1)


def _text(cell: Cell) -> Text:
    return Text(cell) if isinstance(cell, str) else cell


def _bold(cell: Text) -> Text:
    styled = cell.copy()
    styled.stylize("bold")
    return styled
