"""The way from a unit's journal to the records: one ordinary activity at a time carries the outbox.

Never a local activity: it would run before its workflow task is committed, and its rows could tell
of events that never happened.
"""

import asyncio

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.recording import Recording
from schemas.events import Entry
from schemas.limits import BATCH_BYTES, OUTBOX_BYTES, OUTBOX_ENTRIES
from schemas.memory import UnitMemory
from schemas.recording import RecordBatch, Recorded
from workflows import policies


class Outbox:
    """Sends what waits in a unit's memory to the records, and says when too much waits."""

    def __init__(self) -> None:
        self._sending: asyncio.Task[Recorded] | None = None
        self._sizes: dict[int, int] = {}

    @property
    def is_sending(self) -> bool:
        """Whether a batch is on its way."""
        return self._sending is not None

    @property
    def has_arrived(self) -> bool:
        """Whether the batch that was on its way has been recorded."""
        return self._sending is not None and self._sending.done()

    def take_confirmation(self) -> int:
        """The revision up to which the records have confirmed; the next batch may be sent.

        A batch that an operator has failed by hand confirms nothing, and is sent again.
        """
        if self._sending is None:
            raise RuntimeError("nothing was sent")
        sending, self._sending = self._sending, None
        try:
            revision = sending.result().revision
        except ActivityError:
            return 0
        self._sizes = {at: size for at, size in self._sizes.items() if at > revision}
        return revision

    def send(self, memory: UnitMemory) -> bool:
        """Send the next batch, unless one is on its way or nothing waits; whether one was sent."""
        if self._sending is not None or not memory.outbox:
            return False
        batch = RecordBatch(
            campaign=memory.state.campaign,
            unit=memory.state.unit.code,
            entries=self._next_batch(memory.outbox),
        )
        self._sending = asyncio.create_task(_record(batch))
        return True

    def is_full(self, memory: UnitMemory) -> bool:
        """Whether so much waits for the records that new commands must wait too."""
        waiting = memory.outbox
        return len(waiting) >= OUTBOX_ENTRIES or sum(map(self._size, waiting)) >= OUTBOX_BYTES

    def _next_batch(self, waiting: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """As many of the oldest entries as a batch may carry; at least one, whatever its size."""
        total = 0
        for count, entry in enumerate(waiting):
            total += self._size(entry)
            if count > 0 and total > BATCH_BYTES:
                return waiting[:count]
        return waiting

    def _size(self, entry: Entry) -> int:
        if entry.revision not in self._sizes:
            self._sizes[entry.revision] = len(entry.model_dump_json().encode())
        return self._sizes[entry.revision]


async def _record(batch: RecordBatch) -> Recorded:
    last = batch.entries[-1].revision
    return await workflow.execute_activity_method(
        Recording.record,
        batch,
        start_to_close_timeout=policies.RECORD_TIMEOUT,
        retry_policy=policies.RECORD_RETRIES,
        summary=f"to revision {last}",
    )
