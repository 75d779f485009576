"""What workflows log: a line for every command, by campaign, unit and id, and none again on replay."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from rules.refused import Refused
from schemas.actor import Actor
from schemas.identity import SUBMIT, campaign_workflow_id
from tests.conftest import World, own_logs
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver, settled
from tests.workflows.office import PAUSE
from worker.logs import configure_logs

FROM_TEMPORAL = {
    "timestamp",
    "level",
    "logger",
    "run_id",
    "workflow_id",
    "workflow_type",
    "attempt",
}
STRANGER = Actor.parse("county:D9")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the logs of this process go meanwhile."""
    with own_logs():
        stream = io.StringIO()
        configure_logs("json", stream=stream)
        yield stream


def told(stream: io.StringIO, campaign: str) -> list[dict[str, Any]]:
    """The lines of a campaign's workflows, without what Temporal says of each."""
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [
        {name: value for name, value in line.items() if name not in FROM_TEMPORAL}
        for line in lines
        if line.get("campaign") == campaign and line["logger"] == "temporalio.workflow"
    ]


async def test_every_command_has_one_line_that_says_of_what_it_was(
    world: World, stream: io.StringIO
) -> None:
    code = new_code("lines")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    said = school.command("comment", text="-")
    receipt = await world.gateway.submit(code, "S-1", said)
    assert await world.gateway.submit(code, "S-1", said) == receipt
    stranger = school.command("comment", STRANGER, text="-")
    with pytest.raises(Refused):
        await world.gateway.submit(code, "S-1", stranger)
    with pytest.raises(WorkflowUpdateFailedError):
        await school.handle.execute_update(SUBMIT, {"kind": "comment"})
    await school.handle.signal("comment", {"id": "s-1", "by": str(STRANGER), "text": "-"})
    await school.handle.signal("dance", {})
    assert len(await world.gateway.refusals(code, "S-1")) == 2  # before the campaign is asked
    with pytest.raises(Refused):
        await world.gateway.command_campaign(code, PAUSE.model_copy(update={"by": STRANGER}))
    for _ in range(2):
        await world.gateway.command_campaign(code, PAUSE)
    async for _ in world.gateway.watch_sweeps(code):
        pass

    of_unit: dict[str, Any] = {"campaign": code, "unit": "S-1"}
    accepted = {**of_unit, "event": "command_accepted", "standing": "preparing"}
    refused = {**of_unit, "event": "command_refused"}
    signal = {**of_unit, "event": "signal_refused"}
    paused = {"campaign": code, "kind": "pause", "command_id": PAUSE.id}
    expected = [
        {**accepted, "kind": "comment", "command_id": said.id, "revision": 1},
        {**refused, "kind": "comment", "command_id": stranger.id, "code": "not_allowed"},
        {**refused, "code": "malformed"},
        {
            **signal,
            "signal": "comment",
            "kind": "comment",
            "command_id": "s-1",
            "code": "not_allowed",
        },
        {**signal, "signal": "dance", "code": "unknown_kind"},
        {**paused, "event": "command_refused", "code": "not_allowed"},
        {**paused, "event": "campaign_command_accepted"},
        {
            **accepted,
            "kind": "hold",
            "command_id": f"campaign:{PAUSE.id}",
            "revision": 2,
            "standing": "suspended",
        },
    ]
    assert told(stream, code) == expected

    await settled(school.handle)
    await settled(world.client.get_workflow_handle(campaign_workflow_id(code)))
    await world.restart_worker()
    assert (await school.progress()).revision == 2
    await world.gateway.summary(code)
    assert told(stream, code) == expected


async def test_lines_of_activities_say_whose_they_are(world: World, stream: io.StringIO) -> None:
    code = new_code("lines")
    await launch(world.gateway, code, unit("S-1"))
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    (swept,) = [line for line in lines if line.get("campaign") == code]
    assert (swept["event"], swept["kind"], swept["units"]) == ("page_swept", "launch", 1)
    assert swept["workflow_id"] == campaign_workflow_id(code)
