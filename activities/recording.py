"""Carrying a unit's journal to the records."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Protocol

from temporalio import activity

from records.recording import Recording as RecordingTable
from rules.evolve import evolve
from rules.notices import notices_of
from rules.rows import rows_of
from rules.snapshot import snapshot
from schemas.recording import RecordBatch, Recorded


class RecordingMetrics(Protocol):
    """The figures that recording keeps."""

    def recorded(self, lag: timedelta) -> None:
        """Note how long an event was on its way to its row."""

    def carrying(self, events: int) -> AbstractContextManager[None]:
        """Count `events` of an outbox as being carried to the records, for as long as it takes."""


class Recording:
    """Writes what has happened to units: journal and row in one transaction, twice is once."""

    def __init__(self, recording: RecordingTable, metrics: RecordingMetrics) -> None:
        self._recording = recording
        self._metrics = metrics

    @activity.defn(name="record")
    async def record(self, batch: RecordBatch) -> Recorded:
        """Record a batch of one unit's entries and say up to which revision the records now are.

        Raises whatever the records raise; the workflow tries again for as long as it takes.
        """
        with self._metrics.carrying(len(batch.entries)):
            recorded = await self._recording.record(
                batch, evolve=evolve, snapshot=snapshot, notices=notices_of, rows=rows_of
            )
        now = datetime.now(UTC)
        for entry in batch.entries:
            # A rehearsal's clock is ahead of ours, and so may the server's be.
            self._metrics.recorded(max(now - entry.at, timedelta(0)))
        return recorded
