"""`phaseline unit mechanism`: what a unit keeps to when the campaign is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.acting import act
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.output import Output, indented
from cli.unit import UnitCode
from cli.words import Words
from schemas.mechanism import Mechanism
from texts.values import say_actor

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


@command(app, "set", Shared.ACTING)
def set_(
    call: Call,
    unit: UnitCode,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    keeps: Annotated[list[str], typer.Option("--keep", metavar="RULE")],
) -> None:
    """Set down what a unit keeps to."""
    act(call, unit, "set_mechanism", text=text, keeps=tuple(keeps))


@command(app, "show", Shared.CAMPAIGN)
def show(call: Call, unit: UnitCode) -> None:
    """Show what a unit keeps to, with its earlier versions."""

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        versions = await gateway.mechanisms(words.campaign, unit)
        call.out.show(versions, lambda: _draw(call.out, words, versions))

    call.run(work)


def _draw(out: Output, words: Words, versions: Sequence[Mechanism]) -> None:
    if not versions:
        out.say("no_mechanism")
    for one in versions:
        by = say_actor(str(one.by), out.language)
        set_by = out.text("mechanism_set_by", at=words.at(one.at), by=by)
        heading = out.text("mechanism_version", version=one.version)
        out.print(Text.assemble((heading, "bold"), " · ", (set_by, "dim")))
        out.print(indented(Text(one.text)))
        for number, rule in enumerate(one.keeps, start=1):
            out.print(indented(Text(f"{number}. {rule}")))
