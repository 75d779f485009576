"""Reaching the servers that the settings name, for as long as one call takes."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from types import FrameType
from typing import Any, TypeVar

from pydantic import ValidationError

from cli.exits import Mistake
from client.archive import Archive
from client.connection import open_archive, open_gateway
from client.gateway import Gateway
from worker.logs import configure_logs
from worker.settings import Settings

_T = TypeVar("_T")
_C = TypeVar("_C")


def run_connected(work: Callable[[Gateway], Awaitable[_T]]) -> _T:
    """Do `work` with a gateway. Ctrl-C ends it as such, whatever it broke off on its way."""
    return _run(open_gateway, work)


def run_on_archive(work: Callable[[Archive], Awaitable[_T]]) -> _T:
    """The same with an archive."""
    return _run(open_archive, work)


def _run(
    connect: Callable[[Settings], AbstractAsyncContextManager[_C]],
    work: Callable[[_C], Awaitable[_T]],
) -> _T:
    settings = prepare()
    ctrl_c = _CtrlC()

    async def connected() -> _T:
        with ctrl_c.noticed():
            async with connect(settings) as connection:
                return await work(connection)

    try:
        return asyncio.run(connected())
    except (Exception, asyncio.CancelledError):
        # What is broken off while it connects says that the server is not there.
        if ctrl_c.is_pressed:
            raise KeyboardInterrupt from None
        raise


class _CtrlC:
    """Whether Ctrl-C came while something ran under `asyncio.run`, which cancels it then.

    The task does not tell: before Python 3.13 it counts as cancelled also after a group of tasks failed.
    """

    def __init__(self) -> None:
        self.is_pressed = False

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """While the signal is taken, as before; what ignores it, as what runs in the background, still does."""
        cancel = signal.getsignal(signal.SIGINT)
        if not callable(cancel):
            yield
            return

        def press(number: int, frame: FrameType | None) -> None:
            self.is_pressed = True
            cancel(number, frame)

        signal.signal(signal.SIGINT, press)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, cancel)


def prepare() -> Settings:
    """The settings of a call that does its work and ends; only warnings are logged, to stderr."""
    settings = read_settings()
    configure_logs(settings.log_format, "warning")
    return settings


def read_settings(**given: Any) -> Settings:
    """The settings of the environment; what is `given` goes before it.

    Raises:
        Mistake: a setting has a value that it cannot have.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = f"PHASELINE_{str(first['loc'][0]).upper()}"
        raise Mistake("setting", name=name, reason=first["msg"]) from None
