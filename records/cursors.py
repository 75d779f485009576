"""Where a page ends: what people pass on from one page to the next, and may have made up."""

from sqlalchemy import ColumnElement, tuple_

from records.errors import MalformedCursor


def cursor_number(text: str, *, digits: int = 9) -> int:
    """A number in a cursor, of so many digits at most: the database would choke on more.

    Raises:
        MalformedCursor: it is none.
    """
    if not text.isdecimal() or len(text) > digits:
        raise MalformedCursor
    return int(text)


def step_cursor(unit: str, step: str) -> str:
    """Where a page of units' steps ends."""
    return f"{unit}/{step}"


def after_step(
    unit: ColumnElement[str], step: ColumnElement[str], cursor: str
) -> ColumnElement[bool]:
    """What comes after the end of a page of units' steps.

    Raises:
        MalformedCursor: it is no such end.
    """
    return tuple_(unit, step) > _unit_and_step(cursor)


def from_unit_on(unit: ColumnElement[str], cursor: str) -> ColumnElement[bool]:
    """The unit with whose step a page ends, which may have more, and those that come after it.

    Raises:
        MalformedCursor: it is no such end.
    """
    return unit >= _unit_and_step(cursor)[0]


def _unit_and_step(cursor: str) -> tuple[str, str]:
    unit, slash, step = cursor.partition("/")
    if not slash:
        raise MalformedCursor
    return unit, step
