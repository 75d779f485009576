"""Opening a gateway, or an archive, on the servers that the settings name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from client.archive import Archive
from client.gateway import Gateway
from records.store import open_records
from worker.settings import Settings, database_url

if TYPE_CHECKING:
    from temporalio.client import Client


@asynccontextmanager
async def open_archive(settings: Settings) -> AsyncIterator[Archive]:
    """The archive in the database that the settings name; no Temporal server need be there.

    Raises:
        DatabaseUnavailable: it is not there.
    """
    async with open_records(database_url(settings)) as records:
        yield Archive(records)


@asynccontextmanager
async def open_gateway(settings: Settings) -> AsyncIterator[Gateway]:
    """A gateway to the servers that the settings name; Temporal is reached when it is needed.

    Whatever of the gateway speaks to workflows raises what `client.cluster.connect` raises.

    Raises:
        DatabaseUnavailable: the database is not there.
    """

    async def connect() -> "Client":
        from client.cluster import connect  # noqa: PLC0415 - what speaks to Temporal loads slowly

        return await connect(settings)

    async with open_records(database_url(settings)) as records:
        yield Gateway(connect, records)
