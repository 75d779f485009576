"""Tables in workbooks (XLSX)."""

import io
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePosixPath
from typing import IO, Final
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from intake.grid import (
    BLANK,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Row,
    Sheet,
    UnreadableTable,
    read_text,
    row_of,
)

MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
"""No workbook may unpack to more, in bytes."""

_BROKEN = (
    BadZipFile,
    CalamineError,
    EOFError,
    ET.ParseError,
    LookupError,
    NotImplementedError,  # a way of packing that no office program uses
    RuntimeError,  # a packed file with a password of its own
    ValueError,
    zlib.error,
)

_Value = int | float | str | bool | time | date | datetime | timedelta
_Errors = dict[int, dict[int, str]]


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook that hold anything, in its order.

    Formulas count by the value that was saved with them. Raises UnreadableTable.
    """
    try:
        return tuple(_sheets(data))
    except _BROKEN as error:
        raise UnreadableTable("broken_workbook") from error


def _sheets(data: bytes) -> Iterator[Sheet]:
    with ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise UnreadableTable("not_a_workbook")
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise UnreadableTable("file_too_large", limit=MAX_UNPACKED_BYTES // 1024**2)
        parts = _parts(archive)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for meta in book.sheets_metadata:
                if (meta.typ, meta.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible):
                    with archive.open(parts[meta.name]) as part:
                        errors = _scan(part)
                    values = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                    rows = _rows(values, errors)
                    if rows:
                        yield Sheet(meta.name, rows)


def _rows(values: list[list[_Value]], errors: _Errors) -> tuple[Row, ...]:
    rows = []
    for number in range(1, max(len(values), *errors, 0) + 1):
        cells = [_cell(value) for value in (values[number - 1] if number <= len(values) else ())]
        for column, text in errors.get(number, {}).items():
            cells.extend([BLANK] * (column - len(cells)))
            cells[column - 1] = Cell(text, "error")
        row = row_of(number, cells)
        if row is not None:
            rows.append(row)
    return tuple(rows)


def _cell(value: _Value) -> Cell:
    match value:
        case "":
            return BLANK
        case bool():
            return Cell(str(value).upper())
        case str():
            return Cell(read_text(value))
        case int() | float():
            # Office programs keep and show 15 digits, whatever the machine has beyond them.
            return Cell(f"{Decimal(f'{value + 0.0:.15g}'):f}", "number")
        case datetime() if value.time() != time.min:
            return Cell(value.isoformat(" "), "date")
        case datetime():
            return Cell(value.date().isoformat(), "date")
        case date() | time():
            return Cell(value.isoformat(), "date")
        case timedelta():
            return Cell(str(value), "date")


def _parts(archive: ZipFile) -> dict[str, str]:
    """Where in the archive each sheet lies, by its name."""
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in _xml(archive, "xl/_rels/workbook.xml.rels").iter()
    }
    return {
        sheet.get("name", ""): str(PurePosixPath("/xl", targets[_link_of(sheet)])).lstrip("/")
        for sheet in _xml(archive, "xl/workbook.xml").findall(".//{*}sheet")
    }


def _link_of(sheet: ET.Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _xml(archive: ZipFile, name: str) -> ET.Element:
    # The parser fetches nothing from outside and bounds what entities may grow to.
    return ET.fromstring(archive.read(name))  # noqa: S314


def _scan(part: IO[bytes]) -> _Errors:
    """The cells that hold an error such as `#REF!`, by row and column from 1.

    The library that reads the values leaves such cells blank, and it makes room for every cell up
    to the last one, so that a single stray cell at the far end would exhaust the memory. Raises
    UnreadableTable for a sheet that reaches too far.
    """
    errors: _Errors = defaultdict(dict)
    row = column = 0
    for event, element in ET.iterparse(part, events=("start", "end")):  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        if tag == "row" and event == "start":
            row, column = int(element.get("r", row + 1)), 0
        elif tag == "row":
            element.clear()
        elif tag == "c" and event == "start":
            row, column = _place(element.get("r"), row, column + 1)
        elif tag == "c" and len(element):
            if row > MAX_ROWS:
                raise UnreadableTable("too_many_rows", limit=MAX_ROWS)
            if column > MAX_COLUMNS:
                raise UnreadableTable("too_many_columns", row=row, limit=MAX_COLUMNS)
            if element.get("t") == "e":
                errors[row][column] = element.findtext("{*}v") or "#"
    return errors


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column of a reference such as `B3`; the given ones where a cell has none."""
    if reference is None:
        return row, column
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
