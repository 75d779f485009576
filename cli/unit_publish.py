"""`phaseline unit publish` and `withdraw-publication`: what a unit puts in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.acting import act
from cli.announcing import Announcing
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.unit import UnitCode
from reports.telling import Telling
from schemas.publication import Subject
from texts.labels import label

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Subject = Annotated[Subject, typer.Argument()]
_Phase = Annotated[str | None, typer.Option("--phase", metavar="PHASE")]


@command(app, "publish", Shared.ACTING)
def publish(
    call: Call,
    unit: UnitCode,
    subject: _Subject,
    text: Annotated[str | None, typer.Argument(metavar="TEXT")] = None,
    phase: _Phase = None,
    correction: Annotated[str | None, typer.Option("--correction", metavar="TEXT")] = None,
) -> None:
    """Publish something, or correct what is published."""

    async def recorded(gateway: Gateway) -> str:
        campaign = (await call.row_of(gateway)).campaign
        plan = (await gateway.plan(campaign)).plan
        telling = Telling(plan, await gateway.amendments.all(campaign), call.out.language)
        announcing = Announcing(gateway, campaign, telling)
        return await announcing.text(unit, subject, phase=phase, correction=correction)

    written = call.run(recorded) if text is None else text
    if not written:
        name = label("subject", subject, call.out.language)
        raise Mistake("nothing_to_publish", ExitCode.REFUSED, subject=name)
    act(
        call,
        unit,
        "publish",
        subject=subject,
        phase=phase,
        text=written,
        correction=correction,
    )


@command(app, "withdraw-publication", Shared.ACTING)
def withdraw_publication(
    call: Call,
    unit: UnitCode,
    subject: _Subject,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT")],
    phase: _Phase = None,
) -> None:
    """Take back what is published."""
    act(call, unit, "withdraw_publication", subject=subject, phase=phase, reason=reason)
