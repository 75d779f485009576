"""A world of its own for what the session's servers must not see: small limits, a dead database."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

from pydantic import JsonValue
from temporalio.client import Client

from activities.channel import Channels
from records.store import open_records
from schemas.identity import SEARCH_ATTRIBUTES
from tests.conftest import World, gateway_by
from tests.postgres import new_database, running_postgres
from worker.plugin import phaseline_plugin
from worker.postgres import EmbeddedPostgres
from worker.temporal_server import EmbeddedTemporal


@asynccontextmanager
async def own_world(
    database_url: str,
    *,
    dynamic_config: Mapping[str, JsonValue] | None = None,
    cached_units: int = 1000,
    channels: Channels | None = None,
) -> AsyncGenerator[World]:
    """A Temporal server in memory, and a worker, on a database that is there."""
    attributes = {key.name: key.indexed_value_type for key in SEARCH_ATTRIBUTES}
    temporal = EmbeddedTemporal(None, search_attributes=attributes, dynamic_config=dynamic_config)
    async with temporal, open_records(database_url) as records:
        client = await Client.connect(temporal.address, plugins=[phaseline_plugin()])
        gateway = gateway_by(client, records)
        world = World(temporal, client, records, gateway, cached_units, channels or Channels({}))
        async with world:
            yield world


@asynccontextmanager
async def own_postgres() -> AsyncGenerator[tuple[EmbeddedPostgres, str]]:
    """A PostgreSQL server that may be stopped and started, and the URL of a migrated database."""
    async with running_postgres() as server:
        yield server, await new_database(server, "phaseline")
