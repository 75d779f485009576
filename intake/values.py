"""What a single cell says: a word, an identifier, a number, a date. Nothing is repaired."""

import re
import unicodedata
from datetime import date
from typing import Final

from pydantic import TypeAdapter, ValidationError

from intake.grid import Cell
from schemas.base import Code

_CODE: Final[TypeAdapter[str]] = TypeAdapter(Code)
_LONGEST_LABEL: Final = 200
_LARGEST_COUNT: Final = 10_000_000
_EXACT_DIGITS: Final = 15
_LINE_BREAKS: Final = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_DATES: Final = (
    re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"),
    re.compile(r"([0-9]{4})(年)([0-9]{1,2})月([0-9]{1,2})日"),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})"),
)


class WrongValue(Exception):
    """A cell that does not say what its column asks for; `code` names the reason in `texts/`."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def words(cell: Cell) -> str:
    """A text on one line that the file keeps as it was typed. Raises WrongValue."""
    if cell.kind == "date":
        raise WrongValue("date_in_text")
    if cell.kind == "number":
        digits = cell.text.removeprefix("-")
        if not digits.isdigit():
            raise WrongValue("number_in_text")
        if len(digits) > _EXACT_DIGITS:
            raise WrongValue("digits_lost", limit=_EXACT_DIGITS)
    if not _LINE_BREAKS.isdisjoint(cell.text):
        raise WrongValue("line_break")
    if any(unicodedata.category(character) in {"Cc", "Cf"} for character in cell.text):
        raise WrongValue("invisible_character")
    return cell.text


def label(cell: Cell) -> str:
    """A name or post. Raises WrongValue."""
    text = words(cell)
    if len(text) > _LONGEST_LABEL:
        raise WrongValue("too_long", limit=_LONGEST_LABEL)
    return text


def prose(cell: Cell, limit: int) -> str:
    """What somebody wrote, with its line breaks. Raises WrongValue."""
    if cell.kind == "date":
        raise WrongValue("date_in_text")
    if len(cell.text) > limit:
        raise WrongValue("too_long", limit=limit)
    if "\0" in cell.text:
        raise WrongValue("invisible_character")
    return cell.text


def code(cell: Cell) -> str:
    """An identifier. Raises WrongValue."""
    text = words(cell)
    if _has_full_width(text):
        raise WrongValue("full_width")
    try:
        return _CODE.validate_python(text)
    except ValidationError as error:
        raise WrongValue("bad_code") from error


def count(cell: Cell) -> int:
    """A number of members or organisations. Raises WrongValue."""
    if _has_full_width(cell.text):
        raise WrongValue("full_width")
    if re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell.text):
        raise WrongValue("negative")
    if re.fullmatch(r"[0-9]+\.[0-9]+", cell.text):
        raise WrongValue("not_whole")
    if not re.fullmatch(r"[0-9]+", cell.text):
        raise WrongValue("not_a_number")
    # Thousands of digits are too many before they are a number.
    digits = cell.text.lstrip("0") or "0"
    if len(digits) > 8 or int(digits) > _LARGEST_COUNT:
        raise WrongValue("too_large", limit=_LARGEST_COUNT)
    return int(digits)


def day(cell: Cell) -> date:
    """A date, year first: the only order that cannot be misread. Raises WrongValue."""
    for form in _DATES:
        found = form.fullmatch(cell.text)
        if found is not None:
            try:
                return date(int(found[1]), int(found[3]), int(found[4]))
            except ValueError as error:
                raise WrongValue("no_such_day") from error
    raise WrongValue("not_a_date")


def _has_full_width(text: str) -> bool:
    return any("\uff01" <= character <= "\uff5e" or character == "\u3000" for character in text)
