"""Makes the golden histories that are missing: `python -m tests.goldens.make`.

A golden is never made again: it stands for the histories that releases have left behind. Those in
`KEPT` could not be made again: the code that made them did something else than today's.
"""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from temporalio.client import Client, WorkflowContinuedAsNewError
from temporalio.exceptions import ApplicationError

from rules.amendment import amend_command
from schemas.actor import CAMPAIGN_OFFICE
from schemas.campaign import AmendCampaign, CampaignCommand
from schemas.digest import DigestOrder
from schemas.identity import (
    DIGEST,
    DISPATCH_WORKFLOW_ID,
    REFUSALS,
    TASK_QUEUE,
    campaign_workflow_id,
    digest_workflow_id,
    unit_workflow_id,
)
from schemas.refusal import RefusedSignal
from schemas.roster import Level
from tests.conftest import World
from tests.goldens import editions
from tests.goldens.plan import (
    asking_campaign,
    golden_campaign,
    reminding_campaign,
    settling_campaign,
)
from tests.goldens.scenarios import FIRMS, SCHOOLS, SUGGESTED_AFTER, Scenario, continued
from tests.rules.amendments import longer
from tests.workflows.campaigns import Campaign, launch, unit, until_swept
from tests.workflows.driver import Driver
from tests.workflows.falling_behind import behind
from tests.workflows.histories import chain_of
from tests.workflows.office import CLOSE, CLOSE_ALL, HOLD, PAUSE, RELEASE, RESUME, again
from tests.workflows.own_world import own_postgres, own_world
from worker.serving import ensure_dispatch

FOLDER: Final = Path(__file__).parent

INCOMPATIBLE: Final = "incompatible"
"""The one history that must not replay: an edited copy of `_EDITED`."""

_EDITED: Final = "key_links"

KEPT: Final = frozenset({"unrepeated"})
"""`unrepeated`: a campaign that refused to be paused, resumed or closed again, and was closed
although its end had missed a unit."""


def wanted() -> set[str]:
    """The branches of which there must be a golden."""
    return {
        *SCHOOLS,
        *FIRMS,
        *editions.SINCE,
        *KEPT,
        "continued",
        "campaign",
        "reused",
        "amendment",
        "amended",
        "repeated",
        "digest",
        "dispatch",
        "exported",
        INCOMPATIBLE,
    }


def missing(folder: Path = FOLDER) -> set[str]:
    """The branches of which there is none."""
    return {branch for branch in wanted() if not list(folder.glob(f"{branch}*.json"))}


async def main() -> None:
    """Make what is missing, and nothing else."""
    to_make = missing() - KEPT
    if to_make - {INCOMPATIBLE}:
        async with own_postgres() as (_, url):
            async with own_world(url) as world:
                await _make_units(world, SCHOOLS, to_make, "school")
                await _make_units(world, FIRMS, to_make, "firm")
                asking = asking_campaign()
                await _make_units(world, editions.FIRMS, to_make, "firm", asking)
                await _make_units(
                    world, editions.OFFICES, to_make, "office", asking, level="county"
                )
                reminding = reminding_campaign()
                await _make_units(world, editions.REMINDED, to_make, "firm", reminding)
                settling = settling_campaign()
                await _make_units(world, editions.SETTLING, to_make, "firm", settling)
                if "campaign" in to_make:
                    await _make_campaign(world)
                if "reused" in to_make:
                    await _make_reused(world)
                if to_make & {"amendment", "amended"}:
                    await _make_amendment(world)
                if "digest" in to_make:
                    await _make_digest(world)
                if "exported" in to_make:
                    await _make_exported(world)
                if "dispatch" in to_make:
                    await _make_dispatch(world)
            if to_make & {"continued", "repeated"}:
                limit = {"limit.historyCount.suggestContinueAsNew": SUGGESTED_AFTER}
                async with own_world(url, dynamic_config=limit) as world:
                    await _make_units(world, {"continued": continued}, to_make, "school")
                    if "repeated" in to_make:
                        await _make_repeated(world, url)
    if INCOMPATIBLE in to_make:
        history = json.loads((FOLDER / f"{_EDITED}.json").read_text())
        _write(INCOMPATIBLE, incompatible(history))


def incompatible(history: dict[str, Any]) -> dict[str, Any]:
    """The same history as if an activity of another name had carried the first batch."""
    for event in history["events"]:
        scheduled = event.get("activityTaskScheduledEventAttributes")
        if scheduled is not None:
            scheduled["activityType"]["name"] = "send"
            return history
    raise ValueError("the history has no activity")


async def _make_units(
    world: World,
    scenarios: Mapping[str, Scenario],
    to_make: set[str],
    type_: str,
    campaign: Campaign | None = None,
    level: Level = "unit",
) -> None:
    what = campaign or golden_campaign()
    for branch, scenario in scenarios.items():
        if branch in to_make:
            code = f"golden-{branch}"
            await launch(world.gateway, code, unit("U-1", type_, level=level), campaign=what)
            await scenario(await Driver.of(world, code, "U-1"))
            await _keep(world, unit_workflow_id(code, "U-1"), branch)


async def _make_campaign(world: World) -> None:
    code = "golden-campaign"
    await launch(world.gateway, code, unit("U-1"), unit("U-2"), campaign=golden_campaign())
    one = await Driver.of(world, code, "U-1")
    for command in (PAUSE, RESUME, CLOSE_ALL):
        await one.swept(command)
    await _keep(world, campaign_workflow_id(code), "campaign")


async def _make_reused(world: World) -> None:
    """A campaign that is told something else with an id that it has had."""
    code = "golden-reused"
    await launch(world.gateway, code, unit("U-1"), campaign=golden_campaign())
    campaign = world.client.get_workflow_handle(campaign_workflow_id(code))
    one = await Driver.of(world, code, "U-1")
    await one.swept(PAUSE)
    for said in (PAUSE, PAUSE.model_copy(update={"reason": "A holiday."})):
        await campaign.signal("pause", said)
    (refused,) = await campaign.query(REFUSALS, result_type=tuple[RefusedSignal, ...])
    assert refused.refusal.code == "id_reused"
    await one.swept(CLOSE_ALL)
    await _keep(world, campaign_workflow_id(code), "reused")


async def _make_amendment(world: World) -> None:
    """A campaign that is amended twice alike, and a unit that takes it once."""
    code = "golden-amendment"
    units = (unit("U-1"), unit("U-2", "firm"))
    await launch(world.gateway, code, *units, campaign=golden_campaign())
    one = await Driver.of(world, code, "U-1")
    await one.start()
    flood = longer()
    for id_ in ("amend-1", "amend-2"):
        await one.swept(AmendCampaign(id=id_, by=CAMPAIGN_OFFICE, kind="amend", amendment=flood))
    await one.absorb(amend_command(one.state, flood))
    await one.until_next("overdue", "step:mobilise")
    await one.swept(CLOSE_ALL)
    await one.absorb(CLOSE)
    await one.end()
    await _keep(world, campaign_workflow_id(code), "amendment")
    await _keep(world, unit_workflow_id(code, "U-1"), "amended")


async def _make_digest(world: World) -> None:
    """As a Schedule starts it: of the morning on which it is."""
    code = "golden-digest"
    await launch(world.gateway, code, unit("U-1"), campaign=golden_campaign())
    workflow_id = digest_workflow_id(code, datetime.now(UTC))
    await world.client.execute_workflow(
        DIGEST, DigestOrder(campaign=code), id=workflow_id, task_queue=TASK_QUEUE
    )
    await _keep(world, workflow_id, "digest")


async def _make_dispatch(world: World) -> None:
    """A dispatcher whose time is up, and one whom an operator has ended; another one follows each."""
    await ensure_dispatch(world.client)
    await _end_dispatcher(world.client, None)
    ended_by_hand = ApplicationError("ended by hand", non_retryable=True)
    await _end_dispatcher(world.client, ended_by_hand)
    await _until_dispatched(world.client)
    await world.client.get_workflow_handle(DISPATCH_WORKFLOW_ID).terminate()
    await _keep(world, DISPATCH_WORKFLOW_ID, "dispatch")


async def _end_dispatcher(client: Client, error: Exception | None) -> None:
    run_id = await _until_dispatched(client)
    activity = client.get_async_activity_handle(
        workflow_id=DISPATCH_WORKFLOW_ID, run_id=run_id, activity_id="1"
    )
    await (activity.complete() if error is None else activity.fail(error))
    with suppress(WorkflowContinuedAsNewError):
        run = client.get_workflow_handle(DISPATCH_WORKFLOW_ID, run_id=run_id)
        await run.result(follow_runs=False)


async def _until_dispatched(client: Client) -> str:
    """The run whose dispatcher is at work, once one is."""
    while True:
        described = await client.get_workflow_handle(DISPATCH_WORKFLOW_ID).describe()
        if any(
            one.last_started_time.seconds for one in described.raw_description.pending_activities
        ):
            return described.run_id or ""
        await asyncio.sleep(0.1)


async def _make_exported(world: World) -> None:
    """A campaign that is closed while its store is away; it has its dossiers exported later."""
    code = "golden-exported"
    with TemporaryDirectory(prefix="phaseline-") as folder:
        in_the_way = Path(folder) / "store"
        in_the_way.touch()
        world.store_url = str(in_the_way)
        await world.restart_worker()
        await launch(world.gateway, code, unit("U-1"), unit("U-2"), campaign=golden_campaign())
        one = await Driver.of(world, code, "U-1")
        await one.swept(CLOSE_ALL)
        while True:
            if (await world.gateway.dossiers(code)).failed == 2:
                break
            await asyncio.sleep(0.1)
        in_the_way.unlink()
        await world.client.get_workflow_handle(campaign_workflow_id(code)).result()
        await _keep(world, campaign_workflow_id(code), "exported")


async def _make_repeated(world: World, database_url: str) -> None:
    """All that may be asked again is, by signals; one unit is missed until it is."""
    code = "golden-repeated"
    await launch(world.gateway, code, unit("U-1"), unit("U-2"), campaign=golden_campaign())
    campaign = world.client.get_workflow_handle(campaign_workflow_id(code))
    one, two = await Driver.of(world, code, "U-1"), await Driver.of(world, code, "U-2")

    async def signal(command: CampaignCommand) -> None:
        await campaign.signal(command.kind, command)
        await until_swept(world.gateway, code)

    async with behind(database_url, one):
        await signal(PAUSE)
    await signal(again(PAUSE))
    await signal(RESUME)
    await campaign.signal("resume", {"by": str(CAMPAIGN_OFFICE)})
    await campaign.signal("resume", {"by": "county:D1"})
    await until_swept(world.gateway, code)
    await two.absorb(HOLD, RELEASE)
    async with behind(database_url, two):
        await signal(CLOSE_ALL)
    await signal(again(CLOSE_ALL))
    await campaign.result()
    await _keep(world, campaign_workflow_id(code), "repeated")


async def _keep(world: World, workflow_id: str, branch: str) -> None:
    runs = [history async for history in chain_of(world.client, workflow_id)]
    for number, history in enumerate(runs, start=1):
        name = branch if len(runs) == 1 else f"{branch}-{number}"
        _write(name, json.loads(history.to_json()))


def _write(name: str, history: dict[str, Any]) -> None:
    with (FOLDER / f"{name}.json").open("x") as file:
        events = (json.dumps(_scrubbed(event), ensure_ascii=False) for event in history["events"])
        file.write('{"events": [\n' + ",\n".join(events) + "\n]}\n")


def _scrubbed(value: Any, key: str = "") -> Any:
    """Without what tells of the machine: who worked on it, and the queues of its own."""
    if isinstance(value, dict):
        if value.get("kind") == "TASK_QUEUE_KIND_STICKY":
            return {**value, "name": "sticky"}
        return {name: _scrubbed(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_scrubbed(part) for part in value]
    return "golden" if key == "identity" else value


if __name__ == "__main__":
    asyncio.run(main())
