"""What the yardstick is sent and what it answers; frozen with it, and passed through the sandbox."""

from typing import Literal

from pydantic import BaseModel


class Order(BaseModel):
    """A command, in the same envelope as a unit's `comment`."""

    id: str
    by: str
    kind: Literal["comment"]
    text: str


class Slip(BaseModel):
    """The answer to an order."""

    order: str
    revision: int


class Tally(BaseModel):
    """The small state."""

    revision: int
    last: str | None
