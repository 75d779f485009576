"""The file of channels: secrets from the environment, every fault with its place, nothing shown."""

import ast
import inspect
from collections.abc import Mapping
from pathlib import Path

import pytest

import intake.channels
from intake.channels import ChannelErrors, read_channels
from schemas.channel import ChannelConfig
from texts.catalogue import say
from texts.channel_problems import CATALOGUE, OWN

GOOD = """\
channels:
  email:
    url: mailtos://${SMTP_USER}:${SMTP_PASSWORD}@mail.example.org?to={contact}
    budget: 700
    timeout: 5
  wecom: {url: '${WECOM_URL}'}
"""
ENVIRONMENT = {
    "SMTP_USER": "office",
    "SMTP_PASSWORD": "p/w:@%?&{contact}",
    "WECOM_URL": "wecombot://a-key?to={contact}",
}


def read(text: str, tmp_path: Path, environment: Mapping[str, str] = ENVIRONMENT) -> dict[
    str, ChannelConfig
]:  # fmt: skip
    file = tmp_path / "channels.yaml"
    file.write_text(text)
    return read_channels(file, environment)


def faults(
    text: str, tmp_path: Path, environment: Mapping[str, str] = ENVIRONMENT
) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(ChannelErrors) as caught:
        read(text, tmp_path, environment)
    for problem in caught.value.problems:
        assert say(CATALOGUE, problem.code, problem.params, "zh")
        assert say(CATALOGUE, problem.code, problem.params, "en")
        assert problem.value is None
    assert "hush" not in f"{caught.value}{caught.value.problems}"
    return [(problem.code, problem.line, problem.column) for problem in caught.value.problems]


def test_secrets_are_put_in_as_a_url_has_them(tmp_path: Path) -> None:
    channels = read(GOOD, tmp_path)
    email = channels["email"]
    assert email.url.get_secret_value() == (
        "mailtos://office:p%2Fw%3A%40%25%3F%26%7Bcontact%7D@mail.example.org?to={contact}"
    )
    assert (email.budget, email.timeout) == (700, 5)
    assert channels["wecom"].url.get_secret_value() == "wecombot://a-key?to={contact}"
    assert (channels["wecom"].budget, channels["wecom"].timeout) == (60, 20)
    assert "office" not in repr(channels)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from-a-file\n")
    environment = {**ENVIRONMENT, "SMTP_PASSWORD": "", "SMTP_PASSWORD_FILE": f"{tmp_path}/secret"}
    url = read(GOOD, tmp_path, environment)["email"].url.get_secret_value()
    assert ":from-a-file@" in url


def test_secrets_that_are_not_there_are_named(tmp_path: Path) -> None:
    environment = {"SMTP_USER": "hush", "SMTP_PASSWORD_FILE": f"{tmp_path}/absent"}
    assert faults(GOOD, tmp_path, environment) == [
        ("channel_secret_unreadable", 3, 10),
        ("channel_secret_missing", 6, 16),
    ]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("?to={contact}", "?to={person}&p=hush", "channel_place_unknown"),
        ("mailtos://${SMTP_USER}:${SMTP_PASSWORD}@mail", "hush", "channel_not_a_url"),
        ("  email:", "  file:", "channel_reserved"),
        ("    budget: 700", "    budget: 0", "number_too_small"),
        ("    timeout: 5", "    timeout: 301", "number_too_large"),
        ("    timeout: 5", "    timeout: hush", "expected_number"),
        ("    budget: 700", "    buget: hush", "unknown_key_near"),
        ("    url: mailtos", "    uri: hush", "missing_key"),
        ("{url: '${WECOM_URL}'}", "{url: 7}", "expected_text"),
        ("channels:", "channel:", "missing_key"),
        ("{url: '${WECOM_URL}'}", "{url: 'hush", "yaml_syntax"),
    ],
)
def test_every_fault_has_its_place_and_shows_nothing(
    before: str, after: str, code: str, tmp_path: Path
) -> None:
    assert GOOD.count(before) == 1
    found = faults(GOOD.replace(before, after), tmp_path)
    assert code in [fault[0] for fault in found]
    assert all(line and column for _, line, column in found)


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "channels.yaml"
    file.write_bytes("channels: {短信: {url: x}}".encode("gb18030"))
    with pytest.raises(ChannelErrors, match="not_utf8"):
        read_channels(file, {})


def test_every_own_text_is_used() -> None:
    strings = {
        node.value
        for node in ast.walk(ast.parse(inspect.getsource(intake.channels)))
        if isinstance(node, ast.Constant)
    }
    assert OWN.keys() <= strings
