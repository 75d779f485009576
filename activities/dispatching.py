"""Dispatching: what is due is said, over all channels side by side, and what came of it is noted."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol, TypeVar

from temporalio import activity

from activities.channel import Channels
from activities.heartbeat import heartbeating
from activities.letters import write_letter
from activities.logs import activity_logger
from records.errors import DatabaseUnavailable
from records.store import Records
from rules.notices import is_still_true
from rules.sending import may_go_at, tried_again_after
from schemas.channel import Delivery
from schemas.dispatch import ClaimedMessage, Lane, Settlement

T = TypeVar("T")

_SHIFT: Final = timedelta(hours=1)
"""How long one dispatcher works; the next one may be of a newer build."""

_BETWEEN_CLAIMS: Final = 0.5  # seconds between two looks, while nothing is to be said
_BETWEEN_INSPECTIONS: Final = 15.0  # seconds between two looks at which channels people have
_AT_ONCE: Final = 16
"""Messages that are on their way over one channel at the same time."""

_PAUSES: Final = (0.5, 1.0, 2.0, 5.0)
"""Seconds between attempts while the database is away; the last one again and again."""


class DispatchMetrics(Protocol):
    """The figures that dispatching keeps."""

    def dispatched(self, channel: str, outcome: str) -> None:
        """Note what came of one attempt to send a message."""


class Dispatching:
    """Sends messages until its shift is over. Several may, each on every channel."""

    def __init__(
        self, records: Records, channels: Channels, metrics: DispatchMetrics, *, link: str | None
    ) -> None:
        self._records = records
        self._channels = channels
        self._metrics = metrics
        self._link = link

    @activity.defn(name="dispatch")
    async def dispatch(self) -> None:
        """Send what is due over every channel, until the shift is over or the worker goes home.

        A channel that is down, slow or hanging holds up no other. While the database is away
        nothing is sent, and what was sent is noted when it is back.
        """
        over = asyncio.create_task(_shift())
        at_work: dict[str, asyncio.Task[None]] = {}
        try:
            async with heartbeating(), asyncio.TaskGroup() as group:
                while not over.done():
                    for channel in await _insist(self._channels_in_use):
                        if channel not in at_work:
                            at_work[channel] = group.create_task(self._serve(channel, over))
                    await asyncio.wait([over], timeout=_BETWEEN_INSPECTIONS)
        finally:
            over.cancel()

    async def _channels_in_use(self) -> set[str]:
        """Those that there are, and those that people have all the same: they must hear of that."""
        return {*self._channels.names, *await self._records.people.channels()}

    async def _serve(self, channel: str, over: "asyncio.Task[None]") -> None:
        """Send what is due over one channel, as many at once as it takes, one after the other."""
        lane = Lane(
            channel=channel,
            channels=self._channels.names,
            per_minute=self._channels.budget(channel),
        )
        under_way: set[asyncio.Task[None]] = set()
        async with asyncio.TaskGroup() as group:
            while not over.done():
                claimed = await self._claim(lane, _AT_ONCE - len(under_way))
                under_way |= {group.create_task(self._send(message)) for message in claimed}
                if claimed and len(under_way) < _AT_ONCE:
                    continue
                _, under_way = await asyncio.wait(
                    {over, *under_way},
                    timeout=_BETWEEN_CLAIMS,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                under_way.discard(over)

    async def _claim(self, lane: Lane, limit: int) -> tuple[ClaimedMessage, ...]:
        if limit == 0:
            return ()
        return await _insist(
            lambda: self._records.dispatch.claim(
                datetime.now(UTC),
                lane,
                limit=limit,
                is_still_true=is_still_true,
                may_go_at=may_go_at,
            )
        )

    async def _send(self, message: ClaimedMessage) -> None:
        try:
            letter = write_letter(message, self._link)
            delivery = await self._channels.send(message.channel, letter)
        except Exception as error:  # noqa: BLE001 - whatever it is
            # A fault of ours in one message must not keep the others from going.
            activity_logger().exception("message_not_written", message=message.id)
            delivery = Delivery(outcome="refused", reason="internal", detail=type(error).__name__)
        self._metrics.dispatched(message.channel, delivery.outcome)
        activity_logger().info(
            "message_dispatched",
            campaign=message.campaign,
            message=message.id,
            channel=message.channel,
            notices=len(message.notices),
            attempt=message.attempt,
            outcome=delivery.outcome,
            reason=delivery.reason,
        )
        settlement = _settlement(message, delivery)
        if settlement is not None:
            await _insist(lambda: self._records.dispatch.settle(settlement))


def _settlement(message: ClaimedMessage, delivery: Delivery) -> Settlement | None:
    """What is noted of an attempt; nothing of one in doubt, which is then handed out once more."""
    now = datetime.now(UTC)
    if delivery.outcome == "unknown":
        return None
    if delivery.outcome == "delivered":
        return Settlement(message=message.id, attempt=message.attempt, at=now, is_sent=True)
    pause = tried_again_after(message.attempt) if delivery.outcome == "again" else None
    return Settlement(
        message=message.id,
        attempt=message.attempt,
        at=now,
        is_sent=False,
        error=f"{delivery.reason or delivery.outcome}: {delivery.detail}"[:200].rstrip(": "),
        next_try_at=None if pause is None else now + pause,
    )


async def _shift() -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(_SHIFT.total_seconds()):
            await activity.wait_for_worker_shutdown()


async def _insist(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask the database until it answers."""
    attempt = 0
    while True:
        try:
            return await ask()
        except DatabaseUnavailable as error:
            pause = _PAUSES[min(attempt, len(_PAUSES) - 1)]
            activity_logger().warning("dispatch_waits", error=str(error), pause=pause)
            await asyncio.sleep(pause)
            attempt += 1
