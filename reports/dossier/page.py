"""A document as a page that any browser shows: one file, nothing from outside it, no script."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from reports.document import Cell, Column, Document, Section, shown
from texts.dossiers import heading

_STYLE: Final = """
body{font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
nav a{margin-right:1rem}code{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}
th{background:#f2f2f2}td.n{white-space:nowrap}
@media print{nav{display:none}body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}
"""


def page(document: Document, others: Mapping[str, str]) -> bytes:
    """The page of a document, with links to `others`: their names by what to call them."""
    return "\n".join(_lines(document, others)).encode()


def _lines(document: Document, others: Mapping[str, str]) -> Iterator[str]:
    title = _plain(document.title)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{"zh-CN" if document.language == "zh" else "en"}">'
    yield '<head><meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head>"
    yield f"<body><h1>{title}</h1>"
    yield from (f"<p>{_plain(line)}</p>" for line in document.lines)
    yield "<nav>"
    for number, section in enumerate(document.sections, 1):
        yield f'<a href="#s{number}">{_plain(section.heading)}</a>'
    yield from (f'<a href="{escape(name)}">{_plain(to)}</a>' for to, name in others.items())
    yield "</nav>"
    for number, section in enumerate(document.sections, 1):
        yield f'<h2 id="s{number}">{_plain(section.heading)}</h2>'
        yield from _section(section, document)
    yield f"<p>{_plain(document.remark)}</p>"
    yield "</body></html>\n"


def _section(section: Section, document: Document) -> Iterator[str]:
    yield from (f"<p>{_plain(paragraph)}</p>" for paragraph in section.paragraphs)
    if section.table is None:
        return
    if not section.table.rows:
        yield f"<p>{heading('nothing', document.language)}</p>"
        return
    columns = section.table.columns
    cells = "".join(f"<th>{_plain(column.heading)}</th>" for column in columns)
    yield f"<table><thead><tr>{cells}</tr></thead><tbody>"
    for row in section.table.rows:
        cells = "".join(
            _cell(cell, column, document) for cell, column in zip(row, columns, strict=True)
        )
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table>"


def _cell(cell: Cell, column: Column, document: Document) -> str:
    style = ' class="n"' if column.is_number else ""
    return f"<td{style}>{_plain(shown(cell, document.language))}</td>"


def _plain(text: str) -> str:
    """A text as HTML has it; characters that it has no place for are shown as missing."""
    return escape("".join("\ufffd" if _is_control(one) else one for one in text))


def _is_control(character: str) -> bool:
    return (character < " " and character not in "\t\n") or "\x7f" <= character <= "\x9f"
