"""Slips of a survey, to be printed and cut: each a token to vote with, and a ballot to fill in by hand."""

from html import escape
from typing import Final, get_args
from zoneinfo import ZoneInfo

import segno

from schemas.survey import BallotPaper, Grade, Slips
from texts.catalogue import Language, say
from texts.labels import label
from texts.survey import SLIP

_PAGE: Final = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{heading}</title>
<style>
@page {{ size: A4; margin: 12mm }}
body {{ font: 10pt/1.4 "Noto Sans CJK SC", "Source Han Sans SC", SimHei, sans-serif; margin: 0 }}
section {{ border: 1px dashed #888; padding: 4mm; break-inside: avoid; display: flex; gap: 4mm }}
h1 {{ font-size: 11pt; margin: 0 }}
code {{ font-size: 12pt }}
td {{ padding-right: 3mm }}
</style>
</head>
<body>
{slips}
</body>
</html>
"""

_GROUP: Final = 4


def slips_page(slips: Slips, zone: ZoneInfo, language: Language, *, link: str | None = None) -> str:
    """All slips as one HTML file without anything from elsewhere; the last instant told in `zone`.

    The code to scan is the token, or with `link` the address that ends with it.
    """
    ballot = _ballot(slips, zone, language)
    made = "\n".join(_slip(token, ballot, link) for token in slips.tokens)
    lang = "zh-CN" if language == "zh" else "en"
    return _PAGE.format(lang=lang, heading=escape(slips.name), slips=made)


def _slip(token: str, ballot: str, link: str | None) -> str:
    scanned = token if link is None else f"{link.rstrip('/')}/{token}"
    code = segno.make(scanned, micro=False, error="m").svg_inline(scale=3)
    grouped = "-".join(token[at : at + _GROUP] for at in range(0, len(token), _GROUP))
    return f"<section><div>{code}</div><div>{ballot}<p><code>{grouped}</code></p></div></section>"


def _ballot(paper: BallotPaper, zone: ZoneInfo, language: Language) -> str:
    """What is on every slip: whom to judge, until when, and the questions with their grades."""
    until = f"{paper.until.astimezone(zone):%Y-%m-%d %H:%M}"
    grades = "".join(
        f"<td>☐ {escape(label('grade', grade, language))}</td>" for grade in get_args(Grade)
    )
    rows = "".join(
        f"<tr><td>{escape(one.title.in_(language))}</td>{grades}</tr>" for one in paper.questions
    )
    heading = say(
        SLIP, "heading", {"name": paper.name, "title": paper.title.in_(language)}, language
    )
    how = say(SLIP, "how", {"until": until}, language)
    return f"<h1>{escape(heading)}</h1><p>{escape(how)}</p><table>{rows}</table>"
