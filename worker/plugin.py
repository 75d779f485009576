"""One configuration for client, worker and replayer."""

from collections.abc import Sequence
from typing import Final

from temporalio.plugin import SimplePlugin
from temporalio.worker import WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from worker.converter import data_converter
from worker.letting_go import LettingGo
from worker.runner import ContextFreeRunner
from workflows.campaign import Campaign
from workflows.digest import Digest
from workflows.dispatch import Dispatch
from workflows.unit_campaign import UnitCampaign

WORKFLOWS: Final = (UnitCampaign, Campaign, Digest, Dispatch)

_SHARED_BY_WORKFLOWS: Final = (
    "alarm",
    "doors",
    "effects",
    "figures",
    "logs",
    "outbox",
    "policies",
    "refusals",
    "successor",
    "visibility",
)
"""What workflows are made of and keeps nothing of its own; the workflows themselves are sandboxed."""

_PASSED_THROUGH: Final = (
    "schemas",
    "rules",
    "texts",
    "activities",
    "records",
    "reports",
    *(f"workflows.{name}" for name in _SHARED_BY_WORKFLOWS),
    "structlog",
    "pydantic",
    "pydantic_core",
    "annotated_types",
    "typing_inspection",
)
"""Pure or never called by workflows; a sandboxed copy of them would cost megabytes per unit."""


def phaseline_plugin() -> SimplePlugin:
    """The plugin that makes clients, workers and replayers speak alike."""
    return SimplePlugin(
        "phaseline",
        data_converter=data_converter(),
        workflows=_with_ours,
        workflow_runner=_sandboxed,
        interceptors=[LettingGo()],
    )


def _with_ours(brought: Sequence[type] | None) -> list[type]:
    """What somebody brings, and those of ours that none of it takes the place of."""
    others = list(brought or ())
    ours = (one for one in WORKFLOWS if not any(issubclass(other, one) for other in others))
    return [*others, *ours]


def _sandboxed(runner: WorkflowRunner | None) -> WorkflowRunner:
    if not isinstance(runner, SandboxedWorkflowRunner):
        raise TypeError("workflows run in the sandbox")
    restrictions = runner.restrictions.with_passthrough_modules(*_PASSED_THROUGH)
    return ContextFreeRunner(restrictions=restrictions, runner_class=runner.runner_class)
