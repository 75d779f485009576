"""The channels that need nothing: a text file for each person, and the terminal."""

import asyncio
import sys
from errno import ENOSPC
from os import strerror
from pathlib import Path

from schemas.channel import DELIVERED, Delivery, Letter


class FileChannel:
    """Appends each letter to `FOLDER/<campaign>/<person>.txt`: what one person was told, in order."""

    budget: int | None = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, letter: Letter) -> Delivery:
        """Append the letter; several workers may write to the same file."""
        try:
            await asyncio.to_thread(self._append, letter)
        except OSError as error:
            detail = (error.strerror or "")[:200]
            return Delivery(outcome="again", reason="not_written", detail=detail)
        return DELIVERED

    def _append(self, letter: Letter) -> None:
        file = self._folder / letter.campaign / f"{letter.person}.txt"
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with file.open("ab", buffering=0) as out:
            text = as_text(letter).encode()
            if out.write(text) < len(text):
                raise OSError(ENOSPC, strerror(ENOSPC))


class ConsoleChannel:
    """Prints each letter to the terminal, beside the logs."""

    budget: int | None = None

    async def send(self, letter: Letter) -> Delivery:
        """Print the letter."""
        try:
            await asyncio.to_thread(self._print, as_text(letter))
        except OSError as error:
            return Delivery(outcome="again", reason="not_written", detail=error.strerror or "")
        return DELIVERED

    def _print(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def as_text(letter: Letter) -> str:
    """A letter as people read it in a file: when and to whom, the subject, the body; no contact."""
    head = f"{letter.at:%Y-%m-%d %H:%M}  →  {letter.person}"
    return f"{'─' * 72}\n{head}\n{letter.subject}\n\n{letter.body}\n"
