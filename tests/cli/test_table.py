"""Tables fit where they are shown, and lose nothing."""

import io
from collections import Counter
from collections.abc import Sequence

import pytest
from rich.cells import cell_len

from cli.paper import Paper
from cli.table import Column, print_table

COLUMNS = (
    Column("unit"),
    Column("name", wrapped=True),
    Column("members", right=True),
    Column("what", prose=True),
)
ROWS = (
    (
        "U-1",
        "示例丙县第一实验幼儿园",
        "7",
        "Organisations and members counted, lax ones strengthened",
    ),
    ("U-2", "A school", "1200", ""),
)


def shown(width: int, rows: Sequence[Sequence[str]] = ROWS) -> list[str]:
    """The lines of a table on paper of that width."""
    file = io.StringIO()
    print_table(Paper(file=file, width=width), COLUMNS, rows, lead=2)
    return file.getvalue().splitlines()


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 4000])
def test_no_line_is_too_long_and_no_word_is_lost(width: int) -> None:
    lines = shown(width)

    assert max(map(cell_len, lines)) <= width
    told = Counter("".join(cell for row in ROWS for cell in "".join(row).split()))
    assert Counter("".join(lines)) >= told


def test_one_line_a_row_where_there_is_room() -> None:
    assert [line.split()[0] for line in shown(100)] == ["unit", "U-1", "U-2"]


def test_paragraphs_where_there_is_not() -> None:
    lines = shown(50)

    assert lines[0] == "U-1 示例丙县第一实验幼儿园"
    assert lines[1].startswith("  members 7 · Organisations")
    assert lines[-2:] == ["U-2 A school", "  members 1200"]
