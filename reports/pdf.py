"""A report as a PDF, set by Typst in Noto's Chinese fonts, which both come as packages."""

import json
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn as fonts
import typst

from reports.document import Document, Section, shown
from texts.reports import say_report


def pdf(document: Document, template: Path) -> bytes:
    """The PDF of a document; the template says how it looks. No text is ever read as markup.

    The same document always gives the same file.
    """
    return typst.compile(
        template,
        root=template.parent,
        font_paths=[fonts.sans_path().parent],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_inputs(document), ensure_ascii=False)},
        timestamp=int(document.made_at.timestamp()),
        format="pdf",
    )


def _inputs(document: Document) -> dict[str, Any]:
    language = document.language
    return {
        "language": language,
        "title": document.title,
        "lines": document.lines,
        "sections": [_section(section, document) for section in document.on_paper],
        "remark": document.remark,
        "page": say_report("page", language, page="{page}", pages="{pages}"),
    }


def _section(section: Section, document: Document) -> dict[str, Any]:
    table = section.table
    if table is None:
        return {"heading": section.heading, "paragraphs": section.paragraphs, "table": None}

    def texts(cells: Any) -> list[str]:
        return [shown(cell, document.language) for cell in cells]

    return {
        "heading": section.heading,
        "paragraphs": section.paragraphs,
        "table": {
            "columns": [
                {"heading": column.heading, "is_number": column.is_number}
                for column in table.columns
            ],
            "rows": [texts(row) for row in table.rows],
            "total": None if table.total is None else texts(table.total),
        },
    }
