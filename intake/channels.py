"""Reading the file of channels: either every channel with its secrets, or every fault at once."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pydantic import SecretStr, ValidationError

from intake.plan_shape import shape_problems
from intake.yaml_positions import Position, read_yaml
from schemas.channel import ChannelConfig, ChannelsConfig
from schemas.problem import Problem
from schemas.refusal import echo

BUILT_IN: Final = ("file", "console")
"""The channels that are there without any file."""

_SECRET: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_PLACE: Final = re.compile(r"\$?\{[^{}]*\}")
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://.+", re.DOTALL)
_SECRET_BYTES: Final = 10_000


class ChannelErrors(Exception):
    """Channels that cannot be used; `problems` has everything that is wrong, from top to bottom.

    Their texts are in `texts.channel_problems`. Nothing of a URL is in them.
    """

    def __init__(self, file: Path, problems: tuple[Problem, ...]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda one: (one.line or 0, one.column or 0)))
        places = "; ".join(f"{p.code} at line {p.line}, column {p.column}" for p in self.problems)
        super().__init__(
            f"The channels in {file} cannot be used: {places}. "
            "`phaseline channel test NAME --to CONTACT` says more."
        )


def read_channels(file: Path, environment: Mapping[str, str]) -> dict[str, ChannelConfig]:
    """The channels of a file by name, `${NAME}` filled from the environment.

    A secret is the variable `NAME`, or what stands in the file that `NAME_FILE` names; it is put
    in as a URL has it, unless it is the whole URL.

    Raises:
        ChannelErrors: with every problem of the file, of its shape and of the secrets.
        OSError: the file cannot be opened.
    """
    try:
        yaml = read_yaml(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ChannelErrors(file, (Problem(code="not_utf8", line=1, column=1),)) from None
    if not yaml.complete or yaml.problems:
        raise ChannelErrors(file, yaml.problems)
    try:
        config = ChannelsConfig.model_validate_json(json.dumps(yaml.data))
    except ValidationError as error:
        shape = shape_problems(ChannelsConfig, error, yaml.data, yaml.positions)
        # What stands in the file may be a secret.
        quiet = tuple(problem.model_copy(update={"value": None}) for problem in shape)
        raise ChannelErrors(file, quiet) from None
    channels, problems = dict[str, ChannelConfig](), list[Problem]()
    for name, channel in config.channels.items():
        if name in BUILT_IN:
            at = yaml.positions.of_key(("channels", name))
            problems.append(_problem("channel_reserved", at, name=name))
        at = yaml.positions.of_value(("channels", name, "url"))
        url, faults = _read(channel.url.get_secret_value(), environment)
        problems += [_problem(code, at, **params) for code, params in faults]
        channels[name] = channel.model_copy(update={"url": SecretStr(url)})
    if problems:
        raise ChannelErrors(file, tuple(problems))
    return channels


def _read(
    template: str, environment: Mapping[str, str]
) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    """The URL with its secrets, and what is wrong with it: codes with their params."""
    faults = [
        ("channel_place_unknown", {"place": echo(place)})
        for place in dict.fromkeys(_PLACE.findall(template))
        if place != "{contact}" and _SECRET.fullmatch(place) is None
    ]
    secrets = dict[str, str]()
    for name in dict.fromkeys(_SECRET.findall(template)):
        try:
            secrets[name] = _secret(name, environment)
        except LookupError:
            faults.append(("channel_secret_missing", {"name": name}))
        except (OSError, UnicodeDecodeError):
            faults.append(("channel_secret_unreadable", {"name": name}))
    if faults:
        return template, faults
    whole = _SECRET.fullmatch(template)
    if whole is not None:
        url = secrets[whole[1]]
    else:
        url = _SECRET.sub(lambda found: quote(secrets[found[1]], safe=""), template)
    return url, [] if _URL.fullmatch(url) else [("channel_not_a_url", {})]


def _secret(name: str, environment: Mapping[str, str]) -> str:
    """A secret. Raises LookupError where there is none, OSError for a file that cannot be read."""
    value = environment.get(name, "")
    if not value and (named := environment.get(f"{name}_FILE")):
        with Path(named).open("rb") as file:
            value = file.read(_SECRET_BYTES).decode("utf-8").strip()
    if not value:
        raise LookupError(name)
    return value


def _problem(code: str, at: Position, **params: str) -> Problem:
    return Problem(code=code, params=params, line=at.line, column=at.column)
