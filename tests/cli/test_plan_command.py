"""`phaseline plan`: what is wrong in a plan, and how it looks."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.plan import Plan
from tests.cli.conftest import PLANS, Shell

REFERENCE = PLANS / "reference-2005.yaml"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A plan with three faults that lie far apart."""
    text = (PLANS / "safety-inspection.yaml").read_text()
    text = text.replace("after: [walk_through, staff_reports]", "after: [walk_thru]")
    text = text.replace("timezone: Pacific/Auckland", "timezone: Pacific/Nowhere")
    text = text.replace(
        "    track: inspection\n    focus: {en: 'Gas", "    track: gone\n    focus: {en: 'Gas"
    )
    file = tmp_path / "broken.yaml"
    file.write_text(text)
    return file


def test_a_good_plan_is_called_good(shell: Shell) -> None:
    assert "is good" in shell.ok("plan", "check", REFERENCE)
    assert "没有问题" in shell.ok("plan", "check", REFERENCE, "--lang", "zh")
    assert shell.json("plan", "check", REFERENCE)["problems"] == []


def test_every_error_is_printed_with_its_place(shell: Shell, broken: Path) -> None:
    result = shell.call("plan", "check", broken)

    assert result.exit_code == 1
    text = broken.read_text().splitlines()
    places = [tuple(map(int, m)) for m in re.findall(r":(\d+):(\d+): ", result.stdout)]
    at = [text[line - 1][column - 1 :] for line, column in places]
    assert [start.split()[0].strip("[],") for start in at] == [
        "Pacific/Nowhere",
        "walk_thru",
        "gone",
    ]
    assert "Problems found: 3." in result.stdout


def test_the_same_errors_as_json(shell: Shell, broken: Path) -> None:
    result = shell.call("plan", "check", broken, "--json", "--lang", "zh")

    assert result.exit_code == 1
    problems = json.loads(result.stdout)["problems"]
    assert [problem["code"] for problem in problems] == [
        "unknown_timezone",
        "after_unknown_step",
        "unknown_track",
    ]
    assert all(problem["line"] and problem["column"] for problem in problems)
    assert "不认识时区" in problems[0]["message"]


def test_a_file_that_is_not_there(shell: Shell) -> None:
    result = shell.call("plan", "show", "nowhere.yaml", "--json")

    assert result.exit_code == 4
    assert json.loads(result.stdout)["error"]["code"] == "file_missing"


def test_a_plan_is_drawn_with_dues_and_gates(shell: Shell) -> None:
    drawn = shell.ok("plan", "show", REFERENCE)
    plan = Plan.model_validate_json(shell.ok("plan", "show", REFERENCE, "--json"))

    for track in plan.tracks:
        for phase in track.phases:
            assert f"[{phase.id}] · {phase.length}" in drawn
            for step in phase.steps:
                due = (
                    "due at the phase's end" if step.due == "phase end" else f"due after {step.due}"
                )
                assert any(f"[{step.id}]" in line and due in line for line in drawn.splitlines())
    assert "closes by sign-off, or 5 working days without one" in drawn
    assert "30天 · 须经验收，5个工作日内无结论即自动结束" in shell.ok(
        "plan", "show", REFERENCE, "--lang", "zh"
    )


def test_a_plan_is_drawn_with_the_latest_start_of_a_type(shell: Shell) -> None:
    plan = PLANS / "safety-inspection.yaml"
    assert "[warehouse] · inspection · latest start 2026-10-01" in shell.ok("plan", "show", plan)


def test_the_schema_is_a_json_schema(shell: Shell) -> None:
    schema = json.loads(shell.ok("plan", "schema"))

    assert {"tracks", "types", "window"} <= schema["properties"].keys()


def test_what_the_schema_offers_is_written_as_in_a_plan(shell: Shell) -> None:
    parts = list(parts_of(json.loads(shell.ok("plan", "schema"))))
    offered = {part["default"] for part in parts if isinstance(part.get("default"), str)}
    assert {"5 working days", "4 minutes", "100 %", "phase end"} <= offered
    for part in parts:
        if isinstance(part.get("default"), str) and "pattern" in part:
            assert re.search(part["pattern"], part["default"])
    (gate,) = (part["default"] for part in parts if part.get("$ref") == "#/$defs/Gate")
    assert gate == {"sign_off": True, "redo": "5 working days"}


def test_the_schema_takes_times_as_plans_have_them(shell: Shell) -> None:
    schema = json.loads(shell.ok("plan", "schema"))
    # A 'time' of JSON Schema has an offset, which working hours have not.
    assert all(part.get("format") != "time" for part in parts_of(schema))
    hours = schema["$defs"]["WorkingHours"]["properties"]
    for written in ("08:30", "16:30", "17:30:00"):
        assert re.search(hours["open"]["pattern"], written)
    for wrong in ("8:30", "24:00", "08:30Z", "08:60"):
        assert not re.search(hours["close"]["pattern"], wrong)


def parts_of(schema: Any) -> Iterator[dict[str, Any]]:
    """All mappings within a schema."""
    if isinstance(schema, dict):
        yield schema
    if isinstance(schema, dict | list):
        for part in schema.values() if isinstance(schema, dict) else schema:
            yield from parts_of(part)
