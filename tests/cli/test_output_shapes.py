"""What the main commands look like in a pipe, and on a terminal that is narrow."""

import re
from typing import Any, Final

import pytest
from rich.cells import cell_len

from tests.cli.conftest import PLANS, Demonstration, Shell
from tests.cli.tables import read_table
from tests.cli.test_demo import said

NARROW = 60
PLAN, ROSTER = PLANS / "reference-2005.yaml", PLANS / "reference-2005-roster.csv"
WHOLE = ("--campaign", "reference-2005")
LIVED = ("--campaign", "rehearsal-1")

COMMANDS: Final = {
    "campaign list": ("campaign", "list"),
    "campaign show": ("campaign", "show", *LIVED),
    "unit list": ("unit", "list", *WHOLE),
    "unit show": ("unit", "show", "OT-048", *LIVED),
    "unit journal": ("unit", "journal", "ST-001", *LIVED),
    "unit upcoming": ("unit", "upcoming", "OT-048", *LIVED),
    "roster check": ("roster", "check", ROSTER, "--plan", PLAN),
    "plan show": ("plan", "show", PLAN),
    "doctor": ("doctor",),
}

STYLE: Final = re.compile(r"\x1b\[([\d;]*)m")
"""How a terminal is told colours and weights; the only thing of that kind that we use."""


def essential(name: str, answer: Any) -> list[str]:
    """What must be read whole, whatever the width: ids, codes and dates of the answer as JSON."""
    match name:
        case "campaign list":
            return [row["campaign"] for row in answer]
        case "campaign show":
            tables = (answer["by_district"], answer["by_type"])
            rows = [one["row"] for table in tables for one in table["row_totals"]]
            return [answer["campaign"]["campaign"], *rows, *_codes(answer["overdue"])]
        case "unit list":
            return [*_codes(answer), *(said(row["next_due"])[:10] for row in answer["rows"])]
        case "unit show":
            parts = [part for phase in answer["phases"] for part in (phase, *phase["steps"])]
            ids = [part.get("step") or part["phase"] for part in parts]
            return [answer["unit"], answer["coordinator"], answer["supervision_group"], *ids]
        case "unit journal":
            return [said(entry["at"]) for entry in answer] + ["P-0001", "SG-01"]
        case "unit upcoming":
            return [said(one["at"]) for one in answer]
        case "roster check":
            return list(answer["reconciliation"]["by_type"])
        case "plan show":
            parts = [part for track in answer["tracks"] for part in track["phases"]]
            steps = [step for phase in parts for step in phase["steps"]]
            return [part["id"] for part in (*parts, *steps, *answer["types"], *answer["readiness"])]
        case _:
            return ["PhCampaign", "PhDistrict", "PhPhase", "PhStanding", "PhUnitType"]


def _codes(page: Any) -> list[str]:
    return [row["code"] for row in page["rows"]]


@pytest.fixture(scope="module")
def needed(demonstration: Demonstration) -> dict[str, list[str]]:
    """What is essential, by command."""
    answers = {name: demonstration.shell.json(*command) for name, command in COMMANDS.items()}
    found = {name: essential(name, answer) for name, answer in answers.items()}
    assert all(found.values())
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_pipe_gets_whole_plain_lines(
    demonstration: Demonstration, needed: dict[str, list[str]], name: str, language: str
) -> None:
    command = (*COMMANDS[name], "--lang", language)
    piped = demonstration.shell.ok(*command)
    assert "\x1b" not in piped
    assert [line for line in piped.splitlines() if line != line.rstrip()] == []
    assert [one for one in needed[name] if not _stands_in(one, piped)] == []


@pytest.fixture(scope="module")
def narrow(demonstration: Demonstration) -> dict[str, str]:
    """What a narrow terminal shows in Chinese, by command."""
    return {
        name: demonstration.shell.terminal(NARROW, *command, "--lang", "zh")
        for name, command in COMMANDS.items()
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_a_narrow_terminal_cuts_no_id(
    narrow: dict[str, str], needed: dict[str, list[str]], name: str
) -> None:
    text = STYLE.sub("", narrow[name])
    assert "\x1b" not in text
    lines = text.splitlines()
    assert [line for line in lines if cell_len(line) > NARROW] == []
    assert [line for line in lines if line != line.rstrip()] == []
    assert [one for one in needed[name] if not _stands_in(one, text)] == []


def _stands_in(word: str, text: str) -> bool:
    """Whether a word stands in a text as a whole."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.ASCII) is not None


def test_wide_characters_stay_aligned_on_a_narrow_terminal(narrow: dict[str, str]) -> None:
    _, table = STYLE.sub("", narrow["campaign show"]).split("区县 × 状态\n")
    rows = read_table(table.partition("\n\n")[0].splitlines())
    assert set(rows[0]) == {"区县", "准备中", "逾期", "已完成", "合计"}
    assert [row["合计"] for row in rows][-1] == "6"


def test_colours_are_for_terminals_that_want_them(narrow: dict[str, str], shell: Shell) -> None:
    colourless = shell.terminal(NARROW, *COMMANDS["roster check"], NO_COLOR="1")
    for shown, is_coloured in ((narrow["roster check"], True), (colourless, False)):
        codes = {code for style in STYLE.findall(shown) for code in style.split(";")}
        assert "1" in codes  # bold is no colour
        assert any(re.fullmatch(r"[349]\d|10\d", code) for code in codes) == is_coloured
