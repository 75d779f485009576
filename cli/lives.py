"""Units that live through a rehearsal: every other day somebody does what is next, and says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from rich.text import Text

from cli.acting import read_command, told
from cli.acts import Act, Announcement, Ballots, Move, Opinions
from cli.announcing import Announcing
from cli.command import Call, new_id
from cli.walk import next_acts
from cli.words import Words
from rules.calendar import local_date
from rules.polls import find_survey
from rules.scoring import questions_of
from schemas.actor import Actor
from schemas.opinions import NewOpinion
from texts.values import say_actor

if TYPE_CHECKING:
    from client.gateway import Gateway

_BETWEEN_VISITS: Final = timedelta(days=2)


async def live(
    call: Call,
    gateway: Gateway,
    units: Sequence[str],
    *,
    staller: str,
    offices: Mapping[str, Actor],
) -> None:
    """Walk `units` of a rehearsal through their whole lives; `staller` starts and does no more.

    The `offices`, by what they are called in the story, acknowledge their letters first. The first phase of the first unit is sent back once.
    """
    words = await Words.of(call, gateway)
    for code, office in offices.items():
        await gateway.letters.acknowledge(words.campaign, office)
        await _say(call, gateway, words, code, office, call.out.text("demo_office_signed"))
    await _visit(call, gateway, words, staller, sends_back=False)
    alive = list(units)
    while alive:
        for unit in tuple(alive):
            sends_back = unit == units[0]
            if await _visit(call, gateway, words, unit, sends_back=sends_back):
                alive.remove(unit)
        if alive:
            await gateway.rehearsals.fast_forward(words.campaign, _BETWEEN_VISITS)


async def _visit(
    call: Call, gateway: Gateway, words: Words, unit: str, *, sends_back: bool
) -> bool:
    """Do what is next for a unit; whether it has finished."""
    state = (await gateway.unit(words.campaign, unit)).state
    now = await gateway.now(words.campaign)
    for act in next_acts(state, now, call.out.text, sends_back=sends_back):
        await _do(call, gateway, words, unit, act)
    return state.finished_at is not None


async def _do(call: Call, gateway: Gateway, words: Words, unit: str, act: Act) -> None:
    match act:
        case Move():
            await _give(call, gateway, words, unit, act)
        case Announcement():
            announcing = Announcing(gateway, words.campaign, words)
            text = await announcing.text(unit, act.subject, phase=act.phase)
            fields = {"subject": act.subject, "phase": act.phase, "text": text}
            await _give(call, gateway, words, unit, Move(act.by, "publish", fields))
        case Opinions():
            await _register(gateway, words, unit, act)
            text = call.out.text("demo_opinions_came", count=len(act.texts))
            await _say(call, gateway, words, unit, act.by, text)
        case Ballots():
            await _vote(gateway, words, unit, act)
            text = call.out.text("demo_ballots_cast", count=len(act.grades))
            await _say(call, gateway, words, unit, act.by, text)


async def _give(call: Call, gateway: Gateway, words: Words, unit: str, move: Move) -> None:
    fields = {"id": new_id(), "by": move.by, "kind": move.kind, **move.fields}
    receipt = await gateway.submit(words.campaign, unit, read_command(fields))
    for entry, track_id in await told(gateway, words, unit, receipt):
        who, happened = str(entry.by), words.happened(entry, track_id)
        call.out.print(_line(call, words.at(entry.at), unit, who, happened))


async def _register(gateway: Gateway, words: Words, unit: str, act: Opinions) -> None:
    state = (await gateway.unit(words.campaign, unit)).state
    today = local_date(state.rules.calendar, await gateway.now(words.campaign))
    opinions = [NewOpinion(channel=act.channel, day=today, text=text) for text in act.texts]
    await gateway.opinions.register(words.campaign, unit, act.step, act.by, opinions)


async def _vote(gateway: Gateway, words: Words, unit: str, act: Ballots) -> None:
    state = (await gateway.unit(words.campaign, unit)).state
    asked = find_survey(state, act.step)
    if asked is None:
        raise LookupError(act.step)
    slips = await gateway.surveys.slips(words.campaign, unit, act.step, act.by)
    for token, grade in zip(slips.tokens, act.grades, strict=False):
        await gateway.surveys.vote(token, dict.fromkeys(questions_of(asked), grade))


async def _say(call: Call, gateway: Gateway, words: Words, unit: str, by: Actor, text: str) -> None:
    at = words.at(await gateway.now(words.campaign))
    call.out.print(_line(call, at, unit, str(by), text))


def _line(call: Call, at: str, unit: str, by: str, what: str) -> Text:
    who = say_actor(by, call.out.language)
    return Text.assemble((f"{at} ", "dim"), (f"{unit} ", "cyan"), (f"{who}  ", "dim"), what)
