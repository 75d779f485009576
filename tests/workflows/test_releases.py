"""A release takes over what the one before it was doing, though that one's workers are gone."""

import asyncio
from contextlib import AsyncExitStack

from temporalio.api.enums.v1 import PendingActivityState
from temporalio.api.workflowservice.v1 import SetWorkerDeploymentCurrentVersionRequest
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.worker import Worker

from activities.channel import Channels
from schemas.identity import DISPATCH_WORKFLOW_ID
from tests.conftest import World
from tests.workflows.own_world import own_world
from worker.build import DEPLOYMENT, build_worker
from worker.metrics import Metrics
from worker.serving import ensure_dispatch


def worker(world: World, build: str) -> Worker:
    return build_worker(
        world.client, world.records, Metrics(), Channels({}), store_url="memory://", build=build
    )


async def make_current(client: Client, build: str) -> None:
    """Have a build take what is new, as soon as its workers have polled."""
    request = SetWorkerDeploymentCurrentVersionRequest(
        namespace=client.namespace,
        deployment_name=DEPLOYMENT,
        build_id=build,
        identity="the office's engineer",
    )
    async with asyncio.timeout(30):
        while True:
            try:
                await client.workflow_service.set_worker_deployment_current_version(request)
            except RPCError:
                await asyncio.sleep(0.1)
            else:
                return


async def dispatched_by(client: Client) -> tuple[str, bool]:
    """The build that the dispatcher is with, and whether it is at work."""
    described = await client.get_workflow_handle(DISPATCH_WORKFLOW_ID).describe()
    raw = described.raw_description
    version = raw.workflow_execution_info.versioning_info.deployment_version
    started = PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
    return version.build_id, any(one.state == started for one in raw.pending_activities)


async def until_dispatched_by(client: Client, build: str) -> None:
    async with asyncio.timeout(30):
        while await dispatched_by(client) != (build, True):  # noqa: ASYNC110 - the server's
            await asyncio.sleep(0.1)


async def test_a_new_release_dispatches_as_soon_as_the_old_workers_go(postgres_url: str) -> None:
    async with own_world(postgres_url) as world, AsyncExitStack() as stack:
        await world.stop_worker()
        old = AsyncExitStack()
        for build in ("r1", "r2", "r3"):
            new = await stack.enter_async_context(AsyncExitStack())
            await new.enter_async_context(worker(world, build))
            await make_current(world.client, build)
            await ensure_dispatch(world.client)
            await old.aclose()
            await until_dispatched_by(world.client, build)
            old = new


async def test_workers_without_a_build_dispatch_too(postgres_url: str) -> None:
    async with own_world(postgres_url) as world:
        await ensure_dispatch(world.client)
        await until_dispatched_by(world.client, "")
