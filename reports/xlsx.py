"""A report as a workbook (XLSX): a sheet of words, then one for each table, with typed cells."""

import io
from datetime import UTC, date, datetime
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.document import Cell, Document, Section, Table
from schemas.quantities import Percent
from texts.catalogue import Language
from texts.reports import say_report

_FORMATS: Final[dict[str, str]] = {
    "text": "@",
    "count": "#,##0",
    "share": "0.00%",
    "day": "yyyy-mm-dd",
    "instant": "yyyy-mm-dd hh:mm",
}
"""How the cells of each kind of column are shown; their values are numbers and dates all the same."""

_ROOM: Final = 4
"""What a column needs more than its texts: the button of its filter."""

_WORDS_WIDTH: Final = 100


def xlsx(document: Document) -> bytes:
    """The workbook of a document. The same document always gives the same file.

    Tables have a frozen heading with filters; their total stands beneath, out of the filter's reach.
    A text is never taken for a formula, a link or a number, whatever it begins with.
    """
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        # The file's own date, so that it says when its figures are from, not when it was opened.
        made_at = document.made_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": document.title, "created": made_at})
        styles = _Styles(book)
        _words(book, styles, document)
        for section in document.sections:
            if section.table is not None:
                _sheet(book, styles, section, section.table, document.language)
    return file.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.heading = book.add_format({"bold": True, "font_size": 12})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        heading = {"bold": True, "text_wrap": True, "bg_color": "#E8EEF4", "bottom": 1}
        self.headings = {
            is_number: book.add_format({**heading, "align": "right" if is_number else "left"})
            for is_number in (True, False)
        }
        looks = {
            kind: {"num_format": to, "valign": "top", "text_wrap": kind == "text"}
            for kind, to in _FORMATS.items()
        }
        self.cells = {kind: book.add_format(look) for kind, look in looks.items()}
        self.totals = {
            kind: book.add_format({**look, "bold": True, "top": 1}) for kind, look in looks.items()
        }


def _words(book: Workbook, styles: _Styles, document: Document) -> None:
    sheet = book.add_worksheet(say_report("section.summary", document.language))
    sheet.set_column(0, 0, _WORDS_WIDTH)
    sheet.hide_gridlines(2)
    lines: list[tuple[str, Any]] = [(document.title, styles.title)]
    lines += [(line, styles.words) for line in document.lines]
    for section in document.sections:
        if section.paragraphs:
            lines.append((section.heading, styles.heading))
            lines += [(paragraph, styles.words) for paragraph in section.paragraphs]
    lines.append((document.remark, styles.words))
    for row, (line, style) in enumerate(lines):
        sheet.write_string(row, 0, line, style)


def _sheet(
    book: Workbook, styles: _Styles, section: Section, table: Table, language: Language
) -> None:
    sheet = book.add_worksheet(section.heading)
    last = len(table.columns) - 1
    for at, (column, width) in enumerate(zip(table.columns, table.widths(language), strict=True)):
        sheet.write_string(0, at, column.heading, styles.headings[column.is_number])
        sheet.set_column(at, at, width + _ROOM)
    for number, row in enumerate(table.rows, start=1):
        for at, column in enumerate(table.columns):
            _write(sheet, number, at, row[at], styles.cells[column.kind])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), last)
    if table.total is not None:
        for at, column in enumerate(table.columns):
            _write(sheet, len(table.rows) + 1, at, table.total[at], styles.totals[column.kind])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, style: Any) -> None:
    match cell:
        case None:
            sheet.write_blank(row, column, None, style)
        case Percent(value=value):
            sheet.write_number(row, column, float(value / 100), style)
        case datetime() | date():
            sheet.write_datetime(row, column, cell, style)
        case int():
            sheet.write_number(row, column, cell, style)
        case str():
            sheet.write_string(row, column, cell, style)
