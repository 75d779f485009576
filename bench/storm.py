"""A storm: thousands of units that have the same thing to say in the same instant."""

import asyncio
from bisect import bisect_right
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Final

from bench.bystanders import Bystanders, open_bystanders
from bench.histories import count_events
from bench.mailbox import Mailbox, open_mailbox
from bench.report import Line, at_most
from bench.samples import p99
from bench.stage import Stage
from bench.storm_campaign import count_entries, launch_storm, unit_code
from schemas.identity import DISPATCH, DISPATCH_WORKFLOW_ID, TASK_QUEUE, unit_workflow_id

_UNITS: Final = 2_469
_BUDGET: Final = 700
_LOOKED_AT: Final = 24
"""Units of a storm whose histories are read."""
_A_MINUTE: Final = 60.0
_BETWEEN_LOOKS: Final = 0.1
_PATIENCE: Final = timedelta(minutes=20)


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """Rows and messages of a storm, without and with a spread, and what commands feel of it."""
    count = 240 if is_quick else _UNITS
    bystanders = await open_bystanders(stage, "bystanders")
    lines: list[Line] = []
    with open_mailbox() as mailbox, mailbox.as_channel(_BUDGET):
        await stage.worker.restart()
        dispatch = await stage.client.start_workflow(
            DISPATCH, id=DISPATCH_WORKFLOW_ID, task_queue=TASK_QUEUE
        )
        try:
            await bystanders.wake()
            calm = p99((await bystanders.for_seconds(10 if is_quick else 30)).waits)
            for spread in (0, 1 if is_quick else 4):
                lines += await _storm(stage, bystanders, mailbox, count, spread, calm)
        finally:
            await dispatch.terminate()
    return lines


async def _storm(
    stage: Stage, bystanders: Bystanders, mailbox: Mailbox, count: int, spread: int, calm: float
) -> list[Line]:
    mailbox.taken.clear()
    campaign = f"storm-{spread}"
    instant = await launch_storm(stage, campaign, count, spread)
    await asyncio.sleep((instant - datetime.now(UTC)).total_seconds())
    arrived, felt = await asyncio.gather(
        _rows(stage, campaign, count, instant),
        bystanders.for_seconds(60 if spread == 0 else 60 * spread),
    )
    await asyncio.to_thread(mailbox.wait_taken, count, _PATIENCE)
    await asyncio.sleep(2)  # so that what comes twice would have come
    instants = sorted(mail.at for mail in mailbox.taken)
    told = Counter(mail.to for mail in mailbox.taken)
    subject = f"storm of {count:,} units, " + (f"spread {spread} min" if spread else "no spread")
    limit = at_most(_BUDGET)
    spent = [
        await count_events(stage.client, unit_workflow_id(campaign, unit_code(number)), instant)
        for number in range(0, count, count // _LOOKED_AT)
    ]
    return [
        Line(subject=subject, figure="row, p50", unit="s", value=arrived[count // 2]),
        Line(subject=subject, figure="row, p99", unit="s", value=arrived[count * 99 // 100]),
        Line(subject=subject, figure="row, last", unit="s", value=arrived[-1]),
        Line(
            subject=subject,
            figure="message, last",
            unit="s",
            value=instants[-1] - instant.timestamp(),
        ),
        Line(
            subject=subject,
            figure="messages in the fullest minute",
            unit="",
            value=_fullest(instants),
            bar=limit,
        ),
        Line(
            subject=subject,
            figure="people told not once",
            unit="",
            value=count - sum(times == 1 for times in told.values()),
            bar=at_most(0),
        ),
        Line(
            subject=subject,
            figure="history events a tick, most",
            unit="",
            value=max(spent),
            bar=at_most(12),
        ),
        Line(
            subject=subject,
            figure="command p99 meanwhile, beside without",
            unit="ms",
            value=p99(felt.waits),
            yardstick=calm,
            bar=at_most(3, of="ratio") if spread else None,
        ),
        Line(
            subject=subject,
            figure="commands that nobody answered",
            unit="",
            value=felt.unanswered,
            bar=at_most(0) if spread else None,
        ),
    ]


async def _rows(stage: Stage, campaign: str, count: int, instant: datetime) -> list[float]:
    """Seconds from the instant until each unit's row said so, looked at ten times a second."""
    seen: list[float] = []
    while len(seen) < count:
        there = await count_entries(stage, campaign, "reminded")
        now = (datetime.now(UTC) - instant).total_seconds()
        seen += [now] * (there - len(seen))
        await asyncio.sleep(_BETWEEN_LOOKS)
    return seen


def _fullest(instants: list[float]) -> int:
    """The most that arrived within any minute."""
    return max(
        bisect_right(instants, at + _A_MINUTE) - number for number, at in enumerate(instants)
    )
