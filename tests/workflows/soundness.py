"""Whether a workflow is sound after all that was sent to it."""

from typing import Any, Final

from temporalio.api.enums.v1 import WorkflowTaskFailedCause
from temporalio.client import WorkflowHandle
from temporalio.common import SearchAttributeKey

from schemas.refusal import ECHO_LIMIT, Refusal
from tests.workflows.retelling import is_

_OVERTAKEN: Final = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND
_PROBLEMS: Final = SearchAttributeKey.for_keyword_list("TemporalReportedProblems")


async def assert_sound(handle: "WorkflowHandle[Any, Any]") -> None:
    """No task of the workflow has ever failed or timed out, and the server reports no problem.

    A task whose end something new overtook is no failure: the server has it done again.
    """
    described = await handle.describe()
    assert described.typed_search_attributes.get(_PROBLEMS) is None
    assert described.raw_description.pending_workflow_task.attempt <= 1
    history = await handle.fetch_history()
    assert not [event for event in history.events if is_(event, "WORKFLOW_TASK_TIMED_OUT")]
    failed = [event for event in history.events if is_(event, "WORKFLOW_TASK_FAILED")]
    causes = {event.workflow_task_failed_event_attributes.cause for event in failed}
    assert causes <= {_OVERTAKEN}


def assert_brief(refusal: Refusal, text: str = "") -> None:
    """Nothing that is echoed back is longer than 80 characters."""
    assert all(len(value) <= ECHO_LIMIT for value in refusal.params.values())
    assert not any(run * (ECHO_LIMIT + 1) in text for run in ("x", "k", "[", "7"))
