"""What workflows are told by the runner in Temporal's place."""

from temporalio.client import Client
from temporalio.worker import Worker

from tests.worker.counting import Counting

TASK_QUEUE = "counting"


async def come_to(client: Client, run: str | None) -> tuple[int, str]:
    """What a run of the workflow comes to, and the run after it."""
    handle = client.get_workflow_handle("counting", run_id=run)
    *_, last = [event async for event in handle.fetch_history_events(wait_new_event=True)]
    completed = last.workflow_execution_completed_event_attributes
    (count,) = await client.data_converter.decode(completed.result.payloads, [int])
    return count, completed.new_execution_run_id


async def test_a_workflow_is_told_what_its_last_run_came_to(client: Client) -> None:
    async with Worker(client, task_queue=TASK_QUEUE, workflows=[Counting]):
        await client.start_workflow(
            Counting.run, id="counting", task_queue=TASK_QUEUE, cron_schedule="@every 1s"
        )
        first, following = await come_to(client, None)
        second, _ = await come_to(client, following)
        await client.get_workflow_handle("counting").terminate()
    assert (first, second) == (1, 2)
