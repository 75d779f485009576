"""A workflow and an activity that log, in a file of their own as the workflow sandbox wants it."""

from datetime import timedelta

from temporalio import activity, workflow

with workflow.unsafe.imports_passed_through():
    from structlog.contextvars import bound_contextvars

    from activities.logs import activity_logger
    from workflows.logs import workflow_logger

workflow_log = workflow_logger()
activity_log = activity_logger()


@activity.defn
def speak() -> None:
    """Log one line, with the campaign in its context."""
    with bound_contextvars(campaign="reference"):
        activity_log.info("spoken", unit="S-001")


@workflow.defn
class Talker:
    """Logs one line before and after each of three activities."""

    @workflow.run
    async def run(self) -> None:
        # `name` is a field that a log record has too.
        workflow_log.info("talk_begun", unit="S-001", name="harmless")
        for turn in range(3):
            await workflow.execute_activity(speak, start_to_close_timeout=timedelta(seconds=10))
            workflow_log.info("turn_taken", turn=turn)
        workflow.logger.info("talk_ended")
