"""Files that a call names: what is said of one that is not there, or cannot be read or written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
def writing(file: Path) -> Iterator[None]:
    """While a file is written.

    Raises:
        Mistake: it cannot be.
    """
    try:
        yield
    except OSError as error:
        raise Mistake("file_unwritable", file=shown_path(file), reason=error.strerror) from None
