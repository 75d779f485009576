"""Attachments: what is taken is what it says, of bearable size, and under no path of its sender's."""

import hashlib
import io
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from intake.attachments import AttachmentRefused, read_attachment
from schemas.attachment import ATTACHMENT_BYTES, Attachment

AT: Final = datetime(2026, 3, 2, 2, tzinfo=UTC)
PDF: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nstream\x00\x01\nstartxref\n9\n%%EOF\n"
PNG: Final = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPG: Final = b"\xff\xd8\xff\xe0" + b"\x00" * 20


def read(name: str, content: bytes) -> Attachment:
    return read_attachment(name, io.BytesIO(content), AT).attachment


def refused(name: str, content: bytes) -> str:
    with pytest.raises(AttachmentRefused) as error:
        read(name, content)
    return error.value.code


def archive(
    parts: dict[str, bytes],
    packed: int = ZIP_DEFLATED,
    more: Callable[[ZipFile], object] = lambda _: None,
) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", packed) as zip_:
        for name, content in parts.items():
            zip_.writestr(name, content)
        more(zip_)
    return file.getvalue()


def document(parts: dict[str, bytes] | None = None, packed: int = ZIP_DEFLATED) -> bytes:
    whole = {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>", **(parts or {})}
    return archive(whole, packed)


def workbook() -> bytes:
    file = io.BytesIO()
    with Workbook(file) as book:
        book.add_worksheet().write(0, 0, "纪要")
    return file.getvalue()


GOOD: Final = {
    "minutes.pdf": PDF,
    "photo.PNG": PNG,
    "photo.jpg": JPG,
    "photo.jpeg": JPG,
    "纪要.docx": document(),
    "纪要.xlsx": workbook(),
    "纪要.txt": "到会 17 人\r\n".encode(),
    "old.txt": "到会 17 人".encode("gb18030"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_people_have_is_taken(name: str) -> None:
    taken = read(name, GOOD[name])
    assert taken.name == name
    assert taken.digest == hashlib.sha256(GOOD[name]).hexdigest()
    assert (taken.bytes, taken.at) == (len(GOOD[name]), AT)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("ending", ["pdf", "png", "jpg", "docx", "xlsx", "txt"])
def test_a_name_that_says_something_else_is_found_out(name: str, ending: str) -> None:
    content = GOOD[name]
    if read(name, content).type == ending:
        return
    assert refused(f"file.{ending}", content) == "not_what_it_says"


@pytest.mark.parametrize(
    "name", ["a.exe", "a.docm", "a.svg", "a.html", "a", "", ".pdf", "a.pdf.exe", "a.zip", "a.pdf/"]
)
def test_other_types_are_not_taken(name: str) -> None:
    assert refused(name, PDF) == "type_not_taken"


def test_an_empty_file_is_not_taken() -> None:
    assert refused("a.txt", b"") == "file_empty"


@pytest.mark.parametrize("content", [b"%PDF-", b"%PDF-x.y\n%%EOF", b"%PDFs are fine\n%%EOF"])
def test_what_only_begins_like_a_pdf_is_none(content: bytes) -> None:
    assert refused("a.pdf", content) == "not_what_it_says"


def test_a_pdf_that_breaks_off_is_broken() -> None:
    assert refused("a.pdf", PDF.removesuffix(b"%%EOF\n")) == "file_broken"
    assert read("a.pdf", PDF + b"\r\n\x00 what a scanner adds").type == "pdf"


class Endless(io.RawIOBase):
    """A file of 200 MB that counts what is read of it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        """So many bytes."""
        assert 0 <= size <= 200 * 1024 * 1024 - self.taken
        self.taken += size
        return b"%PDF-" + b"\x00" * (size - 5)


def test_a_large_file_is_refused_without_being_read() -> None:
    file = Endless()
    with pytest.raises(AttachmentRefused) as error:
        read_attachment("a.pdf", file, AT)  # type: ignore[arg-type]
    assert (error.value.code, error.value.params) == ("file_too_large", {"limit": "20"})
    assert file.taken == ATTACHMENT_BYTES + 1


def test_as_much_as_is_allowed_is_taken() -> None:
    assert read("a.pdf", PDF.ljust(ATTACHMENT_BYTES, b"\x00")).bytes == ATTACHMENT_BYTES


def test_a_document_that_unpacks_to_too_much_is_not_taken() -> None:
    bomb = document({f"word/{number}.xml": b"\x00" * 50_000_000 for number in range(5)})
    assert len(bomb) < 1_000_000
    assert refused("a.docx", bomb) == "unpacks_to_too_much"
    many = document({f"word/{number}.xml": b"" for number in range(5001)})
    assert refused("a.docx", many) == "unpacks_to_too_much"


def test_a_document_that_lies_about_its_size_is_not_taken() -> None:
    name = b"word/bomb.xml"
    content = document({name.decode(): b"\x00" * 1_000_000})
    crc, size = zlib.crc32(b"\x00" * 1_000_000), struct.pack("<I", 1_000_000)
    assert content.count(size) == 2
    assert struct.pack("<I", crc) in content
    assert refused("a.docx", content.replace(size, struct.pack("<I", 10))) == "file_broken"


def _twice(archive_: ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive_.writestr("word/document.xml", b"another")


@pytest.mark.parametrize(
    "content",
    [
        document({"../../etc/passwd": b"x"}),
        document({"/etc/passwd": b"x"}),
        document({"word\\..\\..\\x": b"x"}),
        archive({"[Content_Types].xml": b"", "word/document.xml": b""}, more=_twice),
        document()[:-30],
        document(packed=ZIP_STORED).replace(b"<x/>", b"<y/>"),
        b"PK\x03\x04" + PDF,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a password",
    ],
)
def test_broken_and_cunning_archives_are_not_taken(content: bytes) -> None:
    assert refused("a.docx", content) == "file_broken"


def test_an_archive_that_is_packed_in_a_rare_way_and_damaged_is_not_taken() -> None:
    sound = document({"word/more.xml": b"<x/>" * 100}, ZIP_LZMA)
    assert read("a.docx", sound).type == "docx"
    for place in range(len(sound)):
        damaged = sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :]
        with suppress(AttachmentRefused):
            read("a.docx", damaged)


def test_macros_are_not_taken() -> None:
    assert refused("a.docx", document({"word/vbaProject.bin": b"x"})) == "has_macros"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/cron.d/x.pdf", "x.pdf"),
        ("C:\\Users\\x\\纪要.pdf", "纪要.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
        ("\ud800.pdf", "?.pdf"),
        ("...pdf", "...pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert read(name, PDF).name == kept


@given(st.text(), st.sampled_from([*GOOD.values(), b"\x00", b"PK\x05\x06" + b"\x00" * 18]))
def test_whatever_comes_is_taken_or_refused(name: str, content: bytes) -> None:
    for ending in ("", ".docx", ".pdf", ".txt"):
        try:
            taken = read(name + ending, content)
        except AttachmentRefused:
            continue
        assert not set(taken.name) & set("/\\\x00\n")
        assert 1 <= len(taken.name) <= 200
