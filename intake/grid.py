"""A grid of cells, as every kind of table file is read into one."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from schemas.problem import Problem

MAX_BYTES: Final = 20 * 1024 * 1024
"""No table file may be larger, in bytes."""

MAX_ROWS: Final = 50_000
"""No table may reach further down, blank rows left aside where the format allows it."""

MAX_COLUMNS: Final = 100
"""No table may reach further to the right."""

_MARKED = re.compile(r"'+[=+\-@＝＋－＠]")
_WOULD_BE_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")

CellKind = Literal["text", "number", "date", "error"]
"""What an office program keeps in a cell; in a text file every cell is text."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it says, without surrounding blanks, and what the file keeps it as.

    A whole number is written without decimals, a date as `2005-07-01`; a `date` may also be an
    instant or a time of day, which is written with its time.
    """

    text: str
    kind: CellKind = "text"


BLANK: Final = Cell("")
"""A cell with nothing in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank. `number` counts as a spreadsheet does: the heading is row 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet that are not blank, from the top; a text file is one sheet."""

    name: str
    rows: tuple[Row, ...]


class UnreadableTable(Exception):
    """A file that cannot be read as a table; `problem` says why, its text is in `texts/`."""

    def __init__(self, code: str, **params: object) -> None:
        self.problem = Problem(code=code, params={key: str(value) for key, value in params.items()})
        super().__init__(code)


def read_text(text: str) -> str:
    """What a text cell says: surrounding blanks and the text mark are no part of it.

    A `'` before `=`, `+`, `-` or `@` is a spreadsheet's mark that what follows is no formula.
    """
    text = text.strip()
    return text[1:] if _MARKED.match(text) else text


def mark_text(text: str) -> str:
    """The inverse of `read_text`: a text that no spreadsheet takes for a formula."""
    text = text.strip()
    return f"'{text}" if _WOULD_BE_FORMULA.match(text) else text


def row_of(number: int, cells: list[Cell]) -> Row | None:
    """The row without its trailing blank cells; None for a blank one.

    Raises UnreadableTable for a row that is too wide.
    """
    width = max((index + 1 for index, cell in enumerate(cells) if cell.text), default=0)
    if width > MAX_COLUMNS:
        raise UnreadableTable("too_many_columns", row=number, limit=MAX_COLUMNS)
    return Row(number, tuple(cells[:width])) if width else None


def column_letters(index: int) -> str:
    """The name that a spreadsheet gives to the column at `index`, counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
