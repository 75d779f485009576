"""`phaseline unit letter`: a unit's responsibility letter, to be read, printed and acknowledged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.acting import act
from cli.command import Call, Shared, command
from cli.files import writing
from cli.help import new_app
from cli.output import shown_path
from cli.unit import UnitCode
from cli.words import Words
from reports.letters import letter_page, paragraphs

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


@command(app, "show", Shared.CAMPAIGN)
def show(
    call: Call,
    unit: UnitCode,
    page: Annotated[Path | None, typer.Option("--to", metavar="FILE")] = None,
) -> None:
    """Show a unit's letter, or write it as a page to print."""

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        letter = await gateway.letters.of_unit(words.campaign, unit)
        said = paragraphs(letter, words.zone, call.out.language)
        if page is not None:
            write_page(page, letter_page(said, call.out.language))
        call.out.show(letter, lambda: show_letter(call, said, page))

    call.run(work)


@command(app, "acknowledge", Shared.ACTING)
def acknowledge(call: Call, unit: UnitCode) -> None:
    """Acknowledge a unit's letter for it."""
    act(call, unit, "acknowledge_letter")


def show_letter(call: Call, said: list[str], page: Path | None) -> None:
    """A letter's paragraphs, or where it was written."""
    if page is not None:
        call.out.say("letter_written", "green", file=shown_path(page))
        return
    heading, *rest = said
    call.out.print(Text(heading, "bold"))
    for paragraph in rest:
        call.out.print(Text(paragraph))


def write_page(file: Path, text: str) -> None:
    """Write a page to print.

    Raises:
        Mistake: the file cannot be written.
    """
    with writing(file) as place:
        place.write_text(text, encoding="utf-8")
