"""The rules that units carry, kept once per content: all units of a type share theirs."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from records.digest import digest_of
from records.tables import RULEBOOKS
from schemas.state import UnitState
from schemas.unit_rules import UnitRules

_KEPT: Final = 256


class Rulebooks:
    """Takes the rules out of states and puts them back, with the last few at hand.

    A digest stands for one content for ever, so that what is at hand is never stale. States that
    are put together here share one object for the same rules.
    """

    def __init__(self) -> None:
        self._at_hand: dict[str, UnitRules] = {}

    async def put_together(
        self, connection: AsyncConnection, stored: Iterable[tuple[str, str | bytes]]
    ) -> list[UnitState]:
        """The states of rows, each given as the digest of its rules and the JSON of the rest."""
        rows = list(stored)
        rules = await self.fetch(connection, {digest for digest, _ in rows})
        return [_with_rules(state, rules[digest]) for digest, state in rows]

    async def keep(self, connection: AsyncConnection, states: Sequence[UnitState]) -> list[str]:
        """Store the rules of states in the connection's transaction; the digest for each state.

        Rules that are there already are left alone. States that share an object are cheap.
        """
        different = {id(state.rules): state.rules for state in states}
        digests = {key: digest_of(rules) for key, rules in different.items()}
        if different:
            # In one order everywhere, so that two who store the same do not wait for each other.
            rows = sorted(
                {digests[key]: rules.model_dump_json() for key, rules in different.items()}.items()
            )
            await connection.execute(
                insert(RULEBOOKS).on_conflict_do_nothing(),
                [{"digest": digest, "rules": rules} for digest, rules in rows],
            )
        return [digests[id(state.rules)] for state in states]

    async def fetch(self, connection: AsyncConnection, digests: set[str]) -> dict[str, UnitRules]:
        """The rules of these digests; the same digest gives one object."""
        known = {digest: self._at_hand[digest] for digest in digests if digest in self._at_hand}
        missing = digests - known.keys()
        if missing:
            found = await connection.execute(
                select(RULEBOOKS.c.digest, RULEBOOKS.c.rules).where(RULEBOOKS.c.digest.in_(missing))
            )
            for digest, rules in found:
                known[digest] = self._keep(digest, UnitRules.model_validate_json(rules))
        return known

    def _keep(self, digest: str, rules: UnitRules) -> UnitRules:
        if len(self._at_hand) >= _KEPT:
            del self._at_hand[next(iter(self._at_hand))]
        return self._at_hand.setdefault(digest, rules)


def state_json(state: UnitState) -> str:
    """A state as a row keeps it: without its rules."""
    return state.model_dump_json(exclude={"rules"})


def _with_rules(state: str | bytes, rules: UnitRules) -> UnitState:
    # Not strict, since the JSON has been parsed already: what is in it was written by `state_json`.
    return UnitState.model_validate({**json.loads(state), "rules": rules}, strict=False)
