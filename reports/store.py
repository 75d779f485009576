"""Where files are kept: in a folder, or in whatever else a URL names, such as `s3://bucket/folder`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from glob import escape
from pathlib import Path, PurePosixPath
from typing import Final
from uuid import uuid4

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

_PART: Final = ".part"
"""The end of the name of a file that is not whole yet."""

_REASON: Final = 300

_S3: Final = {
    "use_listings_cache": False,
    "max_concurrency": 1,
    "config_kwargs": {"retries": {"total_max_attempts": 1}},
}
"""What others put there is seen at once. A file is read in one piece, since not every server that
speaks S3 can be held to the checksums of pieces. `s3fs` repeats what may go better, and botocore not
once more each time: whoever waits hears within seconds that it does not."""


class StoreUnusable(Exception):
    """What a URL names cannot be read or written."""

    def __init__(self, name: str, why: Exception) -> None:
        self.name = name
        self.reason = " ".join(f"{type(why).__name__}: {why}".split())[:_REASON]
        super().__init__(f"The store cannot be used for '{name}': {self.reason}")


class NotKept(Exception):
    """There is no file of that name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"'{name}' is not in the store.")


class Store:
    """Files by their names, which are relative paths with `/`; they never lead out of the store.

    Every call may raise StoreUnusable. A store may be used by several threads at once.
    """

    def __init__(self, url: str) -> None:
        """Open what the URL, or the path of a folder, names.

        Raises:
            StoreUnusable: it names no file system that is installed.
        """
        with _using("."):
            self._files, self._root = _opened(url)

    def put(self, name: str, content: bytes) -> None:
        """Keep a file, in the place of one that has the name: the whole of it or none."""
        path = self._path(name)
        with _using(name):
            if isinstance(self._files, LocalFileSystem):
                _replace(Path(path), content)
            else:
                self._files.pipe_file(path, content)

    def get(self, name: str, *, at_most: int | None = None) -> bytes:
        """A file, or as much of it as `at_most` bytes. Raises NotKept."""
        path = self._path(name)
        with _using(name), _seeking(name):
            if at_most is None:
                content: bytes = self._files.cat_file(path)
                return content
            # Opened, since S3 refuses to give a part of a file that is empty.
            with self._files.open(path, "rb") as file:
                part: bytes = file.read(at_most)
                return part

    def remove(self, name: str) -> None:
        """Keep a file no longer. Raises NotKept."""
        path = self._path(name)
        with _using(name), _seeking(name):
            self._files.rm_file(path)

    def names(self, folder: str | None = None) -> tuple[str, ...]:
        """The names of all files, or of those in a folder without its own; none where it is not."""
        path = self._root if folder is None else self._path(folder)
        with _using(folder or "."):
            found = self._files.find(path) if self._files.exists(path) else []
        names = (one.removeprefix(path).lstrip("/") for one in found)
        return tuple(sorted(name for name in names if not name.endswith(_PART)))

    def left_over(self, name: str | None = None) -> int:
        """How many files are there that somebody who died has not written to their end.

        With a name, those of that file, or of those in that folder. They are no files of the store.
        """
        return len(self._left_over(name))

    def clear(self, name: str) -> None:
        """Remove what is left over of a file or in a folder. Nobody else may be writing there."""
        with _using(name):
            for part in self._left_over(name):
                part.unlink(missing_ok=True)

    def within(self, folder: str) -> "Store":
        """The store that a folder of it is."""
        inner = copy(self)
        inner._root = self._path(folder)  # noqa: SLF001 - it is one of us
        return inner

    def _left_over(self, name: str | None) -> list[Path]:
        """None but in folders: elsewhere a file comes into being at once."""
        if not isinstance(self._files, LocalFileSystem):
            return []
        path = Path(self._root if name is None else self._path(name))
        beside = path.parent.glob(f".{escape(path.name)}.*{_PART}") if name else ()
        return [*beside, *path.rglob(f"*{_PART}")]

    def _path(self, name: str) -> str:
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or "\\" in name or ".." in parts:
            raise ValueError(f"not a name inside a store: {name!r}")
        return f"{self._root}/{name}"


@contextmanager
def _using(name: str) -> Iterator[None]:
    """While a file system is used: each raises errors of its own."""
    try:
        yield
    except NotKept:
        raise
    except Exception as error:
        raise StoreUnusable(name, error) from error


@contextmanager
def _seeking(name: str) -> Iterator[None]:
    """While something is sought that need not be there."""
    try:
        yield
    except FileNotFoundError:
        raise NotKept(name) from None


def _opened(url: str) -> tuple[AbstractFileSystem, str]:
    files, root = url_to_fs(url, **(_S3 if url.startswith("s3://") else {}))
    return files, root.rstrip("/")


def _replace(path: Path, content: bytes) -> None:
    """Write beside and rename: after a crash there is the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid4().hex}{_PART}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
