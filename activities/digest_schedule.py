"""The Schedule that starts a campaign's digests at the opening of business, day by day."""

import dataclasses
from datetime import timedelta
from typing import Final

import structlog
from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.service import RPCError, RPCStatusCode

from records.store import Records
from rules.amendment import rules_in_common
from schemas.calendar import WorkingCalendar
from schemas.campaign import CampaignStatus
from schemas.digest import DigestOrder
from schemas.identity import DIGEST, TASK_QUEUE, digest_schedule_id

log = structlog.get_logger(__name__)

_CATCH_UP: Final = timedelta(hours=9)
"""A morning on which no server was up is made up for while its working day lasts."""


async def keep_digest_schedule(client: Client, records: Records, campaign: str) -> None:
    """Have digests started every day when business opens, by the calendar that is in force.

    A Schedule that is there is moved where those hours have changed, and otherwise left as it is:
    an operator may have paused it. A rehearsal, whose clock is not the wall's, and a campaign that
    is over have none.
    """
    row = await records.campaigns.get(campaign)
    if row.is_rehearsal or row.status is CampaignStatus.CLOSED or not row.totals.units:
        return
    common = await records.units.rules_in_common(campaign, rules_in_common)
    spec = _every_opening(common.calendar)
    schedule = Schedule(
        action=ScheduleActionStartWorkflow(
            DIGEST,
            DigestOrder(campaign=campaign),
            id=digest_schedule_id(campaign),
            task_queue=TASK_QUEUE,
            static_summary=f"digests of {campaign}",
        ),
        spec=spec,
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=_CATCH_UP),
    )

    def moved(there: ScheduleUpdateInput) -> ScheduleUpdate | None:
        found = there.description.schedule
        if _moments(found.spec) == _moments(spec):
            return None
        return ScheduleUpdate(dataclasses.replace(found, spec=spec))

    try:
        await client.create_schedule(digest_schedule_id(campaign), schedule)
    except ScheduleAlreadyRunningError:
        await client.get_schedule_handle(digest_schedule_id(campaign)).update(moved)


async def keep_all_digest_schedules(client: Client, records: Records) -> None:
    """Do so for every campaign; where it fails the log says so, and the others have theirs."""
    for row in await records.campaigns.all():
        try:
            await keep_digest_schedule(client, records, row.campaign)
        except (RPCError, ValueError):
            log.exception("digests_not_kept", campaign=row.campaign)


async def drop_digest_schedule(client: Client, campaign: str) -> None:
    """Have no more digests started; a Schedule that is not there is harmless."""
    try:
        await client.get_schedule_handle(digest_schedule_id(campaign)).delete()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise


def _every_opening(calendar: WorkingCalendar) -> ScheduleSpec:
    opening = calendar.hours.open
    at = ScheduleCalendarSpec(
        hour=[ScheduleRange(opening.hour)],
        minute=[ScheduleRange(opening.minute)],
        second=[ScheduleRange(opening.second)],
    )
    return ScheduleSpec(calendars=[at], time_zone_name=calendar.timezone)


def _moments(spec: ScheduleSpec) -> tuple[str | None, list[tuple[list[int], ...]]]:
    """What of a spec says when, as it was sent or as the server tells it."""
    return spec.time_zone_name, [
        tuple([one.start for one in part] for part in (at.hour, at.minute, at.second))
        for at in spec.calendars
    ]
