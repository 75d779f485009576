"""Letting go of what a workflow was started with, once it has read it.

Temporal keeps a workflow's arguments as long as the workflow is cached, and with them the whole
task that brought them: 50 KB for a unit, of which nothing is asked again.
"""

from inspect import CO_VARARGS
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
        # One whose `run` takes any arguments has had them in `__init__`; others still read them.
        if input.run_fn.__code__.co_flags & CO_VARARGS:
            input.args, input.headers = (), {}
        return await super().execute_workflow(input)
