"""Makes the pictures of reports in `docs/pictures` anew: `python -m tests.reports.pictures`.

Word documents and workbooks are shown as LibreOffice (`soffice`) shows them; without it, the
pictures of PDF files are made alone.
"""

import asyncio
import shutil
import struct
import subprocess
import zlib
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final, Literal

import psycopg
import pypdfium2

import plans
from client.reporting import report_on
from records.migration import migrate
from records.store import Records, open_records
from reports.composing import compose
from reports.document import Document
from reports.docx import docx
from reports.pdf import pdf
from reports.telling import Telling
from reports.xlsx import xlsx
from rules.bands import bands
from rules.rollup import standings
from schemas.report import Report, ReportKind
from tests.reports.under_way import CAMPAIGN, launch
from worker.postgres import EmbeddedPostgres

_Format = Literal["pdf", "docx", "xlsx"]

_PLANS: Final = Path(plans.__file__).parent
_PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"
_OFFICE: Final = shutil.which("soffice")
_WIDTH: Final = 927
_MARGIN: Final = 48
_FEWER_SHADES: Final = bytes(min(255, (shade + 8) // 16 * 16) for shade in range(256))
_SHOWN: Final[tuple[tuple[ReportKind, str, _Format, str], ...]] = (
    (ReportKind.BULLETIN, "bulletin", "pdf", "各阶段"),
    (ReportKind.BULLETIN, "bulletin", "docx", "各阶段"),
    (ReportKind.BULLETIN, "taking-part", "pdf", "各区县参学情况"),
    (ReportKind.LEAGUE, "league", "xlsx", "阶段完成率"),
    (ReportKind.LATE, "late", "pdf", "逾期单位"),
    (ReportKind.LEDGER, "ledger", "pdf", "各区县台账"),
    (ReportKind.CLOSING, "closing", "pdf", "82.88%"),
)
"""Of which report, under which name, as which file the first page is shown on which this stands."""


def as_the_first_batch(report: Report) -> Report:
    """The same with the bands of the first batch, whose percentages the page explains."""
    figures = report.city.figures.model_copy(update={"bands": (639, 122, 10)})
    bounds = tuple(band.at_least for band in report.bands if band.at_least is not None)
    measured = {"city": standings(figures), "bands": bands(bounds, figures.bands)}
    return report.model_copy(update=measured)


def png(bitmap: Any, *, is_cropped: bool) -> bytes:
    """A page that was drawn, as PNG; if cropped, without the paper below what stands on it."""
    height, width, stride = bitmap.height, bitmap.width, bitmap.stride
    buffer = bytes(bitmap.buffer).translate(_FEWER_SHADES)
    lines = [buffer[row * stride : row * stride + 3 * width] for row in range(height)]
    while is_cropped and height > _MARGIN and not lines[height - _MARGIN].strip(b"\xff"):
        height -= 1
    rows = b"".join(b"\0" + line for line in lines[:height])

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b""))
    )


def draw(file: bytes, heading: str, to: Path, *, is_cropped: bool) -> None:
    """Draw the first page of a PDF on which the heading stands."""
    for page in pypdfium2.PdfDocument(file):
        if heading in "".join(page.get_textpage().get_text_bounded().split()):
            scale = _WIDTH / page.get_width()
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            to.write_bytes(png(bitmap, is_cropped=is_cropped))
            return
    raise LookupError(heading)


def save(document: Document, file_format: _Format) -> bytes:
    """The file of a report."""
    match file_format:
        case "pdf":
            return pdf(document, _PLANS / "report.typ")
        case "docx":
            return docx(document, _PLANS / "report.docx")
        case "xlsx":
            return xlsx(document)


def opened_in(office: str, file: bytes, file_format: _Format) -> bytes:
    """What an office program prints of a file, as a PDF."""
    with TemporaryDirectory(prefix="phaseline-") as folder:
        path = Path(folder) / f"report.{file_format}"
        path.write_bytes(file)
        home = f"-env:UserInstallation=file://{folder}/home"
        command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return path.with_suffix(".pdf").read_bytes()


async def make(records: Records) -> None:
    """Make every picture, and say how long each report took."""
    now = datetime.now(UTC)
    await launch(records, now)
    plan = (await records.campaigns.plan(CAMPAIGN)).plan
    for kind, name, file_format, heading in _SHOWN:
        began = perf_counter()
        report = await report_on(records, CAMPAIGN, kind)
        gathered = perf_counter()
        if kind is ReportKind.CLOSING:
            report = as_the_first_batch(report)
        file = save(compose(report, Telling(plan, (), "zh")), file_format)
        took = perf_counter()
        print(  # noqa: T201
            f"{name}.{file_format}: gathered in {gathered - began:.2f} s, "
            f"made in {took - gathered:.2f} s"
        )
        if file_format != "pdf":
            if _OFFICE is None:
                print(f"{name}.{file_format}: not drawn, for there is no soffice")  # noqa: T201
                continue
            file = opened_in(_OFFICE, file, file_format)
        to = _PICTURES / f"{name}-{file_format}.png"
        draw(file, heading, to, is_cropped=file_format == "xlsx")


async def main() -> None:
    """Make the pictures in a database of their own."""
    with TemporaryDirectory(prefix="phaseline-") as folder:
        async with EmbeddedPostgres(Path(folder)) as server:
            async with await psycopg.AsyncConnection.connect(
                server.url, autocommit=True
            ) as connection:
                await connection.execute("create database phaseline")
            url = server.url.replace("/postgres?", "/phaseline?")
            await migrate(url)
            async with open_records(url) as records:
                await make(records)


if __name__ == "__main__":
    asyncio.run(main())
