"""Connecting to the Temporal cluster that the settings name."""

from functools import cache

from temporalio.client import Client
from temporalio.runtime import Runtime
from temporalio.service import RPCError

from client.errors import CannotConnect
from worker.cluster import connect_config
from worker.converter import data_converter
from worker.errors import said_by_core
from worker.metrics import new_runtime
from worker.settings import Settings


async def connect(settings: Settings) -> Client:
    """A client of the cluster, which speaks as workers do; what its core logs is logged by us.

    Raises:
        NotRunning: the settings name no cluster, and no embedded server runs.
        FolderUnusable: they name none, and the data folder cannot be read.
        UnreadableConnection: a profile or certificate that is named is not there or not valid.
        CannotConnect: the server is not there.
    """
    config = connect_config(settings)
    try:
        return await Client.connect(**config, data_converter=data_converter(), runtime=_runtime())
    except (RuntimeError, RPCError) as error:
        raise CannotConnect(str(config.get("target_host")), said_by_core(error)) from error


@cache
def _runtime() -> Runtime:
    """One for all clients of a process: what is connected on it must outlast the next call."""
    return new_runtime(None)
