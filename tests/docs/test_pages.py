"""What the pages show works: their links lead somewhere, their commands exist, their tables are true."""

import re
import shlex
from typing import Any, Final

import pytest
from typer.main import get_command

from cli.help import Group
from cli.root import app
from schemas.identity import SEARCH_ATTRIBUTES
from tests.docs.pages import ROOT, Page
from worker.settings import Settings

PAGES: Final = (
    "README.md",
    "README.zh.md",
    "docs/first-campaign.md",
    "docs/reminders.md",
    "docs/reports.md",
    "docs/taking-part.md",
    "docs/ledger.md",
    "docs/opinions.md",
    "docs/survey.md",
    "docs/supervision.md",
    "docs/amendments.md",
    "docs/production.md",
    "docs/contract.md",
    "docs/dossier.md",
)
EVERYBODY_S: Final = {"--json", "--lang", "--help", "--install-completion", "--show-completion"}


def calls(page: Page) -> list[list[str]]:
    """The words of every call of `phaseline` that a page has in a block without a language."""
    lines = [line for block in page.blocks("") for line in block.splitlines()]
    called = (re.sub(r"^(\w+=\S* )*", "", line).partition(" #")[0].strip() for line in lines)
    return [shlex.split(line)[1:] for line in called if line.startswith("phaseline ")]


def declared(words: list[str]) -> tuple[Any, list[str]]:
    """The command that is called, and what is left of the words. Raises KeyError for none."""
    command: Any = get_command(app)
    rest = words
    while isinstance(command, Group):
        command, rest = command.member(rest[0]), rest[1:]
    return command, rest


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = Page.read(name)
    for link in page.links:
        path, _, heading = link.partition("#")
        target = (page.path.parent / path).resolve() if path else page.path
        assert target.exists(), link
        if heading:
            assert heading in Page.read(str(target.relative_to(ROOT))).headings, link


@pytest.mark.parametrize("name", PAGES)
def test_commands_exist_with_their_options(name: str) -> None:
    for words in calls(Page.read(name)):
        if words[0].startswith("-") or words[0] == "…":
            continue
        command, rest = declared(words)
        known = EVERYBODY_S | {option for one in command.params for option in one.opts}
        given = {word.partition("=")[0] for word in rest if word.startswith("--")}
        assert given <= known, words


@pytest.mark.parametrize(
    ("name", "headings"),
    [("README.md", ("folder", "what lives there")), ("README.zh.md", ("目录", "内容"))],
)
def test_the_readme_knows_every_room(name: str, headings: tuple[str, ...]) -> None:
    rows = Page.read(name).table(*headings)
    told = {room for row in rows for room in re.findall(r"`(\w+)/`", row[0])}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages <= told
    assert all((ROOT / room).is_dir() for room in told)


def test_the_readmes_begin_with_the_two_commands() -> None:
    for name in ("README.md", "README.zh.md"):
        first = Page.read(name).blocks("")[0]
        assert [line.split("#")[0].strip() for line in first.splitlines()] == [
            "make demo",
            "make test",
        ]


def test_every_setting_is_told() -> None:
    rows = Page.read("docs/production.md").table("variable", "default", "")
    told = {name for row in rows for name in re.findall(r"`(PHASELINE_\w+)`", row[0])}
    settings = {f"PHASELINE_{name.upper()}" for name in Settings.model_fields}
    assert told == settings | {"PHASELINE_LANG", "PHASELINE_CAMPAIGN", "PHASELINE_AS"}


def test_the_search_attributes_are_registered_each_with_its_type() -> None:
    line = Page.read("docs/production.md").line("   temporal operator search-attribute create")
    assert re.findall(r"--name (\w+) --type (\w+)", line) == [
        (key.name, key.indexed_value_type.name.capitalize()) for key in SEARCH_ATTRIBUTES
    ]


def test_every_metric_of_ours_is_told() -> None:
    rows = Page.read("docs/production.md").table("metric", "")
    told = {row[0].strip("`") for row in rows}
    source = "".join(
        (ROOT / name).read_text() for name in ("worker/metrics.py", "workflows/figures.py")
    )
    assert told == set(re.findall(r'"(phaseline_\w+)"', source))
