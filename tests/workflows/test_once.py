"""A command id makes a retry harmless: once, however often and on whatever way it is sent."""

import asyncio

import pytest
from temporalio.client import WorkflowUpdateFailedError

from rules.refused import Refused
from schemas.campaign import CampaignStatus
from schemas.commands import Command, CompleteStep
from schemas.limits import RECEIPTS
from schemas.views import Receipt
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit, until_swept
from tests.workflows.driver import Driver, settled
from tests.workflows.falling_behind import held_row
from tests.workflows.histories import replay_all
from tests.workflows.office import PAUSE, RESUME
from tests.workflows.own_world import own_world
from tests.workflows.retelling import is_


async def update(unit: Driver, command: Command, update_id: str | None = None) -> Receipt:
    """Send an update past the gateway, which would ask the journal first."""
    answered: Receipt = await unit.handle.execute_update(
        "submit", command, id=update_id, result_type=Receipt
    )
    return answered


async def test_the_same_id_is_carried_out_once(world: World) -> None:
    code = new_code("once")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    comment = school.command("comment", text="Once.")
    receipts = await asyncio.gather(*(update(school, comment) for _ in range(5)))
    receipts += [await update(school, comment, comment.id) for _ in range(2)]
    await school.handle.signal("comment", comment)
    receipts.append(await world.gateway.submit(code, "S-1", comment))
    assert len(set(map(repr, receipts))) == 1
    await school.absorb(comment)
    assert await world.gateway.refusals(code, "S-1") == ()
    await school.verify()


async def test_an_id_is_refused_with_something_else_to_say_while_nothing_is_recorded(
    world: World, postgres_url: str
) -> None:
    """The server answers an id of the same run by itself, without asking the unit."""
    code = new_code("once")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    first, other = (
        school.command("comment", text=text, id="said-once") for text in ("One.", "Another.")
    )
    async with held_row(postgres_url, code, "S-1"):
        receipt = await world.gateway.submit(code, "S-1", first, is_awaited=False)
        assert await world.gateway.submit(code, "S-1", first, is_awaited=False) == receipt
        with pytest.raises(Refused) as refused:
            await world.gateway.submit(code, "S-1", other, is_awaited=False)
    assert refused.value.refusal.code == "id_reused"
    await school.absorb(first)
    await school.verify()


async def test_a_refused_id_is_free(world: World) -> None:
    code = new_code("once")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    start = school.command("start", "city")
    for _ in range(2):
        with pytest.raises(Refused):
            await world.gateway.submit(code, "S-1", start)
    await school.get_ready()
    await school.until_day(school.day(0, school.state.rules.window.first))
    await school.send(start)
    await school.verify()


async def test_an_id_is_known_across_continue_as_new(world: World, postgres_url: str) -> None:
    code = new_code("once")
    limit = {"limit.historyCount.suggestContinueAsNew": 30}
    async with own_world(postgres_url, dynamic_config=limit) as own:
        await launch(own.gateway, code, unit("S-1"))
        school = await Driver.of(own, code, "S-1")
        first = await school.do("comment", text="The first of many.")
        run = (await school.handle.describe()).run_id
        for number in range(12):
            await school.do("comment", text=f"Number {number}.")
        assert (await school.handle.describe()).run_id != run
        again = school.command("comment", text="The first of many.").model_copy(
            update={"id": first.command}
        )
        assert await update(school, again, first.command) == first
        await school.handle.signal("comment", again)
        await school.verify()
        assert await replay_all(own.client) > 2


async def test_an_id_that_the_unit_has_forgotten_is_in_the_journal(world: World) -> None:
    code = new_code("once")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    await school.start()
    first = await school.do("complete_step", step="mobilization_meeting")
    comments = [school.command("comment", text=f"Number {n}.") for n in range(RECEIPTS)]
    for comment in comments:
        await school.handle.signal("comment", comment)
    await school.absorb(*comments)
    forgotten = CompleteStep(
        id=first.command, by=first.by, kind="complete_step", step="mobilization_meeting"
    )
    with pytest.raises(WorkflowUpdateFailedError):
        await update(school, forgotten)
    await settled(school.handle)
    before = (await school.handle.describe()).history_length
    elsewhere = school.command("complete_step", step="party_lecture").model_copy(
        update={"id": first.command}
    )
    other = school.command("comment", text="Of the same person.").model_copy(
        update={"id": first.command}
    )
    for something_else in (elsewhere, other):
        with pytest.raises(Refused) as refused:
            await world.gateway.submit(code, "S-1", something_else)
        assert refused.value.refusal.code == "id_reused"
    assert await world.gateway.submit(code, "S-1", forgotten) == first
    assert (await school.handle.describe()).history_length == before
    await school.verify()


async def test_an_update_that_is_repeated_leaves_one_trace(world: World) -> None:
    code = new_code("once")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    comment = school.command("comment", text="Once.")
    await asyncio.gather(*(update(school, comment, comment.id) for _ in range(4)))
    events = (await school.handle.fetch_history()).events
    assert sum(is_(event, "WORKFLOW_EXECUTION_UPDATE_ACCEPTED") for event in events) == 1


async def test_a_campaign_refuses_an_id_with_something_else_to_say(world: World) -> None:
    code = new_code("once")
    await launch(world.gateway, code, unit("S-1"))
    receipt = await world.gateway.command_campaign(code, PAUSE)
    assert await world.gateway.command_campaign(code, PAUSE) == receipt
    elsewhere = RESUME.model_copy(update={"id": PAUSE.id})
    other = PAUSE.model_copy(update={"reason": "A holiday."})
    for something_else in (elsewhere, other):
        with pytest.raises(Refused) as refused:
            await world.gateway.command_campaign(code, something_else)
        assert refused.value.refusal.code == "id_reused"
    summary = await until_swept(world.gateway, code)
    assert summary.status is CampaignStatus.PAUSED
    assert [sweep.command.kind for sweep in summary.done] == ["launch", "pause"]
