"""A storm in which the worker, the mail server and PostgreSQL go down while messages are on their way."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from time import time
from typing import Final

import structlog
from psycopg import AsyncConnection
from temporalio.common import WorkflowIDConflictPolicy

from activities.channel import AT_ONCE
from bench.kills import Victim, kill, revive
from bench.mailbox import Mailbox
from bench.reference import new_id
from bench.stage import Stage
from bench.storm_campaign import (
    STEP,
    contact_of,
    coordinator_of,
    count_entries,
    launch_storm,
    unit_code,
)
from bench.storm_verdict import Stormed
from records.dispatch import LEASE
from schemas.actor import Actor, Role
from schemas.commands import CompleteStep
from schemas.dispatch import Deliveries, LogFilter, LogLine
from schemas.identity import DISPATCH, DISPATCH_WORKFLOW_ID, TASK_QUEUE

log = structlog.get_logger(__name__)


class Blow(StrEnum):
    """What goes down."""

    WORKER = "worker"
    MAIL = "mail"
    POSTGRES = "postgres"


BLOWS: Final = (
    Blow.WORKER,
    Blow.WORKER,
    Blow.MAIL,
    Blow.POSTGRES,
    Blow.WORKER,
    Blow.WORKER,
    Blow.WORKER,
)
"""In this order, each when more messages have arrived since the one before than can be under way.

So nothing is struck twice in the instant of sending, after which it is given up."""

_SHARES: Final = 12
_CAMPAIGN: Final = "storm"
_PATIENCE: Final = timedelta(minutes=8)
_BETWEEN_LOOKS: Final = 0.2
_DONE_MEANWHILE: Final = 4
"""Of the units that are not told yet when the mail server goes down, every so many-th reports."""


async def storm_with_kills(
    stage: Stage, mailbox: Mailbox, *, units: int, is_hurried: bool
) -> Stormed:
    """Have so many units remind in one instant, strike, and wait until nothing is left to be said.

    What a killed dispatcher had in hand is taken for lost after minutes, and what failed is tried
    again after one. Where `is_hurried`, its rows are made to look as if those had passed, and a new
    dispatcher is started as an operator would, instead of when Temporal misses the old one.
    """
    instant = await launch_storm(stage, _CAMPAIGN, units, spread=0)
    await _start_dispatcher(stage)
    done: dict[int, float] = {}
    for blow in BLOWS:
        next_blow = len(mailbox.taken) + max(AT_ONCE + 2, units // _SHARES)
        await asyncio.to_thread(mailbox.wait_taken, next_blow, _PATIENCE)
        log.info("struck", blow=blow.value, taken=len(mailbox.taken))
        match blow:
            case Blow.WORKER:
                await kill(stage, Victim.WORKER)
                if is_hurried:
                    await _hurry(stage)
                    await _start_dispatcher(stage)
                await revive(stage, Victim.WORKER)
            case Blow.POSTGRES:
                await kill(stage, Victim.POSTGRES)
                await revive(stage, Victim.POSTGRES)
            case Blow.MAIL:
                mailbox.close()
                done = await _report(stage, _untold(mailbox, units))
                await _until(stage, lambda now: now.failed > 0 and now.waiting == 0)
                mailbox.open()
                if is_hurried:
                    await _hurry(stage)
    await _until(stage, lambda now: not (now.waiting or now.sending or now.failed))
    return Stormed(
        units=units,
        reminded=await count_entries(stage, _CAMPAIGN, "reminded"),
        mails=tuple(mailbox.taken),
        lines=await _delivery_log(stage),
        done=done,
        log=stage.worker.log.read_text(),
        seconds=(datetime.now(UTC) - instant).total_seconds(),
    )


def _untold(mailbox: Mailbox, units: int) -> list[int]:
    told = {mail.to for mail in mailbox.taken}
    return [number for number in range(units) if contact_of(number) not in told]


async def _report(stage: Stage, untold: Iterable[int]) -> dict[int, float]:
    """Do what some units are reminded of; the instant from which their reminders are untrue."""
    done: dict[int, float] = {}
    for number in list(untold)[::_DONE_MEANWHILE]:
        by = Actor(Role.COORDINATOR, coordinator_of(number))
        command = CompleteStep(id=new_id(), by=by, kind="complete_step", step=STEP)
        await stage.gateway.submit(_CAMPAIGN, unit_code(number), command)
        done[number] = time()
    return done


async def _start_dispatcher(stage: Stage) -> None:
    """Have a dispatcher, instead of one that may be there."""
    await stage.client.start_workflow(
        DISPATCH,
        id=DISPATCH_WORKFLOW_ID,
        task_queue=TASK_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.TERMINATE_EXISTING,
    )


async def _hurry(stage: Stage) -> None:
    """Let claims look as old as a lease, and what failed be tried again now."""
    connection = await AsyncConnection.connect(stage.postgres.url, autocommit=True)
    async with connection:
        await connection.execute(
            "UPDATE messages SET claimed_at = claimed_at - %s WHERE status = 'sending'", (LEASE,)
        )
        await connection.execute("UPDATE messages SET next_try_at = now() WHERE status = 'failed'")


async def _until(stage: Stage, is_so: Callable[[Deliveries], bool]) -> None:
    async with asyncio.timeout(_PATIENCE.total_seconds()):
        while True:
            (standing,) = await stage.records.delivery_log.standing()
            if is_so(standing):
                return
            await asyncio.sleep(_BETWEEN_LOOKS)


async def _delivery_log(stage: Stage) -> tuple[LogLine, ...]:
    lines: list[LogLine] = []
    after: int | None = None
    while True:
        page = await stage.gateway.deliveries(_CAMPAIGN, LogFilter(), after=after, limit=1000)
        lines += (line for line in page.lines if line.kind == "reminder")  # and no digest's
        after = page.next
        if after is None:
            return tuple(lines)
