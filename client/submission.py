"""Submitting one command until it has an outcome, whatever happens on the way."""

import asyncio
import json
from datetime import timedelta
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from client.errors import NoOutcome, UnexpectedAnswer
from client.namespace import missing_namespace
from rules.refused import Refused
from schemas.identity import SUBMIT
from schemas.refusal import Refusal

R = TypeVar("R", bound=BaseModel)

_PATIENCE: Final = timedelta(seconds=30)
"""How long a command is sent again before its sender is told that the outcome is unknown."""

_ONE_TRY: Final = timedelta(seconds=12)
"""A little longer than a unit is silent when its worker was killed."""

_FIRST_PAUSE: Final = timedelta(milliseconds=50)
_LONGEST_PAUSE: Final = timedelta(seconds=2)


class WorkflowGone(Exception):
    """There is no such workflow, or it has ended."""


async def submit_until_outcome(
    client: Client,
    workflow_id: str,
    command: BaseModel,
    command_id: str,
    result_type: type[R],
    *,
    patience: timedelta = _PATIENCE,
) -> R:
    """Send a command to a workflow's `submit`, with the same id until it has an outcome.

    Raises:
        Refused: the workflow refused it.
        WorkflowGone: no workflow of that id is open.
        UnknownNamespace: the server does not have the client's namespace.
        NoOutcome: nobody answered for as long as `patience`.
    """
    handle = client.get_workflow_handle(workflow_id)
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + patience.total_seconds()
    pause = _FIRST_PAUSE.total_seconds()
    while True:
        try:
            answer: R = await handle.execute_update(
                SUBMIT,
                command,
                id=command_id,
                result_type=result_type,
                rpc_timeout=min(_ONE_TRY, patience),
            )
        except WorkflowUpdateFailedError as error:
            raise _refused(workflow_id, error) from None
        except (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError) as error:
            if isinstance(error, RPCError) and error.status is RPCStatusCode.NOT_FOUND:
                raise missing_namespace(client, error) or WorkflowGone(workflow_id) from None
            if loop.time() + pause > give_up_at:
                raise NoOutcome(command_id, workflow_id, error) from error
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE.total_seconds())
        else:
            return answer


def _refused(workflow_id: str, error: WorkflowUpdateFailedError) -> Exception:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.details:
        try:
            refusal = Refusal.model_validate_json(json.dumps(cause.details[0]))
        except (TypeError, ValidationError):
            return UnexpectedAnswer(workflow_id, cause)
        return Refused.because(refusal)
    return UnexpectedAnswer(workflow_id, cause)
