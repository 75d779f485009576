"""Temporal as the gateway has it: connected to when something is first asked of a workflow."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from records.store import Records

if TYPE_CHECKING:
    from temporalio.client import Client

    from client.workflows import Workflows


class Temporal:
    """The way to workflows. Most calls of a front end never take it: they read the records alone."""

    def __init__(self, connect: "Callable[[], Awaitable[Client]]", records: Records) -> None:
        self._connect = connect
        self._records = records
        self._turn = asyncio.Lock()
        self._workflows: Workflows | None = None

    async def workflows(self) -> "Workflows":
        """The workflows, once the server is reached. Raises what `connect` raises."""
        async with self._turn:
            if self._workflows is None:
                from client.workflows import Workflows  # noqa: PLC0415 - a fifth of a second

                self._workflows = Workflows(await self._connect(), self._records)
        return self._workflows
