"""A report in words and figures, in one language, before it is a file of any kind."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from schemas.quantities import Percent
from texts.catalogue import Language
from texts.reports import percentage, say_report

Cell = str | int | Percent | date | None
"""What stands in a table; an instant has no zone any more, but the campaign's own clock."""

Kind = Literal["text", "count", "share", "day", "instant"]
"""What the cells of a column are; all but texts stand to the right."""

ROWS_ON_PAPER: Final = 1000
"""Rows of a table on paper at most: some thirty pages. A workbook has all of them."""

_WIDEST: Final = 46
"""What is wider is wrapped."""

_WIDE: Final = 0x2E80
"""From here on characters are as wide as they are high."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
"""What no office program and no XML has a place for; names may hold it all the same."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    heading: str
    kind: Kind = "text"

    @property
    def is_number(self) -> bool:
        """Whether its cells are compared by their digits, and stand to the right."""
        return self.kind != "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings; `total` is what the rows come to, where they come to something."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None

    def widths(self, language: Language) -> tuple[int, ...]:
        """How many digits wide each column would like to be; a Chinese character is two."""
        rows = (*self.rows, *([self.total] if self.total else []))
        return tuple(
            min(
                max(map(_width, [column.heading, *(shown(row[at], language) for row in rows)])),
                _WIDEST,
            )
            for at, column in enumerate(self.columns)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report. Its heading is short enough to name a sheet of a workbook.

    What `is_for_sheets` has too many rows and columns to be read on paper.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    is_for_sheets: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report: its title, lines under it, its sections, and how the figures came about."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    remark: str
    made_at: datetime
    language: Language

    @property
    def on_paper(self) -> tuple[Section, ...]:
        """The sections that are read on paper; a table there has so many rows as can be read.

        It says so where it leaves out some.
        """
        return tuple(
            self._readable(section) for section in self.sections if not section.is_for_sheets
        )

    def _readable(self, section: Section) -> Section:
        table = section.table
        if table is None or len(table.rows) <= ROWS_ON_PAPER:
            return section
        left_out = say_report(
            "rows_left_out", self.language, rows=len(table.rows), shown=ROWS_ON_PAPER
        )
        return replace(
            section,
            paragraphs=(*section.paragraphs, left_out),
            table=replace(table, rows=table.rows[:ROWS_ON_PAPER]),
        )


def plain(text: str) -> str:
    """A text without control characters, as every kind of file can hold it."""
    return _CONTROL.sub(" ", text)


def shown(cell: Cell, language: Language) -> str:
    """A cell as a text, for papers and terminals."""
    match cell:
        case None:
            return ""
        case Percent(value=value):
            return percentage(value, language)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case _:
            return str(cell)


def _width(text: str) -> int:
    return sum(2 if ord(sign) >= _WIDE else 1 for sign in text)
