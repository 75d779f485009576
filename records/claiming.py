"""Handing out messages: what is due becomes messages, as far as it is true and may go now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from records.bundles import Bundle, Clock, Judge, Verdict
from records.due_contents import Content, fetch_contents
from records.in_common import fetch_rules_in_common
from records.notices import set_notices
from records.people import fetch_people
from records.rulebooks import Rulebooks
from records.tables import CAMPAIGNS, MESSAGES
from schemas.dispatch import ClaimedMessage, DueDigest, DueNotice
from schemas.roster import Person
from schemas.text import Text
from schemas.unit_rules import UnitRules

_UNREADABLE: Final = timedelta(hours=1)
"""How long a notice lies that could not be read, before it is tried again."""


class Claiming:
    """One claim, in the transaction of a connection that has the channel for itself."""

    def __init__(
        self,
        connection: AsyncConnection,
        rulebooks: Rulebooks,
        channel: str,
        now: datetime,
        judge: Judge,
    ) -> None:
        self._connection = connection
        self._rulebooks = rulebooks
        self._channel = channel
        self._now = now
        self._judge = judge

    async def hand_out(self, bundles: Sequence[Bundle]) -> list[ClaimedMessage]:
        """Claim what is true and may go now; of the rest note that it is not, or until when."""
        clocks = await self._clocks({bundle.campaign for bundle in bundles})
        ids = [id_ for bundle in bundles for id_ in bundle.notices]
        contents = await fetch_contents(self._connection, self._rulebooks, ids)
        gone = await self._gone_today(bundles, clocks)
        common = await self._rules_in_common(bundles, contents)
        verdicts = [
            self._judge.weigh(
                bundle,
                clocks[bundle.campaign],
                contents,
                common.get(bundle.campaign),
                has_gone_today=bundle.tried is None and bundle.key in gone,
            )
            for bundle in bundles
        ]
        await self._put_aside([one for one in verdicts if not one.is_ready])
        settled = [one for one in verdicts if not one.bundle.is_in_doubt]
        await self._note_untrue(settled)
        await self._lay_by_unreadable(settled)
        return await self._claim([one for one in verdicts if one.is_ready], contents)

    async def _clocks(self, campaigns: set[str]) -> dict[str, Clock]:
        found = await self._connection.execute(
            select(CAMPAIGNS).where(CAMPAIGNS.c.code.in_(campaigns))
        )
        return {row.code: Clock(row, self._now + row.clock_offset) for row in found}

    async def _gone_today(
        self, bundles: Sequence[Bundle], clocks: Mapping[str, Clock]
    ) -> set[tuple[str, str]]:
        """Who has had this day's message over the channel already."""
        keys = [(*one.key, clocks[one.campaign].day) for one in bundles if not one.is_urgent]
        found = await self._connection.execute(
            select(MESSAGES.c.campaign, MESSAGES.c.person).where(
                tuple_(MESSAGES.c.campaign, MESSAGES.c.person, MESSAGES.c.day).in_(keys),
                MESSAGES.c.channel == self._channel,
                ~MESSAGES.c.is_urgent,
                MESSAGES.c.status != "void",
            )
        )
        return {(row.campaign, row.person) for row in found}

    async def _rules_in_common(
        self, bundles: Sequence[Bundle], contents: Mapping[int, Content]
    ) -> dict[str, UnitRules]:
        """The rules of campaigns of which a bundle has nothing but digests."""
        common = {}
        for bundle in bundles:
            if any(_is_of_a_unit(contents.get(id_)) for id_ in bundle.notices):
                continue
            if bundle.campaign not in common:
                common[bundle.campaign] = await fetch_rules_in_common(
                    self._connection, self._rulebooks, bundle.campaign, self._judge.in_common
                )
        return {campaign: rules for campaign, rules in common.items() if rules is not None}

    async def _put_aside(self, verdicts: Sequence[Verdict]) -> None:
        """Note until when what is true must wait, and of which messages nothing is true any more."""
        said_later: dict[int, datetime] = {}
        changes = []
        for one in verdicts:
            tried = one.bundle.tried
            if tried is None:
                said_later |= dict.fromkeys(one.true, one.goes_at)
                continue
            status = "failed" if one.true else "unconfirmed" if one.bundle.is_in_doubt else "void"
            changes.append(
                {
                    "the_id": tried.id,
                    "status": status,
                    "is_possibly_double": one.bundle.is_possibly_double,
                    "next_try_at": self._now + (one.goes_at - one.clock.now) if one.true else None,
                }
            )
        await self._change_messages(changes)
        await set_notices(self._connection, "say_at", "timestamptz", said_later)

    async def _note_untrue(self, verdicts: Sequence[Verdict]) -> None:
        untrue = {id_: one.clock.now for one in verdicts for id_ in one.untrue}
        await set_notices(self._connection, "message", "bigint", dict.fromkeys(untrue))
        await set_notices(self._connection, "void_at", "timestamptz", untrue)

    async def _lay_by_unreadable(self, verdicts: Sequence[Verdict]) -> None:
        """Let what could not be read lie by itself for a while: a newer dispatcher may know it."""
        later = {id_: one.clock.now + _UNREADABLE for one in verdicts for id_ in one.unreadable}
        await set_notices(self._connection, "message", "bigint", dict.fromkeys(later))
        await set_notices(self._connection, "say_at", "timestamptz", later)

    async def _claim(
        self, verdicts: Sequence[Verdict], contents: Mapping[int, Content]
    ) -> list[ClaimedMessage]:
        if not verdicts:
            return []
        ids = await self._messages_of(verdicts)
        await set_notices(
            self._connection,
            "message",
            "bigint",
            {id_: message for message, one in zip(ids, verdicts, strict=True) for id_ in one.true},
        )
        people = await fetch_people(
            self._connection,
            {one.bundle.key for one in verdicts}
            | {(one.bundle.campaign, contents[id_].person) for one in verdicts for id_ in one.true},
        )
        return [
            self._message(message, one, contents, people)
            for message, one in zip(ids, verdicts, strict=True)
        ]

    async def _messages_of(self, verdicts: Sequence[Verdict]) -> list[int]:
        """Note that they are being sent; the ids of their messages."""
        await self._change_messages(
            [
                {**self._sending(one), "the_id": one.bundle.tried.id}
                for one in verdicts
                if one.bundle.tried is not None
            ]
        )
        new = [self._sending(one) for one in verdicts if one.bundle.tried is None]
        made: Iterator[int] = iter(())
        if new:
            inserted = await self._connection.scalars(
                insert(MESSAGES).returning(MESSAGES.c.id, sort_by_parameter_order=True), new
            )
            made = iter(inserted.all())
        return [next(made) if one.bundle.tried is None else one.bundle.tried.id for one in verdicts]

    def _sending(self, verdict: Verdict) -> dict[str, Any]:
        bundle, clock = verdict.bundle, verdict.clock
        return {
            "campaign": bundle.campaign,
            "person": bundle.recipient,
            "channel": self._channel,
            "day": clock.day,
            "is_urgent": bundle.is_urgent,
            "status": "sending",
            "attempts": 1 if bundle.tried is None else bundle.tried.attempts + 1,
            "at": clock.now,
            "claimed_at": self._now,
            "settled_at": None,
            "next_try_at": None,
            "is_possibly_double": bundle.is_possibly_double,
        }

    def _message(
        self,
        id_: int,
        verdict: Verdict,
        contents: Mapping[int, Content],
        people: Mapping[tuple[str, str], Person],
    ) -> ClaimedMessage:
        bundle, campaign = verdict.bundle, verdict.clock.campaign
        said = []
        for one in sorted(verdict.true):
            content = contents[one]
            absent = None
            if content.person != bundle.recipient:
                absent = people[bundle.campaign, content.person]
            said.append(content.said.model_copy(update={"instead_of": absent}))
        return ClaimedMessage(
            id=id_,
            attempt=1 if bundle.tried is None else bundle.tried.attempts + 1,
            campaign=bundle.campaign,
            title=Text.model_validate_json(campaign.title),
            timezone=campaign.timezone,
            is_rehearsal=campaign.is_rehearsal,
            at=verdict.clock.now,
            channel=self._channel,
            person=people[bundle.key],
            is_urgent=bundle.is_urgent,
            is_possibly_double=bundle.is_possibly_double,
            notices=tuple(one for one in said if isinstance(one, DueNotice)),
            digests=tuple(one for one in said if isinstance(one, DueDigest)),
        )

    async def _change_messages(self, changes: Sequence[dict[str, Any]]) -> None:
        if changes:
            await self._connection.execute(
                update(MESSAGES).where(MESSAGES.c.id == bindparam("the_id")), changes
            )


def _is_of_a_unit(content: Content | None) -> bool:
    return content is not None and isinstance(content.said, DueNotice)
