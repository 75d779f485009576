"""How the values of arguments and options are read; what is wrong is said with what was expected."""

from datetime import date, datetime, time
from typing import Final

import typer
from pydantic import TypeAdapter, ValidationError

from schemas.actor import Actor
from schemas.base import Code, Digest
from schemas.target import Target

_CODE: Final[TypeAdapter[str]] = TypeAdapter(Code)
_DIGEST: Final[TypeAdapter[str]] = TypeAdapter(Digest)
_LONGEST_LINK: Final = 500


def day(text: str) -> date:
    """A date as ISO 8601 has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("expected a date such as 2026-07-01") from None


def clock(text: str) -> time:
    """A time of day, without an offset."""
    try:
        read = time.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is not None:
        raise typer.BadParameter("expected a time such as 15:30")
    return read


def moment(text: str) -> datetime:
    """A day or a moment as ISO 8601 has it; without an offset it is of the campaign's clock."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("expected a moment such as 2026-07-01T08:30") from None


def actor(text: str) -> Actor:
    """Who acts, as `role:id`."""
    try:
        return Actor.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def code(text: str) -> str:
    """An id of a campaign, as plans and rosters have ids."""
    try:
        return _CODE.validate_python(text)
    except ValidationError:
        raise typer.BadParameter("expected letters, digits, '_', '.' or '-', at most 64") from None


def digest(text: str) -> str:
    """A SHA-256, as it is printed or in capitals."""
    try:
        return _DIGEST.validate_python(text.strip().lower())
    except ValidationError:
        raise typer.BadParameter("expected 64 hexadecimal digits") from None


def link(text: str) -> str:
    """An address that ends with a token, short enough to be printed as a code to scan."""
    if not text.startswith(("https://", "http://")) or len(text) > _LONGEST_LINK:
        raise typer.BadParameter("expected an address such as https://example.org/vote")
    return text


def target(text: str) -> Target:
    """What has a deadline: `step:ID`, `phase:ID` or `unit`."""
    try:
        return Target.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
