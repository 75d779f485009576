"""Where a page ends: what people pass on from one page to the next, and may have made up."""

from records.errors import MalformedCursor


def cursor_number(text: str, *, digits: int = 9) -> int:
    """A number in a cursor, of so many digits at most: the database would choke on more.

    Raises:
        MalformedCursor: it is none.
    """
    if not text.isdecimal() or len(text) > digits:
        raise MalformedCursor
    return int(text)
