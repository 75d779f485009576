"""Gathering bundles: of what is due and in no message yet, and of what is to be tried again."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from records.bundles import Bundle
from records.database import driver_of
from records.due import Due, Key, due_to, lock_due, oldest_due
from records.notices import set_notices
from records.tables import MESSAGES, NOTICES
from schemas.dispatch import Lane


async def gather_tried(
    connection: AsyncConnection, now: datetime, lane: Lane, limit: int, *, lost_by: datetime
) -> list[Bundle]:
    """The next messages that are to be tried again, and those claimed by then and never settled.

    What was in doubt before must have been given up. What has come up meanwhile for the same people
    goes with what failed.
    """
    is_lost = and_(MESSAGES.c.status == "sending", MESSAGES.c.claimed_at <= lost_by)
    is_due_again = and_(MESSAGES.c.status == "failed", MESSAGES.c.next_try_at <= now)
    found = await connection.execute(
        select(MESSAGES)
        .where(MESSAGES.c.channel == lane.channel, or_(is_due_again, is_lost))
        .order_by(func.coalesce(MESSAGES.c.next_try_at, MESSAGES.c.claimed_at), MESSAGES.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = found.all()
    if not rows:
        return []
    notices: dict[int, list[int]] = defaultdict(list)
    for notice in await connection.execute(
        select(NOTICES.c.id, NOTICES.c.message).where(
            NOTICES.c.message.in_([row.id for row in rows])
        )
    ):
        notices[notice.message].append(notice.id)
    failed = {
        (row.campaign, row.person): row.id
        for row in rows
        if row.status == "failed" and not row.is_urgent
    }
    async with driver_of(connection) as driver:
        due = await due_to(driver, now, lane, failed)
        for one in await _locked(driver, [one for one in due if not one.is_urgent]):
            notices[failed[one.key]].append(one.id)
    return [
        Bundle(
            campaign=row.campaign,
            recipient=row.person,
            is_urgent=row.is_urgent,
            notices=tuple(notices[row.id]),
            tried=row,
        )
        for row in rows
    ]


async def gather_new(
    connection: AsyncConnection, now: datetime, lane: Lane, limit: int
) -> list[Bundle]:
    """The next bundles of what is in no message, by person: what is urgent by its instant, too.

    What is for somebody to whom a message is to be tried again is put into that one.
    """
    bundles: list[Bundle] = []
    while not bundles and (due := await _due(connection, now, lane, limit)):
        opened = await _opened(connection, lane, {one.key for one in due if not one.is_urgent})
        joining: dict[int, int] = {}
        together: dict[tuple[Key, datetime | None], list[int]] = defaultdict(list)
        for one in due:
            if not one.is_urgent and one.key in opened:
                joining[one.id] = opened[one.key]
            else:
                together[_meeting(one)].append(one.id)
        bundles = [
            Bundle(
                campaign=campaign,
                recipient=recipient,
                is_urgent=instant is not None,
                notices=tuple(ids),
            )
            for ((campaign, recipient), instant), ids in together.items()
        ]
        await set_notices(connection, "message", "bigint", joining)
    return bundles


async def _due(connection: AsyncConnection, now: datetime, lane: Lane, limit: int) -> list[Due]:
    """What has waited longest, with all that goes with it; what is urgent first."""
    async with driver_of(connection) as driver:
        oldest = await oldest_due(driver, now, lane, limit)
        meetings = {_meeting(one) for one in oldest}
        due = await due_to(driver, now, lane, {one.key for one in oldest})
        chosen = await _locked(driver, [one for one in due if _meeting(one) in meetings])
    return sorted(chosen, key=lambda one: (not one.is_urgent, one.say_at, one.id))


def _meeting(due: Due) -> tuple[Key, datetime | None]:
    """What goes in one message: to whom it goes and, where it is urgent, since when."""
    return due.key, due.say_at if due.is_urgent else None


async def _locked(driver: psycopg.AsyncConnection[Any], due: Sequence[Due]) -> list[Due]:
    locked = await lock_due(driver, [one.id for one in due])
    return [one for one in due if one.id in locked]


async def _opened(connection: AsyncConnection, lane: Lane, keys: Collection[Key]) -> dict[Key, int]:
    """The messages to these people that are to be tried again."""
    found = await connection.execute(
        select(MESSAGES.c.campaign, MESSAGES.c.person, MESSAGES.c.id)
        .where(
            tuple_(MESSAGES.c.campaign, MESSAGES.c.person).in_(keys),
            MESSAGES.c.channel == lane.channel,
            MESSAGES.c.status == "failed",
            MESSAGES.c.settled_at.is_not(None),
            ~MESSAGES.c.is_urgent,
        )
        .with_for_update(skip_locked=True)
    )
    return {(row.campaign, row.person): row.id for row in found}
