"""Real servers that messages are sent to: mail and HTTP, which take, refuse, hang or hang up."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Mail:
    """A mail server's mind: what it answers, what it has taken, whether it hangs."""

    rcpt: str = "250 OK"
    data: str = "250 OK"
    hangs: bool = False
    port: int = 0
    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)
    came: threading.Condition = field(default_factory=threading.Condition)
    _released: asyncio.Event | None = None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.reached.set()
        if self.hangs:
            self._released = asyncio.Event()
            await self._released.wait()
        if self.data.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            parsed = BytesParser(policy=default).parsebytes(content)
            assert isinstance(parsed, EmailMessage)
            with self.came:
                self.taken.append((list(envelope.rcpt_tos), parsed))
                self.came.notify_all()
        return self.data

    def wait_until(self, is_so: Callable[[], bool], seconds: float) -> None:
        """Block until what has been taken makes something so."""
        with self.came:
            assert self.came.wait_for(is_so, seconds), len(self.taken)


@contextmanager
def mail_server(mail: Mail, lets_in: str = "") -> Iterator[Mail]:
    """Run a mail server; it may let in by one password only."""

    def authenticate(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=given.password.decode() == lets_in, handled=False)

    # The hostname is numeric: nothing is looked up.
    controller = Controller(
        mail,
        hostname="127.0.0.1",
        port=free_port(),
        server_hostname="mail.test",
        authenticator=authenticate if lets_in else None,
        auth_require_tls=False,
    )
    controller.start()
    mail.port = controller.port
    try:
        yield mail
    finally:
        controller.stop()


@dataclass
class Http:
    """An HTTP server's mind: what it answers, and what it was sent."""

    status: int = 200
    body: str = "{}"
    port: int = 0
    hangs: bool = False
    received: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)


@contextmanager
def http_server(http: Http) -> Iterator[Http]:
    """Run an HTTP server that takes JSON."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            http.received.append((self.path, dict(self.headers), json.loads(content)))
            if http.hangs:
                http.released.wait(30)
                return
            self.send_response(http.status)
            self.end_headers()
            self.wfile.write(http.body.encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield http
    finally:
        http.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


@asynccontextmanager
async def mute_server() -> AsyncIterator[int]:
    """A port where everybody is let in and nobody is ever answered."""
    writers: list[asyncio.StreamWriter] = []

    async def take(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        for writer in writers:
            writer.close()
        server.close()
        await server.wait_closed()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
