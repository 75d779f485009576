"""A mail server that takes everything and notes when, and for whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from socket import socket
from threading import Condition
from time import time
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """What was taken: the instant (seconds since 1970) and the recipient of each mail."""

    port: int = 0
    taken: list[tuple[float, str]] = field(default_factory=list)
    _came: Condition = field(default_factory=Condition)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a mail."""
        with self._came:
            self.taken += [(time(), to) for to in envelope.rcpt_tos]
            self._came.notify_all()
        return "250 OK"

    def wait_taken(self, count: int, patience: timedelta) -> None:
        """Block until so many mails were taken. Raises TimeoutError."""
        with self._came:
            if not self._came.wait_for(lambda: len(self.taken) >= count, patience.total_seconds()):
                raise TimeoutError(f"{len(self.taken)} of {count} mails came within {patience}")


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """Run the mail server in a thread of its own."""
    mailbox = Mailbox()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        mailbox.port = free.getsockname()[1]
    controller: Any = Controller(
        mailbox, hostname="127.0.0.1", port=mailbox.port, server_hostname="mail.test"
    )
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
