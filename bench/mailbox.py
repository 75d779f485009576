"""A mail server that takes everything and notes when, for whom and what; it may be down for a while."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from threading import Condition
from time import time
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_CHANNELS: Final = """
channels:
  mail:
    url: mailto://127.0.0.1:{port}?from=office@example.org&to={{contact}}
    budget: {budget}
"""

_AT_ONCE: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was taken: the instant (seconds since 1970), the recipient and the subject."""

    at: float
    to: str
    subject: str


class Mailbox:
    """A mail server in a thread of its own.

    It takes a mail `slowness` after it has come, and says so as long after that: who is killed in
    between does not know whether it was taken.
    """

    def __init__(self, slowness: timedelta = _AT_ONCE) -> None:
        self.taken: list[Mail] = []
        self._slowness = slowness.total_seconds()
        self._came = Condition()
        self._controller: Any = None
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a mail."""
        subject = BytesHeaderParser(policy=default).parsebytes(_bytes(envelope))["subject"]
        await asyncio.sleep(self._slowness)
        with self._came:
            self.taken += [Mail(time(), to, subject) for to in envelope.rcpt_tos]
            self._came.notify_all()
        await asyncio.sleep(self._slowness)
        return "250 OK"

    def open(self) -> None:
        """Take mails from now on, at the same address as before."""
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self._port, server_hostname="mail.test"
        )
        self._controller.start()

    def close(self) -> None:
        """Hang up on everybody, and take nothing until it is opened again; it may be closed already."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def wait_taken(self, count: int, patience: timedelta) -> None:
        """Block until so many mails were taken. Raises TimeoutError."""
        with self._came:
            if not self._came.wait_for(lambda: len(self.taken) >= count, patience.total_seconds()):
                raise TimeoutError(f"{len(self.taken)} of {count} mails came within {patience}")

    @contextmanager
    def as_channel(self, budget: int) -> Iterator[None]:
        """Let workers that are started meanwhile have it for a channel, with a budget a minute."""
        with TemporaryDirectory() as folder:
            channels = Path(folder) / "channels.yaml"
            channels.write_text(_CHANNELS.format(port=self._port, budget=budget))
            os.environ["PHASELINE_CHANNELS"] = str(channels)
            try:
                yield
            finally:
                del os.environ["PHASELINE_CHANNELS"]


@contextmanager
def open_mailbox(slowness: timedelta = _AT_ONCE) -> Iterator[Mailbox]:
    """Run a mail server."""
    mailbox = Mailbox(slowness)
    mailbox.open()
    try:
        yield mailbox
    finally:
        mailbox.close()


def _bytes(envelope: Envelope) -> bytes:
    content = envelope.content or b""
    return content.encode() if isinstance(content, str) else content
