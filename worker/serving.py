"""The process as a whole: the embedded servers that stand in, and a worker on what is there."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated, Final

import structlog
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.runtime import Runtime
from temporalio.service import RPCError, RPCStatusCode

from activities.digest_schedule import keep_all_digest_schedules
from records.migration import migrate
from records.store import open_records
from schemas.base import LEFT_OUT_IF_NONE, Model
from schemas.identity import DISPATCH, DISPATCH_WORKFLOW_ID, SEARCH_ATTRIBUTES, TASK_QUEUE
from worker.build import build_worker
from worker.census import counting_units
from worker.channels import open_channels
from worker.cluster import connect_config, named_cluster
from worker.daemon import Daemon, FolderUnusable, ServerFailed
from worker.errors import UnknownNamespace, said_by_core
from worker.garbage import GARBAGE
from worker.metrics import Metrics, new_runtime
from worker.plugin import phaseline_plugin
from worker.postgres import EmbeddedPostgres
from worker.settings import Settings, database_url, store_url
from worker.temporal_server import EmbeddedTemporal
from workflows.policies import EFFECT_TIMEOUT

log = structlog.get_logger(__name__)

_BETWEEN_LOOKS: Final = 1.0
"""Seconds between two looks at whether the embedded servers still live."""


class TemporalUnreachable(Exception):
    """The Temporal server that the settings name is not there."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"Temporal at {address} cannot be reached: {why}. "
            "Check the address, and that the server runs."
        )


class Places(Model):
    """Where things are while the servers run; what is not embedded is left out.

    `database` is a libpq URL for psql; the embedded database asks for no password.
    """

    data: str
    temporal: str
    namespace: str
    task_queue: str
    pages: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    database: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    metrics: Annotated[str | None, LEFT_OUT_IF_NONE] = None


@asynccontextmanager
async def servers(settings: Settings, *, port: int, ui_port: int) -> AsyncIterator[Places]:
    """Run the embedded servers, unless the settings name others; what dies is started again.

    `port` and `ui_port` are those of Temporal, where they are free.

    Raises:
        FolderUnusable: the data folder cannot be made or written to, or its disk is full.
        ServerFailed: a server does not come up.
        UnreadableConnection: see `named_cluster`.
    """
    attributes = {key.name: key.indexed_value_type for key in SEARCH_ATTRIBUTES}
    temporal = EmbeddedTemporal(
        settings.data, port=port, ui_port=ui_port, search_attributes=attributes
    )
    postgres = EmbeddedPostgres(settings.data)
    is_cluster_named = named_cluster(settings) is not None
    embedded: list[Daemon] = []
    embedded += [] if settings.database_url is not None else [postgres]
    embedded += [] if is_cluster_named else [temporal]
    async with AsyncExitStack() as stack:
        for server in embedded:
            await stack.enter_async_context(server)
        config = connect_config(settings)
        watch = asyncio.create_task(_keep_alive(embedded))
        try:
            yield Places(
                data=str(settings.data),
                temporal=config["target_host"],
                namespace=config.get("namespace", "default"),
                task_queue=TASK_QUEUE,
                pages=None if is_cluster_named else temporal.ui_url,
                database=postgres.url if postgres in embedded else None,
                metrics=settings.metrics,
            )
        finally:
            watch.cancel()
            await asyncio.wait([watch])


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[None]:
    """Run a worker on the servers that the settings name, after the database was migrated.

    It is migrated only once the Temporal server is reached: not by a worker that is set up wrongly.

    Raises:
        TemporalUnreachable: the Temporal server is not there.
        UnknownNamespace: it is, but does not have the namespace.
        DatabaseUnavailable: the database is not there.
        SchemaMismatch: it was made by a newer version.
        NotRunning: the settings name no servers, and no embedded ones run.
        MetricsUnavailable: the metrics cannot be served where the settings say.
        ChannelErrors: the file of channels has faults, or a secret is not there.
        OSError: the file of channels cannot be opened.
    """
    runtime = new_runtime(settings.metrics)
    Runtime.set_default(runtime, error_if_already_set=False)
    client = await _connect(settings, runtime)
    url = database_url(settings)
    await migrate(url)
    metrics = Metrics(runtime.metric_meter)
    async with (
        open_records(url, patience=EFFECT_TIMEOUT) as records,
        build_worker(
            client,
            records,
            metrics,
            open_channels(settings),
            store_url=store_url(settings),
            link=settings.link,
            build=settings.build,
        ),
        counting_units(records, metrics),
    ):
        await ensure_dispatch(client)
        await keep_all_digest_schedules(client, records)
        log.info(
            "worker_started",
            temporal=client.service_client.config.target_host,
            task_queue=TASK_QUEUE,
        )
        try:
            with GARBAGE.spared():
                yield
        finally:
            log.info("worker_stopping")


async def ensure_dispatch(client: Client) -> None:
    """Have somebody say what is due; where it is being said already, nothing is changed."""
    await client.start_workflow(
        DISPATCH,
        id=DISPATCH_WORKFLOW_ID,
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary="Says what is due to people, over every channel",
    )


async def _connect(settings: Settings, runtime: Runtime) -> Client:
    config = connect_config(settings)
    try:
        client = await Client.connect(**config, plugins=[phaseline_plugin()], runtime=runtime)
        await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=client.namespace), retry=True
        )
    except (RuntimeError, RPCError) as error:
        if isinstance(error, RPCError) and error.status is RPCStatusCode.NOT_FOUND:
            namespace = config.get("namespace", "default")
            raise UnknownNamespace(namespace, config["target_host"]) from error
        raise TemporalUnreachable(config["target_host"], said_by_core(error)) from error
    return client


async def _keep_alive(embedded: Sequence[Daemon]) -> None:
    while True:
        await asyncio.sleep(_BETWEEN_LOOKS)
        for server in embedded:
            if not server.is_running:
                log.warning("server_died", server=server.name)
                await _start_again(server)


async def _start_again(server: Daemon) -> None:
    """Start a server that has died; where that fails, the next look tries again."""
    try:
        await server.start()
    except (FolderUnusable, ServerFailed):
        log.exception("server_not_restarted", server=server.name)
    else:
        log.info("server_restarted", server=server.name)
