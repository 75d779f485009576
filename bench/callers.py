"""People who call until they have an answer, or give up; some call again although they have one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from typing import Any, Final, Literal

from bench.acknowledged import Acknowledged
from bench.answers import NOT_NOW, Answers
from bench.reference import COORDINATOR, new_id
from client.gateway import Gateway
from records.errors import SolicitationShut
from rules.refused import Refused
from schemas.actor import Actor
from schemas.commands import CommandAdapter

BEFORE_THE_NEXT_TRY: Final = 0.2
"""Seconds after which somebody without an answer tries again."""

TRIES_AGAIN: Final = 0.2
"""The share of those with an answer who send the same again all the same."""

_GIVES_UP: Final = 0.25
"""The share of those without an answer who do not try again."""

_OVER: Final = frozenset(
    {"ballot_over", "ballot_not_valid", "no_solicitation", "solicitation_ended"}
)
"""How it is said that no more is taken, once voting or soliciting is over."""

Outcome = Literal["done", "given_up", "over"]
"""What comes of trying: it is done, nobody knows, or no more is taken."""


class Callers(Acknowledged):
    """Calls the gateway on behalf of people; every answer goes into `answers`."""

    def __init__(
        self,
        gateway: Gateway,
        campaign: str,
        units: Sequence[str],
        seed: int,
        answers: Answers,
    ) -> None:
        super().__init__(campaign, units, seed)
        self.gateway = gateway
        self.answers = answers

    async def do(
        self,
        unit: str,
        kind: str,
        by: Actor = COORDINATOR,
        *,
        chance: Random | None = None,
        **fields: Any,
    ) -> None:
        """Give a command, and with a chance to do so, give it up where it has no answer."""
        fields = {"id": new_id(), "by": by, "kind": kind, **fields}
        command = CommandAdapter.validate_python(fields)

        async def submit() -> None:
            receipt = await self.gateway.submit(self.campaign, unit, command)
            if self.receipts[unit].setdefault(command.id, receipt) != receipt:
                self.surprises.append(f"{unit}: command {command.id} has two receipts")

        if await self.attempt(kind, submit, chance) == "given_up":
            self.given_up[unit].add(command.id)

    async def attempt(
        self, kind: str, call: Callable[[], Awaitable[Any]], chance: Random | None
    ) -> Outcome:
        """Call until there is an answer; with a chance to do so, give up, or call again all the same."""
        while True:
            try:
                await self.answers.of(kind, call())
            except NOT_NOW:
                if chance is not None and chance.random() < _GIVES_UP:
                    return "given_up"
                await asyncio.sleep(BEFORE_THE_NEXT_TRY)
            except Refused as refused:
                if refused.refusal.code not in _OVER:
                    self.surprises.append(f"{kind} was refused: {refused.refusal!r}")
                return "over"
            except SolicitationShut:
                return "over"
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told in the end
                self.surprises.append(f"{kind} met {error!r}")
                return "given_up"
            else:
                await self.count()
                if chance is None or chance.random() >= TRIES_AGAIN:
                    return "done"
                chance = None
