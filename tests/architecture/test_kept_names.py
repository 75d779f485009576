"""Names of which there are too many for a test: each stands in a file beside it, one a line.

A later version adds to these files, and takes nothing out of them. To add: run the test, and put in
what it says is missing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from cli.help import Group
from cli.root import app
from texts.refusals import CATALOGUE

HERE = Path(__file__).parent


def refusal_codes() -> set[str]:
    """What programs tell refusals by."""
    return set(CATALOGUE)


def commands() -> set[str]:
    """The commands of `phaseline` that are not hidden, as they are typed."""
    return set(_below(get_command(app), ()))


def _below(command: Any, words: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(command, Group):
        yield " ".join(words)
        return
    for name in command.commands:
        member = command.member(name)
        if not member.hidden:
            yield from _below(member, (*words, name))


@pytest.mark.parametrize("names", [refusal_codes, commands])
def test_names_are_kept(names: Callable[[], set[str]]) -> None:
    kept = (HERE / f"{names.__name__}.txt").read_text().splitlines()
    assert kept == sorted(names())
