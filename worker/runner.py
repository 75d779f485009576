"""The sandbox, without its question of where each payload belongs: our converter would not listen.

Temporal asks it inside the sandbox, three times for every payload on its way in or out, for codecs
and stores that depend on the activity or workflow. That takes a sixth of a worker's processor.
"""

import dataclasses

from temporalio.api.common.v1 import Payloads
from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner
from temporalio.workflow import Info

from worker.garbage import GARBAGE


@dataclasses.dataclass(frozen=True)
class ContextFreeRunner(SandboxedWorkflowRunner):
    """Runs workflows in the sandbox, for a data converter that is the same everywhere."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """A sandboxed instance whose payloads have no context.

        It gets a last result of its own: as a part of the first task, which Temporal hands on, that
        one would keep the whole task in memory with the workflow.
        """
        last = Payloads()
        last.CopyFrom(det.last_completion_result)
        own = dataclasses.replace(det, last_completion_result=last)
        instance = _ContextFree(super().create_instance(own))
        GARBAGE.watch(instance)
        return instance


class _ContextFree(WorkflowInstance):
    def __init__(self, sandboxed: WorkflowInstance) -> None:
        self._sandboxed = sandboxed

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        return self._sandboxed.activate(act)

    def get_serialization_context(self, command_info: object) -> None:
        del command_info

    def get_external_store_context(self, command_info: object) -> StorageDriverStoreContext:
        del command_info
        return _NOWHERE

    def get_info(self) -> Info:
        return self._sandboxed.get_info()

    def get_thread_id(self) -> int | None:
        return self._sandboxed.get_thread_id()


_NOWHERE = StorageDriverStoreContext(target=None)
