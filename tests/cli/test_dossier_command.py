"""Dossiers on the command line: handed out without Temporal, and checked without anything."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from cli.kept import show_kept
from cli.output import Output
from schemas.dossier import KeptDossiers
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


def test_all_dossiers_of_a_folder_are_held_against_the_heads(alone: Shell, tmp_path: Path) -> None:
    campaign = ("--campaign", "reference-2005")
    exported = alone.json("dossier", "export", "--all", "--zip", *campaign, "--to", tmp_path)
    heads = tmp_path / "heads.json"
    heads.write_text(alone.ok("campaign", "heads", *campaign, "--json"))
    known = json.loads(heads.read_text())
    nothing = Shell({"PHASELINE_DATA": str(tmp_path / "none"), **NOBODY_THERE})
    call = ("dossier", "verify", tmp_path / "reference-2005", "--lang", "en")
    said = nothing.ok(*call, "--heads", heads)
    for one in exported:
        assert f"✓ {one['unit']}: " in said
    assert f"checked: {len(exported)}; with problems: 0; missing: 0" in " ".join(said.split())
    assert known["digest"] in said
    assert "tell by --heads" in " ".join(nothing.ok(*call).split())

    (tmp_path / exported[0]["name"]).unlink()
    (tmp_path / exported[1]["name"]).write_bytes(b"nothing of the kind")
    (tmp_path / "reference-2005" / ".x.zip.0123.part").write_bytes(b"hal")
    result = nothing.call(*call, "--heads", heads)
    assert result.exit_code == 1
    for unit in (exported[0]["unit"], exported[1]["unit"]):
        assert f"✗ {unit}: the list of heads has it" in result.stdout
    assert "(.part): 1" in result.stdout
    found = json.loads(nothing.call(*call, "--heads", heads, "--json").stdout)
    assert found["missing"] == [one["unit"] for one in exported[:2]]
    assert found["left_over"] == 1

    for spoilt, code in (
        ("{}", "not_heads"),
        (json.dumps({**known, "units": []}), "heads_changed"),
    ):
        heads.write_text(spoilt)
        assert nothing.error(2, *call, "--heads", heads)["code"] == code
    assert nothing.error(2, *call, "--head", "0" * 64)["code"] == "head_of_many"


def test_dossiers_are_kept_where_the_settings_say(alone: Shell, tmp_path: Path) -> None:
    own = {"PHASELINE_STORE": str(tmp_path / "store")}
    said = alone.ok("dossier", "export", "ST-001", *LIVED, **own)
    assert (tmp_path / "store" / "dossiers" / "rehearsal-1" / "ST-001" / "manifest.json").exists()
    assert "1" in said
    (named,) = json.loads(alone.ok("dossier", "export", "ST-001", *LIVED, "--json", **own))
    assert named["head"] in said
    assert named["digest"] in said
    listed = alone.json("campaign", "dossiers", *LIVED)
    (noted,) = (one for one in listed["dossiers"] if one["unit"] == "ST-001")
    assert (noted["name"], noted["digest"]) == (named["name"], named["digest"])
    assert listed["progress"]["exported"] == len(listed["dossiers"])
    assert named["digest"] in alone.ok("campaign", "dossiers", *LIVED)


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
    (tmp_path / "no.doc").write_bytes(b"nothing of the kind")
    for file in (tmp_path / "no.doc", tmp_path):
        result = shell.call("dossier", "verify", file, "--json")
        assert result.exit_code == 1
        assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["not_a_dossier"]
        said = shell.call("dossier", "verify", file, "--lang", "en").stdout
        assert "a folder that has dossiers in it" in " ".join(said.split())
    wrong = shell.call("dossier", "verify", tmp_path, "--head", "abc")
    assert wrong.exit_code == 2
    assert "64 hexadecimal digits" in wrong.output


@pytest.mark.parametrize("is_exporting", [True, False])
def test_dossiers_come_by_themselves_only_while_workers_export_them(
    capsys: pytest.CaptureFixture[str], is_exporting: bool
) -> None:
    kept = KeptDossiers(units=3, exported=1, failed=2)
    show_kept(Output("en"), "c2026", kept, is_exporting=is_exporting)
    said = capsys.readouterr().out
    assert ("by themselves" in said) is is_exporting
    assert "phaseline dossier export --all --zip --campaign c2026" in said
