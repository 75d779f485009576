"""What a worker holds of a unit that it caches, and that it knows when it has dropped one."""

import gc
import weakref

import pytest
from temporalio.bridge.proto.workflow_activation import InitializeWorkflow

from schemas.identity import unit_workflow_id
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.own_world import own_world
from worker.garbage import GARBAGE


async def test_what_it_was_started_with_is_let_go_of(world: World) -> None:
    code = new_code("cached")
    await launch(world.gateway, code, unit("S-1"))
    assert (await world.gateway.progress(code, "S-1")).unit == "S-1"
    gc.collect()
    begun = [one for one in gc.get_objects() if isinstance(one, InitializeWorkflow)]
    assert unit_workflow_id(code, "S-1") not in [one.workflow_id for one in begun]


async def test_dropped_units_are_counted(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched: list[weakref.ref[object]] = []
    watch = GARBAGE.watch

    def watch_too(workflow: object) -> None:
        watched.append(weakref.ref(workflow))
        watch(workflow)

    monkeypatch.setattr(GARBAGE, "watch", watch_too)
    code, names = new_code("cached"), [f"S-{number}" for number in range(8)]
    async with own_world(postgres_url, cached_units=3) as own:
        await launch(own.gateway, code, *map(unit, names))
        for name in names:
            await own.gateway.progress(code, name)
        assert len(watched) > len(names)
        assert sum(one() is not None for one in watched) <= 4
