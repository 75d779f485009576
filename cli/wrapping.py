"""Where a line may end: between words and Chinese characters, but not within an id or a share."""

import re
from itertools import pairwise
from typing import Final

from rich.cells import cell_len

_OPENS: Final = frozenset("([{（［｛《〈「『【“‘")
"""No line ends with one of these."""

_CLOSES: Final = frozenset(")]},.;:!?%）］｝》〉」』】”’，。、；：！？…—％·")
"""No line begins with one of these."""

_BRACKETED: Final = re.compile(r"\[\S{1,64}?\]")
"""An id as it stands behind its title; it may have Chinese characters too."""


def line_breaks(text: str, width: int) -> list[int]:
    """The positions at which a text without line ends is broken to fit a width in cells.

    Blanks before a position may stand beyond the width. Only what is wider by itself is broken
    within.
    """
    breaks: list[int] = []
    if cell_len(text) <= width:
        return breaks
    openings = _openings(text)
    begin, last, used = 0, 0, 0
    for position, char in enumerate(text):
        if position in openings:
            last = position
        cells = cell_len(char)
        while used + cells > width and position > begin and not char.isspace():
            begin = last if last > begin else position
            breaks.append(begin)
            used = cell_len(text[begin:position])
        used += cells
    return breaks


def widest_piece(text: str) -> int:
    """The cells of the widest part of a text that should not be broken within."""
    positions = (0, *sorted(_openings(text)), len(text))
    return max(cell_len(text[one:other].strip()) for one, other in pairwise(positions))


def _openings(text: str) -> set[int]:
    """The positions at which a new line may begin."""
    inside = {
        position
        for found in _BRACKETED.finditer(text)
        for position in range(found.start() + 1, found.end())
    }
    return {
        position
        for position in range(1, len(text))
        if position not in inside and _parts(text[position - 1], text[position])
    }


def _parts(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after.isspace():
        return False
    if before.isspace():
        return after not in "·%"
    if before == "|":  # of choices such as zh|en
        return True
    if after in _CLOSES or before in _OPENS or cell_len(after) == 0:
        return False
    return max(cell_len(before), cell_len(after)) > 1
