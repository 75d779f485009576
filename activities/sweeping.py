"""Reaching all units of a campaign, a page at a time: launching, holding, closing, amending them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from temporalio import activity
from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import (
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from activities.amending import Amending
from activities.digest_schedule import drop_digest_schedule, keep_digest_schedule
from activities.heartbeat import heartbeating
from activities.logs import activity_logger
from records.store import Records
from rules.snapshot import snapshot
from rules.sweeping import (
    BEHIND,
    NO_OUTCOME,
    NOT_OPEN,
    is_so_already,
    left_open,
    status_after,
    unit_command,
)
from schemas.campaign import AmendCampaign, CampaignStatus, Launch, Miss, SweepPage, SweptPage
from schemas.commands import Command
from schemas.identity import (
    SUBMIT,
    TASK_QUEUE,
    UNIT_CAMPAIGN,
    unit_search_attributes,
    unit_workflow_id,
)
from schemas.memory import UnitMemory
from schemas.refusal import echo
from schemas.units import StoredUnit, UnitRow
from schemas.views import Receipt

_AT_ONCE: Final = 32
"""How many units of a page are reached side by side."""

_TRIES: Final = 3
_ONE_TRY: Final = timedelta(seconds=12)
"""A little longer than a unit is silent when its worker was killed."""


class Sweeping:
    """Does to every unit of a page what the campaign's command asks, as often as it takes."""

    def __init__(self, client: Client, records: Records) -> None:
        self._client = client
        self._records = records

    @activity.defn(name="sweep")
    async def sweep(self, page: SweepPage) -> SweptPage:
        """Reach the next page of units; a page that is repeated reaches nobody twice."""
        if page.after is None:
            await self._begin(page)
        units = await self._records.units.page(
            page.campaign,
            after=page.after,
            limit=page.limit,
            unlaunched=isinstance(page.command, Launch),
        )
        is_last = len(units) < page.limit
        last = None if is_last else units[-1].row.code
        match page.command:
            case Launch():
                ahead = (await self._records.campaigns.get(page.campaign)).clock_offset
                misses = await self._reach_all(units, lambda unit: self._start(unit, ahead))
                codes = [row.code for row in _reached(units, misses)]
                now = datetime.now(UTC) + ahead
                await self._records.units.mark_launched(page.campaign, codes, now)
            case AmendCampaign(amendment=amendment):
                amending = Amending(self._records, self._submit, amendment)
                units = tuple(filter(amending.is_for, units))
                misses = await self._reach_all(units, amending.reach)
            case other:
                command = unit_command(other)
                misses = await self._reach_all(units, lambda unit: self._submit(unit, command))
        stay_open = left_open(page.command, misses)
        reached = _reached(units, misses)
        if is_last:
            status = status_after(page, stay_open)
            await self._records.campaigns.set_status(page.campaign, status)
            if status is CampaignStatus.CLOSED:
                await drop_digest_schedule(self._client, page.campaign)
        activity_logger().info(
            "page_swept", campaign=page.campaign, kind=page.command.kind, units=len(units)
        )
        return SweptPage(
            reached=len(reached),
            misses=misses,
            left_open=stay_open,
            offices=sum(row.level != "unit" for row in reached),
            last=last,
        )

    async def _begin(self, page: SweepPage) -> None:
        await self._records.campaigns.set_status(page.campaign, page.status)
        match page.command:
            case Launch():
                await keep_digest_schedule(self._client, self._records, page.campaign)
            case AmendCampaign(amendment=amendment):
                amending = Amending(self._records, self._submit, amendment)
                await amending.put_in_force(page.campaign)
                await keep_digest_schedule(self._client, self._records, page.campaign)

    async def _reach_all(
        self,
        units: Sequence[StoredUnit],
        reach: Callable[[StoredUnit], Awaitable[str | None]],
    ) -> tuple[Miss, ...]:
        turn = asyncio.Semaphore(_AT_ONCE)

        async def reach_one(unit: StoredUnit) -> Miss | None:
            async with turn:
                code = await _try(lambda: reach(unit))
                return None if code is None else Miss(unit=unit.row.code, code=code)

        async with heartbeating(), asyncio.TaskGroup() as group:
            tasks = [group.create_task(reach_one(unit)) for unit in units]
        return tuple(miss for task in tasks if (miss := task.result()) is not None)

    async def _start(self, unit: StoredUnit, ahead: timedelta) -> str | None:
        """Start a unit; in a rehearsal, so far ahead of the wall clock as that is."""
        now = datetime.now(UTC) + ahead
        shown = snapshot(unit.state, now)
        attributes = unit_search_attributes(
            campaign=unit.row.campaign,
            unit_type=unit.row.type,
            district=unit.row.district,
            phase=shown.phase,
            standing=shown.standing,
        )
        try:
            handle = await self._client.start_workflow(
                UNIT_CAMPAIGN,
                UnitMemory(state=unit.state),
                id=unit_workflow_id(unit.row.campaign, unit.row.code),
                task_queue=TASK_QUEUE,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                static_summary=f"{unit.row.code} {unit.row.name}",
                search_attributes=TypedSearchAttributes(
                    [SearchAttributePair(key, value) for key, value in attributes.items()]
                ),
                # Until it is as far ahead itself, nothing happens to it.
                start_delay=ahead or None,
                rpc_timeout=_ONE_TRY,
            )
        except WorkflowAlreadyStartedError:
            return None  # it has run and is closed: it was launched before
        if ahead:
            # With more than one skip it might go on to its first timer; see `client.unit_clock`.
            skipper = TimeSkipper(self._client, config=TimeSkippingConfig(max_session_skip_count=1))
            behind = now - await skipper.get_current_time(handle)
            if behind > timedelta(0):
                await skipper.fast_forward(handle, behind)
        return None

    async def _submit(self, unit: StoredUnit, command: Command) -> str | None:
        workflow_id = unit_workflow_id(unit.row.campaign, unit.row.code)
        handle = self._client.get_workflow_handle(workflow_id)
        try:
            await handle.execute_update(
                SUBMIT, command, id=command.id, result_type=Receipt, rpc_timeout=_ONE_TRY
            )
        except WorkflowUpdateFailedError as error:
            code = _code(error)
            return None if is_so_already(command.kind, code) else code
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            # What its row said when the page was read may be outdated.
            stored = await self._records.units.get(unit.row.campaign, unit.row.code)
            return NOT_OPEN if stored.row.closed_at is None else None
        return None


def _reached(units: Sequence[StoredUnit], misses: Sequence[Miss]) -> list[UnitRow]:
    """The rows of the units that were not missed."""
    missed = {miss.unit for miss in misses}
    return [unit.row for unit in units if unit.row.code not in missed]


async def _try(reach: Callable[[], Awaitable[str | None]]) -> str | None:
    """Reach a unit in a few tries; one that does not answer must not stop the others' sweep."""
    code: str | None = NO_OUTCOME
    for number in range(_TRIES):
        await asyncio.sleep(number)
        try:
            code = await reach()
        except (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError):
            code = NO_OUTCOME
        if code not in {NO_OUTCOME, BEHIND}:
            break
    return code


def _code(error: WorkflowUpdateFailedError) -> str:
    cause = error.cause
    if isinstance(cause, ApplicationError) and cause.details:
        detail = cause.details[0]
        if isinstance(detail, dict) and "code" in detail:
            return echo(detail["code"])
    return echo(cause)
