"""A dossier as one file: a zip archive whose bytes follow from what is in it."""

from collections.abc import Mapping
from io import BytesIO
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.store import NotKept

_MADE_AT: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o644 << 16


class Unreadable(Exception):
    """What should be an archive, or a file in it, is none."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """An archive of files by their names."""
    archive = BytesIO()
    with ZipFile(archive, "w") as writer:
        for name, content in sorted(files.items()):
            info = ZipInfo(name, _MADE_AT)
            info.compress_type, info.external_attr = ZIP_DEFLATED, _MODE
            info.create_system = 3
            writer.writestr(info, content)
    return archive.getvalue()


class Packed:
    """The files in an archive. Nothing of it is ever written to a disk, wherever names may lead."""

    def __init__(self, file: BinaryIO) -> None:
        """Open an archive, which reads `file`. Raises Unreadable for one that is none."""
        try:
            self._zip = ZipFile(file)
        except Exception as error:
            raise Unreadable("the archive") from error

    def names(self) -> tuple[str, ...]:
        """The names of all files, in order; one that is there twice stands twice.

        Other programs give the folders of an archive entries of their own, in which nothing is.
        """
        files = (info for info in self._zip.infolist() if not info.is_dir() or info.file_size)
        return tuple(sorted(info.filename for info in files))

    def get(self, name: str, *, at_most: int | None = None) -> bytes:
        """A file, or as much of it as `at_most` bytes, however much it says to hold.

        Raises:
            NotKept: there is no such file.
            Unreadable: it is damaged, or packed in a way that dossiers never are.
        """
        try:
            with self._zip.open(name) as file:
                return file.read(-1 if at_most is None else at_most)
        except KeyError:
            raise NotKept(name) from None
        except Exception as error:
            raise Unreadable(name) from error
