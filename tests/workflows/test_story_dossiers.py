"""A campaign that is closed has every unit's dossier exported by itself, and nothing waits for it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.service import RPCError, RPCStatusCode

from records.errors import UnknownCampaign, UnknownUnit
from reports.dossier.collection import check_all, dossiers_in
from reports.dossier.exporting import Exporter
from reports.store import Store
from rules.effects import wanted
from rules.heads import heads_of
from rules.refused import Refused
from rules.snapshot import snapshot
from schemas.campaign import CampaignStatus, CampaignSummary
from schemas.dossier import CheckedDossiers, KeptDossiers
from schemas.effects import SealSurvey, SurveySealed
from schemas.identity import campaign_workflow_id
from tests.conftest import World
from tests.records.launched import new_campaign
from tests.rules.soliciting import opened
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.falling_behind import held_boxes, held_row
from tests.workflows.office import CLOSE, CLOSE_ALL
from tests.workflows.test_story_survey import GOOD, asked, tally, ten_vote

pytestmark = pytest.mark.usefixtures("uncached")

CODES = ("S-1", "S-2", "S-3", "S-4")


@pytest.fixture
async def in_the_way(world: World, tmp_path: Path) -> AsyncIterator[Path]:
    """A file where the store of the world should have its folder."""
    file = tmp_path / "store"
    file.write_bytes(b"in the way")
    usual, world.store_url = world.store_url, str(file)
    await world.restart_worker()
    yield file
    world.store_url = usual
    await world.restart_worker()


async def begin(world: World) -> Driver:
    """A campaign of four units, of which the first has begun."""
    code = new_code("kept")
    await launch(world.gateway, code, *map(unit, CODES))
    one = await Driver.of(world, code, "S-1")
    await one.start()
    return one


async def until(one: Driver, is_so: str) -> KeptDossiers:
    """Wait until dossiers have been exported, or failed."""
    while True:
        found = await one.world.gateway.dossiers(one.campaign)
        if getattr(found, is_so):
            return found
        await asyncio.sleep(0.05)


def codes_of(found: KeptDossiers) -> set[str]:
    """Why dossiers could not be exported."""
    return {it.findings[0].code for it in found.failures}


async def over(one: Driver) -> None:
    """Wait until the campaign has nothing left to do."""
    await one.world.client.get_workflow_handle(campaign_workflow_id(one.campaign)).result()


async def checked(one: Driver) -> CheckedDossiers:
    """What a check of all dossiers in the store finds, against the campaign's heads."""
    store = Store(one.world.store_url).within(f"dossiers/{one.campaign}")
    heads = heads_of(one.campaign, await one.world.records.units.heads(one.campaign))
    return check_all(store, dossiers_in(store), heads, lambda: None)


async def forget(world: World, workflow_id: str) -> None:
    """Delete a closed workflow with its history, as retention does; wait until it is gone."""
    await world.client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=world.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=workflow_id),
        )
    )
    while True:
        listed = world.client.list_workflows(f"WorkflowId = '{workflow_id}'")
        if not [one async for one in listed]:
            break
        await asyncio.sleep(0.05)
    with pytest.raises(RPCError) as gone:
        await world.client.get_workflow_handle(workflow_id).describe()
    assert gone.value.status is RPCStatusCode.NOT_FOUND


async def all_are_sound(one: Driver) -> None:
    found = await checked(one)
    assert [dossier.check.unit for dossier in found.dossiers] == list(CODES)
    assert (found.unsound, found.missing, found.left_over) == (0, (), 0)
    assert await one.world.gateway.dossiers(one.campaign) == KeptDossiers(
        units=4, exported=4, failed=0
    )


async def test_the_dossiers_outlive_what_temporal_knows(world: World) -> None:
    one = await begin(world)
    summary = await one.swept(CLOSE_ALL)
    assert summary.status is CampaignStatus.CLOSED
    await one.absorb(CLOSE)
    head = (await one.end()).head
    await over(one)
    assert not await world.gateway.is_exporting(one.campaign)
    await all_are_sound(one)
    assert (await checked(one)).dossiers[0].check.head == head

    for workflow_id in (campaign_workflow_id(one.campaign), one.handle.id):
        await forget(world, workflow_id)
    again = await Exporter.of(world.records, one.campaign, world.store_url)
    exported = await again.export("S-1", is_zip=True, is_anew=True)
    assert (exported.head, exported.findings) == (head, ())
    assert exported.digest == (await world.records.dossiers.all(one.campaign))[0].digest
    await all_are_sound(one)


async def test_what_temporal_has_forgotten_is_answered_from_the_records(world: World) -> None:
    gateway, one = world.gateway, await begin(world)
    of = (one.campaign, "S-1")
    await one.handle.signal("complete_step", "nonsense")
    assert len(await gateway.refusals(*of)) == 1
    await one.swept(CLOSE_ALL)
    await one.absorb(CLOSE)
    await one.end()
    await over(one)
    was, ahead = await gateway.progress(*of), await gateway.upcoming(*of)

    for workflow_id in (campaign_workflow_id(one.campaign), one.handle.id):
        await forget(world, workflow_id)
    assert await gateway.progress(*of) == was
    assert await gateway.upcoming(*of) == ahead == ()
    assert await gateway.refusals(*of) == ()
    assert await gateway.summary(one.campaign) == CampaignSummary(
        campaign=one.campaign, status=CampaignStatus.CLOSED, units=4
    )
    with pytest.raises(Refused) as late:
        await gateway.submit(*of, one.command("comment", text="Too late."))
    assert late.value.refusal.code == "unit_closed"
    for asked_for in (gateway.progress, gateway.upcoming, gateway.refusals):
        with pytest.raises(UnknownUnit):
            await asked_for(one.campaign, "S-9")
    with pytest.raises(UnknownCampaign):
        await gateway.summary("never-launched")


async def test_a_unit_that_is_not_started_yet_is_answered_from_the_records(world: World) -> None:
    new = new_campaign()
    waiting = opened(new.campaign).launched
    assert await world.records.launching.launch(new, [snapshot(waiting, new.at)], ())
    of = (new.campaign, waiting.unit.code)
    assert (await world.gateway.progress(*of)).started_at is None
    assert await world.gateway.upcoming(*of)
    with pytest.raises(UnknownCampaign):
        await world.gateway.summary(new.campaign)


async def test_a_store_that_is_away_is_given_time_and_nobody_waits(
    world: World, in_the_way: Path
) -> None:
    one = await begin(world)
    summary = await one.swept(CLOSE_ALL)
    assert summary.status is CampaignStatus.CLOSED
    await one.absorb(CLOSE)
    await one.end()
    while "store_unusable" not in (codes := codes_of(await until(one, "failed"))):
        # Others may not be recorded yet when they are tried for the first time.
        assert codes == {"records_behind"}
        await asyncio.sleep(0.05)
    assert await world.gateway.is_exporting(one.campaign)
    await asyncio.to_thread(in_the_way.unlink)
    await world.restart_worker()
    await over(one)
    await all_are_sound(one)


async def test_a_unit_whose_records_lag_behind_is_exported_when_they_do_not(
    world: World, postgres_url: str
) -> None:
    one = await begin(world)
    async with held_row(postgres_url, one.campaign, "S-1"):
        assert (await one.swept(CLOSE_ALL)).status is CampaignStatus.CLOSED
        behind = await until(one, "failed")
        # The others may not be recorded yet either, for another moment.
        assert "S-1" in {it.unit for it in behind.failures}
        assert codes_of(behind) == {"records_behind"}
    await one.absorb(CLOSE)
    await one.end()
    await over(one)
    await all_are_sound(one)


async def test_a_unit_that_an_operator_has_ended_is_exported_as_it_stands(world: World) -> None:
    one = await begin(world)
    await one.handle.terminate("by an operator")
    await one.swept(CLOSE_ALL)
    await over(one)
    await all_are_sound(one)


async def test_a_dossier_waits_for_the_survey_that_ended_with_the_campaign(
    world: World, postgres_url: str
) -> None:
    one = await asked(world)
    await ten_vote(one, GOOD)
    async with held_boxes(postgres_url, one.campaign):
        assert (await one.swept(CLOSE_ALL)).status is CampaignStatus.CLOSED
        await one.absorb(CLOSE)
        waiting = await until(one, "failed")
        assert [it.findings[0].code for it in waiting.failures] == ["records_behind"]
        assert (await world.records.units.get(one.campaign, one.unit)).row.closed_at is not None
    (effect,) = wanted(one.state)
    assert isinstance(effect, SealSurvey)
    await one.take(SurveySealed(effect=effect, sealed=tally([GOOD] * 10)))
    head = (await one.end()).head
    await over(one)
    (dossier,) = (await checked(one)).dossiers
    assert (dossier.check.head, dossier.check.findings) == (head, ())
