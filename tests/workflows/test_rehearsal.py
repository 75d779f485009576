"""Moving a rehearsal's clock while a worker dies, and adding a unit when it has been moved."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import PollWorkflowTaskQueueRequest
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from client.errors import MovedByAnother, NoAnswer, NotAhead, UnitsAhead
from rules.calendar import opening_of
from schemas.actor import CAMPAIGN_OFFICE
from schemas.commands import Comment
from schemas.identity import TASK_QUEUE, unit_workflow_id
from schemas.roster_change import RosterChange
from tests.workflows.campaigns import new_code, reference_campaign, unit, until_swept
from tests.workflows.own_world import own_world


async def take_a_question(client: Client) -> str:
    """Take a question as a worker does that dies before it answers; the workflow that was asked."""
    request = PollWorkflowTaskQueueRequest(
        namespace=client.namespace, task_queue=TaskQueue(name=TASK_QUEUE), identity="dying"
    )
    task = await client.workflow_service.poll_workflow_task_queue(request)
    assert task.HasField("query")
    return task.workflow_execution.workflow_id


async def test_a_worker_that_takes_a_question_with_it_does_not_end_the_rehearsal(
    postgres_url: str,
) -> None:
    what, code = reference_campaign(), new_code("rehearsal")
    async with own_world(postgres_url) as world:
        await world.gateway.launch(
            code, what.source, what.plan, what.calendar, [unit("S-1")], (), is_rehearsal=True
        )
        await until_swept(world.gateway, code)
        await world.stop_worker()
        moving = asyncio.create_task(
            world.gateway.rehearsals.fast_forward(code, timedelta(minutes=1))
        )
        assert await take_a_question(world.client) == unit_workflow_id(code, "S-1")
        await world.start_worker()

        moved_to = await moving

        assert timedelta() <= await world.gateway.now(code) - moved_to < timedelta(seconds=10)
        assert (await world.gateway.campaign(code)).clock_offset == timedelta(minutes=1)


async def test_what_keeps_one_unit_from_moving_is_told_as_it_is(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    what, code = reference_campaign(), new_code("rehearsal")
    units = [unit("S-1"), unit("S-2")]
    async with own_world(postgres_url) as world:
        await world.gateway.launch(
            code, what.source, what.plan, what.calendar, units, (), is_rehearsal=True
        )
        await until_swept(world.gateway, code)
        rehearsals = world.gateway.rehearsals
        polling = TimeSkipper._poll_fast_forward_completion  # between its two steps

        async def overtaken(skipper: TimeSkipper, handle: Any, id_: str) -> bool:
            overtaking.undo()
            await skipper.fast_forward(handle, timedelta(minutes=1))
            return await polling(skipper, handle, id_)

        with monkeypatch.context() as overtaking:
            overtaking.setattr(TimeSkipper, "_poll_fast_forward_completion", overtaken)
            with pytest.raises(MovedByAnother):
                await rehearsals.fast_forward(code, timedelta(minutes=1))

        await world.stop_worker()
        with monkeypatch.context() as impatient:
            impatient.setattr("client.asking._PATIENCE", timedelta(seconds=1))
            impatient.setattr("client.asking._ONE_TRY", timedelta(seconds=1))
            with pytest.raises(NoAnswer):
                await rehearsals.fast_forward(code, timedelta(minutes=5))


async def test_no_unit_stays_ahead_of_the_clock_after_an_attempt_that_broke_off(
    postgres_url: str,
) -> None:
    what, code = reference_campaign(), new_code("rehearsal")
    first, second = (unit_workflow_id(code, one) for one in ("S-1", "S-2"))
    async with own_world(postgres_url) as world:
        await world.gateway.launch(
            code,
            what.source,
            what.plan,
            what.calendar,
            [unit("S-1"), unit("S-2")],
            (),
            is_rehearsal=True,
        )
        await until_swept(world.gateway, code)
        begun = await world.gateway.now(code)
        broken_off = TimeSkipper(
            world.client, config=TimeSkippingConfig(max_session_skip_count=10_000)
        )
        await broken_off.fast_forward(world.client.get_workflow_handle(first), timedelta(days=3))
        with pytest.raises(UnitsAhead):
            await world.gateway.rehearsals.fast_forward(code, timedelta(days=2))
        with pytest.raises(UnitsAhead) as told:
            await world.gateway.rehearsals.fast_forward_to(code, begun + timedelta(days=1))
        assert (await world.gateway.campaign(code)).clock_offset == timedelta()
        zone = ZoneInfo(what.plan.timezone)
        ahead = datetime.strptime(told.value.ahead, "%Y-%m-%d %H:%M").replace(tzinfo=zone)
        assert timedelta(days=3) < ahead - begun < timedelta(days=3, minutes=10)

        await world.gateway.rehearsals.fast_forward_to(code, begun + timedelta(days=3))

        times = [
            await broken_off.get_current_time(world.client.get_workflow_handle(one))
            for one in (first, second)
        ]
        assert max(times) <= await world.gateway.now(code)
        assert min(times) >= begun + timedelta(days=3)


async def test_a_unit_that_is_added_begins_at_the_rehearsals_time(postgres_url: str) -> None:
    what, code = reference_campaign(), new_code("rehearsal")
    first_day = what.plan.window.first
    late = unit("S-2", wanted_start=first_day)
    async with own_world(postgres_url) as world:
        await world.gateway.launch(
            code, what.source, what.plan, what.calendar, [unit("S-1")], (), is_rehearsal=True
        )
        await until_swept(world.gateway, code)
        opens = opening_of(what.calendar, first_day)
        moved_to = opens + timedelta(days=40)
        assert moved_to <= await world.gateway.rehearsals.fast_forward_to(code, moved_to)
        before = await world.gateway.now(code)
        assert before - moved_to < timedelta(seconds=30)
        for wrong in (opens, before + timedelta(days=400)):
            with pytest.raises(NotAhead, match=f"stands at {before:%Y-%m-%d}"):
                await world.gateway.rehearsals.fast_forward_to(code, wrong)

        applied = await world.gateway.rosters.apply(
            code,
            RosterChange(added=(late,)),
            merged={},
            by=CAMPAIGN_OFFICE,
            reason="New.",
            command_id="roster-1",
        )
        assert applied.added == ("S-2",)
        await until_swept(world.gateway, code)
        comment = Comment(id="said", by=CAMPAIGN_OFFICE, kind="comment", text="Is it there?")
        receipt = await world.gateway.submit(code, "S-2", comment)

        after = await world.gateway.now(code)
        stored = await world.gateway.unit(code, "S-2")
        journal = await world.gateway.journal(code, "S-2")
        assert before <= stored.state.launched_at <= receipt.at <= after
        assert journal
        assert all(before <= entry.at <= after for entry in journal)


async def test_two_do_not_move_the_clock_at_once(postgres_url: str) -> None:
    what, code = reference_campaign(), new_code("rehearsal")
    async with own_world(postgres_url) as world:
        await world.gateway.launch(
            code, what.source, what.plan, what.calendar, [unit("S-1")], (), is_rehearsal=True
        )
        await until_swept(world.gateway, code)
        day = timedelta(days=1)
        moved = await asyncio.gather(
            *(world.gateway.rehearsals.fast_forward(code, day) for _ in range(2)),
            return_exceptions=True,
        )
        assert [type(one) for one in moved if isinstance(one, Exception)] == [MovedByAnother]
        assert (await world.gateway.campaign(code)).clock_offset == day
        await world.gateway.rehearsals.fast_forward(code, day)
        assert (await world.gateway.campaign(code)).clock_offset == 2 * day
