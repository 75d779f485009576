"""`phaseline unit publish` and `withdraw-publication`: what a unit puts in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.acting import act
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.unit import UnitCode
from schemas.ledger_rows import ItemFilter
from schemas.publication import Subject
from texts.catalogue import Language, say
from texts.labels import label
from texts.publication import CLI

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Subject = Annotated[Subject, typer.Argument()]
_Phase = Annotated[str | None, typer.Option("--phase", metavar="PHASE")]
_COMMITMENTS: Final = 250
"""More commitments than one text has room for."""


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
        return await _recorded(gateway, campaign, unit, subject, call.out.language)

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


async def _recorded(
    gateway: Gateway, campaign: str, unit: str, subject: Subject, language: Language
) -> str:
    """What the records say of a subject, as a text for everybody; nobody types it again."""
    lines: list[str] = []
    if subject == "problems":
        lines = [one.text for one in await gateway.opinions.problems(campaign, unit)]
    elif subject == "commitments":
        chosen = ItemFilter(unit=unit, is_commitment=True)
        for item in (await gateway.ledgers.page(campaign, chosen, limit=_COMMITMENTS)).lines:
            params = {"measure": item.measure, "owner": item.owner, "due": f"{item.due}"}
            lines.append(say(CLI, "commitment_by", params, language))
    elif subject == "mechanism":
        for kept in (await gateway.mechanisms(campaign, unit))[:1]:
            return "\n".join((kept.text, *_numbered(kept.keeps)))
    return "\n".join(_numbered(lines))


def _numbered(lines: list[str] | tuple[str, ...]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
