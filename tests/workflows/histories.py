"""The histories that tests have made: fetched, replayed, and told again by the rules."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from temporalio.client import Client, WorkflowHistory
from temporalio.worker import Replayer

from schemas.identity import CAMPAIGN, DIGEST, DISPATCH, UNIT_CAMPAIGN
from tests.discretion import DISCRETION
from tests.workflows.retelling import Diverged, is_, retell
from tests.workflows.retelling_campaign import retell_campaign
from tests.workflows.retelling_digest import retell_digest
from worker.plugin import phaseline_plugin

_OURS: Final = f"WorkflowType in ('{UNIT_CAMPAIGN}', '{CAMPAIGN}', '{DIGEST}', '{DISPATCH}')"


async def all_histories(client: Client) -> AsyncIterator[WorkflowHistory]:
    """The history of every run of our workflows on a server."""
    async for run in client.list_workflows(_OURS):
        handle = client.get_workflow_handle(run.id, run_id=run.run_id)
        yield await handle.fetch_history()


async def chain_of(client: Client, workflow_id: str) -> AsyncIterator[WorkflowHistory]:
    """The histories of a workflow's runs, the oldest first."""
    chain: list[WorkflowHistory] = []
    run_id: str | None = None
    while run_id != "":
        chain.append(await client.get_workflow_handle(workflow_id, run_id=run_id).fetch_history())
        started = chain[-1].events[0].workflow_execution_started_event_attributes
        run_id = started.continued_execution_run_id
    for history in reversed(chain):
        yield history


def new_replayer() -> Replayer:
    """A replayer that is configured as the worker is, workflows included, by the plugin."""
    return Replayer(workflows=[], plugins=[phaseline_plugin()])


async def replay_all(client: Client) -> int:
    """Replay every run of a server, and tell the units' runs again; how many there were.

    Raises an ExceptionGroup of everything that failed.
    """
    return await replay(all_histories(client))


async def replay(histories: AsyncIterator[WorkflowHistory]) -> int:
    """The same of histories that are there."""
    failures: list[Exception] = []
    count = 0
    async with new_replayer().workflow_replay_iterator(histories) as results:
        async for result in results:
            count += 1
            failure = result.replay_failure or _divergence(result.history) or _leak(result.history)
            if failure is not None:
                failure.add_note(f"in {result.history.workflow_id}, run {result.history.run_id}")
                failure.add_note(f"kept as {_keep(result.history)}")
                failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {count} histories", failures)
    return count


def _keep(history: WorkflowHistory) -> Path:
    """Keep a history that failed: its server will be gone when somebody looks for the cause."""
    with NamedTemporaryFile("w", prefix="phaseline-history-", suffix=".json", delete=False) as file:
        file.write(history.to_json())
    return Path(file.name)


def retell_any(history: WorkflowHistory) -> None:
    """Tell a run of any workflow again, as far as it follows from rules.

    A dispatcher's does not; and one that was refused its start has nothing to tell.

    Raises:
        retelling.Diverged: the history and the rules disagree.
    """
    started = history.events[0].workflow_execution_started_event_attributes
    kind = started.workflow_type.name
    if kind == DISPATCH or any(is_(one, "WORKFLOW_EXECUTION_FAILED") for one in history.events):
        return
    tell: dict[str, Callable[[WorkflowHistory], object]] = {
        UNIT_CAMPAIGN: retell,
        CAMPAIGN: retell_campaign,
        DIGEST: retell_digest,
    }
    tell[kind](history)


def _divergence(history: WorkflowHistory) -> Diverged | None:
    try:
        retell_any(history)
    except Diverged as diverged:
        return diverged
    return None


def _leak(history: WorkflowHistory) -> Exception | None:
    told = DISCRETION.told(history)
    return AssertionError(f"it tells of people: {told}") if told else None
