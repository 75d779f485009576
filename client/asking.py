"""Asking a workflow, until it answers or says plainly that nobody does."""

import asyncio
from datetime import timedelta
from typing import Any, Final, TypeVar

from temporalio.client import Client, WorkflowHandle, WorkflowQueryFailedError
from temporalio.service import RPCError, RPCStatusCode

from client.errors import NoAnswer
from client.namespace import missing_namespace
from client.submission import WorkflowGone

T = TypeVar("T")

_PATIENCE: Final = timedelta(seconds=30)
_ONE_TRY: Final = timedelta(seconds=10)
"""A question that a worker took with it when it died is not answered; the next one is."""

_PAUSE: Final = 0.2


async def ask(client: Client, workflow_id: str, query: str, type_: type[T]) -> T:
    """Ask a workflow; it may have ended.

    Raises:
        WorkflowGone: there was never such a workflow, or it is forgotten.
        UnknownNamespace: the server does not have the client's namespace.
        NoAnswer: nobody answered for half a minute.
    """
    handle: WorkflowHandle[Any, Any] = client.get_workflow_handle(workflow_id)
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + _PATIENCE.total_seconds()
    while True:
        try:
            answer: T = await handle.query(query, result_type=type_, rpc_timeout=_ONE_TRY)
        except (RPCError, WorkflowQueryFailedError) as error:
            if isinstance(error, RPCError) and error.status is RPCStatusCode.NOT_FOUND:
                raise missing_namespace(client, error) or WorkflowGone(workflow_id) from None
            if loop.time() + _PAUSE > give_up_at:
                raise NoAnswer(workflow_id, error) from error
            await asyncio.sleep(_PAUSE)
        else:
            return answer
