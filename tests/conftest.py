"""The real servers, once per session and test process; a worker that a test may restart."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Self
from uuid import uuid4

import psycopg
import pytest
import structlog
from hypothesis import HealthCheck, settings
from temporalio.client import Client
from temporalio.worker import Worker

from activities.channel import Channels
from client.gateway import Gateway
from records.store import Records, open_records
from schemas.identity import SEARCH_ATTRIBUTES
from tests.discretion import DISCRETION
from tests.postgres import new_database, running_postgres
from worker.build import build_worker
from worker.logs import configure_logs
from worker.metrics import Metrics, new_runtime
from worker.plugin import phaseline_plugin
from worker.temporal_server import EmbeddedTemporal

_numbers = count(1)
_QUEUES = ("transfer", "visibility")

# How long an example takes says how busy the machine is, and nothing of what is tried.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


_LONG_ONES = ("soak", "workflows", "cli", "setup", "records", "bench", "activities", "worker")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Folders whose files take longest go first: what takes seconds fills up what they leave."""
    ranks = {folder: rank for rank, folder in enumerate(_LONG_ONES)}
    items.sort(key=lambda item: ranks.get(item.path.parent.name, len(ranks)))


@dataclass
class World:
    """Temporal, PostgreSQL, and one worker between them."""

    temporal: EmbeddedTemporal
    client: Client
    records: Records
    gateway: Gateway
    cached_units: int = 1000
    channels: Channels = field(default_factory=lambda: Channels({}))
    store_url: str = field(default_factory=lambda: f"memory://{uuid4().hex}")
    _worker: Worker | None = None
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start_worker(self) -> None:
        """Start a worker whose cache is cold."""
        self._worker = build_worker(
            self.client,
            self.records,
            Metrics(),
            self.channels,
            store_url=self.store_url,
            cached_units=self.cached_units,
        )
        self._stack = AsyncExitStack()
        await self._stack.enter_async_context(self._worker)

    async def stop_worker(self) -> None:
        """Stop the worker as a deployment does."""
        await self._stack.aclose()

    async def restart_worker(self) -> None:
        """Another worker takes over; every open workflow is replayed at its next task."""
        await self.stop_worker()
        await self.start_worker()

    async def __aenter__(self) -> Self:
        await self.start_worker()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop_worker()


def gateway_by(client: Client, records: Records) -> Gateway:
    """A gateway whose client is connected already."""

    async def connected() -> Client:
        return client

    return Gateway(connected, records)


@pytest.fixture(scope="session", autouse=True)
def discreet() -> Iterator[None]:
    """This process logs as the product does, and no log of the session tells of people."""
    with own_logs():
        configure_logs("json", stream=DISCRETION.own)
        # A mail server of tests is none of ours, and says whom it has mail for.
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        yield
    assert DISCRETION.leaks() == []


@contextmanager
def own_logs() -> Iterator[None]:
    """Logs may be set up as somebody likes; afterwards they are as they were before."""
    root = logging.getLogger()
    handlers, level, config = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


@pytest.fixture(scope="session")
async def postgres_url(discreet: None) -> AsyncIterator[str]:
    async with running_postgres() as server:
        yield await new_database(server, "phaseline")


@pytest.fixture
async def empty_url(postgres_url: str) -> AsyncIterator[str]:
    """The URL of a database of its own, which no migration has seen."""
    name = f"empty_{next(_numbers)}"
    async with await psycopg.AsyncConnection.connect(postgres_url, autocommit=True) as connection:
        await connection.execute(f"create database {name}".encode())
        url = postgres_url.replace("/phaseline?", f"/{name}?")
        yield url
        await DISCRETION.learn(url)
        await connection.execute(f"drop database {name} with (force)".encode())


@pytest.fixture(scope="session")
async def records(postgres_url: str) -> AsyncIterator[Records]:
    async with open_records(postgres_url) as records:
        yield records


@pytest.fixture(scope="session")
async def temporal(discreet: None) -> AsyncIterator[EmbeddedTemporal]:
    attributes = {key.name: key.indexed_value_type for key in SEARCH_ATTRIBUTES}
    # What is deleted is gone within a second, not within half a minute.
    quick = {f"history.{queue}ProcessorUpdateAckInterval": "500ms" for queue in _QUEUES}
    async with EmbeddedTemporal(None, search_attributes=attributes, dynamic_config=quick) as server:
        yield server


@pytest.fixture(scope="session")
async def client(temporal: EmbeddedTemporal) -> Client:
    runtime = new_runtime(None)
    return await Client.connect(temporal.address, plugins=[phaseline_plugin()], runtime=runtime)


@pytest.fixture(scope="session")
async def world(
    temporal: EmbeddedTemporal, client: Client, records: Records
) -> AsyncIterator[World]:
    async with World(temporal, client, records, gateway_by(client, records)) as world:
        yield world
