"""Digests for real: the Schedule of a launched campaign, a rehearsal's own mornings, restarts."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from temporalio.client import (
    Client,
    ScheduleActionExecutionStartWorkflow,
    ScheduleDescription,
    WorkflowHandle,
)
from temporalio.service import RPCError, RPCStatusCode

from activities.digest_schedule import keep_all_digest_schedules
from records.tables import NOTICES
from rules.calendar import opening_of
from rules.digest import Happening, figures_of, morning_of, mornings_between, states_at
from schemas.calendar import WorkingHours
from schemas.campaign import CampaignStatus
from schemas.digest import DigestOrder, DigestOutcome
from schemas.identity import (
    DIGEST,
    TASK_QUEUE,
    digest_schedule_id,
    digest_workflow_id,
)
from schemas.roster import Person
from tests.conftest import World
from tests.rules.amendments import amendment
from tests.workflows.campaigns import (
    launch,
    new_code,
    reference_campaign,
    unit,
    until_swept,
)
from tests.workflows.driver import Driver
from tests.workflows.office import CLOSE_ALL, PAUSE
from tests.workflows.soundness import assert_sound
from tests.workflows.test_story_amendment import given

SUPERVISOR = Person(id="s-1", name="Somebody", role="supervisor", scope="SG-01")


async def schedule_of(client: Client, campaign: str) -> ScheduleDescription | None:
    """The Schedule of a campaign's digests, if it has one."""
    try:
        return await client.get_schedule_handle(digest_schedule_id(campaign)).describe()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return None


async def digest_days(world: World, campaign: str) -> list[date]:
    """The days on which supervisors are told something, oldest first."""
    statement = select(NOTICES.c.day).where(
        NOTICES.c.campaign == campaign,
        NOTICES.c.kind == "digest",
        NOTICES.c.person == SUPERVISOR.id,
    )
    async with world.records.database.statements() as connection:
        return list(await connection.scalars(statement.order_by(NOTICES.c.day)))


async def rehearse(world: World, code: str) -> Driver:
    """Launch a rehearsal of one unit; its driver."""
    what = reference_campaign()
    await world.gateway.launch(
        code,
        what.source,
        what.plan,
        what.calendar,
        [unit("S-1")],
        [SUPERVISOR],
        is_rehearsal=True,
    )
    await until_swept(world.gateway, code)
    return await Driver.of(world, code, "S-1")


async def test_a_launched_campaign_has_a_schedule_until_it_is_closed(world: World) -> None:
    code = new_code("scheduled")
    await launch(world.gateway, code, unit("S-1"))
    found = await schedule_of(world.client, code)
    assert found is not None
    (at,) = found.schedule.spec.calendars
    assert [(one[0].start, one[0].end) for one in (at.hour, at.minute, at.second)] == [
        (8, 8),
        (30, 30),
        (0, 0),
    ]
    now = datetime.now(UTC)
    first, second = found.info.next_action_times[:2]
    calendar = reference_campaign().calendar
    assert second - first == timedelta(days=1), "days off included: the calendar decides"
    assert now < first <= now + timedelta(days=1)
    opens = first.astimezone(ZoneInfo(calendar.timezone))
    assert opens.time() == calendar.hours.open

    await launch(world.gateway, code, unit("S-1"))
    await world.gateway.command_campaign(code, PAUSE)
    await until_swept(world.gateway, code)
    assert await schedule_of(world.client, code) is not None
    await world.gateway.command_campaign(code, CLOSE_ALL)
    await until_swept(world.gateway, code)
    assert (await world.gateway.campaign(code)).status is CampaignStatus.CLOSED
    assert await schedule_of(world.client, code) is None


async def test_changed_opening_hours_move_the_schedule(world: World) -> None:
    code = new_code("moved")
    await launch(world.gateway, code, unit("S-1"))
    handle = world.client.get_schedule_handle(digest_schedule_id(code))
    await handle.pause(note="by an operator")
    calendar = reference_campaign().calendar
    later = calendar.model_copy(update={"hours": WorkingHours(open=time(9, 15))})
    change = {"kind": "calendar", "calendar": later.model_dump(mode="json")}
    elsewhere = {"kind": "calendar", "calendar": calendar.model_dump(mode="json")}
    for number, what in enumerate((amendment(change), amendment(elsewhere, districts=["D1"])), 1):
        await world.gateway.command_campaign(code, given(what, f"amend-{number}"))
        await until_swept(world.gateway, code)
        found = await schedule_of(world.client, code)
        assert found is not None
        (at,) = found.schedule.spec.calendars
        assert (at.hour[0].start, at.minute[0].start) == (9, 15)
        assert found.schedule.state.paused
        assert found.schedule.state.note == "by an operator"


async def test_a_worker_makes_up_for_schedules_that_are_missing(world: World) -> None:
    old, over = new_code("old"), new_code("over")
    rehearsal = await rehearse(world, new_code("rehearsed"))
    for code in (old, over):
        await launch(world.gateway, code, unit("S-1"))
    await world.gateway.command_campaign(over, CLOSE_ALL)
    await until_swept(world.gateway, over)
    await world.client.get_schedule_handle(digest_schedule_id(old)).delete()
    for _ in range(2):
        await keep_all_digest_schedules(world.client, world.records)
        assert await schedule_of(world.client, old) is not None
    assert await schedule_of(world.client, over) is None
    assert await schedule_of(world.client, rehearsal.campaign) is None


async def test_the_schedule_starts_a_digest_of_this_very_morning(world: World) -> None:
    code = new_code("triggered")
    await launch(world.gateway, code, unit("S-1"))
    handle = world.client.get_schedule_handle(digest_schedule_id(code))
    await handle.trigger()
    run = await first_run(world.client, code)
    outcome = await run.result()
    described = await run.describe()
    assert described.id.startswith(f"digest:{code}-20")
    today = morning_of(reference_campaign().calendar, described.start_time)
    assert outcome == DigestOutcome(campaign=code, mornings=0 if today is None else 1, digests=0), (
        "nothing has happened yet"
    )
    await assert_sound(run)


async def test_a_rehearsal_tells_the_mornings_that_it_passes(world: World, restarts: bool) -> None:
    code = new_code("rehearsed")
    school = await rehearse(world, code)
    assert await schedule_of(world.client, code) is None
    launched = await world.gateway.now(code)
    await begin(world, school)
    if restarts:
        await world.restart_worker()
    await world.gateway.rehearsals.fast_forward(code, timedelta(days=13))
    told = await digest_days(world, code)
    assert told == await worth_telling(world, code, launched)
    assert len(told) > 2, "it began, and then its first step was late"

    await world.gateway.rehearsals.fast_forward(code, timedelta(minutes=1))
    assert await digest_days(world, code) == told


async def test_the_same_mornings_again_write_nothing_twice(world: World) -> None:
    code = new_code("again")
    school = await rehearse(world, code)
    launched = await world.gateway.now(code)
    await begin(world, school)
    await world.gateway.rehearsals.fast_forward(code, timedelta(days=9))
    before = await count(world, code)
    assert before > 0
    until = await world.gateway.now(code)
    mornings = tuple(mornings_between(school.state.rules.calendar, launched, until))
    await world.stop_worker()
    run: WorkflowHandle[object, DigestOutcome] = await world.client.start_workflow(
        DIGEST,
        DigestOrder(campaign=code, mornings=mornings),
        id=digest_workflow_id(code, launched),
        task_queue=TASK_QUEUE,
        result_type=DigestOutcome,
    )
    await world.start_worker()
    assert (await run.result()).mornings == len(mornings)
    assert await count(world, code) == before
    await assert_sound(run)


async def begin(world: World, school: Driver) -> None:
    """Let time pass in a rehearsal until its window has begun, and start its unit then."""
    await school.get_ready()
    now = await world.gateway.now(school.campaign)
    opens = opening_of(school.state.rules.calendar, school.state.rules.window.first)
    await world.gateway.rehearsals.fast_forward(school.campaign, opens - now + timedelta(hours=1))
    await school.do("start")


async def worth_telling(world: World, campaign: str, after: datetime) -> list[date]:
    """The days on whose mornings the one unit of a rehearsal is somebody's concern, by the rules."""
    initial = await world.records.units.initial_state(campaign, "S-1")
    entries = await world.records.journal.oldest(campaign, "S-1")
    happenings = [Happening(entry.at, entry.event.kind) for entry in entries]
    calendar, until = initial.rules.calendar, await world.gateway.now(campaign)
    instants = list(mornings_between(calendar, after, until))
    return [
        morning.day
        for instant, state in zip(instants, states_at(initial, entries, instants), strict=True)
        if (morning := morning_of(calendar, instant)) is not None
        and figures_of(state, morning, happenings)
    ]


async def first_run(client: Client, campaign: str) -> "WorkflowHandle[object, DigestOutcome]":
    """The workflow that a campaign's Schedule has started first."""
    async with asyncio.timeout(30):
        while True:
            found = await schedule_of(client, campaign)
            assert found is not None
            for recent in found.info.recent_actions:
                if isinstance(recent.action, ScheduleActionExecutionStartWorkflow):
                    return client.get_workflow_handle(
                        recent.action.workflow_id, result_type=DigestOutcome
                    )
            await asyncio.sleep(0.05)


async def count(world: World, campaign: str) -> int:
    """How many digest rows a campaign has."""
    statement = (
        select(func.count())
        .select_from(NOTICES)
        .where(NOTICES.c.campaign == campaign, NOTICES.c.kind == "digest")
    )
    async with world.records.database.statements() as connection:
        return int(await connection.scalar(statement) or 0)
