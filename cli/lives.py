"""Units that live through a rehearsal: every few days somebody does what is next, and says so."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from rich.text import Text

from cli.acting import read_command, told
from cli.command import Call, new_id
from cli.walk import Move, Said, next_moves
from cli.words import Words
from client.gateway import Gateway
from texts.values import say_actor

_BETWEEN_VISITS: Final = timedelta(days=3)


async def live(call: Call, gateway: Gateway, units: Sequence[str], staller: str) -> None:
    """Walk `units` of a rehearsal through their whole lives; `staller` starts and does no more.

    The first phase of the first unit is sent back once.
    """
    out, words = call.out, await Words.of(call, gateway)
    said = Said(
        evidence=out.text("demo_evidence"),
        note=out.text("demo_note"),
        reason=out.text("demo_send_back_reason"),
    )
    await _visit(call, gateway, words, staller, said, sends_back=False)
    alive = list(units)
    while alive:
        for unit in tuple(alive):
            sends_back = unit == units[0]
            if not await _visit(call, gateway, words, unit, said, sends_back=sends_back):
                alive.remove(unit)
        if alive:
            await gateway.fast_forward(words.campaign, _BETWEEN_VISITS)


async def _visit(
    call: Call, gateway: Gateway, words: Words, unit: str, said: Said, *, sends_back: bool
) -> bool:
    """Do what is next for a unit; whether there was anything left to do."""
    progress = await gateway.progress(words.campaign, unit)
    moves = next_moves(progress, said, sends_back=sends_back)
    for move in moves:
        await _make(call, gateway, words, unit, move)
    return bool(moves)


async def _make(call: Call, gateway: Gateway, words: Words, unit: str, move: Move) -> None:
    fields = {"id": new_id(), "by": move.by, "kind": move.kind, **move.fields}
    receipt = await gateway.submit(words.campaign, unit, read_command(fields))
    for entry, track in await told(gateway, words, unit, receipt):
        who = say_actor(str(entry.by), call.out.language)
        call.out.print(
            Text.assemble(
                (f"{words.at(entry.at)} ", "dim"),
                (f"{unit} ", "cyan"),
                (f"{who}  ", "dim"),
                words.happened(entry, track),
            )
        )
