"""What the histories of a unit tell, through all of its runs: what was accepted and what was sent on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client, WorkflowHistory

from schemas.events import Entry
from schemas.recording import RecordBatch
from schemas.views import Receipt

_RECORD: Final = "record"
"""The activity that sends entries to the records; the others are effects."""

_Object: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


@dataclass(slots=True)
class Told:
    """What the histories of one unit tell.

    `accepted` and `completed` are ids of updates, `receipts` the answers to them and `signals` the ids of commands that came as
    signals. `entries` are those that were sent to the records, by revision; `contradictions` what
    was sent or answered in two ways. `failures` counts failed workflow tasks by their cause.
    """

    runs: int = 0
    receipts: dict[str, Receipt] = field(default_factory=dict)
    signals: list[str] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    completed: set[str] = field(default_factory=set)
    entries: dict[int, Entry] = field(default_factory=dict)
    contradictions: list[str] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def commands(self) -> set[str]:
        """The ids of all commands that were accepted."""
        return {*self.receipts, *self.signals}

    @property
    def unanswered(self) -> set[str]:
        """The ids of updates that were accepted and have neither receipt nor refusal."""
        return self.accepted - self.completed

    def hear(self, history: WorkflowHistory) -> None:
        """Take in one run."""
        self.runs += 1
        for event in history.events:
            match event.event_type:
                case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
                    accepted = event.workflow_execution_update_accepted_event_attributes
                    self.accepted.add(accepted.accepted_request.meta.update_id)
                case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED:
                    self._answered(event)
                case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED:
                    self._signalled(event)
                case EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
                    self._sent(event)
                case EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED:
                    cause = event.workflow_task_failed_event_attributes.cause
                    self.failures[WorkflowTaskFailedCause.Name(cause)] += 1

    def _answered(self, event: HistoryEvent) -> None:
        completed = event.workflow_execution_update_completed_event_attributes
        command = completed.meta.update_id
        self.completed.add(command)
        if not completed.outcome.HasField("success"):
            self.contradictions.append(f"command {command} was accepted and then refused")
            return
        receipt = Receipt.model_validate_json(_only(completed.outcome.success.payloads).data)
        if self.receipts.setdefault(command, receipt) != receipt:
            self.contradictions.append(f"command {command} has two receipts")

    def _signalled(self, event: HistoryEvent) -> None:
        sent = event.workflow_execution_signaled_event_attributes
        body = _Object.validate_json(_only(sent.input.payloads).data)
        self.signals.append(str(body["id"]))

    def _sent(self, event: HistoryEvent) -> None:
        scheduled = event.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name != _RECORD:
            return
        batch = RecordBatch.model_validate_json(_only(scheduled.input.payloads).data)
        for entry in batch.entries:
            if self.entries.setdefault(entry.revision, entry) != entry:
                self.contradictions.append(f"revision {entry.revision} was sent in two versions")


async def hear_all_runs(client: Client, workflow_id: str) -> Told:
    """Follow a workflow back through all that it continued as new from."""
    told = Told()
    run_id: str | None = (await client.get_workflow_handle(workflow_id).describe()).run_id
    while run_id:
        history = await client.get_workflow_handle(workflow_id, run_id=run_id).fetch_history()
        told.hear(history)
        started = history.events[0].workflow_execution_started_event_attributes
        run_id = started.continued_execution_run_id
    return told


def _only(payloads: Sequence[Payload]) -> Payload:
    (payload,) = payloads
    return payload
