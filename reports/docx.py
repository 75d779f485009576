"""A report as a Word document (DOCX), from a template that the office may give its own face."""

import io
from pathlib import Path
from typing import Any, Final

from docx.shared import Cm, Length, Pt
from docxtpl import DocxTemplate

from reports.document import Document, Section, Table, shown
from texts.catalogue import Language

_PAGE: Final = Cm(26.5)
"""How wide the template's page is between its margins."""

_PROPERTY: Final = 255
"""How long a property of such a file may be; the title on the page is whole."""

_DIGIT: Final = Pt(6)
_PADDING: Final = Pt(14)


def docx(document: Document, template: Path) -> bytes:
    """The Word document of a document; the template says what stands where, and how it looks."""
    file = DocxTemplate(template)
    file.render(
        {
            "title": document.title,
            "lines": document.lines,
            "sections": [_section(section, document) for section in document.on_paper],
            "remark": document.remark,
        },
        autoescape=True,
    )
    tables = (section.table for section in document.on_paper if section.table is not None)
    for drawn, table in zip(file.tables, tables, strict=True):
        for column, width in zip(drawn.columns, _widths(table, document.language), strict=True):
            column.width = width
    file.core_properties.title = document.title[:_PROPERTY]
    file.core_properties.created = document.made_at
    file.core_properties.modified = document.made_at
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def _section(section: Section, document: Document) -> dict[str, Any]:
    table = section.table
    rows: list[dict[str, Any]] = []
    if table is not None:
        numbers = [column.is_number for column in table.columns]
        for cells in (*table.rows, *([table.total] if table.total else [])):
            texts = [shown(cell, document.language) for cell in cells]
            rows.append(
                {
                    "is_total": cells is table.total,
                    "cells": [
                        {"text": text, "is_number": is_number}
                        for text, is_number in zip(texts, numbers, strict=True)
                    ],
                }
            )
    return {
        "heading": section.heading,
        "paragraphs": section.paragraphs,
        "columns": [] if table is None else table.columns,
        "rows": rows,
    }


def _widths(table: Table, language: Language) -> list[Length]:
    """The widths of a table's columns: what they would like to have, or less where that is too wide."""
    wanted = [_DIGIT * width + _PADDING for width in table.widths(language)]
    squeezed = min(1.0, _PAGE / sum(wanted))
    return [Length(int(width * squeezed)) for width in wanted]
