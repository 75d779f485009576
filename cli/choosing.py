"""The options by which the rows of a list are chosen, and its pages are turned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.command import Call
from cli.words import Words
from schemas.base import Model

if TYPE_CHECKING:
    from client.gateway import Gateway

District = Annotated[str | None, typer.Option("--district", metavar="CODE")]
Type = Annotated[str | None, typer.Option("--type", metavar="CODE")]
Group = Annotated[str | None, typer.Option("--group", metavar="CODE")]
Phase = Annotated[str | None, typer.Option("--phase", metavar="CODE")]
Step = Annotated[str | None, typer.Option("--step", metavar="CODE")]

After = Annotated[str | None, typer.Option("--after", metavar="NEXT")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000)]


async def words_of_list(call: Call, gateway: Gateway, chosen: Model) -> Words:
    """The words of the campaign of a list, where it has the district, type and group that are chosen.

    Raises:
        client.errors.NoUnitsMeant: it has not; an empty list would read as if there were nothing to tell.
    """
    words = await Words.of(call, gateway)
    await gateway.require_units(words.campaign, chosen)
    return words
