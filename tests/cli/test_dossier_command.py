"""Dossiers on the command line: handed out without Temporal, and checked without anything."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.conftest import Demonstration, Shell

LIVED: Final = ("--campaign", "rehearsal-1")
NOBODY_THERE: Final = {"PHASELINE_TEMPORAL_ADDRESS": "127.0.0.1:9"}


@pytest.fixture
def alone(demonstration: Demonstration) -> Shell:
    """A shell beside which the records are there, and no Temporal server."""
    return Shell({**demonstration.shell.env, **NOBODY_THERE})


def verified(file: Path, *options: str, data: Path) -> tuple[int, Any]:
    """The exit code of a check where nothing runs, and its answer."""
    nothing = Shell({"PHASELINE_DATA": str(data), **NOBODY_THERE})
    result = nothing.call("dossier", "verify", file, *options, "--json")
    return result.exit_code, json.loads(result.stdout)


def test_a_unit_s_whole_life_is_handed_out_and_can_be_checked_by_anybody(
    demonstration: Demonstration, alone: Shell, tmp_path: Path
) -> None:
    shown = demonstration.shell.json("unit", "show", "ST-001", *LIVED)
    assert alone.call("unit", "show", "ST-001", *LIVED).exit_code == 3, "Temporal is away"
    to = tmp_path / "handed-out"
    (exported,) = alone.json("dossier", "export", "ST-001", *LIVED, "--to", to)
    assert (exported["head"], exported["revision"]) == (shown["head"], shown["revision"])
    folder = to / exported["name"]
    assert b"ST-001" in (folder / "dossier.zh.html").read_bytes()
    against = ("--head", exported["head"], "--digest", exported["digest"].upper())
    code, result = verified(folder, *against, data=tmp_path / "none")
    assert (code, result["findings"], result["unit"]) == (0, [], "ST-001")
    by_head = alone.ok("dossier", "verify", folder, "--head", exported["head"], "--lang", "en")
    assert "only --digest vouches" in by_head
    journal = folder / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:7] + lines[8:]))
    code, result = verified(folder, data=tmp_path / "none")
    assert (code, [one["code"] for one in result["findings"]]) == (
        1,
        ["file_changed", "entry_out_of_order"],
    )
    said = alone.call("dossier", "verify", folder, "--lang", "zh")
    assert "第 8 条记录的位置上是第 9 条" in said.stdout


def test_all_units_are_handed_out_each_once(alone: Shell, tmp_path: Path) -> None:
    call = ("dossier", "export", "--all", "--zip", "--campaign", "reference-2005", "--to", tmp_path)
    first = alone.json(*call)
    assert all(one["is_new"] for one in first)
    assert [one["unit"] for one in first] == sorted(one["unit"] for one in first)
    (tmp_path / first[0]["name"]).unlink()
    again = alone.json(*call)
    assert [one["is_new"] for one in again] == [True, *[False] * (len(first) - 1)]
    assert [one["digest"] for one in again] == [one["digest"] for one in first]
    heads = alone.json("campaign", "heads", "--campaign", "reference-2005")
    assert [one["head"] for one in heads["units"]] == [one["head"] for one in first]
    listed = "".join(f"{one['unit']} {one['revision']} {one['head']}\n" for one in heads["units"])
    assert heads["digest"] == sha256(listed.encode()).hexdigest()
    for one in first:
        code, result = verified(tmp_path / one["name"], "--head", one["head"], data=tmp_path)
        assert (code, result["findings"]) == (0, [])
    assert heads["digest"] in alone.ok("campaign", "heads", "--campaign", "reference-2005")


def test_dossiers_are_kept_where_the_settings_say(alone: Shell, tmp_path: Path) -> None:
    own = {"PHASELINE_STORE": str(tmp_path / "store")}
    said = alone.ok("dossier", "export", "ST-001", *LIVED, **own)
    assert (tmp_path / "store" / "dossiers" / "rehearsal-1" / "ST-001" / "manifest.json").exists()
    assert "1" in said
    (named,) = json.loads(alone.ok("dossier", "export", "ST-001", *LIVED, "--json", **own))
    assert named["head"] in said
    assert named["digest"] in said


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("dossier", "export", *LIVED), "units_or_all"),
        (("dossier", "export", "ST-001", "--all", *LIVED), "units_or_all"),
        (("dossier", "export", "XX-999", *LIVED), "unknown_unit"),
        (("dossier", "export", "ST-001", *LIVED, "--to", "nonsense://x"), "store_unusable"),
        (("dossier", "verify", "/no/such/file"), "file_missing"),
    ],
)
def test_what_cannot_be_done_is_said(alone: Shell, arguments: tuple[str, ...], code: str) -> None:
    result = alone.call(*arguments, "--json")
    assert result.exit_code in (2, 3, 4)
    assert json.loads(result.stdout)["error"]["code"] == code


def test_what_is_no_dossier_is_found(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"nothing of the kind")
    for file in (tmp_path / "no.zip", tmp_path):
        result = shell.call("dossier", "verify", file, "--json")
        assert result.exit_code == 1
        assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["not_a_dossier"]
    wrong = shell.call("dossier", "verify", tmp_path, "--head", "abc")
    assert wrong.exit_code == 2
    assert "64 hexadecimal digits" in wrong.output
