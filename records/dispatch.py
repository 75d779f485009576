"""Dispatch: claims are handed out, and what came of them is taken back. Several may dispatch.

Whoever claims on a channel has it for itself for as long as the claim takes, so that nobody gets
two messages of one day and no minute has more of them than the channel bears. Counted is what was
claimed or settled within the minute, or is being sent: the instant of sending lies in between.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Update, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from records.bundles import IsStillTrue, Judge, MayGoAt
from records.claiming import Claiming
from records.database import Database
from records.gathering import gather_new, gather_tried
from records.in_common import RulesInCommon
from records.rulebooks import Rulebooks
from records.tables import MESSAGES, NOTICES, PEOPLE
from schemas.dispatch import ClaimedMessage, Lane, Settlement

LEASE: Final = timedelta(seconds=90)
"""How long a claim stands. Whoever sends must have settled it by then: afterwards it is taken for
killed in the instant of sending, and handed out once more."""

_MINUTE: Final = timedelta(minutes=1)
_LOCK: Final = 0x7068_6D65  # "phme": beside the channel's hash, one claim at a time on a channel
_COUNTED_UNTIL: Final = case(
    (MESSAGES.c.status == "sending", MESSAGES.c.claimed_at + LEASE),
    else_=func.greatest(MESSAGES.c.claimed_at, MESSAGES.c.settled_at) + _MINUTE,
)


class Dispatch:
    """Hands out what is to be sent and takes back what came of it.

    Every call may raise DatabaseUnavailable; then nothing is known to have been claimed or settled,
    and the same call may be repeated.
    """

    def __init__(self, database: Database, rulebooks: Rulebooks) -> None:
        self._database = database
        self._rulebooks = rulebooks

    async def claim(
        self,
        now: datetime,
        lane: Lane,
        *,
        limit: int,
        is_still_true: IsStillTrue,
        may_go_at: MayGoAt,
        in_common: RulesInCommon,
    ) -> tuple[ClaimedMessage, ...]:
        """Take at most `limit` messages that are to be sent over a channel in this moment.

        Everything in them is true of the units as the records have them now: send at once, and no
        more at a time than can be. What is not true any more is put away, and what may not go at
        this hour is put off. Nothing is returned when nothing is due, or the minute is full.
        """
        judge = Judge(is_still_true, may_go_at, in_common)
        claimed: list[ClaimedMessage] = []
        async with self._database.transaction() as connection:
            free = await _room(connection, now, lane)
            room = limit if free is None else min(limit, free)
            if room <= 0:
                return ()
            await connection.execute(_give_up(now, lane))
            await connection.execute(_take_over(lane))
            claiming = Claiming(connection, self._rulebooks, lane.channel, now, judge)
            while (left := room - len(claimed)) and (
                bundles := await gather_tried(connection, now, lane, left, lost_by=now - LEASE)
                or await gather_new(connection, now, lane, left)
            ):
                claimed += await claiming.hand_out(bundles)
        return tuple(claimed)

    async def channels(self) -> tuple[str, ...]:
        """The channels that people have, or messages still wait for, whether there are such or not."""
        unsent = select(MESSAGES.c.channel).where(MESSAGES.c.status.in_(("sending", "failed")))
        async with self._database.statements() as connection:
            found = await connection.scalars(select(PEOPLE.c.channel).union(unsent))
            return tuple(found)

    async def settle(self, settlement: Settlement) -> bool:
        """Note what came of an attempt; False where it was handed out again since, or settled."""
        statement = (
            update(MESSAGES)
            .where(
                MESSAGES.c.id == settlement.message,
                MESSAGES.c.attempts == settlement.attempt,
                MESSAGES.c.settled_at.is_(None),
            )
            .values(
                status=settlement.status,
                settled_at=settlement.at,
                error=settlement.error,
                next_try_at=settlement.next_try_at,
            )
            .returning(MESSAGES.c.id)
        )
        async with self._database.statements() as connection:
            return (await connection.execute(statement)).one_or_none() is not None


async def _room(connection: AsyncConnection, now: datetime, lane: Lane) -> int | None:
    """Have the channel for oneself, and see how many messages this minute still bears."""
    await connection.execute(select(func.pg_advisory_xact_lock(_LOCK, func.hashtext(lane.channel))))
    if lane.per_minute is None:
        return None
    taken = select(func.count()).where(_lately(now, lane), now < _COUNTED_UNTIL)
    return lane.per_minute - (await connection.scalar(taken) or 0)


def _lately(now: datetime, lane: Lane) -> ColumnElement[bool]:
    """Claimed so lately that it may still count."""
    return and_(MESSAGES.c.channel == lane.channel, MESSAGES.c.claimed_at > now - LEASE - _MINUTE)


def _give_up(now: datetime, lane: Lane) -> Update:
    """Of what was in doubt twice it will never be known whether it was sent."""
    return (
        update(MESSAGES)
        .where(
            MESSAGES.c.channel == lane.channel,
            MESSAGES.c.status == "sending",
            MESSAGES.c.claimed_at <= now - LEASE,
            MESSAGES.c.is_possibly_double,
        )
        .values(status="unconfirmed")
    )


def _take_over(lane: Lane) -> Update:
    """Release what failed on another channel than the recipient now has, for this one.

    Except for what a ladder wanted said on that channel, which is still there.
    """
    wanted = select(NOTICES.c.id).where(
        NOTICES.c.message == MESSAGES.c.id, NOTICES.c.channel == MESSAGES.c.channel
    )
    left_behind = (
        select(MESSAGES.c.id)
        .join(
            PEOPLE,
            and_(PEOPLE.c.campaign == MESSAGES.c.campaign, PEOPLE.c.id == MESSAGES.c.person),
        )
        .where(
            MESSAGES.c.status == "failed",
            MESSAGES.c.channel != lane.channel,
            PEOPLE.c.channel == lane.channel,
            ~MESSAGES.c.is_possibly_double,
            or_(MESSAGES.c.channel.not_in(lane.channels), ~wanted.exists()),
        )
        .with_for_update(of=MESSAGES, skip_locked=True)
    )
    ended = (
        update(MESSAGES)
        .where(MESSAGES.c.id.in_(left_behind))
        .values(status="void")
        .returning(MESSAGES.c.id)
        .cte("ended")
    )
    return update(NOTICES).where(NOTICES.c.message == ended.c.id).values(message=None)
