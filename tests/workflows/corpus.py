"""What should never have been sent: payloads of every wrong shape, and the refusal that each gets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

JSON: Final = "json/plain"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Arguments that a handler must survive, and the codes of which one answers them."""

    args: tuple[RawValue, ...]
    codes: tuple[str, ...]


def payload(data: bytes, encoding: str | None = JSON) -> RawValue:
    """An argument as it travels."""
    metadata = {} if encoding is None else {"encoding": encoding.encode()}
    return RawValue(Payload(metadata=metadata, data=data))


def as_json(value: object) -> RawValue:
    """An argument in JSON, written as Python does it: NaN and lone surrogates included."""
    return payload(json.dumps(value).encode())


def wrong_counts(good: Mapping[str, Any]) -> dict[str, Wrong]:
    """No argument, two and three."""
    codes = ("wrong_argument_count",)
    return {f"{count}_arguments": Wrong((as_json(good),) * count, codes) for count in (0, 2, 3)}


def not_json() -> dict[str, Wrong]:
    """Arguments that are no JSON at all, or say that they are something else."""
    wrong = {
        "broken": payload(b'{"id": "x", '),
        "empty": payload(b""),
        "trailing": payload(b"{} x"),
        "not_utf8": payload(b'{"text": "\xff\xfe"}'),
        "utf16": payload('{"text": "x"}'.encode("utf-16")),
        "binary": payload(b"\x00\xff\x00", "binary/plain"),
        "protobuf": payload(b"\x00\xff", "binary/protobuf"),
        "protobuf_json": payload(b"{}", "json/protobuf"),
        "unknown_encoding": payload(b"{}", "text/of-our-own"),
        "no_encoding": payload(b"{}", None),
        "many_digits": payload(b'{"id": ' + b"7" * 5000 + b"}"),
    }
    return {name: Wrong((one,), ("malformed",)) for name, one in wrong.items()}


def not_an_object() -> dict[str, Wrong]:
    """JSON of another shape, and JSON that is deeper than anybody means it."""
    wrong = {
        "null": payload(b"null"),
        "encoded_null": payload(b"", "binary/null"),
        "number": payload(b"17"),
        "not_a_number": payload(b"NaN"),
        "infinity": payload(b"-Infinity"),
        "string": payload(b'"complete_step"'),
        "array": payload(b"[{}]"),
        "deep": payload(b"[" * 900 + b"]" * 900),
        "deeper": payload(b"[" * 7000 + b"]" * 7000),
        "deep_objects": payload(b'{"id":' * 900 + b"1" + b"}" * 900),
    }
    return {name: Wrong((one,), ("malformed",)) for name, one in wrong.items()}


def too_large(good: Mapping[str, Any]) -> dict[str, Wrong]:
    """A little more than a command may have, and as much as the server lets through."""
    wrong = {
        "17_kilobytes": as_json({**good, "note": "x" * 17_000}),
        "huge": as_json({**good, "note": "x" * 1_500_000}),
        "huge_key": as_json({**good, "k" * 1_500_000: 1}),
        "huge_and_broken": payload(b'{"id": "' + b"x" * 1_500_000),
        "huge_and_deep": payload(b"[" * 1_500_000),
    }
    return {name: Wrong((one,), ("too_large", "malformed")) for name, one in wrong.items()}


def wrong_fields(good: Mapping[str, Any]) -> dict[str, Wrong]:
    """One field of a good command at a time is missing, added, or of another kind."""
    wrong: dict[str, Any] = {
        "extra": {**good, "colour": "red"},
        "extra_long": {**good, "k" * 5000: 1},
        "no_by": _without(good, "by"),
        "id_of_another_type": {**good, "id": 7},
        "id_null": {**good, "id": None},
        "id_empty": {**good, "id": ""},
        "id_long": {**good, "id": "x" * 101},
        "id_with_nul": {**good, "id": "x\x00"},
        "id_surrogate": {**good, "id": "\ud800"},
        "by_of_another_type": {**good, "by": ["city:office"]},
        "by_unknown_role": {**good, "by": "mayor:office"},
        "by_long": {**good, "by": "city:" + "x" * 5000},
        "by_with_nul": {**good, "by": "city:\x00"},
        "by_surrogate": {**good, "by": "city:\udfff"},
        "principal_with_blank": {**good, "principal": "a b"},
        "surrogate_key": {**good, "\ud800": 1},
    }
    return {name: Wrong((as_json(one),), ("malformed",)) for name, one in wrong.items()}


def wrong_unit_fields(good: Mapping[str, Any]) -> dict[str, Wrong]:
    """What only a unit's commands have; `good` is a comment."""
    wrong: dict[str, Any] = {
        "text_missing": _without(good, "text"),
        "text_empty": {**good, "text": ""},
        "text_long": {**good, "text": "x" * 2001},
        "text_with_nul": {**good, "text": "a\x00b"},
        "text_surrogate": {**good, "text": "\ud800"},
        "text_of_another_type": {**good, "text": {"zh": "x"}},
        "revision_negative": {**good, "if_revision": -1},
        "revision_not_a_number": {**good, "if_revision": float("nan")},
        "revision_infinite": {**good, "if_revision": float("inf")},
        "revision_true": {**good, "if_revision": True},
        "revision_text": {**good, "if_revision": "1"},
    }
    return {name: Wrong((as_json(one),), ("malformed",)) for name, one in wrong.items()}


def wrong_kinds(good: Mapping[str, Any]) -> dict[str, Wrong]:
    """Commands whose kind nobody knows; a signal finds that it is not the one it is named by."""
    kinds: dict[str, Any] = {
        "unknown_kind": "dance",
        "kind_long": "x" * 5000,
        "kind_with_nul": "comment\x00",
        "kind_number": 5,
        "kind_array": ["comment"],
        "kind_null": None,
        "kind_surrogate": "\ud800",
        "kind_deep": json.loads("[" * 150 + "]" * 150),
    }
    codes = ("unknown_kind", "kind_mismatch", "malformed")
    return {name: Wrong((as_json({**good, "kind": kind}),), codes) for name, kind in kinds.items()}


def for_units(good: Mapping[str, Any]) -> dict[str, Wrong]:
    """All of it, around a good comment."""
    return {**for_campaigns(good), **wrong_unit_fields(good)}


def for_campaigns(good: Mapping[str, Any]) -> dict[str, Wrong]:
    """What is wrong for a campaign and a unit alike."""
    return {
        **wrong_counts(good),
        **not_json(),
        **not_an_object(),
        **too_large(good),
        **wrong_fields(good),
        **wrong_kinds(good),
    }


def _without(good: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in good.items() if key != name}
