"""Tables in text files, as office programs really save them: encoding, delimiter, quoting."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from intake.grid import MAX_ROWS, Cell, Row, Sheet, UnreadableTable, mark_text, read_text, row_of

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
_DELIMITERS: Final = ",;\t"


def read_delimited(data: bytes, known_headings: Callable[[Sequence[str]], int]) -> Sheet:
    """The rows of a text file in UTF-8 or UTF-16 (by its mark), UTF-8 without one, or GB18030.

    The delimiter is the one of comma, semicolon and tab by which `known_headings` finds most
    headings in the first row. Raises UnreadableTable.
    """
    text = _decode(data)
    if "\0" in text:
        raise UnreadableTable("not_a_table")
    delimiter = max(_DELIMITERS, key=lambda mark: known_headings(_first_record(text, mark)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            row = row_of(number, [Cell(read_text(field)) for field in record])
            if row is not None:
                rows.append(row)
            if len(rows) > MAX_ROWS:
                raise UnreadableTable("too_many_rows", limit=MAX_ROWS)
    except csv.Error as error:
        raise UnreadableTable("broken_quotes", row=number + 1) from error
    return Sheet("", tuple(rows))


def write_delimited(path: Path, records: Iterable[Sequence[str]]) -> None:
    """Write a table so that office programs open it rightly: UTF-8 with its mark, all quoted.

    Text that a spreadsheet would take for a formula is marked as text; `read_delimited` takes the
    mark off again.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([mark_text(text) for text in record] for record in records)


def _decode(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    try:
        return data.decode("UTF-8")
    except UnicodeDecodeError:
        if _is_nearly_utf8(data):
            return _strictly(data, "UTF-8")
    try:
        return data.decode("GB18030")
    except UnicodeDecodeError as error:
        raise UnreadableTable("encoding_unknown") from error


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding).count("\n") + 1
        raise UnreadableTable("encoding_damaged", encoding=encoding, line=line) from error


def _is_nearly_utf8(data: bytes) -> bool:
    # GB18030 would take most damaged files without complaint and make other characters of them.
    text = data.decode("UTF-8", "replace")
    damaged = text.count("\N{REPLACEMENT CHARACTER}")
    intact = sum(not character.isascii() for character in text) - damaged
    return damaged < intact


def _first_record(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
