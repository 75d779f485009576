"""Letting go of what a workflow was started with, once it has read it.

Temporal keeps a workflow's arguments as long as the workflow is cached, and with them the whole
task that brought them: 50 KB for a unit, of which nothing is asked again.
"""

from inspect import CO_VARARGS, getattr_static
from typing import Any

from temporalio.worker import (
    ExecuteWorkflowInput,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)


class LettingGo(Interceptor):
    """Has workflows run without the arguments that they read as they were made."""

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 - Temporal's name
    ) -> type[WorkflowInboundInterceptor]:
        """The part that works in each workflow."""
        del input
        return _LettingGo


class _LettingGo(WorkflowInboundInterceptor):
    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:  # noqa: A002
        if _has_read(input):
            input.args, input.headers = (), {}
        return await super().execute_workflow(input)


def _has_read(input: ExecuteWorkflowInput) -> bool:  # noqa: A002
    """Whether `__init__` was given the arguments, and `run` takes any number of them."""
    was_given = hasattr(getattr_static(input.type, "__init__"), "__temporal_workflow_init")
    return was_given and bool(input.run_fn.__code__.co_flags & CO_VARARGS)
