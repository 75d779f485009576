"""What a worker keeps is left out of collections; what it dropped is not kept for ever."""

import gc
import weakref
from collections.abc import Iterator
from time import monotonic

import pytest

from worker.garbage import Garbage


class Knot:
    """An object that only a collection can take away."""

    def __init__(self) -> None:
        self.me = self


class Workflow:
    """Something that a cache may drop."""


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    """That of this process, for as long as the test lasts."""
    garbage = Garbage()
    with garbage.spared():
        yield garbage


def test_what_survives_is_not_looked_at_again(garbage: Garbage) -> None:
    del garbage
    knot = Knot()
    gc.collect()
    assert gc.get_freeze_count() > 0
    assert not any(one is knot for one in gc.get_objects())


def test_what_dies_young_is_taken_away(garbage: Garbage) -> None:
    del garbage
    gone = weakref.ref(Knot())
    gc.collect()
    assert gone() is None


def test_after_many_dropped_workflows_everything_is_looked_at(garbage: Garbage) -> None:
    knot, cached = Knot(), [Workflow() for _ in range(500)]
    gone = weakref.ref(knot)
    for workflow in cached:
        garbage.watch(workflow)
    gc.collect()
    del knot
    gc.collect()
    assert gone() is not None
    del cached, workflow
    gc.collect()
    assert gone() is None


def test_everything_is_looked_at_every_ten_minutes(
    garbage: Garbage, monkeypatch: pytest.MonkeyPatch
) -> None:
    del garbage
    knot = Knot()
    gone = weakref.ref(knot)
    gc.collect()
    del knot
    gc.collect()
    assert gone() is not None
    later = monotonic() + 600
    monkeypatch.setattr("worker.garbage.monotonic", lambda: later)
    gc.collect()
    assert gone() is None


def test_nothing_stays_left_out_afterwards() -> None:
    with Garbage().spared():
        gc.collect()
    assert gc.get_freeze_count() == 0
    callbacks = len(gc.callbacks)
    with Garbage().spared():
        assert len(gc.callbacks) == callbacks + 1
    assert len(gc.callbacks) == callbacks
