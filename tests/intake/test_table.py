import codecs
import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from intake.delimited import write_delimited
from intake.grid import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    UnreadableTable,
    column_letters,
    mark_text,
    read_text,
)
from intake.table import Column, Table, read_table

COLUMNS = (
    Column(key="code", zh="单位编码", en="unit code", required=True),
    Column(key="name", zh="名称", en="name", required=True),
    Column(key="organisations", zh="党组织数", en="party organisations"),
)
HEADINGS = ("单位编码", "名称", "党组织数")
RECORDS = (("SZ-001", "甲、市第一小学；东", "3"), ("SZ-002", "乙 医院, 西", "12"))


def csv_text(records: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(records)
    return file.getvalue()


def read_bytes(folder: Path, data: bytes) -> Table:
    path = folder / "table.csv"
    path.write_bytes(data)
    return read_table(path, COLUMNS)


def read_csv(folder: Path, *records: Sequence[str]) -> Table:
    return read_bytes(folder, csv_text(records).encode())


def read_xlsx(folder: Path, fill: Callable[[Any, Any], None], **options: object) -> Table:
    path = folder / "table.xlsx"
    with xlsxwriter.Workbook(path, options) as book:
        fill(book, book.add_worksheet("名册"))
    return read_table(path, COLUMNS)


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def found(table: Table) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.row, problem.field) for problem in table.problems]


def refusal(folder: Path, data: bytes) -> UnreadableTable:
    with pytest.raises(UnreadableTable) as caught:
        read_bytes(folder, data)
    return caught.value


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "gb18030"),
    ],
)
def test_every_encoding_and_delimiter_is_told_by_itself(
    tmp_path: Path, mark: bytes, encoding: str, delimiter: str
) -> None:
    text = csv_text([HEADINGS, *RECORDS], delimiter)
    table = read_bytes(tmp_path, mark + text.encode(encoding))
    assert texts(table) == list(RECORDS)
    assert [row.number for row in table.rows] == [2, 3]
    assert table.problems == ()
    assert table.language == "zh"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(tmp_path: Path, end: str) -> None:
    text = csv_text([HEADINGS, *RECORDS], end=end)
    assert texts(read_bytes(tmp_path, text.encode())) == list(RECORDS)


def test_rare_characters_of_gb18030_are_read(tmp_path: Path) -> None:
    table = read_bytes(tmp_path, csv_text([HEADINGS, ("1", "㐀𠀀小学", "")]).encode("gb18030"))
    assert texts(table) == [("1", "㐀𠀀小学")]


@pytest.mark.parametrize(
    ("headings", "language"),
    [
        (("Unit Code", "NAME", " party\norganisations "), "en"),
        (("unit_code", "name", "Party Organisations"), "en"),
        (("单位 编码", "名　称", "党组\n织数"), "zh"),
        (("单位编码", "name", "党组织数"), "zh"),
        (("单位编码", "name", "party organisations"), "en"),
    ],
)
def test_headings_are_known_in_both_languages_however_they_are_set(
    tmp_path: Path, headings: tuple[str, ...], language: str
) -> None:
    table = read_csv(tmp_path, headings, *RECORDS)
    assert table.columns == {"code": 0, "name": 1, "organisations": 2}
    assert table.problems == ()
    assert table.language == language


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    table = read_csv(tmp_path, ("名称", "单位编码"), ("甲", "1"))
    assert table.cell(table.rows[0], "code") == Cell("1")
    assert table.cell(table.rows[0], "organisations") == Cell("")


def test_a_missing_heading_makes_the_table_unreadable(tmp_path: Path) -> None:
    table = read_csv(tmp_path, ("单位编码", "党组织数"), ("1", "2"))
    assert found(table) == [("heading_missing", 1, "名称")]
    assert not table.is_readable
    assert len(table.rows) == 1


def test_a_doubled_heading_makes_the_table_unreadable(tmp_path: Path) -> None:
    table = read_csv(tmp_path, ("单位编码", "名称", "unit code"), ("1", "2", "3"))
    assert found(table) == [("heading_twice", 1, "单位编码")]
    assert not table.is_readable


def test_an_unknown_heading_is_reported_and_does_not_hinder(tmp_path: Path) -> None:
    table = read_csv(tmp_path, (*HEADINGS, "备注"), ("1", "2", "3", "四"))
    assert found(table) == [("heading_unknown", 1, "备注")]
    assert table.is_readable


def test_reasons_of_an_earlier_reading_are_known(tmp_path: Path) -> None:
    table = read_csv(tmp_path, (*HEADINGS, "拒收原因"), ("1", "2", "3", "四"))
    assert table.problems == ()
    assert table.columns["reasons"] == 3


def test_cells_under_no_heading_are_found(tmp_path: Path) -> None:
    table = read_csv(
        tmp_path, ("单位编码", "", "名称", ""), ("1", "x", "2", "", "y"), ("1", "", "2")
    )
    assert [table.cells_without_heading(row) for row in table.rows] == [(1, 4), ()]


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    assert found(read_csv(tmp_path, HEADINGS, ("", "", ""))) == [("no_rows", None, None)]


def test_blank_rows_count_but_are_not_read(tmp_path: Path) -> None:
    text = "单位编码,名称\r\n1,甲\r\n,,,\r\n\r\n2,乙\r\n,,\r\n\r\n"
    table = read_bytes(tmp_path, text.encode())
    assert [(row.number, row.cells[0].text) for row in table.rows] == [(2, "1"), (5, "2")]


def test_a_line_break_in_a_cell_does_not_shift_row_numbers(tmp_path: Path) -> None:
    table = read_csv(tmp_path, HEADINGS, ("1", "甲\r\n校", "3"), ("2", "乙", "4"))
    assert texts(table) == [("1", "甲\r\n校", "3"), ("2", "乙", "4")]
    assert [row.number for row in table.rows] == [2, 3]


def test_only_surrounding_blanks_are_taken_off(tmp_path: Path) -> None:
    table = read_csv(tmp_path, HEADINGS, ("　１２\u00a0", " 甲　校 ", "\t1,2 "))
    assert texts(table) == [("１２", "甲　校", "1,2")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n,,\r\n", "empty_file"),
        (codecs.BOM_UTF8, "empty_file"),
        ("甲,乙\r\n丙,丁\r\n".encode(), "no_headings"),
        ("\r\n单位编码,名称\r\n1,甲\r\n".encode(), "no_headings"),
        ("关于名册\r\n单位编码,名称\r\n1,甲\r\n".encode(), "no_headings"),
        ("党组织数\r\n1\r\n".encode(), "no_headings"),
        (b"unit code,name\r\n1,\xff\xff\r\n", "encoding_unknown"),
        (b"unit code,name\r\n1,a\x00b\r\n", "not_a_table"),
        ("单位编码".encode("utf-16-le"), "no_headings"),
        ("unit code,name".encode("utf-16-le"), "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_or_protected_workbook"),
        (b"PK\x03\x04broken", "broken_workbook"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    assert refusal(tmp_path, data).problem.code == code


def test_damaged_utf8_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    damaged = csv_text([HEADINGS, *RECORDS]).encode().replace("乙".encode(), b"\xe4\xb9")
    problem = refusal(tmp_path, damaged).problem
    assert (problem.code, problem.params) == (
        "encoding_damaged",
        {"encoding": "UTF-8", "line": "3"},
    )


def test_damaged_utf16_says_where(tmp_path: Path) -> None:
    damaged = codecs.BOM_UTF16_LE + csv_text([HEADINGS, *RECORDS]).encode("utf-16-le") + b"x"
    problem = refusal(tmp_path, damaged).problem
    assert problem.params == {"encoding": "UTF-16LE", "line": "4"}


@pytest.mark.parametrize("line", ['1,"甲"乙,3', '1,"甲,3'])
def test_quotes_that_do_not_pair_up_say_where(tmp_path: Path, line: str) -> None:
    data = f"单位编码,名称,党组织数\r\n0,零,0\r\n{line}\r\n".encode()
    problem = refusal(tmp_path, data).problem
    assert (problem.code, problem.params) == ("broken_quotes", {"row": "3"})


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "file_missing"), (tmp_path, "file_unreadable")):
        with pytest.raises(UnreadableTable) as caught:
            read_table(path, COLUMNS)
        assert caught.value.problem.code == code


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableTable) as caught:
        read_table(path, COLUMNS)
    assert caught.value.problem.params == {"limit": "20"}


def test_too_many_rows_are_refused_and_blank_ones_do_not_count(tmp_path: Path) -> None:
    rows = "1,甲\n" * (MAX_ROWS - 1)
    enough = f"单位编码,名称\n{rows}"
    assert len(read_bytes(tmp_path, (enough + ",\n" * 100).encode()).rows) == MAX_ROWS - 1
    assert refusal(tmp_path, (enough + "1,甲\n").encode()).problem.code == "too_many_rows"


def test_too_many_columns_are_refused_and_blank_ones_do_not_count(tmp_path: Path) -> None:
    line = "1,甲" + "," * (MAX_COLUMNS - 2)
    assert read_bytes(tmp_path, f"单位编码,名称\n{line}x,,,\n".encode()).rows
    problem = refusal(tmp_path, f"单位编码,名称\n{line},x\n".encode()).problem
    assert (problem.code, problem.params["row"]) == ("too_many_columns", "2")


def test_a_workbook_is_read_as_it_is_shown(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        clock = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        hours = book.add_format({"num_format": "hh:mm"})
        long = book.add_format({"num_format": "[h]:mm"})
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["007", "甲\n校", 12.0])
        sheet.write_row(2, 0, [1, "　乙 ", 1.5])
        sheet.write_datetime(3, 0, datetime(2005, 7, 1), day)  # noqa: DTZ001
        sheet.write_datetime(3, 1, datetime(2005, 7, 1, 8, 30), clock)  # noqa: DTZ001
        sheet.write_datetime(3, 2, time(6, 30), hours)
        sheet.write_datetime(4, 0, timedelta(hours=30), long)
        sheet.write_boolean(4, 1, True)
        sheet.write_formula(4, 2, "=1+1", None, 2)
        sheet.write_string(5, 0, "'=1+1")
        sheet.write_row(6, 0, [0.1 + 0.2, -0.0, 1e15])

    table = read_xlsx(tmp_path, fill)
    assert [row.cells for row in table.rows] == [
        (Cell("007"), Cell("甲\n校"), Cell("12", "number")),
        (Cell("1", "number"), Cell("乙"), Cell("1.5", "number")),
        (Cell("2005-07-01", "date"), Cell("2005-07-01 08:30:00", "date"), Cell("06:30:00", "date")),
        (Cell("1 day, 6:00:00", "date"), Cell("TRUE"), Cell("2", "number")),
        (Cell("=1+1"),),
        (Cell("0.3", "number"), Cell("0", "number"), Cell("1000000000000000", "number")),
    ]


def test_dates_of_a_workbook_that_counts_from_1904_are_the_same(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_datetime(1, 0, date(2005, 7, 1), book.add_format({"num_format": 14}))

    assert texts(read_xlsx(tmp_path, fill, date_1904=True)) == [("2005-07-01",)]


def test_formulas_that_failed_are_not_taken_for_blank_cells(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["1", "甲"])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 1, "=NA()", None, "#N/A")

    table = read_xlsx(tmp_path, fill)
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, (Cell("1"), Cell("甲"), Cell("#DIV/0!", "error"))),
        (5, (Cell(""), Cell("#N/A", "error"))),
    ]


def test_blank_cells_that_are_only_formatted_do_not_count(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        grey = book.add_format({"bg_color": "gray"})
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(3, 0, ["1", "甲", 1])
        for row in (4, 5, 1_048_575):
            sheet.write_blank(row, 16_383, None, grey)

    assert [row.number for row in read_xlsx(tmp_path, fill).rows] == [4]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (1_048_575, 0, "too_many_rows"),
        (MAX_ROWS, 0, "too_many_rows"),
        (1, 16_383, "too_many_columns"),
        (1, MAX_COLUMNS, "too_many_columns"),
    ],
)
def test_a_stray_cell_far_away_is_refused_before_it_exhausts_the_memory(
    tmp_path: Path, row: int, column: int, code: str
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_string(row, column, "x")

    with pytest.raises(UnreadableTable) as caught:
        read_xlsx(tmp_path, fill)
    assert caught.value.problem.code == code


def test_the_last_row_and_column_that_are_allowed_are_read(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_string(MAX_ROWS - 1, MAX_COLUMNS - 1, "x")

    (row,) = read_xlsx(tmp_path, fill).rows
    assert (row.number, len(row.cells)) == (MAX_ROWS, MAX_COLUMNS)


def test_the_sheet_with_the_headings_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "填表说明")
        table = book.add_worksheet("数据")
        table.write_row(0, 0, HEADINGS)
        table.write_row(1, 0, ["1", "甲", 1])
        book.add_worksheet("Sheet3")
        hidden = book.add_worksheet("旧")
        hidden.write_row(0, 0, HEADINGS)
        hidden.hide()

    table = read_xlsx(tmp_path, fill)
    assert texts(table) == [("1", "甲", "1")]
    (problem,) = table.problems
    assert (problem.code, problem.params) == ("sheet_not_read", {"sheet": "名册"})


def test_two_sheets_that_could_be_the_table_are_refused(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        book.add_worksheet("另一个").write_row(0, 0, HEADINGS)

    with pytest.raises(UnreadableTable) as caught:
        read_xlsx(tmp_path, fill)
    assert caught.value.problem.params == {"sheets": "名册, 另一个"}


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable) as caught:
        read_xlsx(tmp_path, lambda *_: None)
    assert caught.value.problem.code == "empty_file"


def hand_made_workbook(sheet: str, target: str) -> bytes:
    """A workbook as other programs than the usual ones write them."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages.replace("relationships", "content-types")}"/>',
        "_rels/.rels": f'<Relationships xmlns="{packages}"><Relationship Id="rId1" '
        f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
        '<sheet name="一" sheetId="1" r:id="rId7"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}"><Relationship Id="rId7" '
        f'Type="{links}/worksheet" Target="{target}"/></Relationships>',
        "xl/worksheets/one.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData>'
        "</worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize("target", ["worksheets/one.xml", "/xl/worksheets/one.xml"])
def test_cells_without_references_are_read(tmp_path: Path, target: str) -> None:
    sheet = (
        f"<row>{''.join(map(inline, HEADINGS))}</row>"
        f'<row>{inline("1")}<c t="e"><v>#REF!</v></c><c><v>3</v></c></row>'
    )
    table = read_bytes(tmp_path, hand_made_workbook(sheet, target))
    assert [row.cells for row in table.rows] == [
        (Cell("1"), Cell("#REF!", "error"), Cell("3", "number"))
    ]


@pytest.mark.parametrize(
    ("sheet", "target"),
    [
        ('<row><c r="1A"><v>1</v></c></row>', "worksheets/one.xml"),
        ("<row>", "worksheets/one.xml"),
        ("<row/>", "worksheets/none.xml"),
    ],
)
def test_a_damaged_workbook_is_refused(tmp_path: Path, sheet: str, target: str) -> None:
    assert refusal(tmp_path, hand_made_workbook(sheet, target)).problem.code == "broken_workbook"


def test_a_packed_file_that_is_no_xlsx_is_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.txt", "甲")
    assert refusal(tmp_path, file.getvalue()).problem.code == "not_a_workbook"


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO(hand_made_workbook("", "worksheets/one.xml"))
    with (
        zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/zero.bin", "w") as file,
    ):
        for _ in range(201):
            file.write(bytes(1024**2))
    problem = refusal(tmp_path, data.getvalue()).problem
    assert (problem.code, problem.params) == ("file_too_large", {"limit": "200"})


any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(st.lists(st.tuples(any_text, any_text, any_text), max_size=8))
def test_any_text_survives_writing_and_reading_a_text_file(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    write_delimited(path, [HEADINGS, *records])
    table = read_table(path, COLUMNS)
    expected = [tuple(text.strip() for text in record) for record in records]
    padded = [tuple([*row, "", "", ""][:3]) for row in texts(table)]
    assert padded == [record for record in expected if any(record)]
    assert [row.number for row in table.rows] == [
        number for number, record in enumerate(expected, start=2) if any(record)
    ]


@given(st.lists(st.tuples(any_text, any_text), min_size=1, max_size=8))
def test_any_text_survives_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[str, str]]
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS[:2])
        for row, record in enumerate(records, start=1):
            for column, text in enumerate(record):
                sheet.write_string(row, column, mark_text(text))

    table = read_xlsx(tmp_path_factory.getbasetemp(), fill)
    expected = [tuple(text.strip() for text in record) for record in records]
    assert [tuple([*row, "", ""][:2]) for row in texts(table)] == [
        record for record in expected if any(record)
    ]


DANGEROUS = "=+-@＝＋－＠"


@given(st.one_of(any_text, st.from_regex(rf"[\s']*[{DANGEROUS}].*")))
def test_no_written_text_is_a_formula_and_none_is_lost(text: str) -> None:
    written = mark_text(text)
    assert not written.startswith(tuple(DANGEROUS))
    assert read_text(written) == text.strip()


@pytest.mark.parametrize("text", ["'", "'甲'", "''", "' =1", "甲=1", "O'Neill"])
def test_an_apostrophe_that_marks_nothing_stays(text: str) -> None:
    assert read_text(text) == text


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
