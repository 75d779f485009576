"""`phaseline publish`: what is in the open, as everybody may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.choosing import After, Limit
from cli.command import Call, Shared, command
from cli.exits import Mistake
from cli.help import new_app
from cli.output import Output, indented, named
from cli.words import Words
from schemas.publication import Publication, PublicationPage
from texts.labels import label

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


@app.callback()
def publish() -> None:
    """A group, although it has but one command."""


@command(app, "show", Shared.CAMPAIGN)
def show(
    call: Call,
    unit: Annotated[str | None, typer.Argument(metavar="UNIT")] = None,
    is_all: Annotated[bool, typer.Option("--all")] = False,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """Show what is published, of a unit or of all."""
    if (unit is None) is not is_all:
        raise Mistake("units_or_all")

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        page = await gateway.publications(words.campaign, unit=unit, after=after, limit=limit)
        call.out.show(page, lambda: _draw(call.out, words, page))

    call.run(work)


def _draw(out: Output, words: Words, page: PublicationPage) -> None:
    if not page.publications:
        out.say("nothing_in_the_open")
    unit = ""
    for one in page.publications:
        if one.unit != unit:
            out.print(named(one.name, one.unit, "bold"))
            unit = one.unit
        _draw_one(out, words, one)
    if page.next is not None:
        out.say("more_publications", "dim", next=page.next)


def _draw_one(out: Output, words: Words, one: Publication) -> None:
    subject = label("subject", one.subject, out.language)
    facts = [
        words.phase(one.phase, ""),
        out.text("published_version", subject=subject, version=one.version),
        words.at(one.at),
    ]
    if one.correction is not None:
        facts.append(out.text("publication_corrected", correction=one.correction))
    if one.withdrawn_at is not None:
        at = words.at(one.withdrawn_at)
        facts.append(out.text("publication_taken_back", at=at, reason=one.withdrawn_because))
    elif not one.holds:
        facts.append(out.text("publication_superseded"))
    out.print(Text(" · ".join(filter(None, facts)), "" if one.holds else "dim"))
    out.print(indented(Text(one.text, "" if one.holds else "dim")))
