"""What comes in by update: each wrong thing gets a clear answer, and leaves no trace in history."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from schemas.campaign import CampaignReceipt
from schemas.commands import Comment
from schemas.identity import campaign_workflow_id
from schemas.refusal import Refusal
from schemas.target import Target
from schemas.views import Receipt
from tests.conftest import World
from tests.workflows import corpus
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.office import LAUNCH_AGAIN, PAUSE
from tests.workflows.soundness import assert_brief, assert_sound

COMMENT = {"id": "good", "by": "coordinator:P-S-1", "kind": "comment", "text": "All is well."}
LAUNCH = json.loads(LAUNCH_AGAIN.model_dump_json())


async def answer(handle: "WorkflowHandle[Any, Any]", args: Sequence[RawValue]) -> Refusal:
    """The refusal of an update that must be refused."""
    with pytest.raises(WorkflowUpdateFailedError) as caught:
        async with asyncio.timeout(20):
            await handle.execute_update("submit", args=args)
    error = caught.value.cause
    assert isinstance(error, ApplicationError), repr(error)
    assert error.type == "Refused", repr(error)
    refusal = Refusal.model_validate_json(json.dumps(error.details[0]))
    assert_brief(refusal, error.message)
    return refusal


async def test_a_unit_answers_whatever_is_wrong(world: World) -> None:
    code = new_code("update")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    before = (await school.handle.describe()).history_length
    for name, wrong in corpus.for_units(COMMENT).items():
        refusal = await answer(school.handle, wrong.args)
        assert refusal.code in wrong.codes, name
    assert (await school.handle.describe()).history_length == before
    receipt = await school.handle.execute_update("submit", COMMENT, result_type=Receipt)
    assert receipt.revision == 1
    await school.absorb(Comment.model_validate_json(json.dumps(COMMENT)))
    await school.verify()
    await assert_sound(school.handle)


async def test_a_campaign_answers_whatever_is_wrong(world: World) -> None:
    code = new_code("update")
    await launch(world.gateway, code, unit("S-1"))
    handle = world.client.get_workflow_handle(campaign_workflow_id(code))
    for name, wrong in corpus.for_campaigns(LAUNCH).items():
        refusal = await answer(handle, wrong.args)
        assert refusal.code in wrong.codes, name
    by_somebody_else = {**LAUNCH, "by": "county:D1"}
    assert (await answer(handle, [corpus.as_json(by_somebody_else)])).code == "not_allowed"
    receipt = await handle.execute_update("submit", PAUSE, result_type=CampaignReceipt)
    assert receipt.command == PAUSE.id
    assert (await answer(handle, [corpus.as_json(LAUNCH)])).code == "campaign_status"
    await assert_sound(handle)


async def test_a_unit_answers_what_does_not_fit_it(world: World) -> None:
    code = new_code("update")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    await school.start()
    unknown = await school.refuse("complete_step", step="no_such_step")
    assert unknown.code == "unknown_step"
    assert (await school.refuse("complete_step", step="x" * 64)).params["step"] == "x" * 64
    assert (await school.refuse("sign_off", "supervisor", phase="nowhere")).code == "unknown_phase"
    revision = school.state.revision
    for stale in (0, revision - 1, revision + 1, 10**18):
        refusal = await school.refuse("comment", text="Late.", if_revision=stale)
        assert refusal.code == "stale_revision"
        assert refusal.params == {"expected": str(stale), "revision": str(revision)}
    await school.do("comment", text="In time.", if_revision=revision)
    nothing = Target("step", "no_such_step")
    refusal = await school.refuse(
        "request_extension", target=nothing, until=school.day(9), reason="-"
    )
    assert refusal.code == "unknown_step"
    await assert_sound(school.handle)


async def test_a_handler_of_another_name_is_unknown(world: World) -> None:
    code = new_code("update")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    with pytest.raises(WorkflowUpdateFailedError) as caught:
        await school.handle.execute_update("obey", COMMENT)
    assert "obey" in str(caught.value.cause)
    await school.verify()
    await assert_sound(school.handle)


async def test_rules_that_no_clock_could_follow_are_refused(world: World) -> None:
    code = new_code("update")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    rules = json.loads(school.state.rules.model_dump_json())
    amend = {"id": "a", "by": "city:office", "kind": "amend", "reason": "-"}
    for zone in ("Nowhere/Land", "../../etc/passwd", "Asia", "a\x00", ""):
        rules["calendar"]["timezone"] = zone
        refusal = await answer(school.handle, [corpus.as_json({**amend, "rules": rules})])
        assert refusal.code in {"malformed", "amendment_unsound"}, zone
    await school.do("comment", text="Still by the old ones.")
    await assert_sound(school.handle)
