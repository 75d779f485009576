"""`phaseline notice`: what a plan will say, read before it does."""

import json
from pathlib import Path

from tests.cli.conftest import PLANS, Shell
from tests.cli.test_plan_command import REFERENCE

SAFETY = PLANS / "safety-inspection.yaml"


def test_every_message_of_a_plan_is_shown_as_it_will_look(shell: Shell) -> None:
    shown = shell.ok("notice", "preview", "--plan", REFERENCE, "--lang", "zh")
    assert "five_days_before → 联络员P-001" in shown
    assert "【提醒】示例单位：召开动员大会" in shown
    assert "还有5个工作日" in shown
    assert "【退回补课】示例单位：学习动员" in shown
    found = shell.json("notice", "preview", "--plan", REFERENCE)
    assert len(found) > 35
    assert {"kind", "to", "subject", "body"} <= found[0].keys()
    assert all(one["subject"] and one["body"] for one in found)


def test_only_the_rungs_that_are_asked_for(shell: Shell) -> None:
    found = shell.json(
        "notice", "preview", "--plan", SAFETY, "--rung", "late", "--rung", "inspectors"
    )
    assert [(one["rung"], one["to"]) for one in found] == [
        ("late", "coordinator:P-001"),
        ("inspectors", "supervisor:SG-01"),
        ("inspectors", "coordinator:P-001"),
    ]
    result = shell.call("notice", "preview", "--plan", SAFETY, "--rung", "never", "--json")
    assert result.exit_code == 4
    assert "It has: soon, today, late" in json.loads(result.stdout)["error"]["message"]


def test_the_plans_own_text_and_the_link_are_in_it(shell: Shell, tmp_path: Path) -> None:
    text = SAFETY.read_text().replace(
        "today, when: on the day}",
        "today, when: on the day, text: {en: 'Today, {name}: {what}!'}}",
        1,
    )
    file = tmp_path / "plan.yaml"
    file.write_text(text)
    shown = shell.ok(
        "notice",
        "preview",
        "--plan",
        file,
        "--rung",
        "today",
        PHASELINE_LINK="https://x.example/{unit}",
    )
    assert "[Due today] Today, Example unit: Walk-through with the checklist!" in shown
    assert "Open: https://x.example/U-001" in shown
    assert "cannot be reported" not in shown


def test_a_plan_with_a_broken_text_is_not_previewed(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(
        SAFETY.read_text().replace("when: on the day}", "when: on the day, text: {en: '{whom}'}}")
    )
    result = shell.call("notice", "preview", "--plan", file)
    assert result.exit_code == 1
    assert "nothing fills '{whom}'" in result.stdout
