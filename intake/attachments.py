"""Reading attachments: files that people hand in, of which nothing is believed that is not in them.

The type follows from the content and must be the one that the name says. A workbook or document is
looked through as the archive that it is, so that none unpacks to more than it should. A file's name
is kept for people and never becomes a path.
"""

import hashlib
import io
import lzma
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from schemas.attachment import ATTACHMENT_BYTES, Attachment, FileType

UNPACKED_BYTES: Final = 200 * 1024 * 1024
"""No document may unpack to more."""

ENTRIES: Final = 5000
"""Nor into more parts."""

_MIB: Final = 1024 * 1024
_ENDINGS: Final[Mapping[str, FileType]] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".jpg": "jpg",
    ".jpeg": "jpg",
    ".png": "png",
    ".txt": "txt",
}
_NAME_LENGTH: Final = 200
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
"""Control characters, and those that turn a text around: 'gpj.exe' must not look like 'exe.jpg'."""

_PLAIN: Final = re.compile(r"[^\x00-\x08\x0b\x0e-\x1f\x7f]*\Z")
_PDF: Final = re.compile(rb"%PDF-\d\.\d")
_PDF_END: Final = b"%%EOF"
_ARCHIVE: Final = b"PK\x03\x04"
_SEALED: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a document begins that has a password of its own."""

_ENCRYPTED: Final = 0x1
_MACROS: Final = "vbaProject.bin"
_BROKEN = (
    BadZipFile,
    EOFError,
    NotImplementedError,  # a way of packing that no office program uses
    OSError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


class AttachmentRefused(Exception):
    """A file that is not taken; `code` names its text in `texts/attachments`, `params` fills it."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class ReadAttachment:
    """A file that can be taken: what is known of it, and its content."""

    attachment: Attachment
    content: bytes


def read_attachment(name: str, file: IO[bytes], at: datetime) -> ReadAttachment:
    """Read a file that was handed in at `at` under a name; of a file that is too large, no more than needed.

    Raises:
        AttachmentRefused: it is empty, too large, of a type that is not taken or not what its name
            says, broken, or would unpack to too much.
    """
    content = file.read(ATTACHMENT_BYTES + 1)
    if len(content) > ATTACHMENT_BYTES:
        raise AttachmentRefused("file_too_large", limit=ATTACHMENT_BYTES // _MIB)
    if not content:
        raise AttachmentRefused("file_empty")
    plain = _plain_name(name)
    type_ = _ENDINGS.get(PurePosixPath(plain).suffix.lower())
    if type_ is None:
        raise AttachmentRefused("type_not_taken", known=", ".join(_ENDINGS))
    if not _CHECKS[type_](content):
        raise AttachmentRefused("not_what_it_says", type=type_)
    attachment = Attachment(
        digest=hashlib.sha256(content).hexdigest(),
        name=plain,
        type=type_,
        bytes=len(content),
        at=at,
    )
    return ReadAttachment(attachment, content)


def _plain_name(name: str) -> str:
    """The last part of a name on any system, without what cannot be seen, and not too long."""
    last = re.split(r"[/\\]", name)[-1]
    plain = unicodedata.normalize("NFC", _CONTROL.sub("", last)).strip()
    stem, ending = PurePosixPath(plain).stem, PurePosixPath(plain).suffix
    sound = (stem[: _NAME_LENGTH - len(ending)] + ending).encode(errors="replace").decode()
    return sound[:_NAME_LENGTH]


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signatures)


def _is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does; one without an end was cut off on its way."""
    if _PDF.match(content) is None:
        return False
    # Scanners write what they like behind it.
    if _PDF_END not in content:
        raise AttachmentRefused("file_broken")
    return True


def _is_text(content: bytes) -> bool:
    """Whether it is a text as the editors of this country write it: UTF-8, or GB 18030."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return _PLAIN.match(content.decode(encoding)) is not None
        except UnicodeDecodeError:
            continue
    return False


def _archive_with(part: str) -> Callable[[bytes], bool]:
    """Whether it is an office document: an archive with that part, sound and of bearable size."""

    def check(content: bytes) -> bool:
        if content.startswith(_SEALED):
            raise AttachmentRefused("file_broken")
        if not content.startswith(_ARCHIVE):
            return False
        try:
            with ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
                names = [entry.filename for entry in entries]
                if not {"[Content_Types].xml", part} <= set(names):
                    return False
                if any(name.endswith(_MACROS) for name in names):
                    raise AttachmentRefused("has_macros")
                if len(set(names)) < len(names) or any(map(_is_odd, entries)):
                    raise AttachmentRefused("file_broken")
                _require_bearable(archive, entries)
        except _BROKEN:
            raise AttachmentRefused("file_broken") from None
        return True

    return check


def _is_odd(entry: ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    leads_out = entry.filename.startswith("/") or ".." in parts or "\\" in entry.filename
    return leads_out or bool(entry.flag_bits & _ENCRYPTED)


def _require_bearable(archive: ZipFile, entries: list[ZipInfo]) -> None:
    """Unpack it, to nowhere: what an archive says of its sizes is only what it says."""
    said = sum(entry.file_size for entry in entries)
    if len(entries) > ENTRIES or said > UNPACKED_BYTES:
        raise AttachmentRefused("unpacks_to_too_much", limit=UNPACKED_BYTES // _MIB)
    for entry in entries:
        with archive.open(entry) as part:
            while part.read(_MIB):
                pass


_CHECKS: Final[Mapping[FileType, Callable[[bytes], bool]]] = {
    "pdf": _is_pdf,
    "jpg": _starts(b"\xff\xd8\xff"),
    "png": _starts(b"\x89PNG\r\n\x1a\n"),
    "txt": _is_text,
    "docx": _archive_with("word/document.xml"),
    "xlsx": _archive_with("xl/workbook.xml"),
}
