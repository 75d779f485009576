"""The history of a digest told again: what it ordered, and what it results in."""

from pydantic import TypeAdapter
from temporalio.client import WorkflowHistory

from schemas.digest import DigestOrder, DigestOutcome
from tests.workflows.retelling import decoded, is_, require, require_json, tasks
from workflows.doors import read_only_argument

_Order = TypeAdapter(DigestOrder)


def retell_digest(history: WorkflowHistory) -> None:
    """Tell a run of `Digest` again.

    Raises:
        retelling.Diverged: the history and the rules disagree.
    """
    start = history.events[0].workflow_execution_started_event_attributes
    order = read_only_argument(_Order, decoded(start.input))
    outcome: DigestOutcome | None = None
    for task in tasks(history):
        if not order.mornings:
            order = order.model_copy(update={"mornings": (task.now,)})
        for event in task.came:
            if is_(event, "ACTIVITY_TASK_COMPLETED"):
                result = event.activity_task_completed_event_attributes.result
                outcome = DigestOutcome.model_validate_json(result.payloads[0].data)
        for event in task.did:
            if is_(event, "ACTIVITY_TASK_SCHEDULED"):
                scheduled = event.activity_task_scheduled_event_attributes
                require(event, "activity", scheduled.activity_type.name, "digest")
                require_json(event, "order", scheduled.input, order)
            elif is_(event, "WORKFLOW_EXECUTION_COMPLETED"):
                result = event.workflow_execution_completed_event_attributes.result
                require(event, "outcome before it is known", outcome is None, False)
                assert outcome is not None
                require_json(event, "outcome", result, outcome)
