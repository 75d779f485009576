"""A dossier as a workbook: a sheet for each of its tables, with cells of their own types."""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook

from reports.dossier.part import Cell, Section
from reports.telling import Telling
from texts.catalogue import Language

WORKBOOKS: Final[dict[Language, str]] = {"zh": "dossier.zh.xlsx", "en": "dossier.en.xlsx"}
"""The name of the workbook in each language."""

_WIDEST: Final = 80
_MADE_AT: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zones
"""The same dossier gives the same bytes, whenever it is made."""


def workbook(telling: Telling, sections: Iterable[Section]) -> bytes:
    """The workbook in the language of `telling`; texts are texts, whatever they begin with."""
    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"created": _MADE_AT})
    head = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1})
    formats = {
        str: book.add_format({"text_wrap": True, "valign": "top"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"}),
        date: book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
    }
    for section in sections:
        sheet = book.add_worksheet(section.title)
        first = 1 if section.columns else 0
        for column, title in enumerate(section.columns):
            sheet.write_string(0, column, title, head)
        for row, cells in enumerate(section.rows, first):
            for column, cell in enumerate(cells):
                _write(sheet, row, column, cell, telling, formats)
        for column, width in enumerate(_widths(section)):
            sheet.set_column(column, column, width)
        if section.columns:
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(1, len(section.rows)), len(section.columns) - 1)
    book.close()
    return file.getvalue()


def _write(
    sheet: Any, row: int, column: int, cell: Cell, telling: Telling, formats: dict[type, Any]
) -> None:
    match cell:
        case None:
            return
        case int():
            sheet.write_number(row, column, cell)
        case datetime():
            local = cell.astimezone(telling.zone).replace(tzinfo=None)
            sheet.write_datetime(row, column, local, formats[datetime])
        case date():
            sheet.write_datetime(row, column, cell, formats[date])
        case str():
            sheet.write_string(row, column, cell, formats[str])


def _widths(section: Section) -> list[int]:
    """How wide the columns must be for what stands in them; a Chinese character is two wide."""
    rows = (section.columns, *section.rows) if section.columns else section.rows
    columns = zip(*rows, strict=True)
    return [min(_WIDEST, 2 + max(map(_width, column))) for column in columns]


def _width(cell: Cell) -> int:
    if isinstance(cell, str):
        return sum(2 if one > "\u2e80" else 1 for one in cell)
    return 0 if cell is None else 16
