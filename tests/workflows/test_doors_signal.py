"""What comes in by signal: a signal cannot be answered, so what is wrong is kept where a query shows it."""

import asyncio
import json
from typing import Any

from temporalio.client import WorkflowHandle

from schemas.commands import Comment
from schemas.identity import REFUSALS, campaign_workflow_id
from schemas.limits import REFUSALS as KEPT
from schemas.refusal import RefusedSignal
from tests.conftest import World
from tests.workflows import corpus
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.soundness import assert_brief, assert_sound
from tests.workflows.test_doors_update import COMMENT, LAUNCH


async def refusals(handle: "WorkflowHandle[Any, Any]") -> tuple[RefusedSignal, ...]:
    """The signals that a workflow remembers to have refused."""
    async with asyncio.timeout(20):
        kept: tuple[RefusedSignal, ...] = await handle.query(
            REFUSALS, result_type=tuple[RefusedSignal, ...]
        )
        return kept


async def test_a_unit_keeps_whatever_is_wrong(world: World) -> None:
    code = new_code("signal")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    for name, wrong in corpus.for_units(COMMENT).items():
        await school.handle.signal("comment", args=wrong.args)
        refused = (await refusals(school.handle))[-1]
        assert refused.refusal.code in wrong.codes, name
        assert refused.signal == "comment"
        assert_brief(refused.refusal)
    assert len(await refusals(school.handle)) == KEPT
    await school.handle.signal("comment", COMMENT)
    await school.absorb(Comment.model_validate_json(json.dumps(COMMENT)))
    await school.verify()
    await assert_sound(school.handle)


async def test_a_campaign_keeps_whatever_is_wrong(world: World) -> None:
    code = new_code("signal")
    await launch(world.gateway, code, unit("S-1"))
    handle = world.client.get_workflow_handle(campaign_workflow_id(code))
    for name, wrong in corpus.for_campaigns(LAUNCH).items():
        await handle.signal("launch", args=wrong.args)
        assert (await refusals(handle))[-1].refusal.code in wrong.codes, name
    await handle.signal("pause", {"by": "city:office", "reason": "By signal."})
    assert (await world.gateway.summary(code)).status == "paused"
    await assert_sound(handle)


async def test_a_signal_of_any_name_is_kept(world: World) -> None:
    code = new_code("signal")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    for name in ("dance", "x" * 900, "名", "a\x00b", "submit", "signal name with blanks"):
        await school.handle.signal(name, {"by": "city:office"})
        refused = (await refusals(school.handle))[-1]
        assert refused.refusal.code == "unknown_kind", name
        assert len(refused.signal) <= 80
        assert_brief(refused.refusal)
    await school.verify()
    await assert_sound(school.handle)


async def test_a_signal_needs_neither_id_nor_kind(world: World) -> None:
    code = new_code("signal")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    by = str(school.actor("coordinator"))
    await school.handle.signal("complete_readiness", {"by": by, "item": "own_plan"})
    await school.handle.signal("complete_readiness", {"by": by, "item": "own_plan"})
    (refused,) = await refusals(school.handle)
    assert refused.refusal.code == "readiness_already"
    assert refused.command is not None
    assert refused.command.startswith("signal-")
    assert (await school.progress()).revision == 1
    await assert_sound(school.handle)


async def test_who_cannot_be_written_down_cannot_act(world: World) -> None:
    """PostgreSQL's texts hold no NUL: an actor with one would hold up the journal for ever."""
    code = new_code("signal")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    await school.handle.signal("comment", {"by": "city:\x00", "text": "Who am I?"})
    assert [one.refusal.code for one in await refusals(school.handle)] == ["malformed"]
    await school.do("comment", text="Written down.")
    await school.verify()
