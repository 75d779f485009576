"""What comes in by query: whatever is sent along, the answer is the same, and nothing changes."""

import asyncio

import pytest
from temporalio.client import WorkflowQueryFailedError

from schemas.identity import PROGRESS, REFUSALS, SUMMARY, UPCOMING, campaign_workflow_id
from tests.conftest import World
from tests.workflows import corpus
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.soundness import assert_sound
from tests.workflows.test_doors_update import COMMENT, LAUNCH


async def test_whatever_is_sent_along_a_query_answers(world: World) -> None:
    code = new_code("query")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    campaign = world.client.get_workflow_handle(campaign_workflow_id(code))
    for handle, names, everything in (
        (school.handle, (PROGRESS, UPCOMING, REFUSALS), corpus.for_units(COMMENT)),
        (campaign, (SUMMARY, REFUSALS), corpus.for_campaigns(LAUNCH)),
    ):
        for name in names:
            plain = await handle.query(name)
            for which, wrong in everything.items():
                async with asyncio.timeout(20):
                    assert await handle.query(name, args=wrong.args) == plain, which
        await assert_sound(handle)
    await school.verify()


async def test_a_query_of_another_name_is_unknown(world: World) -> None:
    code = new_code("query")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    with pytest.raises(WorkflowQueryFailedError, match="everything"):
        await school.handle.query("everything")
    await school.verify()
    await assert_sound(school.handle)
