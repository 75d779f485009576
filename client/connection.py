"""Connecting a gateway, or an archive, to the servers that the settings name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio.client import Client
from temporalio.service import RPCError

from client.archive import Archive
from client.errors import CannotConnect
from client.gateway import Gateway
from records.store import open_records
from worker.converter import data_converter
from worker.errors import said_by_core
from worker.settings import Settings, connect_config, database_url


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
    """A gateway to the servers that the settings name.

    Raises:
        CannotConnect: the Temporal server is not there.
        DatabaseUnavailable: the database is not.
    """
    config = connect_config(settings)
    try:
        client = await Client.connect(**config, data_converter=data_converter())
    except (RuntimeError, RPCError) as error:
        raise CannotConnect(str(config.get("target_host")), said_by_core(error)) from error
    async with open_records(database_url(settings)) as records:
        yield Gateway(client, records)
