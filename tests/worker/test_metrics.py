"""Metrics: ours beside Temporal's, at one address."""

import asyncio
import socket
import urllib.request
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from temporalio.client import Client, WorkflowUpdateFailedError

from activities.channel import Channels
from intake.holidays import working_calendar
from intake.plan import read_plan
from records.store import Records
from rules.acceptance import initial_state
from rules.compilation import compile_rules
from schemas.campaign import CampaignMemory, CampaignReceipt, CampaignStatus
from schemas.identity import (
    CAMPAIGN,
    SEARCH_ATTRIBUTES,
    SUBMIT,
    TASK_QUEUE,
    UNIT_CAMPAIGN,
    campaign_workflow_id,
)
from schemas.memory import UnitMemory
from schemas.roster import Unit
from schemas.views import Receipt
from worker.build import build_worker
from worker.census import counting_units
from worker.metrics import Metrics, MetricsUnavailable, new_runtime
from worker.plugin import phaseline_plugin
from worker.temporal_server import EmbeddedTemporal

PLAN = Path(__file__).parents[2] / "plans" / "reference-2005.yaml"
SCHOOL = Unit(
    code="S-1",
    name="示例学校",
    type="school",
    district="D-1",
    coordinator="P-1",
    supervision_group="SG-1",
)


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"127.0.0.1:{probe.getsockname()[1]}"


async def scraped(address: str) -> list[str]:
    def fetch() -> str:
        with urllib.request.urlopen(f"http://{address}/metrics") as answer:
            return str(answer.read(), "utf-8")

    return (await asyncio.to_thread(fetch)).splitlines()


async def test_our_figures_are_served() -> None:
    address = free_address()
    runtime = new_runtime(address)
    metrics = Metrics(runtime.metric_meter)
    metrics.recorded(timedelta(milliseconds=20))
    metrics.open_units("reference", 2469)
    with metrics.carrying(3), metrics.carrying(4):
        assert "phaseline_outbox_depth 7" in await scraped(address)

    lines = await scraped(address)
    assert 'phaseline_record_lag_bucket{le="0.01"} 0' in lines
    assert 'phaseline_record_lag_bucket{le="0.025"} 1' in lines
    assert 'phaseline_open_units{campaign="reference"} 2469' in lines
    assert "phaseline_outbox_depth 0" in lines


def test_an_address_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(MetricsUnavailable, match=f"cannot be served at {address}"):
            new_runtime(address)


def test_without_a_meter_nothing_is_measured_and_nothing_fails() -> None:
    metrics = Metrics()
    with metrics.carrying(1):
        metrics.recorded(timedelta(seconds=1))


async def test_a_worker_serves_what_its_units_do(records: Records) -> None:
    address = free_address()
    runtime = new_runtime(address)
    metrics = Metrics(runtime.metric_meter)
    attributes = {key.name: key.indexed_value_type for key in SEARCH_ATTRIBUTES}
    async with AsyncExitStack() as stack:
        # A server of its own, where no other worker takes what this one must count.
        temporal = EmbeddedTemporal(None, search_attributes=attributes)
        await stack.enter_async_context(temporal)
        client = await Client.connect(
            temporal.address, plugins=[phaseline_plugin()], runtime=runtime
        )
        await stack.enter_async_context(
            build_worker(client, records, metrics, Channels({}), store_url="memory://")
        )
        await stack.enter_async_context(counting_units(records, metrics))
        start = read_plan(PLAN)
        calendar = working_calendar(start.plan.calendar, start.plan.timezone, start.plan.window)
        rules = compile_rules(start.plan, calendar)["school"]
        state = initial_state("metrics", SCHOOL, rules, datetime.now(UTC))
        handle = await client.start_workflow(
            UNIT_CAMPAIGN, UnitMemory(state=state), id="unit:metrics:S-1", task_queue=TASK_QUEUE
        )
        comment = {"id": "c-1", "by": "city:office", "kind": "comment", "text": "seen"}
        await handle.execute_update(SUBMIT, comment, result_type=Receipt)
        with pytest.raises(WorkflowUpdateFailedError):
            await handle.execute_update(SUBMIT, {**comment, "id": "c-2", "by": "county:none"})
        campaign = await client.start_workflow(
            CAMPAIGN,
            CampaignMemory(campaign="metrics", status=CampaignStatus.PAUSED, units=1),
            id=campaign_workflow_id("metrics"),
            task_queue=TASK_QUEUE,
        )
        await campaign.signal("dance", {})
        # No unit is in the records: what is asked of all units is asked of none.
        pause = {"id": "p-1", "by": "city:office", "kind": "pause", "reason": "-"}
        for _ in range(2):
            await campaign.execute_update(SUBMIT, pause, result_type=CampaignReceipt)
        with pytest.raises(WorkflowUpdateFailedError):
            await campaign.execute_update(SUBMIT, {**pause, "id": "p-2", "by": "county:none"})
        lines = await scraped(address)
        await handle.terminate()
        await campaign.terminate()
    counted = [line for line in lines if line.startswith("phaseline_commands{")]
    for workflow_type, kind, outcome in (
        ("UnitCampaign", "comment", "accepted"),
        ("UnitCampaign", "comment", "refused"),
        ("Campaign", "malformed", "refused"),
        ("Campaign", "pause", "accepted"),
        ("Campaign", "pause", "refused"),
    ):
        told = (f'workflow_type="{workflow_type}"', f'kind="{kind}"', f'outcome="{outcome}"')
        (line,) = [line for line in counted if all(one in line for one in told)]
        assert line.endswith("} 1"), "what is repeated counts once"
