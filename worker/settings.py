"""What the process is told by its environment, and where the database and the store are by that."""

import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from worker.daemon import FolderUnusable, NotRunning
from worker.postgres import EmbeddedPostgres

__all__ = [
    "FolderUnusable",
    "NotRunning",
    "Settings",
    "database_url",
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


def _checked_address(address: str) -> str:
    """The IP address and port at which something is served."""
    if not re.fullmatch(r"(\d+(\.\d+){3}|\[\S+\]):\d{1,5}", address):
        raise ValueError("expected an IP address and a port, such as 127.0.0.1:9464")
    return address


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
    metrics: Annotated[str, AfterValidator(_checked_address)] | None = None
    channels: Annotated[Path, AfterValidator(Path.absolute)] | None = None
    link: Annotated[str, AfterValidator(_checked_link)] | None = None
    store: str | None = None
    build: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}$")] | None = None
    log_format: Literal["auto", "json", "console"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"


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
