"""Giving a unit a command, and saying what came of it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import ValidationError
from rich.text import Text

from cli.command import Call
from cli.output import Output
from cli.words import Words
from cli.wrong_values import wrong_value
from client.errors import DatabaseUnavailable
from schemas.campaign import CampaignCommand, CampaignCommandAdapter
from schemas.commands import Command, CommandAdapter
from schemas.events import Entry
from schemas.views import Receipt

if TYPE_CHECKING:
    from client.gateway import Gateway

_T = TypeVar("_T")

_ANSWER_PATIENCE: Final = timedelta(seconds=5)
"""How long what comes back from the world is waited for; it comes all the same."""


def act(
    call: Call,
    unit: str,
    kind: str,
    *,
    first: Callable[[Gateway, str], Awaitable[None]] | None = None,
    is_answered: bool = False,
    **fields: object,
) -> None:
    """Give a unit the command `kind`; what was not given (None) is left out of its fields.

    What is to be done `first` gets the campaign's code. Where the command `is_answered` from the
    world, such as by a count, the answer is waited for a little.
    """
    command = read_command({"id": call.command_id, "by": call.by, "kind": kind, **fields})

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        if first is not None:
            await first(gateway, words.campaign)
        receipt = await submit_named(call.out, gateway, words.campaign, unit, command)
        if call.out.as_json:
            call.out.document(receipt)
        await show_receipt(call.out, gateway, words, unit, receipt)
        if is_answered and not call.out.as_json:
            await _show_answer(call.out, gateway, words, unit, receipt)

    call.run(work)


async def submit_named(
    out: Output, gateway: Gateway, campaign: str, unit: str, command: Command
) -> Receipt:
    """Submit a command, if all that it names is there, and say of whom in it no contact is known."""
    without_contact = await gateway.require_named(campaign, command)
    receipt = await gateway.submit(campaign, unit, command)
    for person in without_contact:
        out.say("no_contact", "yellow", person=person)
    return receipt


def read_command(fields: dict[str, Any]) -> Command:
    """The command of these fields.

    Raises:
        Mistake: a field is missing or has a value that it cannot have.
    """
    return _read(CommandAdapter.validate_python, _given(fields))


def read_written_command(fields: dict[str, Any]) -> Command:
    """The same for fields as JSON has them: dates are texts, and lists are lists."""
    return _read(CommandAdapter.validate_json, json.dumps(fields))


def read_campaign_command(fields: dict[str, Any]) -> CampaignCommand:
    """The command to a whole campaign of these fields; the same otherwise."""
    return _read(CampaignCommandAdapter.validate_python, _given(fields))


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _read(validate: Callable[[Any], _T], fields: dict[str, Any] | str) -> _T:
    try:
        return validate(fields)
    except ValidationError as error:
        raise wrong_value(error) from None


async def show_receipt(
    out: Output, gateway: Gateway, words: Words, unit: str, receipt: Receipt
) -> None:
    """Tell people what happened, as far as the journal has it, and where the unit stands now."""
    if out.as_json:
        return
    entries: list[tuple[Entry, str]] = []
    # It is carried out, whether the records can tell of it now or not.
    with suppress(DatabaseUnavailable):
        entries = await told(gateway, words, unit, receipt)
    for entry, track in entries:
        out.print(Text.assemble(("✓ ", "green"), words.happened(entry, track)))
    standing = words.standing(receipt.standing)
    out.print(Text(out.text("unit_now", unit=unit)).append(" ").append_text(standing))


async def _show_answer(
    out: Output, gateway: Gateway, words: Words, unit: str, receipt: Receipt
) -> None:
    """Tell what came back from the world because of a command; or that it is still on its way."""
    known = receipt.revision
    if not await gateway.wait_recorded(words.campaign, unit, known + 1, _ANSWER_PATIENCE):
        out.say("answer_awaited", "dim")
        return
    track = (await gateway.unit(words.campaign, unit)).row.track
    for entry in await gateway.journal(words.campaign, unit, after=known, limit=1):
        out.print(Text.assemble(("✓ ", "green"), words.happened(entry, track)))


async def told(
    gateway: Gateway, words: Words, unit: str, receipt: Receipt
) -> list[tuple[Entry, str]]:
    """The journal's entries of a command, and the unit's track; none while the records are behind."""
    count = len(receipt.events)
    after = receipt.revision - count
    entries = await gateway.journal(words.campaign, unit, after=after, limit=count)
    track = (await gateway.unit(words.campaign, unit)).row.track
    return [(entry, track) for entry in entries]
