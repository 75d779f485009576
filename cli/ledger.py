"""`phaseline ledger`: the items of all units, and how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.choosing import After, District, Group, Limit, Type, words_of_list
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.output import Output
from cli.table import Column, print_table
from cli.words import Words
from cli.wrong_values import fitting
from schemas.ledger_rows import ItemFilter, ItemLine, ItemPage, ItemStatus
from texts.values import localise

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


@command(app, "list", Shared.CAMPAIGN)
def list_(
    call: Call,
    district: District = None,
    type_: Type = None,
    group: Group = None,
    status: Annotated[ItemStatus | None, typer.Option("--status")] = None,
    is_overdue: Annotated[bool, typer.Option("--overdue")] = False,
    is_commitment: Annotated[bool, typer.Option("--commitment")] = False,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """List the items of all units, a page at a time."""
    chosen = fitting(
        ItemFilter,
        district=district,
        type=type_,
        supervision_group=group,
        status=status,
        is_overdue=is_overdue,
        is_commitment=is_commitment,
    )

    async def work(gateway: Gateway) -> None:
        await show_items(call, gateway, chosen, after=after, limit=limit)

    call.run(work)


async def show_items(
    call: Call, gateway: Gateway, chosen: ItemFilter, *, after: str | None, limit: int
) -> None:
    """Show a page of the items that a filter describes."""
    words = await words_of_list(call, gateway, chosen)
    page = await gateway.ledgers.page(words.campaign, chosen, after=after, limit=limit)
    call.out.show(page, lambda: _draw(call.out, words, page, has_units=chosen.unit is None))


def _draw(out: Output, words: Words, page: ItemPage, *, has_units: bool) -> None:
    if not page.lines:
        out.say("no_items")
        return
    of_the_unit = [Column(out.text("unit")), Column(out.text("name"), wrapped=True)]
    columns = [
        *(of_the_unit if has_units else []),
        Column(out.text("item_number"), right=True),
        Column(out.text("item_status"), wrapped=True),
        Column(out.text("item_due")),
        Column(out.text("item_owner"), wrapped=True),
        Column(out.text("item_measure"), prose=True),
    ]
    rows = [
        (*((line.unit, line.name) if has_units else ()), *_cells(out, words, line))
        for line in page.lines
    ]
    print_table(out.paper, columns, rows, lead=3 if has_units else 1)
    if page.next is not None:
        out.say("more_items", "dim", next=page.next)


def _cells(out: Output, words: Words, line: ItemLine) -> tuple[str | Text, ...]:
    status = localise({"item_status": line.status}, out.language)["item_status"]
    styles = {"struck_off": "green", "closed": "cyan", "handed_up": "magenta", "open": ""}
    measure = line.measure
    if line.is_commitment:
        measure = out.text("item_commitment", measure=measure)
    if line.evidence is not None:
        measure = f"{measure}\n{out.text('item_evidence', evidence=line.evidence)}"
    return (
        str(line.number),
        Text(status, styles[line.status]),
        str(line.due) if line.due_at is None else words.day(line.due_at),
        line.owner,
        measure,
    )
