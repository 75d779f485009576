"""Only workflows that have read their arguments run without them."""

import pytest
from temporalio import workflow
from temporalio.worker import ExecuteWorkflowInput, WorkflowInboundInterceptor

from worker.letting_go import LettingGo
from workflows.unit_campaign import UnitCampaign


@workflow.defn
class Late:
    """Reads its arguments only as it runs."""

    @workflow.run
    async def run(self, *args: int) -> int:
        return sum(args)


@workflow.defn
class Named:
    """Is given its argument twice, and asks for it."""

    @workflow.init
    def __init__(self, number: int) -> None:
        self.number = number

    @workflow.run
    async def run(self, number: int) -> int:
        return self.number + number


class Last(WorkflowInboundInterceptor):
    """Where an input ends up."""

    def __init__(self) -> None:
        self.got: tuple[object, ...] | None = None

    async def execute_workflow(self, input: ExecuteWorkflowInput) -> None:  # noqa: A002
        self.got = tuple(input.args)


async def args_at_run(kind: type) -> tuple[object, ...] | None:
    """What of an argument arrives where a workflow runs."""
    letting_go = LettingGo().workflow_interceptor_class
    last = Last()
    given = ExecuteWorkflowInput(type=kind, run_fn=vars(kind)["run"], args=[7], headers={})
    await letting_go(None)(last).execute_workflow(given)  # type: ignore[arg-type]
    return last.got


@pytest.mark.parametrize("kind", [Late, Named])
async def test_others_keep_their_arguments(kind: type) -> None:
    assert await args_at_run(kind) == (7,)


async def test_a_unit_runs_without() -> None:
    assert await args_at_run(UnitCampaign) == ()
