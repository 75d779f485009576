"""Malformed start input: the workflow fails at once, instead of trying for ever."""

import asyncio
import json
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.exceptions import ApplicationError

from rules.acceptance import initial_state
from schemas.identity import CAMPAIGN, DIGEST, TASK_QUEUE, UNIT_CAMPAIGN
from schemas.memory import UnitMemory
from tests.conftest import World
from tests.workflows import corpus
from tests.workflows.campaigns import new_code, reference_campaign, unit
from tests.workflows.soundness import assert_sound

MEMORIES: dict[str, dict[str, Any]] = {
    UNIT_CAMPAIGN: json.loads(
        UnitMemory(
            state=initial_state(
                "c",
                unit("S-1"),
                reference_campaign().rules("school"),
                reference_campaign().rules("school").ends_at,
            )
        ).model_dump_json()
    ),
    CAMPAIGN: {"campaign": "c", "units": 1},
    DIGEST: {"campaign": "c"},
}


def wrong_memories(good: dict[str, Any]) -> dict[str, corpus.Wrong]:
    """Memories with something added, missing or of another kind."""
    first = next(iter(good))
    wrong: dict[str, Any] = {
        "empty": {},
        "extra": {**good, "colour": "red"},
        "extra_long": {**good, "k" * 100_000: 1},
        "another_type": {**good, first: 7},
        "null": {**good, first: None},
        "surrogate": {**good, "\ud800": 1},
    }
    return {
        name: corpus.Wrong((corpus.as_json(one),), ("malformed",)) for name, one in wrong.items()
    }


@pytest.mark.parametrize("type_", [UNIT_CAMPAIGN, CAMPAIGN, DIGEST])
async def test_a_malformed_start_fails_at_once(world: World, type_: str) -> None:
    good = MEMORIES[type_]
    everything = {
        **corpus.wrong_counts(good),
        **corpus.not_json(),
        **corpus.not_an_object(),
        **wrong_memories(good),
    }
    for name, wrong in everything.items():
        handle = await world.client.start_workflow(
            type_,
            args=wrong.args,
            id=new_code(name),
            task_queue=TASK_QUEUE,
            start_signal="comment",
            start_signal_args=[{"by": "city:office", "text": "Too early."}],
        )
        with pytest.raises(WorkflowFailureError) as caught:
            async with asyncio.timeout(20):
                await handle.result()
        assert isinstance(caught.value.cause, ApplicationError), name
        assert caught.value.cause.type == "Refused", name
        assert len(caught.value.cause.message) < 400, name
        await assert_sound(handle)
