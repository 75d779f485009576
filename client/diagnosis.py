"""Whether everything that Phaseline needs is there, and what to do where it is not."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    DescribeTaskQueueRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError

from client.cluster import connect
from client.errors import CannotConnect, DatabaseUnavailable, UnreadableDatabaseUrl
from client.namespace import missing_namespace
from records.database import Database
from records.revisions import SchemaRevisions, schema_revisions
from schemas.base import LEFT_OUT_IF_NONE, Model
from schemas.identity import SEARCH_ATTRIBUTES, TASK_QUEUE
from worker.cluster import connect_config
from worker.errors import UnreadableConnection
from worker.settings import FolderUnusable, NotRunning, Settings, database_url

_PATIENCE: Final = 10.0
"""Seconds after which a server that says nothing counts as one that is not there."""

_SILENCE: Final = f"no answer within {_PATIENCE:.0f} seconds"

_POLLED_LATELY: Final = timedelta(seconds=75)
"""A worker asks for tasks once a minute at least; the server remembers it for longer than that."""

_TASKS: Final = {
    "workflow": TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    "activity": TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
}


_OF_NAMESPACE: Final = ("search_attributes", "workers", "workflows")
"""What is looked at once the namespace is known to be there."""

_STUCK: Final = "TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'"
"""The workflows whose tasks have failed five times in a row: they answer nothing."""

_NAMED: Final = 3


class Advice(Model):
    """What to do about a check that failed: `code` names its text, `params` fill it."""

    code: str
    params: dict[str, str]


class Check(Model):
    """One thing that was looked at; `code` names it in the texts.

    `detail` is what was found, for whoever runs it. A check that failed has `advice`. One that
    could not be made, because another one had failed before, names that one in `waits_for`.
    """

    code: str
    is_well: bool
    detail: str = ""
    advice: Annotated[Advice | None, LEFT_OUT_IF_NONE] = None
    waits_for: Annotated[str | None, LEFT_OUT_IF_NONE] = None


async def diagnose(settings: Settings) -> tuple[Check, ...]:
    """Look at the servers that the settings name: always at all of it, in the same order.

    The checks are `temporal`, `namespace`, `search_attributes`, `workers`, `workflows`,
    `database`, `schema`.
    A server that says nothing is not waited for longer than three times `_PATIENCE`.
    """
    temporal, database = await asyncio.gather(_of_temporal(settings), _of_database(settings))
    return (*temporal, *database)


async def _of_temporal(settings: Settings) -> tuple[Check, ...]:
    client = await _connect(settings)
    if isinstance(client, Check):
        return client, *_not_checked("temporal", "namespace", *_OF_NAMESPACE)
    server = _well("temporal", _address(client))
    namespace = await _namespace(client)
    if not namespace.is_well:
        return server, namespace, *_not_checked("namespace", *_OF_NAMESPACE)
    return (
        server,
        namespace,
        *await asyncio.gather(_search_attributes(client), _workers(client), _workflows(client)),
    )


async def _of_database(settings: Settings) -> tuple[Check, ...]:
    database = _named_database(settings)
    if isinstance(database, Check):
        return database, *_not_checked("database", "schema")
    try:
        async with asyncio.timeout(_PATIENCE):
            revisions = await schema_revisions(database)
    except (DatabaseUnavailable, TimeoutError) as error:
        why = error.why if isinstance(error, DatabaseUnavailable) else _SILENCE
        failed = _failed("database", f"{database.where}: {why}", "database_unreachable")
        return failed, *_not_checked("database", "schema")
    finally:
        await database.close()
    return _well("database", database.where), _schema(revisions)


async def _connect(settings: Settings) -> Client | Check:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await connect(settings)
    except NotRunning as error:
        return _failed("temporal", str(error.folder), "temporal_not_running")
    except FolderUnusable as error:
        return _failed("temporal", f"{error.folder}: {error.reason}", "folder_unusable")
    except UnreadableConnection as error:
        return _failed("temporal", error.reason, "temporal_settings_unreadable")
    except CannotConnect as error:
        return _failed("temporal", f"{error.where}: {error.why}", "temporal_unreachable")
    except TimeoutError:
        where = connect_config(settings)["target_host"]
        return _failed("temporal", f"{where}: {_SILENCE}", "temporal_unreachable")


async def _namespace(client: Client) -> Check:
    name = client.namespace
    try:
        answer = await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=name), timeout=timedelta(seconds=_PATIENCE)
        )
    except RPCError as error:
        if missing_namespace(client, error) is None:
            return _untold("namespace", client, error)
        server = _address(client)
        return _failed("namespace", name, "namespace_missing", namespace=name, server=server)
    days = answer.config.workflow_execution_retention_ttl.ToTimedelta().days
    return _well("namespace", f"{name}, keeps closed ones {days} days")


async def _search_attributes(client: Client) -> Check:
    wanted = {key.name for key in SEARCH_ATTRIBUTES}
    try:
        answer = await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=client.namespace),
            timeout=timedelta(seconds=_PATIENCE),
        )
    except RPCError as error:
        return _untold("search_attributes", client, error)
    missing = sorted(wanted - set(answer.custom_attributes))
    if not missing:
        return _well("search_attributes", ", ".join(sorted(wanted)))
    return _failed(
        "search_attributes",
        ", ".join(missing),
        "search_attributes_missing",
        namespace=client.namespace,
        server=_address(client),
        # The type again for each name: else `temporal` registers the first, and says it did all.
        names=" ".join(f"--name {name} --type Keyword" for name in missing),
    )


async def _workers(client: Client) -> Check:
    try:
        polls = await asyncio.gather(*(_polling(client, type_) for type_ in _TASKS.values()))
    except RPCError as error:
        return _untold("workers", client, error)
    polling = dict(zip(_TASKS, polls, strict=True))
    idle = ", ".join(kind for kind, workers in polling.items() if not workers)
    if idle:
        return _failed("workers", f"{TASK_QUEUE}: {idle}", "no_workers")
    return _well("workers", ", ".join(sorted(set().union(*polling.values()))))


async def _polling(client: Client, kind: "TaskQueueType.ValueType") -> set[str]:
    """Who has lately asked for tasks of a kind."""
    answer = await client.workflow_service.describe_task_queue(
        DescribeTaskQueueRequest(
            namespace=client.namespace,
            task_queue=TaskQueue(name=TASK_QUEUE),
            task_queue_type=kind,
        ),
        timeout=timedelta(seconds=_PATIENCE),
    )
    lately = datetime.now(UTC) - _POLLED_LATELY
    return {
        poller.identity
        for poller in answer.pollers
        if poller.last_access_time.ToDatetime(UTC) > lately
    }


async def _workflows(client: Client) -> Check:
    try:
        stuck = [one.id async for one in client.list_workflows(_STUCK, limit=_NAMED + 1)]
        if not stuck:
            return _well("workflows", "none is stuck")
        count = (await client.count_workflows(_STUCK)).count
    except RPCError as error:
        return _untold("workflows", client, error)
    named = ", ".join([*stuck[:_NAMED], *(["…"] if len(stuck) > _NAMED else [])])
    return _failed(
        "workflows",
        f"{count}: {named}",
        "workflows_stuck",
        namespace=client.namespace,
        server=_address(client),
        query=_STUCK,
    )


def _named_database(settings: Settings) -> Database | Check:
    try:
        return Database(database_url(settings))
    except NotRunning as error:
        return _failed("database", str(error.folder), "database_not_running")
    except FolderUnusable as error:
        return _failed("database", f"{error.folder}: {error.reason}", "folder_unusable")
    except UnreadableDatabaseUrl:
        return _failed("database", "PHASELINE_DATABASE_URL", "database_url_unreadable")


def _schema(revisions: SchemaRevisions) -> Check:
    if revisions.found == revisions.expected:
        return _well("schema", revisions.expected)
    advice = "schema_ahead" if revisions.is_ahead else "schema_behind"
    detail = f"{revisions.found or 'none'}, expected {revisions.expected}"
    return _failed("schema", detail, advice)


def _well(code: str, detail: str) -> Check:
    return Check(code=code, is_well=True, detail=detail)


def _failed(code: str, detail: str, advice: str, **params: str) -> Check:
    given = Advice(code=advice, params=params)
    return Check(code=code, is_well=False, detail=detail, advice=given)


def _untold(code: str, client: Client, error: RPCError) -> Check:
    """The server is there, but says nothing of its namespace: not to us, or not yet."""
    if missing_namespace(client, error) is not None:
        return _failed(code, error.message, "namespace_settling")
    return _failed(code, error.message, "not_told", namespace=client.namespace)


def _not_checked(waits_for: str, *codes: str) -> list[Check]:
    return [Check(code=code, is_well=False, waits_for=waits_for) for code in codes]


def _address(client: Client) -> str:
    return client.service_client.config.target_host
