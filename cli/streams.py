"""Making stdout and stderr bear what shells do to them: close them, or ask for another encoding."""

import codecs
import io
import os
import sys
from typing import Final

_SPELT: Final = {
    "✓": "+",
    "✗": "x",
    "○": "o",
    "·": "-",
    "–": "-",
    "→": "->",
    "…": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}
"""What stands for our own signs where the encoding has none."""


def prepare_streams() -> None:
    """Make both streams take whatever text they are given, and be there even if they were closed."""
    codecs.register_error("spell", _spell)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="spell")


def _nowhere() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - lives with the process


def _spell(error: UnicodeError) -> tuple[str | bytes, int]:
    """Replace what cannot be encoded by a plainer sign, or by its number as Python writes it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    char = error.object[error.start]
    plain = _SPELT.get(char) or char.encode("ascii", "backslashreplace").decode()
    return plain, error.start + 1
