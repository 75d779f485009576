"""`phaseline visits`: what supervision groups have found on the spot, over all units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.choosing import After, District, Group, Limit, Phase, words_of_list
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.output import Output
from cli.table import Column, print_table
from cli.words import Words
from cli.wrong_values import fitting
from schemas.visits import Verdict, VisitFilter, VisitPage
from texts.values import localise, say_actor

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


@command(app, "list", Shared.CAMPAIGN)
def list_(
    call: Call,
    district: District = None,
    group: Group = None,
    phase: Phase = None,
    verdict: Annotated[Verdict | None, typer.Option("--verdict")] = None,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """List visits, a page at a time."""
    chosen = fitting(
        VisitFilter, district=district, supervision_group=group, phase=phase, verdict=verdict
    )

    async def work(gateway: Gateway) -> None:
        await show_visits(call, gateway, chosen, after=after, limit=limit)

    call.run(work)


async def show_visits(
    call: Call, gateway: Gateway, chosen: VisitFilter, *, after: str | None, limit: int
) -> None:
    """Show a page of the visits that a filter describes."""
    words = await words_of_list(call, gateway, chosen)
    page = await gateway.visits(words.campaign, chosen, after=after, limit=limit)
    call.out.show(page, lambda: _draw(call.out, words, page))


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
