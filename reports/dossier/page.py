"""A dossier as a page that any browser shows: one file, nothing from outside it, no script."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from typing import Final

from reports.dossier.part import Cell, Section
from reports.telling import Telling
from schemas.dossier import KeptUnit
from texts.catalogue import Language
from texts.dossiers import heading, say_line

_STYLE: Final = """
body{font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p.rehearsal{background:#fde7f3;border:1px solid #c2185b;padding:.5rem 1rem}
nav a{margin-right:1rem}code{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top;white-space:pre-wrap;overflow-wrap:anywhere}
th{background:#f2f2f2}td.n{text-align:right;white-space:nowrap}td.t{white-space:nowrap}
@media print{nav{display:none}body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}
"""

PAGES: Final[dict[Language, str]] = {"zh": "dossier.zh.html", "en": "dossier.en.html"}
"""The name of the page in each language."""


def page(kept: KeptUnit, telling: Telling, sections: Iterable[Section]) -> bytes:
    """The page in the language of `telling`; its texts are escaped."""
    return "\n".join(_lines(kept, telling, tuple(sections))).encode()


def _lines(kept: KeptUnit, telling: Telling, sections: tuple[Section, ...]) -> Iterator[str]:
    language, state = telling.language, kept.state
    unit = state.unit
    campaign = kept.plan.title.in_(language)
    title = _plain(say_line("title", language, unit=unit.name, campaign=campaign))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{"zh-CN" if language == "zh" else "en"}">'
    yield '<head><meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head>"
    yield f"<body><h1>{title}</h1>"
    if kept.is_rehearsal:
        yield f'<p class="rehearsal">{_plain(say_line("rehearsal", language))}</p>'
    covers = say_line(
        "covers",
        language,
        revision=str(state.revision),
        at=telling.at(kept.journal[-1].at if kept.journal else state.launched_at),
        timezone=kept.plan.timezone,
    )
    yield f"<p>{_plain(covers)}</p>"
    yield f"<p>{heading('head', language)} <code>{state.head}</code></p>"
    yield "<nav>"
    yield from (f'<a href="#{one.id}">{_plain(one.title)}</a>' for one in sections)
    yield from (f'<a href="{name}">{key}</a>' for key, name in PAGES.items() if key != language)
    yield "</nav>"
    for section in sections:
        yield from _section(section, telling)
    yield f"<p>{_plain(say_line('how_to_check', language))}</p>"
    yield "</body></html>\n"


def _section(section: Section, telling: Telling) -> Iterator[str]:
    yield f'<h2 id="{section.id}">{_plain(section.title)}</h2>'
    if not section.rows:
        yield f"<p>{heading('nothing', telling.language)}</p>"
        return
    yield "<table>"
    if section.columns:
        cells = "".join(f"<th>{_plain(column)}</th>" for column in section.columns)
        yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in section.rows:
        yield f"<tr>{''.join(_cell(cell, telling) for cell in row)}</tr>"
    yield "</tbody></table>"


def _cell(cell: Cell, telling: Telling) -> str:
    match cell:
        case None:
            return "<td></td>"
        case int():
            return f'<td class="n">{cell}</td>'
        case datetime():
            return f'<td class="t">{telling.at(cell)}</td>'
    return f"<td>{_plain(str(cell))}</td>"


def _plain(text: str) -> str:
    """A text as HTML has it; characters that it has no place for are shown as missing."""
    return escape("".join("\ufffd" if _is_control(one) else one for one in text))


def _is_control(character: str) -> bool:
    return (character < " " and character not in "\t\n") or "\x7f" <= character <= "\x9f"
