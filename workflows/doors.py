"""What comes in from outside: arguments and signals of any number and shape, read without harm.

Handlers take `*args`, so that no number of arguments can fail a workflow task; the converter
leaves what it cannot decode as it is. What is wrong becomes a refusal that says where.
"""

import json
from collections.abc import Sequence
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from temporalio.common import RawValue

from rules.refused import Refused
from schemas.limits import COMMAND_BYTES

T = TypeVar("T")

_JSON: Final = b"json/plain"


def read_only_argument(adapter: TypeAdapter[T], args: Sequence[object]) -> T:
    """Read the one argument that a handler expects, whatever its size.

    Raises:
        Refused: there is none or more than one, or it is malformed (where, and what was expected).
    """
    return _read(adapter, _to_json(_only(args)))


def read_command(adapter: TypeAdapter[T], args: Sequence[object]) -> T:
    """Read a command of at most 16 KB.

    Raises:
        Refused: as above, or it is too large.
    """
    return _read(adapter, _command_json(args))


def read_signal(adapter: TypeAdapter[T], name: str, args: Sequence[object], *, id_: str) -> T:
    """Read the command that a signal is named by; it gets `id_` where its sender gave none.

    Raises:
        Refused: as above, or the command says that it is of another kind than the signal.
    """
    body = json.loads(_command_json(args))
    if not isinstance(body, dict):
        raise Refused("malformed", where="/", expected="an object")
    if body.setdefault("kind", name) != name:
        raise Refused("kind_mismatch", signal=name, kind=body["kind"])
    body.setdefault("id", id_)
    return _read(adapter, json.dumps(body).encode())


def _command_json(args: Sequence[object]) -> bytes:
    text = _to_json(_only(args))
    if len(text) > COMMAND_BYTES:
        raise Refused("too_large", size=len(text), limit=COMMAND_BYTES)
    return text


def _only(args: Sequence[object]) -> object:
    if len(args) != 1:
        raise Refused("wrong_argument_count", count=len(args))
    return args[0]


def _to_json(argument: object) -> bytes:
    try:
        if not isinstance(argument, RawValue):
            return json.dumps(argument, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if argument.payload.metadata.get("encoding") == _JSON:
            json.loads(argument.payload.data)
            return argument.payload.data
    # Bytes and protobuf messages are no JSON, broken text is none, and no stack is deep enough.
    except (TypeError, ValueError, RecursionError):
        pass
    raise Refused("malformed", where="/", expected="JSON")


def _read(adapter: TypeAdapter[T], text: bytes) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "union_tag_invalid":
            raise Refused("unknown_kind", kind=first["ctx"]["tag"]) from None
        where = "/" + "/".join(str(part) for part in first["loc"])
        raise Refused("malformed", where=where, expected=first["msg"]) from None
