"""`phaseline visits`: what supervision groups have found on the spot, over all units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer
from pydantic import ValidationError

from cli.command import Call, Shared, command
from cli.help import new_app
from cli.output import Output
from cli.table import Column, print_table
from cli.words import Words
from cli.wrong_values import wrong_value
from schemas.visits import Verdict, VisitFilter, VisitPage
from texts.values import localise, say_actor

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Code = str | None


@command(app, "list", Shared.CAMPAIGN)
def list_(
    call: Call,
    district: Annotated[_Code, typer.Option("--district", metavar="CODE")] = None,
    group: Annotated[_Code, typer.Option("--group", metavar="CODE")] = None,
    phase: Annotated[_Code, typer.Option("--phase", metavar="CODE")] = None,
    verdict: Annotated[Verdict | None, typer.Option("--verdict")] = None,
    after: Annotated[_Code, typer.Option("--after", metavar="NEXT")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 50,
) -> None:
    """List visits, a page at a time."""
    chosen = visit_filter(district=district, supervision_group=group, phase=phase, verdict=verdict)

    async def work(gateway: Gateway) -> None:
        await show_visits(call, gateway, chosen, after=after, limit=limit)

    call.run(work)


async def show_visits(
    call: Call, gateway: Gateway, chosen: VisitFilter, *, after: str | None, limit: int
) -> None:
    """Show a page of the visits that a filter describes."""
    words = await Words.of(call, gateway)
    page = await gateway.visits(words.campaign, chosen, after=after, limit=limit)
    call.out.show(page, lambda: _draw(call.out, words, page))


def visit_filter(**given: object) -> VisitFilter:
    """The filter of what was given.

    Raises:
        Mistake: something of it cannot be what it is given for.
    """
    try:
        return VisitFilter.model_validate(given)
    except ValidationError as error:
        raise wrong_value(error) from None


def _draw(out: Output, words: Words, page: VisitPage) -> None:
    if not page.lines:
        out.say("no_visits")
        return
    columns = [
        Column(out.text("visit_day")),
        Column(out.text("unit")),
        Column(out.text("name"), wrapped=True),
        Column(out.text("who"), wrapped=True),
        Column(out.text("phase"), wrapped=True),
        Column(out.text("verdict"), wrapped=True),
        Column(out.text("findings"), prose=True),
    ]
    rows = [
        (
            line.on.isoformat(),
            line.unit,
            line.name,
            say_actor(str(line.by), out.language),
            words.phase(line.phase, ""),
            localise({"verdict": line.verdict}, out.language)["verdict"],
            "\n".join(line.findings),
        )
        for line in page.lines
    ]
    print_table(out.paper, columns, rows, lead=3)
    if page.next is not None:
        out.say("more_visits", "dim", next=page.next)
