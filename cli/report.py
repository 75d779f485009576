"""`phaseline campaign report`: a report on the screen, as JSON, or as a file to take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

import plans
from cli.choosing import District, Group, Type
from cli.command import Call
from cli.exits import Mistake
from cli.files import writing
from cli.output import Output, shown_path
from cli.table import Column, print_table
from cli.words import Words
from cli.wrong_values import fitting
from reports.composing import compose
from reports.document import Document, Section, shown
from rules.authority import reported_to
from schemas.report import ReportKind, ReportScope

if TYPE_CHECKING:
    from client.gateway import Gateway

_TEMPLATES: Final = Path(plans.__file__).parent


def report(
    call: Call,
    kind: Annotated[ReportKind, typer.Option("--kind")] = ReportKind.BULLETIN,
    district: District = None,
    group: Group = None,
    type_: Type = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE")] = None,
) -> None:
    """Report on a campaign: on the screen, or into a file of the kind that its name ends in."""
    scope = fitting(ReportScope, district=district, supervision_group=group, type=type_)
    if call.actor is not None:
        scope = reported_to(call.actor, scope)
    save = None if to is None else saver(to)

    async def work(gateway: Gateway) -> None:
        await show_report(call, gateway, kind, scope, save)

    call.run(work)


@dataclass(frozen=True, slots=True)
class Saver:
    """What makes a report into a file, and where that is."""

    to: Path
    made_by: Callable[[Document], bytes]

    def save(self, document: Document) -> None:
        """Make the file; one that is there is replaced."""
        content = self.made_by(document)
        with writing(self.to) as place:
            place.write_bytes(content)


async def show_report(
    call: Call, gateway: Gateway, kind: ReportKind, scope: ReportScope, save: Saver | None
) -> None:
    """Show a report, or make it into a file."""
    words = await Words.of(call, gateway)
    found = await gateway.reports.on(words.campaign, kind, scope)
    document = compose(found, words)
    if save is not None:
        save.save(document)
    call.out.show(found, lambda: _draw(call.out, document, save))


def saver(to: Path) -> Saver:
    """What makes a file, by the end of its name; each is loaded only where it is asked for.

    Raises:
        Mistake: no report is made into a file that ends so.
    """
    match to.suffix.lower():
        case ".xlsx":
            from reports.xlsx import xlsx  # noqa: PLC0415 - a moment that not all need

            return Saver(to, xlsx)
        case ".docx":
            from reports.docx import docx  # noqa: PLC0415 - likewise

            return Saver(to, lambda document: docx(document, _TEMPLATES / "report.docx"))
        case ".pdf":
            from reports.pdf import pdf  # noqa: PLC0415 - likewise

            return Saver(to, lambda document: pdf(document, _TEMPLATES / "report.typ"))
    raise Mistake("report_ending", file=shown_path(to))


def _draw(out: Output, document: Document, save: Saver | None) -> None:
    if save is not None:
        out.say("report_saved", "green", file=shown_path(save.to))
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
    rows = (*out.fitting(table.rows), *([table.total] if table.total else []))
    print_table(
        out.paper, columns, [[shown(cell, document.language) for cell in row] for row in rows]
    )
    out.say_rest(table.rows)
