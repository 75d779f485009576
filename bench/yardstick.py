"""The yardstick, frozen: a bare workflow of the same shape, with no rules and no records."""

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from bench.yardstick_models import Order, Slip, Tally


@workflow.defn
class Yardstick:
    """Takes orders and keeps a small tally; one timer is armed."""

    @workflow.init
    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    @workflow.run
    async def run(self, _tally: Tally) -> None:
        """Wait a month for nothing."""
        await workflow.sleep(timedelta(days=30))

    @workflow.update
    def submit(self, order: Order) -> Slip:
        """Take an order and answer with a slip."""
        self._tally = Tally(revision=self._tally.revision + 1, last=order.text)
        return Slip(order=order.id, revision=self._tally.revision)

    @submit.validator
    def _refuse_early(self, order: Order) -> None:
        if not order.text:
            raise ValueError("expected a text")

    @workflow.query
    def progress(self) -> Tally:
        """How many orders were taken, and what the last one said."""
        return self._tally
