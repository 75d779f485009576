"""Dispatching: what is due is said, over all channels side by side, and what came of it is noted."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol, TypeVar

from temporalio import activity

from activities.channel import AT_ONCE, Channels
from activities.heartbeat import heartbeating
from activities.letters import write_letter
from activities.logs import activity_logger
from records.errors import DatabaseUnavailable
from records.store import Records
from rules.amendment import rules_in_common
from rules.notice_truth import is_still_true
from rules.sending import may_go_at, tried_again_after
from schemas.channel import Delivery
from schemas.dispatch import ClaimedMessage, Lane, Settlement

T = TypeVar("T")

_SHIFT: Final = timedelta(hours=1)
"""How long one dispatcher works; the next one may be of a newer build."""

_BETWEEN_CLAIMS: Final = 0.5  # seconds between two looks, while nothing is to be said
_BETWEEN_INSPECTIONS: Final = 15.0  # seconds between two looks at which channels people have
_LONGEST_SEND: Final = 75.0
"""Seconds that any channel may take: less than a claim stands."""

_LAST_WORDS: Final = 80.0
"""Seconds for which what is on its way is waited for when the dispatcher is called off."""

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
        self._settling: set[int] = set()

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
                    for channel in await self._channels_in_use():
                        if channel not in at_work:
                            at_work[channel] = group.create_task(self._serve(channel, over))
                    await asyncio.wait([over], timeout=_BETWEEN_INSPECTIONS)
        except asyncio.CancelledError:
            # By an operator, or because its heartbeats came too late: another one follows.
            activity_logger().warning("dispatcher_called_off")
        finally:
            over.cancel()

    async def _channels_in_use(self) -> set[str]:
        """Those that there are, and those of people and messages: what cannot go must be said."""
        return {*self._channels.names, *await _insist(self._records.dispatch.channels)}

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
                try:
                    claimed = await self._claim(lane, AT_ONCE - len(under_way))
                except Exception:  # noqa: BLE001 - it is logged, and tried again
                    # What one channel has that cannot be read must not keep the others from going.
                    activity_logger().exception("claim_failed", channel=channel)
                    await asyncio.wait([over], timeout=_BETWEEN_INSPECTIONS)
                    continue
                under_way |= {group.create_task(self._finish(message)) for message in claimed}
                if claimed and len(under_way) < AT_ONCE:
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

        async def claim() -> tuple[ClaimedMessage, ...]:
            # What came of a message is noted first: it must not be taken for lost meanwhile.
            await self._all_settled()
            return await self._records.dispatch.claim(
                datetime.now(UTC),
                lane,
                limit=limit,
                is_still_true=is_still_true,
                may_go_at=may_go_at,
                in_common=rules_in_common,
            )

        return await _insist(claim)

    async def _finish(self, message: ClaimedMessage) -> None:
        """Send a message and note what came of it, also when everything else is called off."""
        sending = asyncio.create_task(self._send(message))
        try:
            await asyncio.shield(sending)
        except asyncio.CancelledError:
            await asyncio.wait([sending], timeout=_LAST_WORDS)
            raise

    async def _send(self, message: ClaimedMessage) -> None:
        delivery = await self._deliver(message)
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
        if settlement is None:
            return
        self._settling.add(message.id)
        try:
            if not await _insist(lambda: self._records.dispatch.settle(settlement)):
                activity_logger().warning("settled_too_late", message=message.id)
        finally:
            self._settling.discard(message.id)

    async def _deliver(self, message: ClaimedMessage) -> Delivery:
        """Write the letter and hand it over; a fault of ours fails this message and no other."""
        try:
            letter = write_letter(message, self._link)
        except Exception as error:  # noqa: BLE001 - it is logged, and tried again
            activity_logger().exception("message_not_written", message=message.id)
            return Delivery(outcome="again", reason="internal", detail=type(error).__name__)
        try:
            async with asyncio.timeout(_LONGEST_SEND):
                return await self._channels.send(message.channel, letter)
        except TimeoutError:
            return Delivery(outcome="unknown", reason="timed_out")
        except Exception as error:  # noqa: BLE001 - whatever it is, it may have gone out
            # Its text may have the channel's secrets in it.
            name = type(error).__name__
            activity_logger().error("message_not_sent", message=message.id, error=name)
            return Delivery(outcome="unknown", reason="internal", detail=name)

    async def _all_settled(self) -> None:
        """Wait until nothing that was sent is still to be noted; not for long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS):
                while self._settling:  # noqa: ASYNC110 - emptied by many
                    await asyncio.sleep(_BETWEEN_CLAIMS)


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
