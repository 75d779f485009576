"""What a workflow's history has come to, by the server's own figures."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowHandle

_BETWEEN_LOOKS: Final = 0.005
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Size:
    """Events and bytes of a history."""

    events: int
    bytes: int

    def __sub__(self, before: "Size") -> "Size":
        return Size(self.events - before.events, self.bytes - before.bytes)


async def quiet_size(handle: WorkflowHandle[Any, Any]) -> Size:
    """The size of the present run's history, once nothing is pending for the workflow.

    Raises:
        TimeoutError: something is pending for a minute.
    """
    async with asyncio.timeout(_PATIENCE):
        while True:
            described = (await handle.describe()).raw_description
            if not described.pending_activities and not described.HasField("pending_workflow_task"):
                info = described.workflow_execution_info
                return Size(info.history_length, info.history_size_bytes)
            await asyncio.sleep(_BETWEEN_LOOKS)


async def count_events(client: Client, workflow: str, since: datetime) -> int:
    """How many events a workflow's present run has written since an instant."""
    history = await client.get_workflow_handle(workflow).fetch_history()
    return sum(event.event_time.ToDatetime(UTC) >= since for event in history.events)


async def first_task_done(handle: WorkflowHandle[Any, Any]) -> HistoryEvent:
    """The event by which a workflow has done its first task; waits for it."""
    async for event in handle.fetch_history_events(wait_new_event=True):
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
            return event
    raise RuntimeError(f"{handle.id} has ended without a task")
