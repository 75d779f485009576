"""Whether everything that Phaseline needs is there, and what to do where it is not."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Final

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    DescribeTaskQueueRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError

from records.errors import RecordsError
from records.store import Records
from schemas.base import Model
from schemas.identity import SEARCH_ATTRIBUTES, TASK_QUEUE


class Check(Model):
    """One thing that was looked at; `code` names it and its advice in the texts."""

    code: str
    is_well: bool
    detail: str


_POLLED_LATELY: Final = timedelta(seconds=75)
"""A worker asks for tasks once a minute at least; the server remembers it for longer than that."""

_QUEUES: Final = {
    "workflow_pollers": TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    "activity_pollers": TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
}


async def diagnose(client: Client, records: Records) -> tuple[Check, ...]:
    """Look at namespace, search attributes, workers and records, one after the other."""
    return tuple([check async for check in _checks(client, records)])


async def _checks(client: Client, records: Records) -> AsyncIterator[Check]:
    yield await _namespace(client)
    yield await _search_attributes(client)
    for code, kind in _QUEUES.items():
        yield await _pollers(client, code, kind)
    yield await _records(records)


async def _namespace(client: Client) -> Check:
    try:
        answer = await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=client.namespace)
        )
    except RPCError as error:
        return Check(code="namespace", is_well=False, detail=f"{client.namespace}: {error.message}")
    days = answer.config.workflow_execution_retention_ttl.ToTimedelta().days
    return Check(
        code="namespace", is_well=True, detail=f"{client.namespace}, keeps closed ones {days} days"
    )


async def _search_attributes(client: Client) -> Check:
    wanted = {key.name for key in SEARCH_ATTRIBUTES}
    try:
        answer = await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=client.namespace)
        )
    except RPCError as error:
        return Check(code="search_attributes", is_well=False, detail=error.message)
    missing = sorted(wanted - set(answer.custom_attributes))
    return Check(
        code="search_attributes",
        is_well=not missing,
        detail=", ".join(missing or sorted(wanted)),
    )


async def _pollers(client: Client, code: str, kind: "TaskQueueType.ValueType") -> Check:
    try:
        answer = await client.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace=client.namespace,
                task_queue=TaskQueue(name=TASK_QUEUE),
                task_queue_type=kind,
            )
        )
    except RPCError as error:
        return Check(code=code, is_well=False, detail=error.message)
    lately = datetime.now(UTC) - _POLLED_LATELY
    identities = sorted(
        {
            poller.identity
            for poller in answer.pollers
            if poller.last_access_time.ToDatetime(UTC) > lately
        }
    )
    return Check(code=code, is_well=bool(identities), detail=", ".join(identities) or TASK_QUEUE)


async def _records(records: Records) -> Check:
    try:
        campaigns = await records.campaigns.all()
    except RecordsError as error:
        return Check(code="records", is_well=False, detail=str(error))
    return Check(code="records", is_well=True, detail=f"{len(campaigns)} campaigns")
