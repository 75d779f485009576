"""Ports for servers that are about to start, so that no two of ours are given the same one."""

import fcntl
import os
import secrets
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

_ANY: Final = range(15_000, 32_000)
"""Below the ports that Linux gives to outgoing connections: a client that keeps trying to reach a
dead server must not be given that server's own port."""


class Port:
    """A port of a host, claimed among all Phaseline processes of the machine for as long as this lives.

    A server binds its port only some time after it was started. Another one that is started in
    between would be sent to the same port, find the first one answering there, and take it for itself.
    """

    def __init__(self, host: str, number: int, claim: int) -> None:
        self.host = host
        self.number = number
        self._claim = claim

    @classmethod
    def free(cls, host: str, *wanted: int | None) -> Self:
        """The first of the wanted ports that is free, or any free one."""
        for number in wanted:
            if number is not None and (port := cls._claimed(host, number)) is not None:
                return port
        while (port := cls._claimed(host, secrets.choice(_ANY))) is None:
            pass
        return port

    def release(self) -> None:
        """Leave the port to whoever comes next; while a server listens there, it is not free."""
        os.close(self._claim)

    @classmethod
    def _claimed(cls, host: str, number: int) -> Self | None:
        try:
            claim = _opened(Path(tempfile.gettempdir()) / f"phaseline-{number}.port")
        except PermissionError:
            return None
        with suppress(BlockingIOError):
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if is_free(host, number):
                return cls(host, number, claim)
        os.close(claim)
        return None


def is_free(host: str, number: int) -> bool:
    """Whether nobody listens at a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError:
            return False
    return True


def _opened(path: Path) -> int:
    """The file of a claim: only its lock says anything, so that it may be anybody's, and stay."""
    while True:
        with suppress(FileNotFoundError):
            return os.open(path, os.O_RDONLY)
        with suppress(FileExistsError):
            claim = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_EXCL)
            os.fchmod(claim, 0o644)
            return claim
