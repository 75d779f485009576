"""Lines end where people would end them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cli.wrapping import line_breaks, widest_piece


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text."""
    positions = [0, *line_breaks(text, width), len(text)]
    return [text[one:other].rstrip() for one, other in pairwise(positions)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("two words", 9, ["two words"]),
        ("two words", 8, ["two", "words"]),
        ("two   words", 3, ["two", "wor", "ds"]),
        ("学习动员", 5, ["学习", "动员"]),
        # No line begins with a closing mark, or ends with an opening one.
        ("学习，动员。", 4, ["学", "习，", "动", "员。"]),
        ("学习（动员）", 6, ["学习", "（动", "员）"]),
        # What belongs together.
        ("单位AS-001逾期", 7, ["单位", "AS-001", "逾期"]),
        ("活动“ref”中", 8, ["活动", "“ref”中"]),
        ("协会 [甲区协会]", 10, ["协会", "[甲区协会]"]),
        ("a · b · c", 5, ["a ·", "b · c"]),
        ("all 95 %", 6, ["all", "95 %"]),
        ("<on_track|overdue>", 12, ["<on_track|", "overdue>"]),
        # What is too wide by itself.
        ("mobilization", 5, ["mobil", "izati", "on"]),
    ],
)
def test_where_lines_end(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(st.text("ab1 ，。“”（）[]|·学习动员", max_size=40), st.integers(4, 20))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())
    if widest_piece(text) <= width:
        inside = [at for at in line_breaks(text, width) if text[at - 1 : at + 1].isalnum()]
        assert all(max(map(cell_len, text[at - 1 : at + 1])) == 2 for at in inside)
