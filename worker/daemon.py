"""A server process that belongs to a folder: shared by those who use it, found again after a crash."""

import asyncio
import errno
import fcntl
import os
import shutil
import signal
import subprocess
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO, Any, ClassVar, Final, NamedTuple, Self

_POLL: Final = 0.01
"""Seconds between two looks at a lock or at a server that is coming up."""

_ROOM: Final = 64 * 2**20
"""Bytes that must be free on the disk before a server is started."""

_WRITES_ITS_PID: Final = ("/bin/sh", "-c", 'echo $$ >&0 && exec "$@"', "sh")
"""Runs a command after its pid was written to the lock file, which is its standard input."""


class FolderUnusable(Exception):
    """The data folder cannot be made, read or written to, or its disk is full."""

    def __init__(self, folder: Path, error: OSError) -> None:
        self.folder, self.reason = folder, error.strerror
        super().__init__(
            f"The data folder {folder} cannot be used: {error.strerror}. "
            "Make room or set the permissions, or name another folder with PHASELINE_DATA."
        )


class ServerFailed(Exception):
    """An embedded server did not come up, or did not end; with the last lines of its log."""

    def __init__(self, server: str, folder: Path, problem: str, log: str) -> None:
        tail = f"\nThe end of its log:\n{log}" if log else ""
        super().__init__(f"The embedded {server} in {folder} {problem}.{tail}")


class NotRunning(Exception):
    """No embedded server runs in the folder."""

    def __init__(self, server: str, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"No embedded {server} runs in {folder}: start it with `phaseline up`.")


class User(NamedTuple):
    """A user of the system, by number: one of another machine's has no name here."""

    uid: int
    gid: int


class Daemon(ABC):
    """One server process per folder and name; an async context manager that starts and stops it.

    Its life is written in three lock files. The kernel gives the locks back after any death, kill
    -9 and power cut included, so that no process id is ever trusted alone:

    - `<name>.pid` holds the server's pid and is locked by the server itself, through a descriptor
      that it inherits: the lock is held while any process of the server lives.
    - `<name>.users` is locked, shared, by each process that uses the server. The last one to leave
      stops it; nobody's server goes away under them.
    - `<name>.turn` is locked by whoever starts or stops the server at the moment.

    The server outlives a user that is killed; whoever starts it next finds it again.
    """

    name: ClassVar[str]
    gentle: ClassVar[signal.Signals]
    """The signal on which the server ends cleanly."""
    seconds_to_start: ClassVar[float]
    seconds_to_stop: ClassVar[float]

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.log = self.folder / f"{self.name}.log"
        self._pid_file = self.folder / f"{self.name}.pid"
        self._use: IO[str] | None = None
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether any process of the server lives.

        Raises:
            FolderUnusable: the folder cannot be read.
        """
        try:
            with self._pid_file.open() as file:
                return not _lock(file, fcntl.LOCK_SH)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise FolderUnusable(self.folder, error) from error

    @property
    def pid(self) -> int | None:
        """The server's process id, or None where it does not run."""
        text = self._pid_file.read_text() if self.is_running else ""
        return int(text) if text.strip() else None

    async def start(self) -> None:
        """Use the server of the folder: the one that runs, or a new one.

        To be called again where the server has died meanwhile.

        Raises:
            FolderUnusable: the folder cannot be made or written to, or its disk is full.
            ServerFailed: the server ended before it answered, or it does not answer in time.
        """
        async with self._turn():
            self._join()
            try:
                await self._bring_up()
            except BaseException:
                await self._part()
                raise

    async def stop(self) -> None:
        """Use the server no longer; it is ended cleanly where nobody else does, else left alone.

        Raises:
            ServerFailed: the server does not end even by force.
        """
        async with self._turn():
            await self._part()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @abstractmethod
    async def _launch(self) -> None:
        """Prepare what the server needs and `_spawn` it."""

    @abstractmethod
    async def _answers(self) -> bool:
        """Whether the server is ready for clients."""

    async def _spawn(
        self,
        command: Sequence[str | Path],
        *,
        user: User | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Run the server in a session of its own, as `user` where one is given.

        It has our environment, and of `environment` what that leaves unsaid.
        """
        with self._pid_file.open("a+") as lock, self.log.open("ab") as log:
            # Whoever asks `is_running` holds the lock for a moment.
            await until(lambda: _lock(lock, fcntl.LOCK_EX))
            lock.truncate(0)
            self._child = _detached(command, lock, log, user, {**(environment or {}), **os.environ})

    def _failed(self, problem: str) -> ServerFailed:
        return ServerFailed(self.name, self.folder, problem, last_lines(self.log))

    @asynccontextmanager
    async def _turn(self) -> AsyncGenerator[None]:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / f"{self.name}.turn").open("a")
        except OSError as error:
            raise FolderUnusable(self.folder, error) from error
        with file:
            await until(lambda: _lock(file, fcntl.LOCK_EX))
            yield

    async def _bring_up(self) -> None:
        """Wait until the server answers; one that is dying is waited for and followed by another."""
        launched = False
        try:
            async with asyncio.timeout(self.seconds_to_start):
                while not await self._answers():
                    if not self.is_running:
                        if launched:
                            raise self._failed("ended before it was ready")
                        if shutil.disk_usage(self.folder).free < _ROOM:
                            full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                            raise FolderUnusable(self.folder, full)
                        self._reap()
                        await self._launch()
                        launched = True
                    await asyncio.sleep(_POLL)
        except TimeoutError as error:
            raise self._failed(f"gave no answer in {self.seconds_to_start:.0f} seconds") from error

    def _join(self) -> None:
        if self._use is None:
            self._use = (self.folder / f"{self.name}.users").open("a")
            fcntl.flock(self._use, fcntl.LOCK_SH)

    async def _part(self) -> None:
        if self._use is None:
            return
        with self._use as use:
            self._use = None
            alone = _lock(use, fcntl.LOCK_EX)
        if alone:
            await self._end()

    async def _end(self) -> None:
        for how, seconds in ((self.gentle, self.seconds_to_stop), (signal.SIGKILL, 5.0)):
            pid = self.pid or (self._child.pid if self._child else None)
            if pid is not None:
                with suppress(ProcessLookupError):
                    os.kill(pid, how)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await until(lambda: not self.is_running)
                self._reap()
                return
        raise self._failed("does not end")

    def _reap(self) -> None:
        if self._child is not None:
            self._child.wait()
            self._child = None


def last_lines(log: Path) -> str:
    """What a program said last, as far as it has said anything."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(lines[-12:])


def as_user(user: User | None) -> dict[str, Any]:
    """What `subprocess` is to be told to run a program as a user; None is ourselves."""
    return {} if user is None else {"user": user.uid, "group": user.gid, "extra_groups": []}


def _detached(
    command: Sequence[str | Path],
    lock: IO[str],
    log: IO[bytes],
    user: User | None,
    environment: Mapping[str, str],
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own programs and paths
        [*_WRITES_ITS_PID, *command],
        stdin=lock,
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd="/",
        start_new_session=True,
        env=environment,
        **as_user(user),
    )


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    while not condition():  # noqa: ASYNC110 - of which no event tells
        await asyncio.sleep(_POLL)


def _lock(file: IO[str], how: int) -> bool:
    """Lock `file` without waiting; whether that succeeded."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
