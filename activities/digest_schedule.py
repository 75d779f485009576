"""The Schedule that starts a campaign's digests at the opening of business, day by day."""

from contextlib import suppress
from datetime import time, timedelta
from typing import Final

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
)
from temporalio.service import RPCError, RPCStatusCode

from schemas.digest import DigestOrder
from schemas.identity import DIGEST, TASK_QUEUE, digest_schedule_id

_CATCH_UP: Final = timedelta(hours=9)
"""A morning on which no server was up is made up for while its working day lasts."""


async def keep_digest_schedule(client: Client, campaign: str, opening: time, timezone: str) -> None:
    """Have digests started every day when business opens in a time zone; one that is there stays."""
    at = ScheduleCalendarSpec(
        hour=[ScheduleRange(opening.hour)],
        minute=[ScheduleRange(opening.minute)],
        second=[ScheduleRange(opening.second)],
    )
    schedule = Schedule(
        action=ScheduleActionStartWorkflow(
            DIGEST,
            DigestOrder(campaign=campaign),
            id=digest_schedule_id(campaign),
            task_queue=TASK_QUEUE,
            static_summary=f"digests of {campaign}",
        ),
        spec=ScheduleSpec(calendars=[at], time_zone_name=timezone),
        policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=_CATCH_UP),
    )
    with suppress(ScheduleAlreadyRunningError):
        await client.create_schedule(digest_schedule_id(campaign), schedule)


async def drop_digest_schedule(client: Client, campaign: str) -> None:
    """Have no more digests started; a Schedule that is not there is harmless."""
    try:
        await client.get_schedule_handle(digest_schedule_id(campaign)).delete()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
