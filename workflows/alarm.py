"""The one timer of a workflow, moved only when the instant for which it is set changes."""

import asyncio
from datetime import datetime

from temporalio import workflow

from rules.ticks import Instant


class Alarm:
    """Holds at most one durable timer. A timer that is set again for the same instant is kept."""

    def __init__(self) -> None:
        self._at: datetime | None = None
        self._timer: asyncio.Task[None] | None = None

    @property
    def rang(self) -> bool:
        """Whether the instant has come since the alarm was last set."""
        return self._timer is not None and self._timer.done()

    def set(self, instant: Instant | None) -> bool:
        """Ring at the instant, or not at all; operators read beside the timer what it is for.

        True where a timer is started or cancelled.
        """
        at = None if instant is None else instant.at
        if at == self._at and not self.rang:
            return False
        is_cancelled = self._timer is not None and self._timer.cancel()
        self._at = at
        self._timer = None if instant is None else asyncio.create_task(_sleep_until(instant))
        return is_cancelled or self._timer is not None


async def _sleep_until(instant: Instant) -> None:
    seconds = max((instant.at - workflow.now()).total_seconds(), 0)
    await workflow.sleep(seconds, summary=instant.event.kind)
