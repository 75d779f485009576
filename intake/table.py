"""Reading a table whose first row names its columns, from a text file or a workbook."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from intake.delimited import read_delimited
from intake.grid import BLANK, MAX_BYTES, Cell, Row, Sheet, UnreadableTable
from intake.workbook import read_workbook
from schemas.problem import Problem
from schemas.refusal import echo
from schemas.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that a table may have, by its heading in either language.

    What stands in a `private` column is a person's name, contact or id, and never echoed.
    """

    key: str
    zh: str
    en: str
    required: bool = False
    private: bool = False

    def heading(self, language: Language) -> str:
        """The column's heading in `language`."""
        return self.zh if language == "zh" else self.en


REASONS: Final = Column(key="reasons", zh="拒收原因", en="reasons")
"""The column that a file of rejected rows has more than what it was made from; never read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it was read.

    `headings` are as written; `columns` says at which index each known column stands. `problems`
    are those of the headings and sheets; unless the table `is_readable`, no row can be understood.
    """

    headings: tuple[str, ...]
    language: Language
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    is_readable: bool

    def cell(self, row: Row, key: str) -> Cell:
        """The cell of `row` in that column; a blank one where the column or the cell is missing."""
        index = self.columns.get(key, len(row.cells))
        return row.cells[index] if index < len(row.cells) else BLANK

    def heading(self, column: Column) -> str:
        """The column's heading as written, or in the table's language where it is missing."""
        index = self.columns.get(column.key)
        return column.heading(self.language) if index is None else self.headings[index]

    def cells_without_heading(self, row: Row) -> tuple[int, ...]:
        """The indexes of the row's cells that hold something and stand under no heading."""
        headed = {index for index, heading in enumerate(self.headings) if heading}
        return tuple(
            index for index, cell in enumerate(row.cells) if cell.text and index not in headed
        )


def read_table(path: Path, columns: Sequence[Column]) -> Table:
    """Read the table in a file: CSV (comma, semicolon or tab) or XLSX, told by its content.

    In a workbook it is the one visible sheet that has the required headings. Raises
    UnreadableTable when there is no such file or table, or it is too large.
    """
    known = {
        _plain(name): column for column in (*columns, REASONS) for name in (column.zh, column.en)
    }
    sheets = _sheets(_content(path), lambda row: sum(_plain(text) in known for text in row))
    if not sheets:
        raise UnreadableTable("empty_file")
    required = {column.key for column in columns if column.required}

    def required_in(sheet: Sheet) -> set[str]:
        found = {known[_plain(text)].key for text in _headings(sheet) if _plain(text) in known}
        return found & required

    tables = [sheet for sheet in sheets if required_in(sheet) == required]
    if len(tables) > 1:
        names = echo(", ".join(sheet.name for sheet in tables))
        raise UnreadableTable("several_tables", sheets=names)
    sheet = tables[0] if tables else sheets[0]
    if not required_in(sheet):
        raise UnreadableTable("no_headings")
    return _understood(
        sheet, columns, known, [other.name for other in sheets if other is not sheet]
    )


def _understood(
    sheet: Sheet, columns: Sequence[Column], known: Mapping[str, Column], unread: Sequence[str]
) -> Table:
    headings = _headings(sheet)
    found: dict[str, list[int]] = defaultdict(list)
    problems = []
    chinese = 0
    for index, heading in enumerate(headings):
        column = known.get(_plain(heading))
        if column is not None:
            found[column.key].append(index)
            chinese += 1 if _plain(heading) == _plain(column.zh) else -1
        elif heading:
            problems.append(_heading_problem("heading_unknown", echo(heading)))
    language: Language = "zh" if chinese > 0 else "en"
    missing = [
        _heading_problem("heading_missing", column.heading(language))
        for column in columns
        if column.required and column.key not in found
    ]
    twice = [
        _heading_problem("heading_twice", headings[indexes[0]])
        for indexes in found.values()
        if len(indexes) > 1
    ]
    if not sheet.rows[1:]:
        problems.append(Problem(code="no_rows"))
    other_sheets = [Problem(code="sheet_not_read", params={"sheet": echo(name)}) for name in unread]
    return Table(
        headings=headings,
        language=language,
        columns={key: indexes[0] for key, indexes in found.items()},
        rows=sheet.rows[1:],
        problems=(*missing, *twice, *problems, *other_sheets),
        is_readable=not missing and not twice,
    )


def _heading_problem(code: str, heading: str) -> Problem:
    return Problem(code=code, row=1, field=heading)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableTable("file_too_large", limit=MAX_BYTES // 1024**2)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableTable("file_missing") from error
    except OSError as error:
        raise UnreadableTable("file_unreadable") from error


def _sheets(data: bytes, known_headings: Callable[[Sequence[str]], int]) -> tuple[Sheet, ...]:
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTable("old_or_protected_workbook")
    sheet = read_delimited(data, known_headings)
    return (sheet,) if sheet.rows else ()


def _headings(sheet: Sheet) -> tuple[str, ...]:
    first = sheet.rows[0]
    return tuple(cell.text for cell in first.cells) if first.number == 1 else ()


def _plain(heading: str) -> str:
    """A heading without what varies between people: blanks, case, full-width letters."""
    return "".join(unicodedata.normalize("NFKC", heading).casefold().replace("_", " ").split())
