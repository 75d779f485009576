"""The embedded Temporal server: configured, found again, shared, killed."""

import asyncio
import os
import signal
import socket
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from temporalio import workflow
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeIndexedValueType
from temporalio.testing import TimeSkipper
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from tests.worker.conftest import StartOther
from worker.daemon import NotRunning, ServerFailed, until
from worker.temporal_server import NAMESPACE, EmbeddedTemporal

KEYWORD = SearchAttributeIndexedValueType.KEYWORD
INT = SearchAttributeIndexedValueType.INT


@workflow.defn
class Sleeper:
    """Sleeps `days` days and says whether its history counts as long."""

    @workflow.run
    async def run(self, days: int) -> bool:
        await workflow.sleep(timedelta(days=days))
        return workflow.info().is_continue_as_new_suggested()


@pytest.fixture
async def server(folder: Path) -> AsyncIterator[EmbeddedTemporal]:
    server = EmbeddedTemporal(folder, search_attributes={"PhCampaign": KEYWORD})
    yield server
    await server.stop()


async def search_attributes(client: Client) -> dict[str, int]:
    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=NAMESPACE)
    )
    return dict(answer.custom_attributes)


async def test_the_namespace_is_configured_when_it_is_up(server: EmbeddedTemporal) -> None:
    await server.start()
    client = await Client.connect(server.address)
    namespace = await client.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace=NAMESPACE)
    )
    kept = namespace.config.workflow_execution_retention_ttl
    assert kept.ToTimedelta() == timedelta(days=90)
    assert await search_attributes(client) == {"PhCampaign": KEYWORD}
    assert server.ui_url is None


async def test_it_may_use_memory_to_wait_less_unless_somebody_says_otherwise(
    server: EmbeddedTemporal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOMEMLIMIT", "2GiB")
    await server.start()
    environment = psutil.Process(server.pid).environ()
    assert (environment["GOGC"], environment["GOMEMLIMIT"]) == ("400", "2GiB")


async def test_a_later_release_adds_search_attributes(server: EmbeddedTemporal) -> None:
    await server.start()
    await server.stop()
    more = {"PhCampaign": KEYWORD, "PhSize": INT}
    async with EmbeddedTemporal(server.folder, search_attributes=more) as later:
        assert await search_attributes(await Client.connect(later.address)) == more


async def test_a_killed_server_comes_back_where_it_was_with_all_it_acknowledged(
    server: EmbeddedTemporal,
) -> None:
    await server.start()
    client, address, killed = await Client.connect(server.address), server.address, server.pid
    handle = await client.start_workflow("Any", id="kept", task_queue="nobody's")
    await handle.signal("acknowledged")
    assert killed is not None
    os.kill(killed, signal.SIGKILL)

    await server.start()
    assert server.pid != killed
    assert server.address == address
    types = [event.event_type for event in (await handle.fetch_history()).events]
    assert len(types) == 3  # started, task scheduled, signaled


async def test_it_has_the_same_address_at_the_next_start(server: EmbeddedTemporal) -> None:
    await server.start()
    before = server.address
    await server.stop()
    with pytest.raises(NotRunning, match=r"start it with `phaseline up`"):
        _ = server.address
    async with EmbeddedTemporal(server.folder) as next_one:
        assert next_one.address == before


async def test_ports_are_taken_where_they_are_free(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with EmbeddedTemporal(folder, port=port, ui_port=port) as server:
            assert str(port) not in server.address
            assert server.ui_url is not None
            assert str(port) not in server.ui_url
            ui = socket.create_connection(("127.0.0.1", int(server.ui_url.rpartition(":")[2])))
            ui.close()


async def test_the_last_user_stops_it_and_no_other(
    server: EmbeddedTemporal, start_other: StartOther
) -> None:
    other = await start_other("temporal", server.folder)
    await server.start()
    assert server.pid == other.server_pid

    await other.leave()
    assert await search_attributes(await Client.connect(server.address))

    await server.stop()
    assert not server.is_running


async def test_the_server_of_a_killed_process_is_found_again(
    server: EmbeddedTemporal, start_other: StartOther
) -> None:
    other = await start_other("temporal", server.folder)
    await other.kill()
    await server.start()
    assert server.pid == other.server_pid


async def test_one_that_was_found_elsewhere_comes_back_there(
    folder: Path, start_other: StartOther
) -> None:
    other = await start_other("temporal", folder)
    await other.kill()
    with socket.create_server(("127.0.0.1", 0)) as free:
        wanted = free.getsockname()[1]
    async with EmbeddedTemporal(folder, port=wanted) as server:
        address = server.address
        assert not address.endswith(f":{wanted}")
        os.kill(other.server_pid, signal.SIGKILL)
        await server.start()
        assert server.address == address


async def test_a_half_made_database_is_made_anew(folder: Path) -> None:
    server = EmbeddedTemporal(folder, search_attributes={"PhCampaign": KEYWORD})
    starting = asyncio.create_task(server.start())
    await until((folder / "temporal.db").exists)
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    with pytest.raises(ServerFailed, match="ended before it was ready"):
        await starting

    async with server:
        client = await Client.connect(server.address)
        handle = await client.start_workflow("Any", id="kept", task_queue="nobody's")
        # What is listed comes a moment after what is started.
        async with asyncio.timeout(30):
            while not [one async for one in client.list_workflows("PhCampaign is null")]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        page = [one.id async for one in client.list_workflows("PhCampaign is null")]
        assert page == [handle.id]
    async with server:
        assert len((await handle.fetch_history()).events) == 2


async def test_in_memory_it_dies_with_its_killed_parent(
    start_other: StartOther, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(folder))
    other = await start_other("temporal", None)
    server = psutil.Process(other.server_pid)
    await other.kill()
    server.wait(timeout=20)


async def test_virtual_time_and_given_limits_hold() -> None:
    shrunk = EmbeddedTemporal(None, dynamic_config={"limit.historyCount.suggestContinueAsNew": 4})
    async with shrunk as server:
        client = TimeSkipper(await Client.connect(server.address)).client
        async with Worker(
            client,
            task_queue="tests",
            workflows=[Sleeper],
            workflow_runner=UnsandboxedWorkflowRunner(),
        ):
            suggested = await client.execute_workflow(
                Sleeper.run, 90, id=str(uuid.uuid4()), task_queue="tests"
            )
    assert suggested
    assert not shrunk.folder.exists()


async def test_a_server_that_cannot_start_shows_its_log(folder: Path) -> None:
    (folder / "temporal.db").write_text("no database " * 1000)
    with pytest.raises(ServerFailed, match=r"(?s)ended before it was ready.*not a database"):
        await EmbeddedTemporal(folder).start()
