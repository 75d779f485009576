import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from intake.people import PEOPLE_COLUMNS, PeopleReading, read_people
from intake.rejects import write_rejects
from schemas.problem import Problem
from schemas.roster import Person
from texts.catalogue import say
from texts.roster_problems import CATALOGUE

HEADINGS = {column.key: column.zh for column in PEOPLE_COLUMNS}
GOOD = {
    "id": "p-1",
    "name": "张某",
    "contact": "zhang@example.org",
    "channel": "mail",
    "role": "督导组",
    "scope": "SG-03",
    "language": "中文",
}


def people(folder: Path, *rows: Mapping[str, str], headings: Mapping[str, str] = HEADINGS) -> Path:
    path = folder / "people.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings.values())
        writer.writerows([row.get(key, "") for key in headings] for row in rows)
    return path


def read(folder: Path, *rows: Mapping[str, str]) -> PeopleReading:
    return read_people(people(folder, *rows))


def test_a_good_row_becomes_a_person(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == PeopleReading(
        people=(
            Person(
                id="p-1",
                name="张某",
                contact="zhang@example.org",
                channel="mail",
                role="supervisor",
                scope="SG-03",
                language="zh",
            ),
        ),
        rejects=read(tmp_path).rejects,
    )


@pytest.mark.parametrize(
    ("role", "scope", "expected"),
    [
        ("联络员", "", "coordinator"),
        ("coordinator", "", "coordinator"),
        ("督导组", "1", "supervisor"),
        ("Supervisor", "1", "supervisor"),
        ("区县", "1", "county"),
        ("county", "1", "county"),
        ("市", "", "city"),
        ("CITY", "", "city"),
    ],
)
def test_roles_are_given_in_both_languages(
    tmp_path: Path, role: str, scope: str, expected: str
) -> None:
    (person,) = read(tmp_path, GOOD | {"role": role, "scope": scope}).people
    assert (person.role, person.scope) == (expected, scope or None)


@pytest.mark.parametrize(
    ("text", "language"),
    [("", "zh"), ("zh", "zh"), ("Chinese", "zh"), ("en", "en"), ("英文", "en"), ("english", "en")],
)
def test_languages_are_given_in_both_languages(tmp_path: Path, text: str, language: str) -> None:
    (person,) = read(tmp_path, GOOD | {"language": text}).people
    assert person.language == language


AWAY = {"substitute": "p-7", "away_from": "2026-07-01", "away_until": "2026年7月10日"}


def test_who_is_away_has_a_substitute(tmp_path: Path) -> None:
    (person,) = read(tmp_path, GOOD | AWAY).people
    assert (person.substitute, person.away_from, person.away_until) == (
        "p-7",
        date(2026, 7, 1),
        date(2026, 7, 10),
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"substitute": ""}, {("代理人编号", "absence_incomplete", None)}),
        (
            {"away_from": "", "away_until": ""},
            {("请假开始", "absence_incomplete", None), ("请假结束", "absence_incomplete", None)},
        ),
        ({"away_until": "2026-06-30"}, {("请假结束", "absence_reversed", "2026-06-30")}),
        ({"away_until": "2026-07-01"}, set()),
        ({"substitute": "p-1"}, {("代理人编号", "own_substitute", None)}),
        ({"substitute": "p 7"}, {("代理人编号", "bad_code", None)}),
        ({"away_from": "1/7/2026"}, {("请假开始", "not_a_date", "1/7/2026")}),
    ],
)
def test_an_absence_is_whole_and_in_order(
    tmp_path: Path, changes: dict[str, str], said: set[tuple[str, str, str | None]]
) -> None:
    reading = read(tmp_path, GOOD | AWAY | changes)
    assert {(one.field, one.code, one.value) for one in reading.problems} == said
    assert (len(reading.people), len(reading.rejects.rows)) == ((0, 1) if said else (1, 0))
    for problem in reading.problems:
        for language in ("zh", "en"):
            assert say(CATALOGUE, problem.code, problem.params, language)


def test_an_english_list_needs_only_the_required_columns(tmp_path: Path) -> None:
    headings = {column.key: column.en for column in PEOPLE_COLUMNS if column.required}
    path = people(tmp_path, GOOD | {"role": "city"}, headings=headings)
    (person,) = read_people(path).people
    assert person == Person(id="p-1", name="张某", role="city")


def test_a_telephone_number_that_is_kept_as_a_number_is_read(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS.values())
        sheet.write_row(1, 0, [17, "张某", 13800000000, "", "市"])
    (person,) = read_people(path).people
    assert (person.id, person.contact) == ("17", "13800000000")


@pytest.mark.parametrize(
    ("key", "text", "code", "value"),
    [
        ("id", "", "missing", None),
        ("id", "张 某", "bad_code", None),
        ("id", "ｐ１", "full_width", None),
        ("name", "", "missing", None),
        ("name", "张\n某", "line_break", None),
        ("name", "张" * 201, "too_long", None),
        ("contact", "zhang\u200b@example.org", "invisible_character", None),
        ("contact", "1" * 201, "too_long", None),
        ("channel", "e mail", "bad_code", "e mail"),
        ("role", "", "missing", None),
        ("role", "主任", "unknown_role", "主任"),
        ("scope", "", "scope_missing", None),
        ("scope", "第 3 组", "bad_code", "第 3 组"),
        ("role", "市", "scope_unneeded", None),
        ("language", "fr", "unknown_language", "fr"),
    ],
)
def test_every_kind_of_bad_row_says_row_column_value_and_reason(
    tmp_path: Path, key: str, text: str, code: str, value: str | None
) -> None:
    reading = read(tmp_path, GOOD | {"id": "p-2"}, GOOD | {key: text})
    (problem,) = reading.problems
    field = HEADINGS["scope" if code == "scope_unneeded" else key]
    assert (problem.code, problem.row, problem.field) == (code, 3, field)
    assert problem.value == ("SG-03" if code == "scope_unneeded" else value)
    assert [person.id for person in reading.people] == ["p-2"]
    assert [row.number for row in reading.rejects.rows] == [3]
    for language in ("zh", "en"):
        assert say(CATALOGUE, problem.code, problem.params, language)


def test_of_rows_with_the_same_id_none_is_taken(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD, GOOD | {"id": "p-2"}, GOOD | {"name": "李某", "role": "主任"})
    assert [(p.code, p.row, p.value, p.params) for p in reading.problems] == [
        ("duplicate_person", 2, None, {"rows": "4"}),
        ("unknown_role", 4, "主任", {}),
        ("duplicate_person", 4, None, {"rows": "2"}),
    ]
    assert [person.id for person in reading.people] == ["p-2"]


def test_a_row_that_may_be_shifted_is_rejected_without_a_guess(tmp_path: Path) -> None:
    headings = {**HEADINGS, "": ""}
    reading = read_people(people(tmp_path, GOOD | {"": "李某"}, headings=headings))
    assert reading.problems == (Problem(code="cell_without_heading", row=2, field="K"),)
    assert reading.people == ()


def test_without_a_required_column_every_row_is_kept_as_bad(tmp_path: Path) -> None:
    headings = {key: name for key, name in HEADINGS.items() if key != "role"}
    reading = read_people(people(tmp_path, GOOD, GOOD, headings=headings))
    assert reading.problems == (Problem(code="heading_missing", row=1, field="角色"),)
    assert [row.number for row in reading.rejects.rows] == [2, 3]


def test_a_file_that_is_no_table_is_one_problem(tmp_path: Path) -> None:
    reading = read_people(tmp_path / "none.csv")
    assert reading == PeopleReading(problems=(Problem(code="file_missing"),))


def test_rejected_rows_go_out_with_their_reasons_and_come_in_again(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD | {"contact": "+86 138", "scope": ""})
    path = tmp_path / "rejects.csv"
    write_rejects(path, reading.rejects, lambda problem: problem.code)
    text = path.read_text("utf-8-sig")
    assert '"督导组或区县：scope_missing"' in text
    assert '"\'+86 138"' in text
    again = read_people(path)
    assert again.rejects == reading.rejects
    path.write_text(text.replace('"督导组","","中文"', '"督导组","SG-03","中文"'), "utf-8")
    corrected = read_people(path)
    assert corrected.problems == ()
    assert [person.contact for person in corrected.people] == ["+86 138"]
