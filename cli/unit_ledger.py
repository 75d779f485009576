"""`phaseline unit ledger`: what a unit puts right, item by item, until each is struck off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli import values
from cli.acting import act
from cli.choosing import After, Limit
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.ledger import show_items
from cli.output import Output
from cli.unit import UnitCode
from schemas.ledger import Solvable
from schemas.ledger_rows import ItemFilter

if TYPE_CHECKING:
    from client.gateway import Gateway
    from client.taking_over import TakenOver

app: Final = new_app()

_Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1)]
_Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]
_Due = Annotated[date, typer.Option("--due", parser=values.day, metavar="DATE")]
_DueIfAny = Annotated[date | None, typer.Option("--due", parser=values.day, metavar="DATE")]
_Note = Annotated[str | None, typer.Option("--note", metavar="TEXT")]


@command(app, "add", Shared.ACTING)
def add(
    call: Call,
    unit: UnitCode,
    measure: Annotated[str, typer.Argument(metavar="MEASURE")],
    owner: Annotated[str, typer.Option("--owner", metavar="OFFICE")],
    due: _Due,
    solvable: Annotated[Solvable, typer.Option("--solvable")] = "by_date",
    is_commitment: Annotated[bool, typer.Option("--commitment")] = False,
    problem: Annotated[int | None, typer.Option("--problem", metavar="NUMBER", min=1)] = None,
) -> None:
    """Add an item."""
    act(
        call,
        unit,
        "add_item",
        measure=measure,
        owner=owner,
        due=due,
        solvable=solvable,
        is_commitment=is_commitment,
        problem=problem,
    )


@command(app, "amend", Shared.ACTING)
def amend(
    call: Call,
    unit: UnitCode,
    number: _Number,
    reason: _Reason,
    measure: Annotated[str | None, typer.Option("--measure", metavar="TEXT")] = None,
    owner: Annotated[str | None, typer.Option("--owner", metavar="OFFICE")] = None,
    due: _DueIfAny = None,
) -> None:
    """Amend an item, with a reason."""
    act(
        call,
        unit,
        "amend_item",
        number=number,
        reason=reason,
        measure=measure,
        owner=owner,
        due=due,
    )


@command(app, "close", Shared.ACTING)
def close(
    call: Call,
    unit: UnitCode,
    number: _Number,
    evidence: Annotated[str, typer.Option("--evidence", metavar="TEXT")],
) -> None:
    """Report an item done, with evidence."""
    act(call, unit, "close_item", number=number, evidence=evidence)


@command(app, "confirm", Shared.ACTING)
def confirm(call: Call, unit: UnitCode, number: _Number, note: _Note = None) -> None:
    """Strike an item off."""
    act(call, unit, "confirm_item", number=number, note=note)


@command(app, "return", Shared.ACTING)
def return_(
    call: Call, unit: UnitCode, number: _Number, reason: _Reason, due: _DueIfAny = None
) -> None:
    """Send an item back."""
    act(call, unit, "return_item", number=number, reason=reason, due=due)


@command(app, "reopen", Shared.ACTING)
def reopen(call: Call, unit: UnitCode, number: _Number, reason: _Reason, due: _Due) -> None:
    """Reopen an item that was struck off."""
    act(call, unit, "reopen_item", number=number, reason=reason, due=due)


@command(app, "hand-up", Shared.ACTING)
def hand_up(call: Call, unit: UnitCode, number: _Number, reason: _Reason) -> None:
    """Hand an item up to the county."""
    act(call, unit, "escalate_item", number=number, reason=reason)


@command(app, "answer", Shared.ACTING)
def answer(
    call: Call,
    unit: UnitCode,
    number: _Number,
    text: Annotated[str, typer.Argument(metavar="ANSWER")],
    due: _DueIfAny = None,
) -> None:
    """Answer an item that was handed up."""
    act(call, unit, "answer_item", number=number, answer=text, due=due)


@command(app, "none", Shared.ACTING)
def none(call: Call, unit: UnitCode, reason: _Reason) -> None:
    """Report that there is nothing to put right."""
    act(call, unit, "report_no_items", reason=reason)


@command(app, "accept-none", Shared.ACTING)
def accept_none(call: Call, unit: UnitCode, note: _Note = None) -> None:
    """Accept that there is nothing to put right."""
    act(call, unit, "accept_no_items", note=note)


@command(app, "show", Shared.CAMPAIGN)
def show(
    call: Call,
    unit: UnitCode,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """Show a unit's ledger."""

    async def work(gateway: Gateway) -> None:
        code = (await gateway.unit((await call.row_of(gateway)).campaign, unit)).row.code
        await show_items(call, gateway, ItemFilter(unit=code), after=after, limit=limit)

    call.run(work)


@command(app, "take-over", Shared.CAMPAIGN | Shared.ACTOR)
def take_over(
    call: Call,
    unit: UnitCode,
    source: Annotated[str, typer.Option("--from", metavar="CAMPAIGN")],
    due: _Due,
) -> None:
    """Take over what an earlier batch has left open."""

    async def work(gateway: Gateway) -> None:
        campaign = await call.campaign_of(gateway)
        taken = await gateway.ledgers.take_over(campaign, unit, source=source, by=call.by, due=due)
        call.out.show(taken, lambda: _show_taken_over(call.out, taken))

    call.run(work)


def _show_taken_over(out: Output, taken: TakenOver) -> None:
    out.say("taken_over", "green", count=len(taken.items), source=taken.source)
    for other in taken.elsewhere:
        numbers = ", ".join(map(str, other.items))
        out.say("taken_over_elsewhere", campaign=other.campaign, items=numbers)
