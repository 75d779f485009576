"""Why a value is not accepted: what models say in English has Chinese words, which this holds complete."""

import ast
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import pytest
from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from schemas.base import Code, Model, Note
from schemas.quantities import Days, Minutes, Percent, When, WorkingDays
from texts.catalogue import places
from texts.reasons import REASONS, say_reason

ROOT: Final = Path(__file__).parents[2]
INTERNAL: Final = "dispatch.py"
"""Where models check only what we have written ourselves."""


def chinese(said: str) -> bool:
    """Whether there is a Chinese word in a text."""
    return any("\u4e00" <= character <= "\u9fff" for character in said)


def spoken(node: ast.expr) -> str:
    """A message as it is written in a validator, with a sample in each of its places."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(spoken(part) for part in parts)
        case _:
            return "5"


def validators() -> Iterator[str]:
    """What the validators of models and settings say, but for quantities, which share theirs."""
    for path in (*sorted((ROOT / "schemas").glob("*.py")), ROOT / "worker" / "settings.py"):
        if path.name == INTERNAL:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "ValueError":
                yield spoken(node.args[0])


@pytest.mark.parametrize("message", sorted(set(validators()) - {"expected 5"}))
def test_every_validator_is_heard_in_chinese(message: str) -> None:
    assert say_reason(message, "en") == message
    assert chinese(say_reason(message, "zh"))
    assert say_reason(f"Value error, {message}", "zh") == say_reason(message, "zh")
    assert say_reason(f"Value error, {message}", "en") == message


class Pair(Model):
    """A model of two fields."""

    one: Code
    other: tuple[int, ...] = ()


REFUSED: Final[list[tuple[Any, object, str]]] = [
    (Pair, {}, "缺少这一项"),
    (Pair, {"one": "x", "two": "x"}, "这里不能有这一项"),
    (Pair, {"one": "a b"}, "不合规定的格式"),
    (Pair, {"one": 5}, "应为文字"),
    (Pair, {"one": "x", "other": 5}, "应为列表"),
    (Pair, 5, "应为一个对象（键和值）"),
    (dict[str, int], 5, "应为一个对象（键和值）"),
    (Note, "", "至少 1 个字符"),
    (Note, "x" * 2001, "最多 2000 个字符"),
    (Annotated[tuple[int, ...], Field(min_length=2)], [1], "至少要有 2 项"),
    (Annotated[tuple[int, ...], Field(max_length=1)], [1, 2], "最多只能有 1 项"),
    (Annotated[int, Field(ge=2, le=3)], 1, "不能小于 2"),
    (Annotated[int, Field(ge=2, le=3)], 4, "不能大于 3"),
    (Annotated[int, Field(gt=2, lt=3)], 2, "应大于 2"),
    (Annotated[int, Field(gt=2, lt=3)], 3, "应小于 3"),
    (int, "x", "应为整数"),
    (bool, 5, "应为 true 或 false"),
    (date, 5, "应为日期，如 2026-07-01"),
    (date, "2026-02-30", "应为日期，如 2026-07-01"),
    (time, 5, "应为时间，如 15:30"),
    (time, "25:00", "应为时间，如 15:30"),
    (datetime, 5, "应为带时区的时刻，如 2026-07-01T08:30+08:00"),
    (datetime, "soon", "应为带时区的时刻，如 2026-07-01T08:30+08:00"),
    (AwareDatetime, "2026-07-01T08:30", "应为带时区的时刻，如 2026-07-01T08:30+08:00"),
    (Literal["a", "b", "c"], "x", "应为其中之一：'a', 'b'、'c'"),
    (Literal["a"], "x", "应为 'a'"),
]


@pytest.mark.parametrize("quantity", [Days, WorkingDays, Minutes, When, Percent])
def test_every_quantity_is_heard_in_chinese(quantity: Any) -> None:
    with pytest.raises(ValueError, match="expected") as raised:
        quantity.parse("soon")
    assert chinese(say_reason(str(raised.value), "zh"))


@pytest.mark.parametrize(("type_", "value", "said"), REFUSED)
def test_what_pydantic_says_is_said_in_chinese(type_: Any, value: object, said: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(type_).validate_json(json.dumps(value), strict=True)
    assert say_reason(raised.value.errors()[0]["msg"], "zh") == said


def test_a_file_that_is_none_is_said_in_chinese() -> None:
    for written in (b"{", b"[1,]", b"{'a'}", b'"a'):
        with pytest.raises(ValueError, match="line 1") as raised:
            json.loads(written)
        assert say_reason(str(raised.value), "zh").startswith("第 1 行第 ")
    with pytest.raises(UnicodeDecodeError) as undecoded:
        b"\xff".decode()
    assert say_reason(str(undecoded.value), "zh") == "不是 UTF-8 编码的文本"


def test_what_is_nobody_s_is_said_as_it_came() -> None:
    assert say_reason("Permission denied", "zh") == "Permission denied"
    assert say_reason("5", "zh") == "5"


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_chinese_reason_has_no_place_that_the_english_one_lacks(code: str) -> None:
    assert places(REASONS[code].zh) <= places(REASONS[code].en)
    assert chinese(REASONS[code].zh)
    assert not chinese(REASONS[code].en)
