"""How the values of arguments and options are read; what is wrong is said with what was expected."""

from datetime import UTC, date, datetime, time
from typing import Final

from pydantic import TypeAdapter, ValidationError

from cli.usage import Unfit
from schemas.actor import Actor, Role
from schemas.base import Code, Digest
from schemas.limits import FIRST_YEAR, LAST_YEAR
from schemas.target import Target

_CODE: Final[TypeAdapter[str]] = TypeAdapter(Code)
_DIGEST: Final[TypeAdapter[str]] = TypeAdapter(Digest)
_LONGEST_LINK: Final = 500

LARGEST: Final = 999_999_999_999
"""More than there can be of anything that is numbered, and less than what a database cannot hold."""


def day(text: str) -> date:
    """A date as ISO 8601 has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unfit("day") from None


def day_in_reach(text: str) -> date:
    """A date of the years in which campaigns can be."""
    read = day(text)
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise Unfit("day_in_reach", first=FIRST_YEAR, last=LAST_YEAR)
    return read


def clock(text: str) -> time:
    """A time of day, without an offset."""
    try:
        read = time.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is not None:
        raise Unfit("clock")
    return read


def moment(text: str) -> datetime:
    """A day or a moment as ISO 8601 has it; without an offset it is of the campaign's clock."""
    try:
        read = datetime.fromisoformat(text)
        read.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Unfit("moment") from None
    return read


def actor(text: str) -> Actor:
    """Who acts, as `role:id`; nobody acts as the system."""
    try:
        read = Actor.parse(text)
    except ValueError:
        read = None
    if read is None or read.role is Role.SYSTEM:
        raise Unfit("actor")
    return read


def code(text: str) -> str:
    """An id of a campaign, as plans and rosters have ids."""
    try:
        return _CODE.validate_python(text)
    except ValidationError:
        raise Unfit("code") from None


def digest(text: str) -> str:
    """A SHA-256, as it is printed or in capitals."""
    try:
        return _DIGEST.validate_python(text.strip().lower())
    except ValidationError:
        raise Unfit("digest") from None


def link(text: str) -> str:
    """An address that ends with a token, short enough to be printed as a code to scan."""
    if not text.startswith(("https://", "http://")) or len(text) > _LONGEST_LINK:
        raise Unfit("link")
    return text


def target(text: str) -> Target:
    """What has a deadline: `step:ID`, `phase:ID` or `unit`."""
    try:
        return Target.parse(text)
    except ValueError:
        raise Unfit("target") from None
