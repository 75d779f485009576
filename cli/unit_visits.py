"""`phaseline unit visit`: what a supervision group found at a unit, written down and read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import values
from cli.acting import act
from cli.choosing import After, Limit
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.unit import UnitCode
from cli.usage import Unfit
from cli.visits import show_visits
from cli.wrong_values import fitting
from schemas.visits import FindingItem, Verdict, VisitFilter

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


def _item(text: str) -> FindingItem:
    """A finding that goes into the ledger: its number, the office that answers, and by when."""
    number, _, rest = text.partition(",")
    owner, _, due = rest.rpartition(",")
    try:
        return FindingItem(finding=int(number), owner=owner, due=date.fromisoformat(due))
    except ValueError:
        raise Unfit("finding_item") from None


@command(app, "record", Shared.ACTING)
def record(
    call: Call,
    unit: UnitCode,
    on: Annotated[date, typer.Option("--on", parser=values.day, metavar="DATE")],
    verdict: Annotated[Verdict, typer.Option("--verdict")],
    phase: Annotated[str | None, typer.Option("--phase", metavar="PHASE")] = None,
    findings: Annotated[list[str] | None, typer.Option("--finding", metavar="TEXT")] = None,
    redo: Annotated[list[str] | None, typer.Option("--redo", metavar="STEP")] = None,
    items: Annotated[
        list[Any] | None, typer.Option("--item", parser=_item, metavar="NUMBER,OFFICE,DATE")
    ] = None,
) -> None:
    """Write down a visit."""
    act(
        call,
        unit,
        "record_visit",
        on=on,
        verdict=verdict,
        phase=phase,
        findings=tuple(findings or ()),
        redo=tuple(redo or ()),
        items=tuple(items or ()),
    )


@command(app, "list", Shared.CAMPAIGN)
def list_(
    call: Call,
    unit: UnitCode,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """List the visits to a unit."""

    async def work(gateway: Gateway) -> None:
        campaign = (await call.row_of(gateway)).campaign
        known = (await gateway.unit(campaign, unit)).row.code
        await show_visits(call, gateway, fitting(VisitFilter, unit=known), after=after, limit=limit)

    call.run(work)
