"""Every figure that a demo prints is what `--json` of the same command gives on the same data."""

import re
import shlex
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from rules.rollup import share_of
from schemas.state import Standing
from tests.cli.conftest import PLANS, Demonstration
from tests.cli.tables import read_table
from texts.labels import label
from texts.mobilization import say_categories

ZONE = ZoneInfo("Asia/Shanghai")
INSTANT = r"\d{4}-\d\d-\d\d \d\d:\d\d"
OF_BOTH = ("--campaign reference-2005", "--campaign rehearsal-1")
OF = OF_BOTH[1]


class Section:
    """What a demo printed for one command, and the command's answer as JSON."""

    def __init__(self, demonstration: Demonstration, command: str) -> None:
        _, _, below = demonstration.told.partition(f"$ phaseline {command}\n")
        self.lines = re.split(r"\n\$ phaseline |Stopped\.\n", below)[0].splitlines()
        self.answer: Any = demonstration.shell.json(*shlex.split(command))
        plan = demonstration.shell.json("plan", "show", PLANS / "reference-2005.yaml")
        phases = [phase for track in plan["tracks"] for phase in track["phases"]]
        self.titles = {one["id"]: one["title"]["en"] for one in (*plan["types"], *phases)}

    def block(self) -> list[str]:
        """The lines up to the next blank one, which are not there any more then."""
        end = self.lines.index("") if "" in self.lines else len(self.lines)
        block, self.lines = self.lines[:end], self.lines[end + 1 :]
        return block

    def units(self, page: Any) -> None:
        """Hold the next block against a page of units."""
        rows = [
            {
                "unit": unit["code"],
                "name": unit["name"],
                "type": self.titles[unit["type"]],
                "district": unit["district"],
                "phase": self.titles.get(unit.get("phase"), ""),
                "standing": label("standing", unit["standing"], "en"),
                "next event": said(unit.get("next_due"))[:10],
            }
            for unit in page["rows"]
        ]
        block = self.block()
        assert read_table(block) == rows if rows else block == ["No such units."]

    def counts(self, heading: str, table: Any) -> None:
        """Hold the next block, with its title, against units counted by standing."""
        title, *lines = self.block()
        assert title == f"{heading.capitalize()} by standing"
        columns = [one["column"] for one in table["column_totals"]]
        standings = [standing for standing in Standing if standing in columns]
        rows: dict[str, dict[str, int]] = defaultdict(dict)
        for cell in (*table["cells"], *table["row_totals"], *table["column_totals"]):
            row, column = cell.get("row", "total"), cell.get("column", "total")
            rows[row][column] = cell["counts"]["units"]
        rows["total"]["total"] = table["total"]["units"]
        assert [_by_id(row, heading) for row in read_table(lines)] == [
            {
                heading: name,
                **{label("standing", one, "en"): str(row.get(one, "")) for one in standings},
                "total": str(row["total"]),
            }
            for name, row in rows.items()
        ]


def _by_id(row: dict[str, str], heading: str) -> dict[str, str]:
    """A row that begins with an id, whether a title stood before it or not."""
    return {**row, heading: re.sub(r".*\[(\S+)\]$", r"\1", row[heading])}


def said(instant: str | None) -> str:
    """An instant of JSON as people are told it."""
    if instant is None:
        return ""
    return f"{datetime.fromisoformat(instant).astimezone(ZONE):%Y-%m-%d %H:%M}"


def dossiers(demonstration: Demonstration) -> Path:
    """Where the demo has put them."""
    return Path(demonstration.shell.env["PHASELINE_DATA"]) / "dossiers"


def closing_report(demonstration: Demonstration) -> Path:
    """Where the demo has put it."""
    return Path(demonstration.shell.env["PHASELINE_DATA"]) / "rehearsal-1-closing.pdf"


def handed_out(demonstration: Demonstration) -> list[tuple[Path, str]]:
    """The dossiers that the demo has handed out, and their heads."""
    folder = dossiers(demonstration)
    command = ("dossier", "export", "ST-001", "AS-001", *shlex.split(OF), "--to", folder)
    exported = demonstration.shell.json(*command)
    return [(folder / one["name"], one["head"]) for one in exported]


def test_the_worker_s_log_has_a_file_of_its_own(demonstration: Demonstration) -> None:
    log = Path(demonstration.shell.env["PHASELINE_DATA"]) / "worker.log"
    assert f"The worker's log {log}" in demonstration.told.splitlines()
    assert log.is_file()


def test_its_commands_can_be_typed_again_where_its_data_is(demonstration: Demonstration) -> None:
    folder = demonstration.shell.env["PHASELINE_DATA"]
    _, _, to_try = demonstration.told.partition("To try later, like every command above:\n")
    assert to_try.splitlines()[:2] == [f"export PHASELINE_DATA={folder}", "phaseline up &"]


def test_offices_are_launched_beside_the_units(demonstration: Demonstration) -> None:
    rows = demonstration.shell.json("unit", "list", *shlex.split(OF))["rows"]
    offices = sum(row.get("level", "unit") != "unit" for row in rows)
    (launch, *_) = demonstration.shell.json("campaign", "show", *shlex.split(OF))["summary"]["done"]
    assert (launch["reached"], launch["offices"]) == (len(rows), offices)


def test_no_command_is_left_out_here(demonstration: Demonstration) -> None:
    _, *commands = re.findall(r"^\$ phaseline (.*)$", demonstration.told, re.MULTILINE)
    assert commands == [
        *(f"campaign show {of}" for of in OF_BOTH),
        f"unit list --overdue {OF}",
        f"unit show ST-001 {OF}",
        f"unit journal ST-001 {OF}",
        f"ledger list {OF}",
        f"letters chain {OF}",
        f"participation show {OF}",
        f"satisfaction list {OF}",
        f"satisfaction show {OF}",
        f"campaign report --kind closing --to {closing_report(demonstration)} {OF}",
        f"dossier export ST-001 AS-001 {OF} --to {dossiers(demonstration)}",
        *(f"dossier verify {kept} --head {head}" for kept, head in handed_out(demonstration)),
    ]


@pytest.mark.parametrize("of", OF_BOTH)
def test_a_campaign_as_a_whole(demonstration: Demonstration, of: str) -> None:
    section = Section(demonstration, f"campaign show {of}")
    answer = section.answer
    row, totals = answer["campaign"], answer["campaign"]["totals"]
    *notice, title, status, clock, counted = section.block()
    assert title == f"{row['title']['en']} [{row['campaign']}]"
    assert status == f"running · {row['window']['first']} to {row['window']['last']}"
    (told,) = re.findall(INSTANT, clock)
    passed = datetime.fromisoformat(answer["now"]) - datetime.fromisoformat(told).replace(
        tzinfo=ZONE
    )
    assert timedelta() <= passed < timedelta(minutes=15)
    assert [re.findall(INSTANT, line) for line in notice] == [[told]] * row["is_rehearsal"]
    assert [int(figure) for figure in re.findall(r"\d+", counted)] == [
        totals[name] for name in ("units", "organisations", "members", "floating")
    ]
    section.counts("district", answer["by_district"])
    section.counts("type", answer["by_type"])
    assert section.lines.pop(0) == "Overdue"
    section.units(answer["overdue"])
    assert section.lines == []


def test_the_units_that_are_late(demonstration: Demonstration) -> None:
    section = Section(demonstration, f"unit list --overdue {OF}")
    assert section.answer["rows"]
    assert section.lines.pop(0).startswith("This is a rehearsal: by its clock it is ")
    section.units(section.answer)
    assert section.lines == []


def test_the_progress_of_a_unit(demonstration: Demonstration) -> None:
    section = Section(demonstration, f"unit show ST-001 {OF}")
    unit = section.answer
    _, name, who, standing, started, finished, *lines = section.block()
    assert name == f"{unit['name']} [{unit['unit']}]"
    assert who.split(" · ")[1:] == [
        f"{name} {unit[field]}"
        for name, field in (
            ("district", "district"),
            ("coordinator", "coordinator"),
            ("group", "supervision_group"),
        )
    ]
    assert standing.startswith(label("standing", unit["standing"], "en"))
    assert (started, finished) == (
        f"Started {said(unit['started_at'])}",
        f"Finished {said(unit['finished_at'])} · {'in time' if unit['in_time'] else 'late'}",
    )
    end = lines.index("Decided on the way (why: phaseline unit journal ST-001)")
    lines, turns = lines[:end], lines[end + 1 :]
    assert [re.findall(INSTANT, turn) for turn in turns] == [
        [said(turn["at"])] for turn in unit["turns"]
    ]
    first = next(number for number, line in enumerate(lines) if "[" in line)
    of_the_unit, lines = lines[:first], lines[first:]
    (ledger,) = (line for line in of_the_unit if line.startswith("Ledger: "))
    assert re.findall(r"\d+", ledger)[:2] == [
        str(unit["ledger"][name]) for name in ("added", "struck_off")
    ]
    for line in (
        f"Responsibility letter acknowledged {said(unit['letter_acknowledged_at'])}",
        f"Long-term mechanism: version {unit['mechanism']}",
    ):
        assert line in of_the_unit
    expected = []
    for phase in unit["phases"]:
        rounds = [str(phase["round"])] if phase["round"] > 1 else []
        expected.append((phase["phase"], [said(phase["closed_at"])], rounds))
        for step in phase["steps"]:
            done = [said(step["done_at"])] if "done_at" in step else []
            expected.append((step["step"], done, []))
            assert ("✓" in lines[len(expected) - 1]) == bool(done)
    assert [_facts(line) for line in lines] == expected


def _facts(line: str) -> tuple[str, list[str], list[str]]:
    """Of which part of the plan a line is, its instants, and the round if there was another."""
    (part,) = re.findall(r"\[(\w+)\]", line)
    return part, re.findall(INSTANT, line), re.findall(r"round (\d+)", line)


def test_the_journal_of_a_unit(demonstration: Demonstration) -> None:
    section = Section(demonstration, f"unit journal ST-001 {OF}")
    _, name, *table = section.block()
    assert name.endswith("[ST-001]")
    rows = [row for row in read_table(table) if row["when"]]  # published texts have further lines
    assert [row["when"] for row in rows] == [said(entry["at"]) for entry in section.answer]
    for row, entry in zip(rows, section.answer, strict=True):
        assert re.split(r"\W+", entry["by"])[1] in row["who"]
        for field in ("evidence", "note", "reason"):
            assert entry["event"].get(field, "") in row["what"]


def test_what_a_unit_s_steps_say_is_in_the_open(demonstration: Demonstration) -> None:
    shown = demonstration.shell.json("publish", "show", "ST-001", *shlex.split(OF))
    texts = {(one["subject"], one.get("phase")): one["text"] for one in shown["publications"]}
    phases = ("study", "analysis", "rectification", "conclusion")
    assert texts.keys() == {
        *(("progress", phase) for phase in phases),
        *(("results", phase) for phase in phases),
        ("problems", "analysis"),
        ("commitments", "rectification"),
        ("mechanism", "conclusion"),
    }
    for subject, phase, told in (
        ("problems", "analysis", "1. The counter is not staffed at noon"),
        (
            "commitments",
            "rectification",
            "1. Take turns at the counter over noon (general office, by",
        ),
        ("results", "conclusion", "Mass satisfaction survey: score 98.88 %"),
        ("mechanism", "conclusion", "Rota and fees are posted every quarter"),
    ):
        assert told in texts[subject, phase]


def test_the_ledgers_of_units(demonstration: Demonstration) -> None:
    section = Section(demonstration, f"ledger list {OF}")
    lines = section.answer["lines"]
    assert {line["unit"] for line in lines} == {"ST-001", "AS-001", "CITY"}
    told = "\n".join(section.lines)
    for line in lines:
        assert line["measure"] in told


def share(part: int, whole: int) -> str:
    """A share as it is printed."""
    percent = share_of(part, whole).percent
    return "–" if percent is None else f"{part} of {whole} ({percent})"


def test_the_letters_of_the_city_and_its_counties(demonstration: Demonstration) -> None:
    section = Section(demonstration, f"letters chain {OF}")
    chain = section.answer
    _, *table = section.block()
    city, *counties, whole = read_table(table)
    own, units = "its own", "its units'"
    assert city[own] == said(chain["city_acknowledged_at"])
    assert [(row["district"], row[units]) for row in counties] == [
        (one["district"], f"{one['acknowledged']} of {one['units']}") for one in chain["counties"]
    ]
    signed = [one for one in chain["counties"] if one.get("county_acknowledged_at")]
    assert [one["district"] for one in signed] == ["甲区"]
    assert whole[own] == f"2 of {len(chain['counties']) + 1}", "the city's own, and a county's"


def test_who_takes_part(demonstration: Demonstration) -> None:
    section = Section(demonstration, f"participation show {OF}")
    city = section.answer["city"]
    _, facts, *table = section.block()
    assert [int(figure) for figure in re.findall(r"\d+", facts)] == [
        city[name] for name in ("steps", "begun", "short", "unjudged")
    ]
    *rows, total = read_table(table)
    counted = {name: figures for name, figures in city["by_category"].items() if figures["members"]}
    assert {row["category"]: (row["took part"], row["short"]) for row in rows} == {
        say_categories(name, "en"): (
            share(figures["reached"], figures["members"]),
            str(figures["short"] or ""),
        )
        for name, figures in counted.items()
    }
    assert total["took part"] == share(city["reached"], city["members"])


def test_what_people_say_at_each_phase(demonstration: Demonstration) -> None:
    listed = Section(demonstration, f"satisfaction list {OF}")
    _, *table = listed.block()
    lines = listed.answer["lines"]
    assert [
        (row["unit"], row["until"], row["cast"], row["score"]) for row in read_table(table)
    ] == [(line["unit"], line["until"], str(line["cast"]), line["score"]) for line in lines]
    (city,) = [line for line in lines if line["unit"] == "CITY"]
    assert city["score"] == "91.5 %", "as the reference case prints it"

    shown = Section(demonstration, f"satisfaction show {OF}")
    _, *table = shown.block()
    asked = [one for one in shown.answer["asked"] if one["city"]["units"]]
    assert [one["asked"].get("is_poll", False) for one in asked] == [True] * 3 + [False] * 2
    assert [
        (row["units"], row["measured"], row["95 % and over"], row["mean"])
        for row in read_table(table)
    ] == [
        (
            str(one["city"]["units"]),
            str(one["city"]["measured"]),
            str(one["city"]["bands"][0]),
            one["city"]["mean"],
        )
        for one in asked
    ]


def test_the_closing_report_is_a_file(demonstration: Demonstration) -> None:
    file = closing_report(demonstration)
    assert str(file) in demonstration.told
    text = pypdfium2.PdfDocument(file.read_bytes())
    said_ = "".join(page.get_textpage().get_text_bounded() for page in text)
    assert "91.5 %" in said_, "of the city itself"
    told = demonstration.shell.json("campaign", "report", "--kind", "closing", *shlex.split(OF))
    assert f"Units: {told['city']['figures']['units']}; organisations: " in " ".join(said_.split())


def test_the_dossiers_of_both_lives_are_sound(demonstration: Demonstration) -> None:
    kept = handed_out(demonstration)
    assert len(kept) == 2
    for folder, head in kept:
        assert head in demonstration.told
        checked = demonstration.shell.json("dossier", "verify", folder, "--head", head)
        assert checked["findings"] == []
        assert checked["head"] == head
    assert "✗" not in demonstration.told


def test_the_story_that_is_told_first(demonstration: Demonstration) -> None:
    _, _, story = demonstration.told.partition("\nThe rehearsal rehearsal-1: ")
    told = defaultdict(list)
    lines = re.findall(rf"^({INSTANT}) (\S+) (.*)$", story.partition("\n\n")[0], re.MULTILINE)
    past = [what for *_, what in lines if what.endswith("past the workflow)")]
    assert len(past) == 10, "letters of offices, opinions and ballots are in no journal"
    for at, unit, what in lines:
        if what not in past:
            told[unit].append(at)
    assert len(told) == 4
    for unit, instants in told.items():
        journal = demonstration.shell.json("unit", "journal", unit, *shlex.split(OF))
        by_people = [entry for entry in journal if not entry["by"].startswith("system:")]
        assert [said(entry["at"]) for entry in by_people] == instants
    units = demonstration.shell.json("unit", "list", "--level", "unit", *shlex.split(OF))["rows"]
    assert int(story.split()[0]) == len(units)
