import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from intake.rejects import write_rejects
from intake.roster import ROSTER_COLUMNS, RosterReading, read_roster
from schemas.plan import CalendarSource, Plan, UnitType, Window
from schemas.problem import Problem
from schemas.quantities import Days
from schemas.roster import Members, Person, Unit
from schemas.step import Phase, TaskStep, Track
from schemas.text import Text
from texts.catalogue import say
from texts.roster_problems import CATALOGUE

HEADINGS = {column.key: column.zh for column in ROSTER_COLUMNS}
GOOD = {
    "code": "XX-001",
    "name": "市第一小学",
    "type": "学校",
    "district": "东城区",
    "parent": "市教育局",
    "coordinator": "p-17",
    "coordinator_name": "张某",
    "coordinator_contact": "zhang@example.org",
    "post": "书记",
    "supervision_group": "SG-03",
    "organisations": "3",
    "production_line": "0",
    "intellectual": "40",
    "retired": "12",
    "new_economy": "0",
    "other": "1",
    "floating": "5",
    "wanted_start": "2005-07-11",
    "track": "",
}


def track(id_: str, title: Text, days: int) -> Track:
    step = TaskStep.model_validate({"id": "do", "kind": "task", "title": title})
    return Track(
        id=id_,
        title=title,
        phases=(Phase(id="only", title=title, length=Days(days), steps=(step,)),),
    )


PLAN = Plan(
    plan="test",
    title=Text(zh="测试"),
    timezone="Asia/Shanghai",
    calendar=CalendarSource(country="CN"),
    window=Window(first=date(2005, 7, 1), last=date(2005, 12, 31)),
    tracks=(
        track("phased", Text(zh="分阶段", en="Phased"), 90),
        track("key-links", Text(zh="抓关键环节", en="Key links"), 60),
    ),
    types=(
        UnitType(id="school", title=Text(zh="学校", en="School"), track="phased"),
        UnitType(
            id="firm",
            title=Text(zh="企业", en="Firm"),
            track="phased",
            may_choose=("key-links",),
            latest_start=date(2005, 9, 15),
        ),
        UnitType(id="hospital", title=Text(zh="医院"), track="phased", may_choose=("key-links",)),
        UnitType(id="bank", title=Text(zh="银行"), track="key-links", may_choose=("phased",)),
        UnitType(id="firm-2", title=Text(zh="国企", en="Firm"), track="phased"),
        UnitType(id="county-office", title=Text(zh="区县机关"), track="key-links", level="county"),
        UnitType(id="city-office", title=Text(zh="市级机关"), track="key-links", level="city"),
    ),
)


def roster(folder: Path, *rows: Mapping[str, str], headings: Mapping[str, str] = HEADINGS) -> Path:
    path = folder / "roster.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings.values())
        writer.writerows([row.get(key, "") for key in headings] for row in rows)
    return path


def read(folder: Path, *rows: Mapping[str, str]) -> RosterReading:
    return read_roster(roster(folder, *rows), PLAN)


def reasons(reading: RosterReading) -> list[tuple[str, int | None, str | None, str | None]]:
    return [
        (problem.code, problem.row, problem.field, problem.value) for problem in reading.problems
    ]


def in_chinese(problem: Problem) -> str:
    return say(CATALOGUE, problem.code, problem.params, "zh")


def test_a_good_row_becomes_a_unit_and_its_coordinator_a_person(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD)
    assert reading.problems == ()
    assert reading.units == (
        Unit(
            code="XX-001",
            name="市第一小学",
            type="school",
            district="东城区",
            parent="市教育局",
            coordinator="p-17",
            post="书记",
            supervision_group="SG-03",
            organisations=3,
            members=Members(intellectual=40, retired=12, other=1, floating=5),
            wanted_start=date(2005, 7, 11),
        ),
    )
    assert reading.coordinators == (
        Person(id="p-17", name="张某", contact="zhang@example.org", role="coordinator"),
    )
    assert reading.rejects.rows == ()


def test_an_english_roster_needs_only_the_required_columns(tmp_path: Path) -> None:
    headings = {column.key: column.en for column in ROSTER_COLUMNS if column.required}
    assert list(headings) == [
        "code",
        "name",
        "type",
        "district",
        "coordinator",
        "supervision_group",
    ]
    path = roster(tmp_path, GOOD | {"type": "SCHOOL"}, headings=headings)
    (unit,) = read_roster(path, PLAN).units
    assert (unit.type, unit.organisations, unit.members) == ("school", 0, Members())
    assert read_roster(path, PLAN).coordinators == ()


def test_a_workbook_reads_like_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    numbers = {
        "organisations",
        "production_line",
        "intellectual",
        "retired",
        "new_economy",
        "other",
    }
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS.values())
        for index, (key, text) in enumerate(GOOD.items()):
            if key in numbers | {"floating"}:
                sheet.write_number(1, index, float(text))
            elif key == "wanted_start":
                day = book.add_format({"num_format": 14})
                sheet.write_datetime(1, index, date.fromisoformat(text), day)
            else:
                sheet.write_string(1, index, text)
    assert read_roster(path, PLAN) == read(tmp_path, GOOD)


@pytest.mark.parametrize(
    "text", ["2005-7-11", "2005/7/11", "2005.07.11", "2005年7月11日", "20050711", " 2005-07-11 "]
)
def test_dates_are_read_as_people_write_them(tmp_path: Path, text: str) -> None:
    (unit,) = read(tmp_path, GOOD | {"wanted_start": text}).units
    assert unit.wanted_start == date(2005, 7, 11)


@pytest.mark.parametrize("text", ["school", "学校", "School", "sCHOOL"])
def test_a_type_is_given_by_id_or_title(tmp_path: Path, text: str) -> None:
    (unit,) = read(tmp_path, GOOD | {"type": text}).units
    assert unit.type == "school"


def test_an_id_goes_before_the_title_of_another_type(tmp_path: Path) -> None:
    (unit,) = read(tmp_path, GOOD | {"type": "firm"}).units
    assert unit.type == "firm"


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("", None),
        ("phased", None),
        ("分阶段", None),
        ("key-links", "key-links"),
        ("抓关键环节", "key-links"),
    ],
)
def test_a_track_is_kept_where_it_is_another_than_the_types(
    tmp_path: Path, text: str, chosen: str | None
) -> None:
    (unit,) = read(tmp_path, GOOD | {"type": "企业", "track": text}).units
    assert unit.track == chosen


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("code", "", "missing"),
        ("name", " 　", "missing"),
        ("type", "", "missing"),
        ("district", "", "missing"),
        ("supervision_group", "", "missing"),
        ("code", "甲 1", "bad_code"),
        ("code", "-1", "bad_code"),
        ("code", "x" * 65, "bad_code"),
        ("code", "A１", "full_width"),
        ("code", "A－1", "full_width"),
        ("district", "东城:区", "bad_code"),
        ("supervision_group", "第1组 ，", "full_width"),
        ("name", "市第一\n小学", "line_break"),
        ("name", "市第一\u2028小学", "line_break"),
        ("name", "市第一\u200b小学", "invisible_character"),
        ("name", "市第一\t小学", "invisible_character"),
        ("name", "学" * 201, "too_long"),
        ("parent", "局" * 201, "too_long"),
        ("post", "书\u200e记", "invisible_character"),
        ("type", "大学", "unknown_type"),
        ("type", "Firm", "ambiguous"),
        ("organisations", "", "missing_count"),
        ("floating", "", "missing_count"),
        ("organisations", "三", "not_a_number"),
        ("organisations", "1,234", "not_a_number"),
        ("organisations", "1e3", "not_a_number"),
        ("organisations", "+3", "not_a_number"),
        ("organisations", "1 2", "not_a_number"),
        ("organisations", "１２", "full_width"),
        ("organisations", "٣", "not_a_number"),
        ("organisations", "-1", "negative"),
        ("organisations", "-1.5", "negative"),
        ("organisations", "1.5", "not_whole"),
        ("organisations", "10000001", "too_large"),
        ("organisations", "9" * 5000, "too_large"),
        ("retired", "-12", "negative"),
        ("floating", "54", "more_floating_than_members"),
        ("wanted_start", "7/11/2005", "not_a_date"),
        ("wanted_start", "2005-07/11", "not_a_date"),
        ("wanted_start", "05-07-11", "not_a_date"),
        ("wanted_start", "２００５-07-11", "not_a_date"),
        ("wanted_start", "2005-07-11 08:30:00", "not_a_date"),
        ("wanted_start", "2005-02-29", "no_such_day"),
        ("wanted_start", "2005-06-30", "start_outside_window"),
        ("wanted_start", "2006-01-01", "start_outside_window"),
        ("wanted_start", "2005-10-03", "start_too_late"),
        ("track", "slow", "unknown_track"),
        ("track", "抓关键环节", "track_not_allowed"),
    ],
)
def test_every_kind_of_bad_row_says_row_column_value_and_reason(
    tmp_path: Path, key: str, text: str, code: str
) -> None:
    other = {"code": "XX-002", "coordinator": "p-18", "coordinator_name": "", "floating": "53"}
    bad = GOOD | {key: text}
    reading = read(tmp_path, GOOD | other | {"coordinator_contact": ""}, bad)
    value = text.strip() or None
    if value and len(value) > 80:
        value = value[:79] + "…"
    assert reasons(reading) == [(code, 3, HEADINGS[key], value)]
    assert [unit.code for unit in reading.units] == ["XX-002"]
    (rejected,) = reading.rejects.rows
    assert rejected.number == 3
    assert dict(zip(HEADINGS, rejected.cells, strict=True)) == {
        name: cell.strip() for name, cell in bad.items()
    }


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("organisations", "0"),
        ("organisations", "007"),
        ("organisations", "10000000"),
        ("floating", "53"),
    ],
)
def test_the_last_count_that_is_right_is_taken(tmp_path: Path, key: str, text: str) -> None:
    (unit,) = read(tmp_path, GOOD | {key: text}).units
    assert int(text) in {unit.organisations, unit.members.floating}


@pytest.mark.parametrize(
    ("type_id", "day", "is_good"),
    [
        ("school", "2005-07-01", True),
        ("school", "2005-10-02", True),  # 90 days before the window ends
        ("school", "2005-10-03", False),
        ("firm", "2005-09-15", True),
        ("firm", "2005-09-16", False),
    ],
)
def test_a_wanted_start_may_be_the_latest_start(
    tmp_path: Path, type_id: str, day: str, is_good: bool
) -> None:
    reading = read(tmp_path, GOOD | {"type": type_id, "wanted_start": day})
    assert bool(reading.units) == is_good


@pytest.mark.parametrize(
    ("row", "late"),
    [
        # 60 days before the window ends, on the track that the unit has chosen.
        ({"type": "hospital", "track": "key-links", "wanted_start": "2005-11-01"}, None),
        ({"type": "hospital", "track": "key-links", "wanted_start": "2005-11-02"}, "2005-11-01"),
        # A longer one leaves less than that of its type.
        ({"type": "bank", "track": "分阶段", "wanted_start": "2005-10-02"}, None),
        ({"type": "bank", "track": "分阶段", "wanted_start": "2005-10-03"}, "2005-10-02"),
        ({"type": "bank", "wanted_start": "2005-10-03"}, None),
        # What the plan says of a type holds on every track.
        ({"type": "firm", "track": "key-links", "wanted_start": "2005-09-16"}, "2005-09-15"),
    ],
)
def test_a_wanted_start_leaves_time_for_the_track_that_was_chosen(
    tmp_path: Path, row: dict[str, str], late: str | None
) -> None:
    reading = read(tmp_path, GOOD | row)
    if late is None:
        assert len(reading.units) == 1
        return
    assert [(one.code, one.params["latest"]) for one in reading.problems] == [
        ("start_too_late", late)
    ]
    assert reading.problems[0].params["track"] in {"phased", "key-links"}


def test_what_is_wrong_says_what_was_expected(tmp_path: Path) -> None:
    late = GOOD | {"code": "1", "type": "firm", "wanted_start": "2005-09-16"}
    outside = GOOD | {"code": "2", "wanted_start": "2006-01-01"}
    crowd = GOOD | {"code": "3", "floating": "54"}
    which = GOOD | {"code": "4", "type": "firm "} | {"type": "FIRM"}
    reading = read(tmp_path, late, outside, crowd, which)
    assert [problem.params for problem in reading.problems] == [
        {"latest": "2005-09-15", "type": "firm", "track": "phased"},
        {"first": "2005-07-01", "last": "2005-12-31"},
        {"floating": "54", "members": "53"},
        {"ids": "firm, firm-2"},
    ]


def test_all_problems_of_a_row_are_said_at_once(tmp_path: Path) -> None:
    reading = read(tmp_path, {"code": "a b", "organisations": "x", "wanted_start": "soon"})
    assert {problem.code for problem in reading.problems} == {
        "bad_code",
        "missing",
        "missing_count",
        "not_a_number",
        "not_a_date",
    }
    assert [problem.field for problem in reading.problems if problem.code == "missing"] == [
        "联络员编号",
        "类型",
        "名称",
        "区县",
        "督导组",
    ]


def test_of_rows_with_the_same_code_none_is_taken(tmp_path: Path) -> None:
    rows = [GOOD | {"name": f"第{n}小学"} for n in range(3)]
    reading = read(tmp_path, rows[0], GOOD | {"code": "XX-002"}, *rows[1:])
    assert reasons(reading) == [("duplicate_code", row, "单位编码", "XX-001") for row in (2, 4, 5)]
    assert [problem.params["rows"] for problem in reading.problems] == ["4, 5", "2, 5", "2, 4"]
    assert [unit.code for unit in reading.units] == ["XX-002"]


def office(code: str, type_: str, **more: str) -> dict[str, str]:
    return GOOD | {"code": code, "type": type_, "wanted_start": ""} | more


def test_an_office_has_the_level_of_its_type(tmp_path: Path) -> None:
    offices = office("C-1", "区县机关"), office("CITY", "市级机关", district="全市")
    reading = read(tmp_path, GOOD, *offices)
    assert reading.problems == ()
    assert [unit.level for unit in reading.units] == ["unit", "county", "city"]


def test_the_city_and_each_county_have_one_row(tmp_path: Path) -> None:
    rows = (
        office("C-1", "区县机关"),
        office("C-2", "区县机关", district="西城区"),
        office("C-3", "区县机关"),
        office("CITY-1", "市级机关", district="全市"),
        office("CITY-2", "市级机关", district="全市"),
    )
    west = GOOD | {"code": "XX-002", "district": "西城区"}
    reading = read(tmp_path, GOOD, west, *rows)
    assert reasons(reading) == [
        ("county_twice", 4, "区县", "东城区"),
        ("county_twice", 6, "区县", "东城区"),
        ("city_twice", 7, "类型", "市级机关"),
        ("city_twice", 8, "类型", "市级机关"),
    ]
    assert [problem.params["rows"] for problem in reading.problems] == ["6", "4", "8", "7"]
    assert [unit.code for unit in reading.units] == ["XX-001", "XX-002", "C-2"]


def test_a_county_has_units(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD, office("C-1", "区县机关", district="东城"))
    assert reasons(reading) == [("county_without_units", 3, "区县", "东城")]
    assert "没有任何单位" in in_chinese(reading.problems[0])


def test_the_city_is_in_no_county(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD, office("CITY-1", "市级机关"))
    assert reasons(reading) == [("city_in_county", 3, "区县", "东城区")]
    assert "市本级" in in_chinese(reading.problems[0])


def test_many_rows_with_the_same_code_are_not_all_named(tmp_path: Path) -> None:
    reading = read(tmp_path, *[GOOD] * 7)
    assert reading.problems[0].params == {"rows": "3, 4, 5, 6, 7, …"}
    assert read(tmp_path, *[GOOD] * 6).problems[0].params == {"rows": "3, 4, 5, 6, 7"}


def test_one_coordinator_has_one_name_and_one_contact(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        GOOD | {"coordinator_contact": ""},
        GOOD | {"code": "XX-002", "coordinator_name": ""},
        GOOD | {"code": "XX-003", "coordinator_name": "李某"},
        GOOD | {"code": "XX-004", "coordinator_contact": "li@example.org"},
        GOOD | {"code": "XX-005"},
    )
    assert reasons(reading) == [
        ("coordinator_two_names", 4, "联络员姓名", None),
        ("coordinator_two_contacts", 5, "联络员联系方式", None),
    ]
    assert [problem.params for problem in reading.problems] == [{"row": "2"}, {"row": "3"}]
    assert [unit.code for unit in reading.units] == ["XX-001", "XX-002", "XX-005"]
    assert reading.coordinators == (
        Person(id="p-17", name="张某", contact="zhang@example.org", role="coordinator"),
    )


def test_a_contact_of_nobody_is_reported(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD | {"coordinator_name": ""})
    assert reasons(reading) == [("coordinator_without_name", 2, "联络员姓名", None)]


def test_coordinators_of_bad_rows_only_are_left_to_the_corrected_file(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD | {"organisations": "x"}).coordinators == ()


@pytest.mark.parametrize("key", ["coordinator", "coordinator_name", "coordinator_contact"])
@pytest.mark.parametrize("text", ["王\n小明", "Wang Xiaoming\u200b", "１３８ :" * 60])
def test_nothing_about_a_person_is_echoed(tmp_path: Path, key: str, text: str) -> None:
    reading = read(tmp_path, GOOD | {key: text})
    assert reading.problems
    for problem in reading.problems:
        assert problem.field == HEADINGS[key]
        assert problem.value is None
        assert not any(part in str(problem) for part in ("王", "Wang", "１３８", "zhang@"))


def test_a_file_without_headings_echoes_nothing(tmp_path: Path) -> None:
    path = roster(tmp_path, headings=GOOD | {"type": "other"})
    (problem,) = read_roster(path, PLAN).problems
    assert problem == Problem(code="no_headings")


def test_a_row_that_may_be_shifted_is_rejected_without_a_guess(tmp_path: Path) -> None:
    path = roster(tmp_path, GOOD)
    path.write_text(path.read_text("utf-8-sig").replace("XX-001,", "XX-001,,").rstrip() + ",,甲\n")
    reading = read_roster(path, PLAN)
    assert reasons(reading) == [("cell_without_heading", 2, "V", None)]
    assert len(reading.rejects.rows[0].cells) == 22


def test_without_a_required_column_every_row_is_kept_as_bad(tmp_path: Path) -> None:
    headings = {key: name for key, name in HEADINGS.items() if key != "district"}
    reading = read_roster(roster(tmp_path, GOOD, GOOD, headings=headings), PLAN)
    assert reasons(reading) == [("heading_missing", 1, "区县", None)]
    assert reading.units == ()
    assert [row.problems for row in reading.rejects.rows] == [reading.problems] * 2


def test_an_unknown_column_is_reported_and_kept_with_rejected_rows(tmp_path: Path) -> None:
    headings = {**HEADINGS, "note": "备注"}
    bad = GOOD | {"code": "XX-002", "floating": "", "note": "请核对"}
    reading = read_roster(roster(tmp_path, GOOD, bad, headings=headings), PLAN)
    assert [problem.code for problem in reading.problems] == ["heading_unknown", "missing_count"]
    assert len(reading.units) == 1
    assert reading.rejects.headings[-1] == "备注"
    assert reading.rejects.rows[0].cells[-1] == "请核对"


def test_a_file_that_is_no_table_is_one_problem(tmp_path: Path) -> None:
    reading = read_roster(tmp_path / "none.xlsx", PLAN)
    assert reading == RosterReading(problems=(Problem(code="file_missing"),))


def test_values_that_an_office_program_has_changed_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS.values())
        columns = {key: index for index, key in enumerate(HEADINGS)}
        for row in range(1, 7):
            for key, text in GOOD.items():
                number = key in {"organisations", "floating"} or text.isdigit()
                sheet.write(row, columns[key], int(text) if number else text)
            sheet.write_string(row, columns["code"], f"XX-{row}")
        day = book.add_format({"num_format": "m-d"})
        sheet.write_datetime(1, columns["code"], date(2005, 3, 1), day)
        sheet.write_number(2, columns["code"], 1.1)
        sheet.write_number(3, columns["code"], 330102199001011234)
        sheet.write_formula(4, columns["name"], "=VLOOKUP(1,A:A,2)", None, "#N/A")
        sheet.write_formula(5, columns["retired"], "=1/0", None, "#DIV/0!")
        sheet.write_number(6, columns["code"], 12.0)
    reading = read_roster(path, PLAN)
    assert [(problem.code, problem.row, problem.value) for problem in reading.problems] == [
        ("date_in_text", 2, "2005-03-01"),
        ("number_in_text", 3, "1.1"),
        ("digits_lost", 4, "330102199001011000"),
        ("formula_error", 5, "#N/A"),
        ("formula_error", 6, "#DIV/0!"),
    ]
    assert [unit.code for unit in reading.units] == ["12"]


def raw(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_rejected_rows_go_out_with_their_reasons_and_come_in_again(tmp_path: Path) -> None:
    bad = [
        GOOD | {"code": "XX-002", "organisations": "=1+1", "parent": "@局"},
        GOOD | {"code": "XX-003", "name": "市第一\n小学", "floating": "-1"},
    ]
    reading = read(tmp_path, GOOD, *bad)
    path = tmp_path / "rejects.csv"
    write_rejects(path, reading.rejects, in_chinese)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    heading, first, second = raw(path)
    assert heading == [*HEADINGS.values(), "拒收原因"]
    assert first[-1] == "党组织数：不是数字；请只用数字填写，如 12。"
    assert second[-1] == "名称：单元格内有换行，请改成一行。；流动党员：不能是负数。"
    assert first[heading.index("党组织数")] == "'=1+1"
    assert first[heading.index("主管单位")] == "'@局"

    again = read_roster(path, PLAN)
    assert [row.cells for row in again.rejects.rows] == [row.cells for row in reading.rejects.rows]
    assert again.rejects.headings == reading.rejects.headings
    assert [problem.code for problem in again.problems] == [
        "not_a_number",
        "line_break",
        "negative",
    ]

    text = path.read_text("utf-8-sig").replace("'=1+1", "2").replace("第一\n小", "第一小")
    path.write_text(text.replace("'-1", "1"), "utf-8-sig")
    corrected = read_roster(path, PLAN)
    assert corrected.problems == ()
    assert [unit.code for unit in corrected.units] == ["XX-002", "XX-003"]
    assert corrected.units[0].parent == "@局"


def test_reasons_stand_in_their_own_column_whatever_the_rows_are_like(tmp_path: Path) -> None:
    headings = {"code": "unit code", "name": "name", "type": "type", "other": "other"}
    path = roster(tmp_path, GOOD, headings=headings)
    path.write_text(path.read_text("utf-8-sig") + "1,2,3,4,,6\n")
    reading = read_roster(path, PLAN)
    write_rejects(path, reading.rejects, lambda problem: problem.code)
    heading, *rows = raw(path)
    assert heading == ["unit code", "name", "type", "other", "", "", "reasons"]
    said = "district: heading_missing; coordinator id: heading_missing; supervision group: "
    assert [row[-1] for row in rows] == [said + "heading_missing"] * 2
    assert rows[1][:-1] == ["1", "2", "3", "4", "", "6"]


cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
some_cells = st.one_of(cell, st.sampled_from(["=1", "@x", "-2", "+3", "＝4", "'=5", "学校", "7"]))


@given(
    st.lists(
        st.fixed_dictionaries(
            {"code": st.sampled_from(["A", "B", "", "C"]), "name": some_cells},
            optional=dict.fromkeys(set(HEADINGS) - {"code", "name"}, some_cells),
        ),
        max_size=6,
    )
)
def test_no_row_is_lost_and_no_rejected_cell_is_a_formula(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    reading = read_roster(roster(folder, *(GOOD | row for row in rows)), PLAN)
    assert len(reading.units) + len(reading.rejects.rows) == len(rows)
    numbers = {problem.row for problem in reading.problems if problem.row is not None}
    assert numbers == {row.number for row in reading.rejects.rows}
    for problem in reading.problems:
        for language in ("zh", "en"):
            assert say(CATALOGUE, problem.code, problem.params, language)
    path = folder / "rejects.csv"
    write_rejects(path, reading.rejects, in_chinese)
    assert not any(text.startswith(tuple("=+-@＝＋－＠")) for line in raw(path) for text in line)
    again = read_roster(path, PLAN)
    assert [row.cells for row in again.rejects.rows] == [row.cells for row in reading.rejects.rows]


def test_every_problem_has_a_text_with_the_same_places_in_both_languages() -> None:
    sources = Path(__file__).parents[2] / "intake"
    readers = ("roster", "people", "opinions")
    names = ("grid", "delimited", "workbook", "table", "values", "fields", *readers)
    source = "".join((sources / f"{name}.py").read_text("utf-8") for name in names)
    for code, entry in CATALOGUE.items():
        assert f'"{code}"' in source, f"nothing reports {code}"
        zh, en = (
            {name for _, name, _, _ in Formatter().parse(t) if name} for t in (entry.zh, entry.en)
        )
        assert zh == en, code
    reported = re.findall(
        r'(?:WrongValue|UnreadableTable|_heading_problem|code=|report\("\w+",|report\(key,)'
        r'\(?\s*"([a-z0-9_]+)"',
        source,
    )
    assert len(reported) > 30
    assert set(reported) <= set(CATALOGUE)
