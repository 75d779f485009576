"""Files that a call names: written whole or not at all, and what is said where that cannot be."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from cli.exits import ExitCode, Mistake
from cli.output import shown_path


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """While a file is read.

    Raises:
        Mistake: it is missing or unreadable.
    """
    try:
        yield
    except FileNotFoundError:
        raise Mistake("file_missing", ExitCode.UNKNOWN, file=shown_path(file)) from None
    except OSError as error:
        raise Mistake(
            "file_unreadable", ExitCode.UNKNOWN, file=shown_path(file), reason=error.strerror
        ) from None


@contextmanager
def writing(file: Path, *, room: int = 0) -> Iterator[Path]:
    """Where a file is to be written: beside it, and in its place once it is whole.

    What is there stays as it is until then. A pipe or a device is written as it comes. So many bytes
    of `room` are taken up before, for `fill`.

    Raises:
        Mistake: it cannot be written.
    """
    try:
        if file.exists() and not file.is_file() and not file.is_dir():
            yield file
            return
        target = file.resolve()  # what a link leads to, and not the link, is replaced
        beside = target.with_name(f".{uuid4().hex}.part")
        try:
            if target.exists():
                target.open("ab").close()  # what is write-protected is not replaced either
            beside.write_bytes(bytes(room))
            yield beside
            _replace(target, beside)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise Mistake("file_unwritable", file=shown_path(file), reason=error.strerror) from None


def fill(place: Path, content: bytes) -> None:
    """Write where room was taken up; it is not given back before, so that nobody else can take it."""
    with place.open("rb+" if place.is_file() else "wb") as file:
        file.write(content)
        if place.is_file():
            file.truncate()


def _replace(target: Path, beside: Path) -> None:
    """Put a whole file in the place of another: after a crash there is the one or the other."""
    with beside.open("rb+") as written:
        os.fsync(written.fileno())
    if target.exists():
        shutil.copymode(target, beside)
    beside.replace(target)
