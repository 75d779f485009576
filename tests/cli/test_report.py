"""Reports on the screen, as JSON and as files, which say the same."""

from pathlib import Path
from zipfile import is_zipfile

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Demonstration

WHOLE = ("--campaign", "reference-2005")
LIVED = ("--campaign", "rehearsal-1")


def report(*of: object) -> tuple[object, ...]:
    """The command."""
    return ("campaign", "report", *of)


def test_a_workbook_says_what_json_says(demonstration: Demonstration, tmp_path: Path) -> None:
    shell, file = demonstration.shell, tmp_path / "report.xlsx"
    for campaign in (WHOLE, LIVED):
        told = shell.json(*report(*campaign, "--to", file))
        book = CalamineWorkbook.from_path(file)
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
        for name, by in (
            ("By district", "by_district"),
            ("By supervision group", "by_supervision_group"),
        ):
            headings, *rows = sheets[name]
            of = {row[0]: dict(zip(headings, row, strict=True)) for row in rows}
            assert of.keys() - {"total"} == {one["code"] for one in told[by]}
            for one in told[by]:
                figures = one["standings"]["figures"]
                row = of[one["code"]]
                for name_ in ("units", "at work", "finished", "withdrawn", "members", "floating"):
                    assert row[name_] == figures[name_.replace(" ", "_")]
                percent = float(one["standings"]["closed"]["percent"].removesuffix(" %"))
                assert row["phases closed"] == pytest.approx(percent / 100, abs=1e-12)
            assert of["total"]["units"] == told["city"]["figures"]["units"]
        assert {row[0] for row in sheets["Units"][1:]} == {
            one["row"]["code"] for one in told["units"]
        }


def test_it_is_saved_as_what_its_name_says(demonstration: Demonstration, tmp_path: Path) -> None:
    shell = demonstration.shell
    for kind in ("bulletin", "league", "late", "ledger", "closing"):
        for ending in ("docx", "PDF", "xlsx"):
            file = tmp_path / f"{kind}.{ending}"
            said = shell.ok(*report("--kind", kind, "--to", file, "--lang", "zh", *LIVED))
            *_, saved = said.splitlines()
            assert saved.startswith("报告已存为")
            if ending == "PDF":
                assert file.read_bytes().startswith(b"%PDF-")
            else:
                assert is_zipfile(file)


def test_a_county_gets_a_report_on_its_own_units(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    shell, county = demonstration.shell, ("--as", "county:甲区")
    rows = shell.json("unit", "list", *LIVED, "--district", "甲区", "--level", "unit")["rows"]
    assert rows
    for kind in ("bulletin", "league", "late", "ledger", "closing"):
        told = shell.json(*report("--kind", kind, *county, *LIVED))
        assert told == shell.json(*report("--kind", kind, "--district", "甲区", *LIVED)) | {
            "at": told["at"]
        }
        assert told["city"]["figures"]["units"] == len(rows)
        assert [one["code"] for one in told["by_district"]] == ["甲区"]
    items = shell.json("ledger", "list", *LIVED, "--district", "甲区")
    assert (
        shell.json(*report("--kind", "ledger", *county, *LIVED)).get("items", []) == items["lines"]
    )
    file = tmp_path / "county.docx"
    shell.ok(*report("--kind", "closing", *county, "--to", file, "--lang", "zh", *LIVED))
    shown = shell.call(*report("--kind", "late", *county, "--lang", "zh", *LIVED))
    title, *_ = shown.stdout.splitlines()
    assert shown.stderr.startswith("这是预演")
    assert "（区县：甲区）" in title

    refused = shell.error(1, *report(*county, "--district", "乙区", *LIVED))
    assert refused["refusal"]["code"] == "not_allowed"
    assert shell.error(1, *report("--as", "coordinator:P-0001", *LIVED))["code"] == "refused"
    nobody = shell.error(4, *report("--type", "castle", *LIVED))
    assert nobody["code"] == "no_units_meant"
    assert "castle" in nobody["message"]
    assert shell.error(2, *report("--group", "not a code", *LIVED))["code"] == "wrong_code"


def test_it_is_shown(demonstration: Demonstration) -> None:
    shown = demonstration.shell.ok(*report("--kind", "league", "--lang", "zh", *LIVED))
    assert "进度排行" in shown
    assert "【预演】" in shown
    told = demonstration.shell.json(*report("--kind", "league", *LIVED))
    for one in told["by_district"]:
        assert one["code"] in shown


def test_a_file_that_cannot_be_is_said(demonstration: Demonstration, tmp_path: Path) -> None:
    shell = demonstration.shell
    assert (
        shell.fails(2, *report("--to", tmp_path / "report.csv", *LIVED))["code"] == "report_ending"
    )
    nowhere = tmp_path / "missing" / "report.pdf"
    assert shell.fails(2, *report("--to", nowhere, *LIVED))["code"] == "file_unwritable"
    assert shell.fails(4, *report("--campaign", "nothing"))["code"] == "unknown_campaign"
