"""A channel to the outside, by way of Apprise: e-mail, chat, SMS gateways, anything that takes HTTP."""

import asyncio
import re
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Final
from urllib.parse import quote

from activities.channel import AT_ONCE
from schemas.channel import ChannelConfig, Delivery, Letter

_CONTACT: Final = "{contact}"


class AppriseChannel:
    """Sends letters to the URL of a channel, each in a thread of its own, since Apprise blocks.

    A thread that hangs is left to itself: it ends when its sockets time out, and until then takes
    one of the channel's `AT_ONCE` places.
    """

    def __init__(self, config: ChannelConfig) -> None:
        self._config = config
        self._places = asyncio.Semaphore(AT_ONCE)

    @property
    def budget(self) -> int | None:
        """How many messages a minute may go."""
        return self._config.budget

    async def send(self, letter: Letter) -> Delivery:
        """Send a letter to its person's contact and say what came of it; never raises for that."""
        template = self._config.url.get_secret_value()
        contact = (letter.contact or "").strip()
        if _CONTACT in template and not contact:
            return Delivery(outcome="again", reason="no_contact")
        url = _with_timeouts(template, self._config.timeout).replace(
            _CONTACT, quote(contact, safe="")
        )
        try:
            async with asyncio.timeout(self._config.timeout):
                await self._places.acquire()
        except TimeoutError:
            return Delivery(outcome="again", reason="busy")
        ended = self._start(lambda: _send(url, letter))
        try:
            async with asyncio.timeout(self._config.timeout):
                delivery = await asyncio.shield(ended)
        except TimeoutError:
            return Delivery(outcome="unknown", reason="timed_out")
        return _without(delivery, contact)

    def _start(self, work: Callable[[], Delivery]) -> "asyncio.Future[Delivery]":
        """Begin a thread, which gives its place back when it ends."""
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[Delivery] = loop.create_future()

        def end(delivery: Delivery | None, error: BaseException | None) -> None:
            self._places.release()
            if ended.cancelled():
                return
            if delivery is not None:
                ended.set_result(delivery)
            elif error is not None:
                ended.set_exception(error)

        def run() -> None:
            delivery, failed = None, None
            try:
                delivery = work()
            except Exception as error:  # noqa: BLE001 - raised again where it is waited for
                failed = error
            with suppress(RuntimeError):  # the loop may be gone by then
                loop.call_soon_threadsafe(end, delivery, failed)

        ended.add_done_callback(_retrieve)
        try:
            Thread(target=run, name="channel", daemon=True).start()
        except RuntimeError:
            self._places.release()
            raise
        return ended


def _retrieve(ended: "asyncio.Future[Delivery]") -> None:
    """Look at how a thread ended for which nobody waits any more."""
    if not ended.cancelled():
        ended.exception()


def _send(url: str, letter: Letter) -> Delivery:
    from activities.apprise_sending import send  # noqa: PLC0415 - half a second and 50 MB

    return send(url, letter.subject, letter.body)


def _with_timeouts(url: str, timeout: int) -> str:
    """The URL with half the timeout to connect and half to be answered, unless it has its own."""
    for name in ("cto", "rto"):
        if f"{name}=" not in url:
            url += f"{'&' if '?' in url else '?'}{name}={timeout / 2:g}"
    return url


def _without(delivery: Delivery, contact: str) -> Delivery:
    """The same, where the other side has repeated the contact, without it."""
    if not contact:
        return delivery
    detail = re.sub(re.escape(contact), "…", delivery.detail, flags=re.IGNORECASE)
    return delivery.model_copy(update={"detail": re.sub(r"\S+@\S*", "…", detail)})
