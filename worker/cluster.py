"""The Temporal cluster that the settings and the environment name, and how to connect to it."""

from temporalio.envconfig import ClientConfigProfile, ClientConnectConfig

from worker.errors import UnreadableConnection
from worker.settings import Settings
from worker.temporal_server import EmbeddedTemporal


def named_cluster(settings: Settings) -> ClientConnectConfig | None:
    """How to connect to the cluster that the environment names; None where it names none.

    Address, namespace, API key and TLS come from the `TEMPORAL_*` variables and the profile in
    `temporal.toml`; `temporal_address` goes before their address.

    Raises:
        UnreadableConnection: a profile or certificate that is named is not there or not valid.
    """
    try:
        config = ClientConfigProfile.load().to_client_connect_config()
    except (RuntimeError, OSError) as error:
        raise UnreadableConnection(error) from error
    if settings.temporal_address is not None:
        config["target_host"] = settings.temporal_address
    return config if "target_host" in config else None


def connect_config(settings: Settings) -> ClientConnectConfig:
    """What `Client.connect` is to be called with: the named cluster, or the embedded server.

    Raises:
        UnreadableConnection: see `named_cluster`.
        NotRunning: no cluster is named, and no embedded server runs.
        FolderUnusable: no cluster is named, and the folder cannot be read.
    """
    named = named_cluster(settings)
    if named is not None:
        return named
    return ClientConnectConfig(target_host=EmbeddedTemporal(settings.data).address)
