"""When a run hands over to the next one, so that no history grows and no code stays without end."""

from typing import NoReturn

from temporalio import workflow

from schemas.base import Model

_OVERGROWTH = 2
"""How far the history may outgrow the suggestion while something is in flight."""


class Successor:
    """Says when to continue as new: at the server's suggestion, or when there is a newer build.

    Best is when nothing is in flight. While the records are down a batch stays in flight; then the run hands over all the same once
    its history has doubled, and the next run sends what was in flight again.
    """

    def __init__(self) -> None:
        self._suggested_at: int | None = None

    def is_due(self, *, is_busy: bool) -> bool:
        """Whether to continue as new now."""
        if not is_wanted():
            return False
        length = workflow.info().get_current_history_length()
        if self._suggested_at is None:
            self._suggested_at = length
        return not is_busy or length >= _OVERGROWTH * self._suggested_at


def is_wanted() -> bool:
    """Whether the history is long, or there is a newer build."""
    info = workflow.info()
    is_newer_built = info.is_target_worker_deployment_version_changed()
    return is_newer_built or info.is_continue_as_new_suggested()


def hand_over(memory: Model) -> NoReturn:
    """Continue as new with the workflow's memory, on the newest build."""
    workflow.continue_as_new(
        args=[memory],
        initial_versioning_behavior=workflow.ContinueAsNewVersioningBehavior.AUTO_UPGRADE,
    )
