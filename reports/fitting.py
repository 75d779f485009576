"""Making a text fit: what is too long is shortened evenly, and the text says so at its end."""

import json
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.limits import COMMAND_BYTES
from schemas.publication import PUBLISHED_LIMIT

Line = Callable[[int], str]
"""A line of a text, in which whatever somebody has written has at most so many characters."""

_REST_OF_A_COMMAND: Final = 1024
"""What stands in a command beside its texts needs no more bytes than that."""

_FEWEST: Final = 20
"""Under so many characters nobody knows what a line is about: then lines are left out instead."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much one command can publish: the text has its limit, and so has the command as a whole."""

    characters: int
    bytes: int

    @classmethod
    def beside(cls, *others: str | None) -> "Room":
        """What is left beside other texts of the same command."""
        taken = sum(_bytes(text) for text in others if text is not None)
        return cls(PUBLISHED_LIMIT, COMMAND_BYTES - _REST_OF_A_COMMAND - taken)

    def holds(self, text: str) -> bool:
        """Whether there is room for a text."""
        return len(text) <= self.characters and _bytes(text) <= self.bytes


def shortened(text: str, characters: int) -> str:
    """A text, or its beginning with an ellipsis where it is longer."""
    return text if len(text) <= characters else f"{text[: characters - 1].rstrip()}…"


def fitted(lines: Sequence[Line], ending: Callable[[int], str], room: Room) -> str:
    """The lines as one text for which there is room, all of them cut alike where it must be.

    The `ending` then says where everything stands in full, and how many lines are not there: the
    last ones, where all of them together had no room for a few words each.
    """

    def text(characters: int, count: int) -> str:
        shown = (line(characters) for line in lines[:count])
        return "\n".join((*shown, ending(len(lines) - count)))

    whole = "\n".join(line(room.characters) for line in lines)
    if room.holds(whole):
        return whole
    widths = range(_FEWEST, room.characters)
    width = bisect_left(widths, True, key=lambda one: not room.holds(text(one, len(lines))))
    if width > 0:
        return text(widths[width - 1], len(lines))
    counts = range(len(lines))
    count = bisect_left(counts, True, key=lambda one: not room.holds(text(_FEWEST, one)))
    return text(_FEWEST, max(count - 1, 0))


def _bytes(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode())
