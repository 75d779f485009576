"""Settings from the environment, and how the servers are reached from them."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import ValidationError
from temporalio.client import Client

from worker.channels import open_channels
from worker.cluster import connect_config, named_cluster
from worker.daemon import NotRunning
from worker.errors import UnreadableConnection
from worker.postgres import EmbeddedPostgres
from worker.settings import Settings, database_url
from worker.temporal_server import EmbeddedTemporal

PROFILES = """
[profile.default]
address = "temporal.example:7233"
namespace = "campaigns"

[profile.cloud]
address = "campaigns.example:7233"
namespace = "campaigns.abc12"
api_key = "not-a-real-key"
"""


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """No variable of ours or Temporal's, and no temporal.toml of whoever runs the tests."""
    for name in os.environ:
        if name.startswith(("PHASELINE_", "TEMPORAL_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", str(folder / "temporal.toml"))


@pytest.fixture
async def servers(folder: Path) -> AsyncIterator[tuple[EmbeddedTemporal, EmbeddedPostgres]]:
    async with EmbeddedTemporal(folder) as temporal, EmbeddedPostgres(folder) as postgres:
        yield temporal, postgres


def test_by_default_everything_is_embedded(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.chdir(folder)
    settings = Settings()
    assert settings.data == folder / ".data"
    assert settings.metrics is None
    assert named_cluster(settings) is None


def test_every_setting_comes_from_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DATA": "/srv/phaseline",
        "DATABASE_URL": "postgresql://office:secret@db.example/phaseline",
        "TEMPORAL_ADDRESS": "temporal.example:7233",
        "METRICS": "127.0.0.1:9464",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "debug",
    }.items():
        monkeypatch.setenv(f"PHASELINE_{name}", value)
    settings = Settings()
    assert settings.data == Path("/srv/phaseline")
    assert database_url(settings) == "postgresql://office:secret@db.example/phaseline"
    assert connect_config(settings) == {"target_host": "temporal.example:7233"}
    assert settings.metrics == "127.0.0.1:9464"
    assert (settings.log_format, settings.log_level) == ("json", "debug")
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [("LOG_LEVEL", "loud"), ("METRICS", "localhost"), ("TEMPORAL_ADDRESS", "temporal.example")],
)
def test_a_value_that_is_none_is_refused(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PHASELINE_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_a_cluster_is_named_by_temporals_own_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal.example:7233")
    monkeypatch.setenv("TEMPORAL_NAMESPACE", "campaigns")
    assert connect_config(Settings()) == {
        "target_host": "temporal.example:7233",
        "namespace": "campaigns",
    }


def test_a_cluster_is_named_by_a_profile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "temporal.toml").write_text(PROFILES)
    assert connect_config(Settings())["target_host"] == "temporal.example:7233"

    monkeypatch.setenv("TEMPORAL_PROFILE", "cloud")
    cloud = connect_config(Settings())
    assert cloud["target_host"] == "campaigns.example:7233"
    assert cloud["api_key"] == "not-a-real-key"
    assert cloud["tls"]

    monkeypatch.setenv("PHASELINE_TEMPORAL_ADDRESS", "elsewhere.example:7233")
    assert connect_config(Settings())["target_host"] == "elsewhere.example:7233"
    assert connect_config(Settings())["namespace"] == "campaigns.abc12"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("TEMPORAL_PROFILE", "absent", "Profile 'absent' not found"),
        ("TEMPORAL_TLS_CLIENT_CERT_PATH", "/absent.pem", "No such file"),
    ],
)
def test_a_connection_that_cannot_be_read_is_said(
    name: str, value: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal.example:7233")
    monkeypatch.setenv(name, value)
    with pytest.raises(UnreadableConnection, match=why):
        connect_config(Settings())


async def test_the_embedded_servers_are_found_while_they_run(
    servers: tuple[EmbeddedTemporal, EmbeddedPostgres], folder: Path
) -> None:
    temporal, postgres = servers
    settings = Settings(data=folder)
    client = await Client.connect(**connect_config(settings))
    assert client.service_client.config.target_host == temporal.address
    assert database_url(settings) == postgres.url


def test_no_server_runs_and_none_is_named(folder: Path) -> None:
    settings = Settings(data=folder)
    with pytest.raises(NotRunning, match=f"No embedded temporal runs in {folder}"):
        connect_config(settings)
    with pytest.raises(NotRunning, match=f"No embedded postgres runs in {folder}"):
        database_url(settings)


@pytest.mark.parametrize(
    "link", ["https://x.example/{campaign}/{unit}", "http://x.example/?u={unit}"]
)
def test_a_link_leads_to_a_unit(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHASELINE_LINK", link)
    assert Settings().link == link


@pytest.mark.parametrize("link", ["ftp://x/{unit}", "https://x.example/", "https://x/{unit}/{who}"])
def test_a_link_that_leads_nowhere_is_refused(link: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHASELINE_LINK", link)
    with pytest.raises(ValidationError, match="expected a link with"):
        Settings()


async def test_channels_are_those_of_the_file_beside_the_built_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_channels(Settings(data=folder)).names == ("file", "console")
    file = folder / "channels.yaml"
    file.write_text("channels: {mail: {url: 'mailto://${OFFICE_HOST}?to={contact}', budget: 9}}")
    monkeypatch.setenv("PHASELINE_CHANNELS", str(file))
    monkeypatch.setenv("OFFICE_HOST", "mail.example.org")
    channels = open_channels(Settings(data=folder))
    assert channels.names == ("file", "console", "mail")
    assert channels.budget("mail") == 9
