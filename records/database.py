"""The way to PostgreSQL: pooled connections, in which JSON stays the text that pydantic made."""

import asyncio
import select
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from functools import partial
from typing import Any, Final

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.adapt import AdaptersMap
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg.waiting import wait_async
from sqlalchemy import event, exc
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util.concurrency import greenlet_spawn

from records.errors import DatabaseUnavailable, UnreadableDatabaseUrl

_DEFAULTS: Final = {
    "application_name": "phaseline",
    "client_encoding": "UTF8",
    "connect_timeout": "10",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
}
"""What holds unless the URL says otherwise; a peer that vanished is noticed in half a minute."""

_AT_ONCE: Final = 16
"""Connections for statements, and as many for transactions; those that are not kept are made when
they are needed."""

_KEPT_FOR_STATEMENTS: Final = 8
_KEPT_FOR_TRANSACTIONS: Final = 4
_POOL_TIMEOUT: Final = 10.0  # seconds until a connection is free

_LOOK_UP: Final = 0.1
"""Seconds after which psycopg looks up from waiting, as it does by default."""

_TO_CANCEL: Final = 1.0
"""Seconds in which a server that is alive has heard that it need not go on."""

_TEXT_AS_JSON: Final = AdaptersMap(psycopg.adapters)
set_json_dumps(lambda json: json, _TEXT_AS_JSON)
set_json_loads(lambda json: json, _TEXT_AS_JSON)

_GONE: Final = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    exc.OperationalError,
    exc.InterfaceError,
)


class _Connection(psycopg.AsyncConnection[Any]):
    """A connection on which nobody waits for longer than `patience`; it is gone when somebody tires.

    A server that is frozen breaks no connection, and says nothing: without an end of patience one
    would wait for as long. What nobody waits for any longer is to be left undone: the server is asked
    so, for a moment, and not until it has said that it heard, as psycopg would.
    """

    patience: timedelta | None = None

    async def wait(
        self,
        gen: PQGen[RV],
        interval: float = _LOOK_UP,
        timeout: float | None = None,  # noqa: ASYNC109 - as psycopg has it
    ) -> RV:
        """Wait for one answer of the server."""
        seconds = None if self.patience is None else self.patience.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                return await wait_async(gen, self.pgconn.socket, interval, timeout)
        except TimeoutError:
            await self._let_go()
            silence = f"it has said nothing for {seconds:g} seconds"
            raise psycopg.OperationalError(silence) from None
        except asyncio.CancelledError:
            await self._let_go()
            raise

    async def _let_go(self) -> None:
        try:
            await self.cancel_safe(timeout=_TO_CANCEL)
        except psycopg.Error:
            pass  # a server that cannot even be asked does nothing either
        finally:
            self.pgconn.finish()


class Database:
    """One database, by its libpq URL; made once per process and closed at its end.

    `patience` is how long one statement may take; without it, as long as the server lives. Raises
    UnreadableDatabaseUrl for what is no URL. Nothing is connected before it is needed.
    """

    def __init__(self, url: str, *, patience: timedelta | None = None) -> None:
        self.patience = patience
        try:
            self._parameters: dict[str, Any] = {**_DEFAULTS, **conninfo_to_dict(url)}
        except psycopg.ProgrammingError:
            raise UnreadableDatabaseUrl from None
        self._transactions = self._engine(_KEPT_FOR_TRANSACTIONS)
        # What begins no transaction leaves none behind: nothing is to be reset between two uses.
        self._statements = self._engine(
            _KEPT_FOR_STATEMENTS, isolation_level="AUTOCOMMIT", pool_reset_on_return=None
        )

    def _engine(self, kept: int, **options: Any) -> AsyncEngine:
        engine = create_async_engine(
            "postgresql+psycopg://",
            async_creator=partial(self.connect, self.patience),
            hide_parameters=True,
            pool_size=kept,
            max_overflow=_AT_ONCE - kept,
            pool_timeout=_POOL_TIMEOUT,
            **options,
        )
        event.listen(engine.sync_engine, "checkout", _require_alive)
        return engine

    @property
    def where(self) -> str:
        """The database's name and host, for people; never its password."""
        name = self._parameters.get("dbname", "")
        return f"'{name}' at '{self._parameters.get('host') or 'localhost'}'"

    @asynccontextmanager
    async def statements(self) -> AsyncGenerator[AsyncConnection]:
        """A connection on which every statement is a transaction of its own: no round trip more.

        Raises:
            DatabaseUnavailable: it cannot be reached, or is lost on the way.
        """
        with self.reported():
            async with self._statements.connect() as connection:
                yield connection

    @asynccontextmanager
    async def driver(self) -> AsyncGenerator[psycopg.AsyncConnection[Any]]:
        """The same by psycopg itself, for what is done most of all.

        SQLAlchemy's part in handing out a connection takes more of the processor than a statement.

        Raises:
            DatabaseUnavailable: it cannot be reached, or is lost on the way.
        """
        with self.reported():
            pooled = await self._statements.raw_connection()
            driver: Any = pooled.driver_connection
            try:
                yield driver
            finally:
                await greenlet_spawn(pooled.invalidate if driver.closed else pooled.close)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncConnection]:
        """A connection with one transaction, which is rolled back when anything is raised.

        Raises:
            DatabaseUnavailable: it cannot be reached, or is lost on the way.
        """
        with self.reported():
            async with self._transactions.begin() as connection:
                yield connection

    @asynccontextmanager
    async def moment(self) -> AsyncGenerator[AsyncConnection]:
        """A connection that only reads, and sees everything as it was at its first statement.

        Raises:
            DatabaseUnavailable: it cannot be reached, or is lost on the way.
        """
        async with self.transaction() as connection:
            await connection.exec_driver_sql(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            )
            yield connection

    async def connect(self, patience: timedelta | None = None) -> psycopg.AsyncConnection[Any]:
        """A connection outside of the pool, which tells instants in UTC."""
        connection = await _Connection.connect(
            **self._parameters, autocommit=True, context=_TEXT_AS_JSON
        )
        connection.patience = patience
        try:
            await connection.execute("SET TIME ZONE 'UTC'")
            await connection.set_autocommit(False)
        except BaseException:
            await connection.close()
            raise
        return connection

    @contextmanager
    def reported(self) -> Iterator[None]:
        """Say DatabaseUnavailable for all the ways in which a driver says so."""
        try:
            yield
        except exc.TimeoutError as error:
            busy = f"all {_AT_ONCE} connections to it wait for an answer"
            raise DatabaseUnavailable(self.where, busy) from error
        except _GONE as error:
            cause = error.orig if isinstance(error, exc.DBAPIError) and error.orig else error
            raise DatabaseUnavailable(self.where, _first_line(cause)) from error

    async def close(self) -> None:
        """Close the pool's connections."""
        await self._statements.dispose()
        await self._transactions.dispose()


@asynccontextmanager
async def driver_of(connection: AsyncConnection) -> AsyncGenerator[psycopg.AsyncConnection[Any]]:
    """The psycopg connection beneath, for what SQLAlchemy cannot do, or not fast enough."""
    raw = await connection.get_raw_connection()
    driver: Any = raw.driver_connection
    try:
        yield driver
    finally:
        if driver.closed:
            await connection.invalidate()


def _require_alive(connection: Any, *_: object) -> None:
    """Have the pool replace a connection whose server has gone, without asking the server.

    A connection that nobody uses has nothing to be read from, unless it was ended.
    """
    driver: psycopg.AsyncConnection[Any] = connection.driver_connection
    if not driver.closed:
        poll = select.poll()
        poll.register(driver.fileno(), select.POLLIN)
        if not poll.poll(0):
            return
    raise exc.DisconnectionError("the server has ended the connection")


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
