"""Listening: who waits for a revision is told in the moment in which it is recorded."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Final, Self

import structlog
from sqlalchemy import select, tuple_

from records.database import Database
from records.errors import DatabaseUnavailable
from records.tables import UNITS

CHANNEL: Final = "phaseline_recorded"
"""The channel on which every recorded batch is told of."""

_FIRST_PAUSE: Final = 0.05  # seconds between two attempts to listen again, doubled each time
_LONGEST_PAUSE: Final = 2.0

log = structlog.get_logger(__name__)

Key = tuple[str, str]
_KEY: Final = (UNITS.c.campaign, UNITS.c.code)


class Listening:
    """One connection that listens, for all who wait in this process; made at the first wait.

    Where it breaks it is made again for as long as the context lasts, and whoever waits meanwhile
    is told of what was missed.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None
        self._waiting: dict[Key, dict[asyncio.Future[None], int]] = defaultdict(dict)
        self._listens = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def wait_recorded(
        self, campaign: str, unit: str, revision: int, within: timedelta
    ) -> bool:
        """Wait until a unit's row has reached a revision.

        Returns False where it has not by the end of `within`: it is late, there is no such unit,
        or the database is away. Never raises for that.
        """
        if self._task is None:
            self._task = asyncio.create_task(self._listen_for_ever(), name="records-listening")
        key = (campaign, unit)
        told = asyncio.get_running_loop().create_future()
        self._waiting[key][told] = revision
        try:
            async with asyncio.timeout(within.total_seconds()):
                await self._listens.wait()
                # A check that fails is made up for as soon as the connection listens again.
                with suppress(DatabaseUnavailable):
                    await self._tell_of([key])
                await told
        except TimeoutError:
            return False
        finally:
            del self._waiting[key][told]
            if not self._waiting[key]:
                del self._waiting[key]
        return True

    async def _listen_for_ever(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                with self._database.reported():
                    async for heard in self._heard():
                        pause = _FIRST_PAUSE
                        self._tell(*heard)
            except DatabaseUnavailable as error:
                log.warning("listening_lost", error=str(error), pause=pause)
            finally:
                self._listens.clear()
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _heard(self) -> AsyncGenerator[tuple[Key, int]]:
        """What is told on a new connection, after all that was recorded before it listened."""
        connection = await self._database.connect()
        try:
            await connection.set_autocommit(True)
            await connection.execute(f"LISTEN {CHANNEL}")
            self._listens.set()
            log.info("listening")
            await self._tell_of(list(self._waiting))
            async for notify in connection.notifies():
                campaign, unit, revision = notify.payload.split(":")
                yield (campaign, unit), int(revision)
        finally:
            await connection.close()

    async def _tell_of(self, keys: Sequence[Key]) -> None:
        """Look up how far units are, and tell those who wait for that."""
        async with self._database.statements() as connection:
            found = await connection.execute(
                select(*_KEY, UNITS.c.revision).where(tuple_(*_KEY).in_(keys))
            )
            for campaign, unit, revision in found:
                self._tell((campaign, unit), revision)

    def _tell(self, key: Key, revision: int) -> None:
        for told, awaited in self._waiting.get(key, {}).items():
            if awaited <= revision and not told.done():
                told.set_result(None)


def note(campaign: str, unit: str, revision: int) -> str:
    """What is told of a recorded batch; ids have no colon."""
    return f"{campaign}:{unit}:{revision}"
