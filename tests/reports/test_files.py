"""Reports as files: opened and read back, each says what the document says, whatever names hold."""

import dataclasses
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pypdfium2
import pytest
from docx import Document as WordDocument
from python_calamine import CalamineWorkbook

import plans
from records.store import Records
from reports.composing import compose
from reports.document import Cell, Document, Section, Table, plain, shown
from reports.docx import docx
from reports.pdf import pdf
from reports.xlsx import xlsx
from schemas.quantities import Percent
from schemas.report import ReportKind
from tests.reports.reporting import (
    KINDS,
    LANGUAGES,
    NASTY,
    report_with,
    reports_of_a_city,
    telling,
    with_people,
    with_results,
)
from texts.catalogue import Language

TEMPLATES: Final = Path(plans.__file__).parent

WRITERS: Final[dict[str, Callable[[Document], bytes]]] = {
    "xlsx": xlsx,
    "docx": lambda document: docx(document, TEMPLATES / "report.docx"),
    "pdf": lambda document: pdf(document, TEMPLATES / "report.typ"),
}

Documents = dict[tuple[ReportKind, Language], Document]


@pytest.fixture(scope="module")
async def documents(records: Records) -> Documents:
    reports = await reports_of_a_city(records)
    return {
        (kind, language): compose(with_people(with_results(report)), telling(report, language))
        for kind, report in reports.items()
        for language in LANGUAGES
    }


@pytest.fixture(params=[(kind, language) for kind in KINDS for language in LANGUAGES])
def document(request: pytest.FixtureRequest, documents: Documents) -> Document:
    """Each report in each language."""
    return documents[request.param]


def text_of(content: bytes) -> str:
    """The text of a PDF without its line breaks and blanks."""
    file = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in file]
    return "".join("".join(pages).split())


def in_workbook(cell: Cell) -> object:
    """A cell as it is read from a workbook."""
    match cell:
        case None:
            return ""
        case Percent(value=value):
            return float(value / 100)
        case datetime() | date() | str():
            return cell
        case int():
            return float(cell)


def test_a_workbook_has_every_cell_with_its_type(document: Document) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx(document)))
    tables = [(one.heading, one.table) for one in document.sections if one.table is not None]
    assert book.sheet_names[1:] == [heading for heading, _ in tables]
    for heading, table in tables:
        headings, *rows = book.get_sheet_by_name(heading).to_python()
        assert headings == [column.heading for column in table.columns]
        expected = [*table.rows, *([table.total] if table.total else [])]
        assert rows == [[in_workbook(cell) for cell in row] for row in expected]
    (words,) = zip(*book.get_sheet_by_index(0).to_python(), strict=True)
    assert words[: 1 + len(document.lines)] == (document.title, *document.lines)
    assert words[-1] == document.remark


def test_a_workbooks_tables_have_filters_and_a_heading_that_stays(document: Document) -> None:
    with ZipFile(io.BytesIO(xlsx(document))) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in sorted(sheets)[1:]:
            sheet = parts.read(name).decode()
            assert "<autoFilter" in sheet
            assert 'state="frozen"' in sheet
            assert "<f>" not in sheet


def test_a_word_document_has_every_paragraph_and_cell(document: Document) -> None:
    file = WordDocument(io.BytesIO(WRITERS["docx"](document)))
    told = [paragraph.text for paragraph in file.paragraphs if paragraph.text]
    expected = [document.title, *document.lines]
    for one in document.on_paper:
        expected += [one.heading, *one.paragraphs]
    assert told == [*expected, document.remark]
    tables = [one.table for one in document.on_paper if one.table is not None]
    assert len(file.tables) == len(tables)
    for drawn, table in zip(file.tables, tables, strict=True):
        rows = [*table.rows, *([table.total] if table.total else [])]
        assert [[cell.text for cell in row.cells] for row in drawn.rows] == [
            [column.heading for column in table.columns],
            *([shown(cell, document.language) for cell in row] for row in rows),
        ]
        numbers = [column.is_number for column in table.columns]
        for row in drawn.rows[1:]:
            styles = [cell.paragraphs[0].style.name for cell in row.cells]
            assert [style == "Number" for style in styles] == numbers


def test_a_pdf_has_every_figure_and_every_chinese_character(document: Document) -> None:
    text = text_of(WRITERS["pdf"](document))
    for one in document.on_paper:
        assert "".join(one.heading.split()) in text
        for paragraph in one.paragraphs:
            assert "".join(paragraph.split()) in text
        if one.table is None:
            continue
        for row in one.table.rows:
            for cell in row:
                assert "".join(shown(cell, document.language).split()) in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_the_same_document_is_the_same_file(documents: Documents, ending: str) -> None:
    document = documents[ReportKind.BULLETIN, "zh"]
    assert WRITERS[ending](document) == WRITERS[ending](document)


async def test_a_name_is_only_ever_a_name(records: Records) -> None:
    report = await report_with(records, NASTY, ReportKind.BULLETIN)
    document = compose(report, telling(report))
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx(document)))
    names = [row[1] for row in book.get_sheet_by_name("Units").to_python()[1:]]
    assert names == [plain(name) for name in NASTY]
    with ZipFile(io.BytesIO(xlsx(document))) as parts:
        everything = "".join(
            parts.read(name).decode()
            for name in parts.namelist()
            if name.endswith((".xml", ".rels"))
        )
    assert "<f>" not in everything
    assert "<hyperlink " not in everything


@pytest.mark.parametrize("ending", WRITERS)
def test_a_title_may_be_as_long_as_a_plan_lets_it_be(documents: Documents, ending: str) -> None:
    long = dataclasses.replace(documents[ReportKind.LATE, "zh"], title="活" * 540)
    content = WRITERS[ending](long)
    if ending == "docx":
        assert WordDocument(io.BytesIO(content)).paragraphs[0].text == long.title


def on_paper(sheet: Section) -> Section:
    """The first two columns of a section that is for sheets, as one to be read on paper."""
    assert sheet.table is not None
    rows = tuple(row[:2] for row in sheet.table.rows)
    table = Table(columns=sheet.table.columns[:2], rows=rows)
    return Section(heading=sheet.heading, table=table)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
async def test_nor_is_it_markup_on_paper(records: Records, ending: str) -> None:
    report = await report_with(records, NASTY, ReportKind.BULLETIN)
    document = compose(report, telling(report))
    narrow = dataclasses.replace(
        document, lines=tuple(map(plain, NASTY)), sections=(on_paper(document.sections[-1]),)
    )
    content = WRITERS[ending](narrow)
    if ending == "pdf":
        text = text_of(content)
        assert [name for name in NASTY if "".join(plain(name).split()) not in text] == []
        return
    (table,) = WordDocument(io.BytesIO(content)).tables
    assert [row.cells[1].text for row in table.rows[1:]] == [plain(name) for name in NASTY]
