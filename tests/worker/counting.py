"""A workflow that goes on where its last run ended, in a file of its own as the sandbox wants it."""

from temporalio import workflow


@workflow.defn
class Counting:
    """Counts its runs."""

    @workflow.run
    async def run(self) -> int:
        return (workflow.get_last_completion_result(int) or 0) + 1
