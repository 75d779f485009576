"""Every history that a test makes is replayed, and told again by the rules, when all are done."""

from collections.abc import AsyncIterator

import pytest
from temporalio.client import Client

from tests.conftest import World
from tests.discretion import DISCRETION
from tests.workflows.histories import replay_all


@pytest.fixture(scope="session", autouse=True)
async def replayed(client: Client, postgres_url: str) -> AsyncIterator[None]:
    """Replays at the end of the session what is on its server, and looks for people in it."""
    yield
    await DISCRETION.learn(postgres_url)
    await replay_all(client)


@pytest.fixture(params=[False, True], ids=["as_is", "restarted"])
def restarts(request: pytest.FixtureRequest) -> bool:
    """Whether another worker takes over before everything that a story does."""
    return bool(request.param)


@pytest.fixture(params=[False, True], ids=["as_is", "uncached"])
async def uncached(request: pytest.FixtureRequest, world: World) -> AsyncIterator[None]:
    """A story as it is, and again with a worker that keeps no unit: it replays before every task.

    For stories that cannot wait until nothing is in hand, as `restarts` does.
    """
    if not request.param:
        yield
        return
    usual, world.cached_units = world.cached_units, 0
    await world.restart_worker()
    yield
    world.cached_units = usual
    await world.restart_worker()
