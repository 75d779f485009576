"""`phaseline channel test`: one message over a channel, and what became of it."""

import json
from pathlib import Path

import pytest

from tests.activities.servers import Mail, free_port, mail_server
from tests.cli.conftest import Shell


@pytest.fixture
def channels(tmp_path: Path) -> Path:
    file = tmp_path / "channels.yaml"
    file.write_text(
        "channels:\n"
        "  mail:\n"
        "    url: mailto://127.0.0.1:${MAIL_PORT}?from=office@example.org&to={contact}\n"
        "    timeout: 5\n"
    )
    return file


def test_a_message_is_sent_and_said_to_be(shell: Shell, channels: Path) -> None:
    call = ("channel", "test", "mail", "--to", "me@example.org")
    with mail_server(Mail()) as mail:
        env = {"PHASELINE_CHANNELS": str(channels), "MAIL_PORT": str(mail.port)}
        assert "The channel has taken it." in shell.ok(*call, **env)
        mail.rcpt = "550 no such user"
        refused = shell.call(*call, "--lang", "zh", **env)
    assert mail.taken[0][1]["subject"] == "Phaseline: a test of the channel"
    assert refused.exit_code == 1
    assert refused.stdout == "渠道拒收，不会再试：对方拒收：SMTP 550 no such user。\n"


def test_a_server_that_is_not_there_may_be_tried_again(shell: Shell, channels: Path) -> None:
    env = {"PHASELINE_CHANNELS": str(channels), "MAIL_PORT": str(free_port())}
    result = shell.call("channel", "test", "mail", "--to", "me@example.org", "--json", **env)
    assert result.exit_code == 3
    assert json.loads(result.stdout)["delivery"]["outcome"] == "again"


def test_without_a_file_there_are_two_channels(shell: Shell, tmp_path: Path) -> None:
    assert shell.json("channel", "test", "file")["delivery"] == {"outcome": "delivered"}
    (written,) = (tmp_path / "data" / "outbox").rglob("*.txt")
    assert "Phaseline: a test of the channel" in written.read_text()
    result = shell.call("channel", "test", "sms", "--json")
    assert result.exit_code == 4
    assert "There are: file, console." in json.loads(result.stdout)["error"]["message"]


def test_what_is_wrong_with_the_file_is_said_with_its_place(shell: Shell, channels: Path) -> None:
    result = shell.call("channel", "test", "mail", PHASELINE_CHANNELS=str(channels))
    assert result.exit_code == 1
    assert "channels.yaml:3:10: there is neither an environment variable MAIL_PORT" in result.stdout
    absent = shell.call("channel", "test", "mail", "--json", PHASELINE_CHANNELS=f"{channels}x")
    assert absent.exit_code == 2
    assert json.loads(absent.stdout)["error"]["code"] == "file_unreadable"
