"""`phaseline campaign report`: a report on the screen, as JSON, or as a file to take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from pydantic import ValidationError

import plans
from cli.command import Call
from cli.exits import Mistake
from cli.files import writing
from cli.output import Output, shown_path
from cli.table import Column, print_table
from cli.words import Words
from cli.wrong_values import wrong_value
from reports.composing import compose
from reports.document import Document, Section, shown
from rules.authority import reported_to
from schemas.report import Report, ReportKind, ReportScope

if TYPE_CHECKING:
    from client.gateway import Gateway

_TEMPLATES: Final = Path(plans.__file__).parent


def report(
    call: Call,
    kind: Annotated[ReportKind, typer.Option("--kind")] = ReportKind.BULLETIN,
    district: Annotated[str | None, typer.Option("--district", metavar="CODE")] = None,
    group: Annotated[str | None, typer.Option("--group", metavar="CODE")] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="CODE")] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE")] = None,
) -> None:
    """Report on a campaign: on the screen, or into a file of the kind that its name ends in."""
    save = None if to is None else _saver(to)
    scope = _scope(district=district, supervision_group=group, type=type_)
    if call.actor is not None:
        scope = reported_to(call.actor, scope)

    async def work(gateway: Gateway) -> tuple[Report, Document]:
        words = await Words.of(call, gateway)
        found = await gateway.report(words.campaign, kind, scope)
        return found, compose(found, words)

    found, document = call.run(work)
    if to is not None and save is not None:
        _write(to, save(document))
    call.out.show(found, lambda: _draw(call.out, document, to))


def _scope(**given: str | None) -> ReportScope:
    try:
        return ReportScope.model_validate(given)
    except ValidationError as error:
        raise wrong_value(error) from None


def _saver(to: Path) -> Callable[[Document], bytes]:
    """What makes the file, by the end of its name; each is loaded only where it is asked for."""
    match to.suffix.lower():
        case ".xlsx":
            from reports.xlsx import xlsx  # noqa: PLC0415 - a moment that not all need

            return xlsx
        case ".docx":
            from reports.docx import docx  # noqa: PLC0415 - likewise

            return lambda document: docx(document, _TEMPLATES / "report.docx")
        case ".pdf":
            from reports.pdf import pdf  # noqa: PLC0415 - likewise

            return lambda document: pdf(document, _TEMPLATES / "report.typ")
    raise Mistake("report_ending", file=shown_path(to))


def _write(to: Path, content: bytes) -> None:
    with writing(to):
        to.write_bytes(content)


def _draw(out: Output, document: Document, to: Path | None) -> None:
    if to is not None:
        out.say("report_saved", "green", file=shown_path(to))
        return
    out.print(document.title)
    for line in document.lines:
        out.print(line)
    for section in document.on_paper:
        _draw_section(out, section, document)
    out.print()
    out.print(document.remark)


def _draw_section(out: Output, section: Section, document: Document) -> None:
    out.heading(section.heading)
    for paragraph in section.paragraphs:
        out.print(paragraph)
    if section.table is None:
        return
    table = section.table
    columns = [
        Column(column.heading, right=column.is_number, wrapped=not column.is_number)
        for column in table.columns
    ]
    rows = (*table.rows, *([table.total] if table.total else []))
    print_table(
        out.paper, columns, [[shown(cell, document.language) for cell in row] for row in rows]
    )
