"""Units whose records fall behind: so much is sent to them that they take no more commands."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Final

import psycopg

from schemas.commands import Command
from schemas.identity import REFUSALS
from schemas.limits import OUTBOX_BYTES
from schemas.refusal import RefusedSignal
from tests.workflows.driver import Driver

LONG: Final = "𠮷" * 2000
"""As many characters as a note may have, in four bytes each."""

MORE_THAN_FIT: Final = OUTBOX_BYTES // len(LONG.encode()) + 20
"""So many of them do not fit into an outbox."""


async def flood(driver: Driver, texts: Sequence[str]) -> list[Command]:
    """Signal comments, a hundred at a time; the last ones find the outbox full."""
    sent = [driver.command("comment", text=text) for text in texts]
    for begin in range(0, len(sent), 100):
        wave = sent[begin : begin + 100]
        await asyncio.gather(*(driver.handle.signal("comment", one) for one in wave))
        refused = await driver.handle.query(REFUSALS, result_type=tuple[RefusedSignal, ...])
    assert {one.refusal.code for one in refused} == {"records_behind"}
    return sent


async def settle(driver: Driver, sent: Sequence[Command]) -> list[Command]:
    """Wait until all that was taken is recorded; it, in the order in which it was.

    What was not taken is among the refusals, and nothing else is.
    """
    revision = (await driver.progress()).revision
    entries = await driver.entries_to(revision)
    known = {comment.id: comment for comment in sent}
    taken = [known.pop(entry.command) for entry in entries if entry.command in known]
    refused = await driver.world.gateway.refusals(driver.campaign, driver.unit)
    assert {one.command for one in refused} == set(known)
    await driver.absorb(*taken)
    return taken


@asynccontextmanager
async def held_row(database_url: str, campaign: str, unit: str) -> AsyncGenerator[None]:
    """Somebody holds a unit's row, so that nothing of it is recorded."""
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.execute(
            "select from units where campaign = %s and code = %s for no key update",
            (campaign, unit),
        )
        yield
        await connection.rollback()


@asynccontextmanager
async def held_boxes(database_url: str, campaign: str) -> AsyncGenerator[None]:
    """Somebody holds a campaign's ballot boxes, so that no survey is counted."""
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.execute(
            "select from survey_boxes where campaign = %s for update", (campaign,)
        )
        yield
        await connection.rollback()


@asynccontextmanager
async def behind(database_url: str, driver: Driver) -> AsyncGenerator[None]:
    """One unit takes no command, since its row is held; afterwards it takes them again."""
    async with held_row(database_url, driver.campaign, driver.unit):
        sent = await flood(driver, [LONG] * MORE_THAN_FIT)
        yield
    await settle(driver, sent)
