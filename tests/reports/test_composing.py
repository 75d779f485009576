"""Reports in words: every figure is the report's own, every text is said, no name of anybody."""

import dataclasses
import hashlib
import re
from typing import Any

import pytest

from records.store import Records
from reports.composing import compose
from reports.document import ROWS_ON_PAPER, Document, Section, shown
from rules.rollup import office_standings
from rules.shares import share
from schemas.quantities import Percent
from schemas.report import Report, ReportKind, ReportScope
from tests.reports.reporting import (
    KINDS,
    LANGUAGES,
    in_rehearsal,
    report_with,
    reports_of_a_city,
    telling,
    with_other_bands,
    with_people,
    with_results,
)
from texts import reports as texts
from texts.catalogue import Entry, Language

PARTS = (
    ReportScope(district="D1"),
    ReportScope(type="school"),
    ReportScope(supervision_group="SG-01"),
)


@pytest.fixture(scope="module")
async def reports(records: Records) -> dict[ReportKind, Report]:
    return await reports_of_a_city(records)


def composed(report: Report, language: Language = "en") -> Document:
    return compose(report, telling(report, language))


def section(document: Document, heading: str) -> Section:
    """The section of that heading."""
    (found,) = [one for one in document.sections if one.heading == heading]
    return found


def cells(document: Document, heading: str) -> list[dict[str, str]]:
    """The rows of a section's table, and its total, by their headings, as they are shown."""
    table = section(document, heading).table
    assert table is not None
    headings = [column.heading for column in table.columns]
    assert len(set(headings)) == len(headings)
    rows = [*table.rows, *([table.total] if table.total else [])]
    return [dict(zip(headings, (shown(cell, "en") for cell in row), strict=True)) for row in rows]


def test_the_bulletin_says_of_each_district_what_json_says(
    reports: dict[ReportKind, Report],
) -> None:
    report = reports[ReportKind.BULLETIN]
    said = {row["district"]: row for row in cells(composed(report), "By district")}
    told: dict[str, Any] = {
        one["code"]: one for one in report.model_dump(mode="json")["by_district"]
    }
    assert said.keys() - {"total"} == told.keys()
    names = ("units", "not started", "at work", "overdue", "finished", "withdrawn", "members")
    for code, one in told.items():
        figures = one["standings"]["figures"]
        assert [said[code][name] for name in names] == [
            str(figures[name.replace(" ", "_")]) for name in names
        ]
        percent = one["standings"]["closed"]["percent"]
        assert float(said[code]["phases closed"].removesuffix(" %")) == float(
            percent.removesuffix(" %")
        )
    for name in names:
        assert int(said["total"][name]) == sum(int(said[code][name]) for code in told)


def test_the_bulletin_says_who_takes_part(reports: dict[ReportKind, Report]) -> None:
    report = reports[ReportKind.BULLETIN]
    assert report.participation is not None
    city = report.participation.city
    assert city.steps >= city.short > 0
    document = composed(report)
    *rows, total = cells(document, "Taking part")
    assert [row["category"] for row in rows][-1] == "of whom floating"
    assert [(row["members"], row["took part"], row["short"]) for row in rows] == [
        (str(one.members), str(one.reached), str(one.short)) for one in city.by_category.values()
    ]
    settled = [int(row["members"]) for row in rows[:-1]]
    assert int(total["members"]) == sum(settled) == city.members
    said = {row["district"]: row for row in cells(document, "Taking part by district")}
    for code, figures in report.participation.by_district.items():
        assert said[code]["steps"] == str(figures.steps)
        assert said[code]["floating"] == str(figures.by_category["floating"].members)
        assert said[code]["took part, %"] == shown(share(figures.reached, figures.members), "en")
    short = cells(document, "Short of the coverage")
    assert [row["unit"] for row in short] == [line.unit for line in report.short]
    assert {"Taking part", "Taking part by district"} <= {one.heading for one in document.on_paper}
    assert "Short of the coverage" not in [one.heading for one in document.on_paper]


def test_a_unit_that_too_few_take_part_in_says_who_is_missing(
    reports: dict[ReportKind, Report],
) -> None:
    (row,) = cells(composed(with_people(reports[ReportKind.BULLETIN])), "Short of the coverage")
    assert (row["step"], row["coverage"]) == ("Mobilisation meeting", "90.00 %")
    assert (row["took part"], row["took part, %"]) == ("4", "40.00 %")
    assert row["too few of"] == "retired, floating"
    assert row["missing, to be judged"] == "3 retired"


def test_satisfaction_is_told_phase_by_phase(reports: dict[ReportKind, Report]) -> None:
    report = with_people(reports[ReportKind.BULLETIN])
    document = composed(report)
    poll, survey = cells(document, "Satisfaction by phase")
    assert (poll["phase"], poll["asked"]) == ("Study and mobilisation", "poll")
    assert (survey["phase"], survey["asked"]) == ("Rectification and improvement", "Survey")
    assert [poll[name] for name in ("units", "under way", "measured", "too few votes", "mean")] == [
        "4",
        "1",
        "2",
        "1",
        "93.21 %",
    ]
    assert [poll[name] for name in ("95 % and over", "90 % up to 95 %", "under 90 %")] == [
        "1",
        "0",
        "1",
    ]
    assert [row["district"] for row in cells(document, "By phase and district")] == ["D1", "D1"]
    part = composed(report.model_copy(update={"scope": PARTS[0]}))
    assert "By phase and district" not in [one.heading for one in part.sections]


def test_a_later_batch_is_put_beside_the_earlier_ones(reports: dict[ReportKind, Report]) -> None:
    report = with_people(reports[ReportKind.CLOSING])
    first, own = cells(composed(report), "Batches compared")
    assert (first["campaign"], first["batch"], own["batch"]) == ("batch-1", "1", "")
    assert own["units"] == str(report.city.figures.units)
    assert own["finished, %"] == shown(report.city.finished.percent, "en")
    alone = composed(reports[ReportKind.CLOSING])
    assert "Batches compared" not in [one.heading for one in alone.sections]


def test_batches_are_compared_band_by_band_where_they_have_the_same(
    reports: dict[ReportKind, Report],
) -> None:
    report = with_people(reports[ReportKind.CLOSING])
    first, own = cells(composed(report), "Satisfaction by batch")
    assert first == own | {"campaign": "batch-1", "batch": "1"}
    assert (own["measured"], own["95 % and over"], own["90 % up to 95 %"], own["under 90 %"]) == (
        "771",
        "82.88 %",
        "15.82 %",
        "1.30 %",
    )

    batches = report.batches
    asked_nobody = batches[0].model_copy(update={"bands": ()})
    beside = report.model_copy(update={"batches": (asked_nobody, batches[1])})
    first, own = cells(composed(beside), "Satisfaction by batch")
    assert (first["measured"], first["95 % and over"], own["measured"]) == ("0", "", "771")

    nobody = report.model_copy(update={"batches": (asked_nobody, asked_nobody)})
    assert "Satisfaction by batch" not in [one.heading for one in composed(nobody).sections]


def test_batches_with_other_bands_are_told_each_by_its_own(
    reports: dict[ReportKind, Report],
) -> None:
    report = with_other_bands(reports[ReportKind.CLOSING])
    first, own = cells(composed(report), "Satisfaction by batch")
    assert first["satisfaction"] == "95 % and over: 75.00 %; under 95 %: 25.00 %"
    assert own["satisfaction"].endswith("under 90 %: 1.30 %")
    said = section(composed(report), "Satisfaction by batch").paragraphs
    assert said[0].endswith("each is told by its own.")


def test_a_league_has_the_places_of_the_rules(reports: dict[ReportKind, Report]) -> None:
    report = reports[ReportKind.LEAGUE]
    *rows, total = cells(composed(report), "By supervision group")
    assert [(row["place"], row["supervision group"]) for row in rows] == [
        (str(one.place), one.code) for one in report.by_supervision_group
    ]
    assert (total["place"], total["supervision group"]) == ("", "total")


def test_the_late_list_names_what_is_late(reports: dict[ReportKind, Report]) -> None:
    report = reports[ReportKind.LATE]
    rows = cells(composed(report), "Overdue units")
    assert len(rows) == len(report.late) > 0
    for row, late in zip(rows, report.late, strict=True):
        assert (row["unit"], row["coordinator's id"]) == (late.unit, late.coordinator)
        assert row["days late"] == str(late.late_by.count)
        assert row["due"].endswith("17:30")
    assert [late.due for late in report.late] == sorted(late.due for late in report.late)
    assert rows[0]["what is late"] == "Mobilisation meeting"


def test_every_unit_is_in_the_bulletins_sheet(reports: dict[ReportKind, Report]) -> None:
    report = reports[ReportKind.BULLETIN]
    document = composed(report)
    rows = {row["unit"]: row for row in cells(document, "Units")}
    assert rows.keys() == {line.row.code for line in report.units}
    for line in report.units:
        closed = {phase.phase for phase in line.phases if phase.closed_at}
        assert (rows[line.row.code]["Study and mobilisation closed"] != "") == (
            "study" in closed and line.row.track == "phased"
        )
    assert "Units" not in [one.heading for one in document.on_paper]


def test_a_closing_report_explains_the_printed_percentages(
    reports: dict[ReportKind, Report],
) -> None:
    document = composed(with_results(reports[ReportKind.CLOSING]))
    bands = cells(document, "Satisfaction")
    assert [row["satisfaction"] for row in bands] == [
        "95 % and over",
        "90 % up to 95 %",
        "under 90 %",
        "total",
    ]
    assert [row["share"] for row in bands] == ["82.88 %", "15.82 %", "1.30 %", ""]
    assert [row["together, %"] for row in bands] == ["82.88 %", "98.70 %", "100.00 %", ""]
    assert section(document, "Satisfaction").paragraphs[1] == (
        "The 2 highest bands together are 761 units, which is 98.70 %, or 98.7 % to one decimal. "
        "The printed shares add up to 98.70 %."
    )
    *_, too_small, unmeasured = section(document, "Satisfaction").paragraphs
    assert too_small.endswith("decides. Decided: 2; without a verdict: 1.")
    assert unmeasured.startswith("Units without a survey that is counted: 4.")
    *_, total = cells(document, "Satisfaction by type")
    in_bands = ("95 % and over", "90 % up to 95 %", "under 90 %")
    names = (*in_bands, "too few votes", "not measured", "withdrawn")
    assert sum(int(total[name].replace(",", "")) for name in names) == int(total["units"])
    differs = section(document, "Roster and plan").paragraphs
    assert "a difference of +102" in differs[1]


def test_the_city_and_its_counties_stand_by_themselves(reports: dict[ReportKind, Report]) -> None:
    for kind, report in reports.items():
        document = composed(with_results(report))
        headings = [one.heading for one in document.sections]
        assert ("The city and its counties" in headings) == (kind is not ReportKind.LEAGUE)
    report = reports[ReportKind.CLOSING]
    city, *counties = report.offices
    assert [one.figures.level for one in counties] == ["county"] * 4
    bound = {"at_least": Percent.parse("90 %"), "below": Percent.parse("95 %")}
    measured = {"items": 12, "open_items": 1, "score": Percent.parse("91.5 %"), **bound}
    figures = city.figures.model_copy(update=measured)
    update = {"offices": (office_standings(figures), *counties)}
    document = composed(report.model_copy(update=update))
    row, *_ = cells(document, "The city and its counties")
    assert (row["unit"], row["items"], row["struck off"], row["struck off, %"]) == (
        figures.unit,
        "12",
        "11",
        "91.67 %",
    )
    assert (row["score"], row["satisfaction"]) == ("91.50 %", "90 % up to 95 %")
    assert section(document, "The city and its counties").paragraphs[1] == (
        "Items in the city's own ledger: 12, of which struck off: 11 (91.67 %); "
        "satisfaction with its public commitments: 91.5 %."
    )
    assert any("尚无结果" in one for one in section_texts(composed(report, "zh")))


def section_texts(document: Document) -> list[str]:
    """All that is said above tables."""
    return [paragraph for one in document.sections for paragraph in one.paragraphs]


def test_a_closing_report_prints_what_dossiers_are_known_by(
    reports: dict[ReportKind, Report],
) -> None:
    report = reports[ReportKind.CLOSING]
    assert report.heads is not None
    document = composed(report)
    said, offices = section(document, "What dossiers are known by").paragraphs
    assert report.heads.digest in said
    assert offices.startswith("Of these, 5 are the city itself and counties")
    listed = cells(document, "Heads of the journals")
    assert [row["head"] for row in listed] == [one.head for one in report.heads.units]
    lines = "".join(f"{row['unit']} {row['entries']} {row['head']}\n" for row in listed)
    assert hashlib.sha256(lines.encode()).hexdigest() == report.heads.digest
    assert "Heads of the journals" not in [one.heading for one in document.on_paper]
    assert "What dossiers are known by" in [one.heading for one in document.on_paper]


def test_a_ledger_lists_its_items(reports: dict[ReportKind, Report]) -> None:
    document = composed(with_results(reports[ReportKind.LEDGER]))
    opened, struck_off = cells(document, "Items")
    assert (opened["measure"], opened["commitment"], opened["due"]) == (
        "修缮校舍 =1+1",
        "public",
        "2026-04-01",
    )
    assert (opened["status"], opened["evidence"]) == ("open", "")
    assert (struck_off["status"], struck_off["evidence"]) == ("struck off", "photo")
    assert cells(document, "Ledgers by district")[-1] == {
        "district": "total",
        "items": "2",
        "struck off": "1",
        "open": "1",
        "struck off, %": "50.00 %",
    }


def longer(document: Document, rows: int) -> Document:
    """The same document, whose last table has so many rows."""
    *others, last = document.sections
    assert last.table is not None
    table = dataclasses.replace(last.table, rows=last.table.rows[:1] * rows)
    return dataclasses.replace(document, sections=(*others, dataclasses.replace(last, table=table)))


def test_paper_has_as_many_rows_as_can_be_read(reports: dict[ReportKind, Report]) -> None:
    document = composed(with_results(reports[ReportKind.LEDGER]))
    whole, cut = (longer(document, rows).on_paper[-1] for rows in (1000, 2500))
    assert whole.table is not None
    assert cut.table is not None
    assert len(whole.table.rows) == len(cut.table.rows) == ROWS_ON_PAPER
    assert whole.paragraphs == ()
    assert cut.paragraphs == (
        "These are the first 1000 of 2500 rows; the workbook (XLSX) has all of them.",
    )
    every = longer(document, 2500).sections[-1].table
    assert every is not None
    assert len(every.rows) == 2500


def test_without_surveys_a_closing_report_says_so(reports: dict[ReportKind, Report]) -> None:
    document = composed(reports[ReportKind.CLOSING])
    assert section(document, "Satisfaction").table is None
    assert "Roster and plan" not in [one.heading for one in document.sections]


@pytest.mark.parametrize("kind", KINDS)
def test_a_rehearsal_says_so(reports: dict[ReportKind, Report], kind: ReportKind) -> None:
    assert composed(in_rehearsal(reports[kind])).title.startswith("[Rehearsal] ")
    assert composed(in_rehearsal(reports[kind]), "zh").title.startswith("【预演】")


async def test_nothing_to_report_is_reported(records: Records) -> None:
    for kind in KINDS:
        for language in LANGUAGES:
            report = await report_with(records, (), kind)
            assert composed(report, language).sections
    late = composed(await report_with(records, ("A",), ReportKind.LATE))
    assert late.sections[0].paragraphs == ("No unit is overdue.",)


def test_every_text_is_said(
    reports: dict[ReportKind, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = set[str]()

    class Noting(dict[str, Entry]):
        def __getitem__(self, code: str) -> Entry:
            said.add(code)
            return super().__getitem__(code)

    monkeypatch.setattr(texts, "CATALOGUE", Noting(texts.CATALOGUE))
    for report in reports.values():
        not_started = [late.model_copy(update={"target": None}) for late in report.late]
        for late in ((), tuple(not_started)):
            composed(with_results(report).model_copy(update={"late": late}))
        composed(report)
        composed(with_people(report))
        composed(with_other_bands(report))
        for part in PARTS:
            composed(with_results(report).model_copy(update={"scope": part}))
    assert longer(composed(with_results(reports[ReportKind.LEDGER])), 1001).on_paper
    assert set(texts.CATALOGUE) - said == {"page"}, "which the PDF says"


@pytest.mark.parametrize("kind", KINDS)
def test_chinese_reports_are_chinese(reports: dict[ReportKind, Report], kind: ReportKind) -> None:
    document = composed(with_people(with_results(reports[kind])), "zh")
    words = [one.heading for one in document.sections]
    words += [
        column.heading
        for one in document.sections
        if one.table is not None
        for column in one.table.columns
        if not column.heading.startswith("“")
    ]
    assert [word for word in words if re.search(r"[a-z]", word)] == []
