"""What the process is told by its environment, and how to reach the servers from it."""

import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from temporalio.envconfig import ClientConfigProfile, ClientConnectConfig

from worker.daemon import FolderUnusable, NotRunning
from worker.errors import UnknownNamespace, UnreadableConnection
from worker.postgres import EmbeddedPostgres
from worker.temporal_server import EmbeddedTemporal

__all__ = [
    "FolderUnusable",
    "NotRunning",
    "Settings",
    "UnknownNamespace",
    "UnreadableConnection",
    "connect_config",
    "database_url",
    "named_cluster",
    "store_url",
]

_IN_A_LINK: Final = frozenset({"{campaign}", "{unit}"})


def _checked_link(link: str) -> str:
    """A link to a unit's page, in which `{campaign}` and `{unit}` stand for codes."""
    places = set(re.findall(r"\{[^{}]*\}", link))
    if not re.match(r"https?://\S+$", link) or not {"{unit}"} <= places <= _IN_A_LINK:
        raise ValueError(
            "expected a link with {unit} and perhaps {campaign} in it, such as "
            "https://phaseline.example.org/{campaign}/{unit}"
        )
    return link


class Settings(BaseSettings):
    """The settings, each from the environment variable `PHASELINE_<NAME>`.

    Where neither `temporal_address` nor the standard Temporal environment configuration names a
    cluster, and where there is no `database_url`, the embedded servers of the folder `data` stand
    in. `metrics` is the `ip:port` at which Prometheus finds the process's metrics. `store` is the
    URL or folder under which files are kept; see `store_url`.
    """

    model_config = SettingsConfigDict(env_prefix="PHASELINE_", frozen=True, env_ignore_empty=True)

    data: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default=Path(".data"), validate_default=True
    )
    database_url: SecretStr | None = None
    temporal_address: Annotated[str, Field(pattern=r"^\S+:\d{1,5}$")] | None = None
    metrics: Annotated[str, Field(pattern=r"^(\d+(\.\d+){3}|\[\S+\]):\d{1,5}$")] | None = None
    channels: Annotated[Path, AfterValidator(Path.absolute)] | None = None
    link: Annotated[str, AfterValidator(_checked_link)] | None = None
    store: str | None = None
    build: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}$")] | None = None
    log_format: Literal["auto", "json", "console"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"


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


def database_url(settings: Settings) -> str:
    """The libpq URL of the database: the given one, or that of the embedded server.

    Raises:
        NotRunning: no URL is given, and no embedded server runs.
        FolderUnusable: no URL is given, and the folder cannot be read.
    """
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    embedded = EmbeddedPostgres(settings.data)
    if not embedded.is_running:
        raise NotRunning(embedded.name, embedded.folder)
    return embedded.url


def store_url(settings: Settings) -> str:
    """Where attachments and dossiers are kept: the given URL, or a folder beside the servers'."""
    return settings.store or str(settings.data / "store")
