"""Opinions on their way into the records, and out of them: they never go through a workflow."""

import secrets
from base64 import b32encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Final

from client.clock import time_of
from client.refusals import noting_refusals
from records.store import Records
from rules.authority import may, who_may
from rules.calendar import local_date
from rules.opinions import REGISTERS, intake_of, require_day, require_intake, solicitation_key
from rules.refused import Refused
from schemas.actor import Actor
from schemas.limits import ANONYMOUS_A_DAY
from schemas.opinions import (
    Intake,
    NewOpinion,
    OpinionId,
    OpinionPage,
    OwnedProblem,
    SolicitationKey,
    Topic,
)
from schemas.state import UnitState
from schemas.step import PUBLIC_CHANNEL

_AT_ONCE: Final = 250
"""How many opinions a transaction takes in: of more, other calls of the same program feel each."""

_ID_BYTES: Final = 10


class Opinions:
    """What people say to units. Every call may raise Refused, and what the records raise.

    Whoever keeps a unit's box may register, sort and read what came; nobody learns who said it,
    since that is written down nowhere.
    """

    def __init__(self, records: Records) -> None:
        self._records = records

    async def give(
        self,
        campaign: str,
        unit: str,
        step: str,
        text: str,
        *,
        topic: Topic | None = None,
        id_: OpinionId | None = None,
    ) -> None:
        """Take in an opinion from anybody by the web form: no account, no address, no time of day.

        With the same id, one of `new_opinion_id`, it may be sent again: it is there once.

        Raises:
            records.errors.IntakeFull: too many came to this unit today.
        """
        state, today = await self._unit(campaign, unit)
        solicitation = require_intake(state, step, PUBLIC_CHANNEL, today)
        opinion = NewOpinion(channel=PUBLIC_CHANNEL, day=today, text=text, topic=topic)
        key = solicitation_key(state, step, solicitation)
        taken = [(id_ or new_opinion_id(), opinion)]
        await self._records.opinions.add(key, taken, at_most=ANONYMOUS_A_DAY)

    async def intake(self, campaign: str, unit: str, step: str, by: Actor) -> Intake:
        """What `by` may register in the solicitation that is open."""
        state, today = await self._unit(campaign, unit, by)
        return intake_of(require_intake(state, step, None, None), today)

    async def register(
        self,
        campaign: str,
        unit: str,
        step: str,
        by: Actor,
        opinions: Sequence[NewOpinion],
        *,
        source: str | None = None,
        numbers: Sequence[int] | None = None,
    ) -> int:
        """Register opinions that came by any channel but the public's; how many they were.

        With `source`, what identifies the list that they come from, the same list again is
        harmless: it goes on where it was broken off. `numbers` are their places in it, if not all
        of it is registered.
        """
        async with noting_refusals(self._records, campaign, "register_opinions", by, unit=unit):
            state, today = await self._unit(campaign, unit, by)
            for channel in dict.fromkeys(one.channel for one in opinions):
                require_intake(state, step, channel, None)
            if not opinions:
                return 0
            solicitation = require_intake(state, step, opinions[0].channel, None)
            require_day(solicitation, (one.day for one in opinions), today)
        key = solicitation_key(state, step, solicitation)
        named = [
            (new_opinion_id() if source is None else _id_of(key, source, number, one), one)
            for number, one in zip(numbers or range(len(opinions)), opinions, strict=True)
        ]
        for first in range(0, len(named), _AT_ONCE):
            await self._records.opinions.add(key, named[first : first + _AT_ONCE])
        return len(named)

    async def merge(
        self,
        campaign: str,
        unit: str,
        step: str,
        by: Actor,
        into: OpinionId,
        same: Sequence[OpinionId],
    ) -> None:
        """Note that opinions say the same as another one."""
        key = await self._open(campaign, unit, step, by)
        await self._records.opinions.merge(key, into, same)

    async def set_topic(
        self, campaign: str, unit: str, step: str, by: Actor, topic: Topic, ids: Sequence[OpinionId]
    ) -> None:
        """Note what opinions are about."""
        key = await self._open(campaign, unit, step, by)
        await self._records.opinions.set_topic(key, topic, ids)

    async def page(
        self,
        campaign: str,
        unit: str,
        step: str,
        by: Actor,
        *,
        topic: Topic | None = None,
        after: OpinionId | None = None,
        limit: int = 50,
    ) -> OpinionPage:
        """A page of the last solicitation's opinions; `after` is the page before's `next`."""
        state, _ = await self._unit(campaign, unit, by)
        solicitation = state.solicitations.get(step)
        if solicitation is None:
            raise Refused("no_solicitation", step=step)
        key = solicitation_key(state, step, solicitation)
        return await self._records.opinions.page(key, topic=topic, after=after, limit=limit)

    async def problems(self, campaign: str, unit: str) -> tuple[OwnedProblem, ...]:
        """The problems that a unit has owned up to, by number."""
        await self._records.units.get(campaign, unit)
        return await self._records.opinions.problems(campaign, unit)

    async def _open(self, campaign: str, unit: str, step: str, by: Actor) -> SolicitationKey:
        async with noting_refusals(self._records, campaign, "sort_opinions", by, unit=unit):
            state, _ = await self._unit(campaign, unit, by)
            solicitation = require_intake(state, step, None, None)
        return solicitation_key(state, step, solicitation)

    async def _unit(
        self, campaign: str, unit: str, by: Actor | None = None
    ) -> tuple[UnitState, date]:
        """A unit's state and the day on its campaign's clock, if `by` may keep its opinions."""
        row = await self._records.campaigns.get(campaign)
        state = (await self._records.units.get(campaign, unit)).state
        if by is not None and not may(by, REGISTERS, state.unit):
            raise Refused("not_allowed", who=who_may(REGISTERS, state.unit), by_whom=by)
        return state, local_date(state.rules.calendar, time_of(row))


def new_opinion_id() -> OpinionId:
    """An id that no opinion has; nothing can be read from it."""
    return _spelt(secrets.token_bytes(_ID_BYTES))


def _id_of(
    solicitation: SolicitationKey, source: str, number: int, opinion: NewOpinion
) -> OpinionId:
    """What says something else is another opinion, even if it is sent as the same one."""
    place = map(str, solicitation.model_dump().values())
    what = "/".join((*place, source, str(number), opinion.model_dump_json()))
    return _spelt(sha256(what.encode()).digest()[:_ID_BYTES])


def _spelt(drawn: bytes) -> OpinionId:
    return b32encode(drawn).decode().lower()
