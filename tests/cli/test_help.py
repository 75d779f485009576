"""The help: there for everything, in both languages, and never cut off."""

from collections.abc import Iterator
from typing import Any

import pytest
from rich.cells import cell_len
from typer.main import get_command

from cli.help import Command, Group, command_key, parameter_key
from cli.language import default_language, language_of
from cli.root import app
from tests.cli.conftest import Shell
from texts.cli_help import COMMANDS
from texts.cli_parameters import PARAMETERS


def tree(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """A command or group, and everything within it, with the names that lead to it."""
    yield path, command
    for name in getattr(command, "commands", ()):
        yield from tree((*path, name), command.member(name))


TREE = list(tree((), get_command(app)))


def test_everything_has_a_text_and_every_text_is_used() -> None:
    commands = {command_key(path) for path, _ in TREE}
    parameters = {parameter_key(path, one.name) for path, command in TREE for one in command.params}

    assert commands == COMMANDS.keys()
    assert parameters | {"help"} == PARAMETERS.keys()


def test_every_command_is_one_of_ours() -> None:
    assert all(isinstance(command, Command | Group) for _, command in TREE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 100])
def test_help_fits_and_says_it_all(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, language: str, width: int
) -> None:
    monkeypatch.setattr("cli.paper.UNBOUNDED", width)
    for path, command in TREE:
        said = shell.ok(*path, "--help", PHASELINE_LANG=language)

        plain = "".join(said.split())
        keys = [parameter_key(path, one.name) for one in command.params]
        for entry in (COMMANDS[command_key(path)], *(PARAMETERS[key] for key in keys)):
            text = entry.zh if language == "zh" else entry.en
            assert "".join(text.format().split()) in plain
        assert max(map(cell_len, said.splitlines())) <= width


def test_the_language_is_that_of_the_call_else_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("PHASELINE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert default_language() == "en"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert default_language() == "zh"
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert default_language() == "en"
    monkeypatch.setenv("PHASELINE_LANG", "zh")
    assert default_language() == "zh"
    assert language_of(["unit", "list", "--lang", "en"]) == "en"
    assert language_of(["unit", "list", "--lang=en"]) == "en"
    assert language_of(["unit", "list", "--lang"]) == "zh"


def test_completion_knows_the_commands(shell: Shell) -> None:
    def complete(words: str) -> list[str]:
        position = str(len(words.split(" ")) - 1)
        result = shell.call(
            _PHASELINE_COMPLETE="complete_bash",
            COMP_WORDS=words,
            COMP_CWORD=position,
        )
        return result.stdout.split()

    assert "launch" in complete("phaseline ")
    assert complete("phaseline unit sign") == ["sign-off"]
    assert "--redo" in complete("phaseline unit send-back U P --re")
