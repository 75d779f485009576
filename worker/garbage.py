"""Collecting Python's garbage without looking at every cached unit each time.

A worker caches thousands of units, whose million objects outlive most commands. Each full
collection looks at all of them while nothing else runs: half a second and more for a city, in
which everybody waits. So what survives one is left out of those that follow.
"""

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final, Literal

_DROPPED: Final = 500
"""Workflows that have left the cache, at 100 KB each or so, that one more look at everything is for."""

_LONGEST: Final = 600.0
"""Seconds after which everything is looked at once more: what was under way when its surroundings were
left out, and is garbage by now, is found only then."""


class Garbage:
    """Says after each full collection that its survivors need no looking at, until much is dropped."""

    def __init__(self) -> None:
        self._dropped = 0
        self._thorough_at = monotonic()

    def watch(self, workflow: object) -> None:
        """Count a workflow when it is dropped: what it was made of is cyclic garbage then."""
        weakref.finalize(workflow, self._count).atexit = False

    @contextmanager
    def spared(self) -> Iterator[None]:
        """Spare this process collections of what it keeps, as long as the context lasts."""
        gc.callbacks.append(self._on_collection)
        try:
            yield
        finally:
            gc.callbacks.remove(self._on_collection)
            gc.unfreeze()

    def _count(self) -> None:
        self._dropped += 1

    def _on_collection(self, phase: Literal["start", "stop"], info: dict[str, Any]) -> None:
        if info["generation"] < 2:
            return
        if phase == "stop":
            gc.freeze()
        elif self._dropped >= _DROPPED or monotonic() - self._thorough_at >= _LONGEST:
            self._dropped, self._thorough_at = 0, monotonic()
            gc.unfreeze()


GARBAGE: Final = Garbage()
"""That of this process, of which Python has one collector."""
