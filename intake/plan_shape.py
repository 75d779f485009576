"""What a file's models expect at a place, and their errors as problems that people understand.

The JSON Schema of the model is walked beside each error's location: it tells apart what leads to
the data from what pydantic adds (the member of a union), and says what should have been there.
"""

from difflib import get_close_matches
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from intake.yaml_positions import DataPath, Positions
from schemas.amendment import FIXED_OF_PHASES, FIXED_OF_STEPS
from schemas.base import Code
from schemas.plan import CalendarSource
from schemas.problem import Problem
from schemas.quantities import Days, Minutes, Percent, When, WorkingDays
from schemas.refusal import echo

Node = dict[str, Any]
"""A part of a JSON Schema."""

_OWN_CHECKS: Final = {
    "Window": "window_reversed",
    "WorkingHours": "hours_reversed",
    "Text": "text_without_language",
    "SurveyStep": "bands_not_falling",
    "Gate": "lapse_without_sign_off",
    "Rung": "rung_unsound",
    "PhaseChange": "longer_or_shorter",
    "GateChange": "changes_nothing",
    "StepChange": "changes_nothing",
}
"""What is wrong when a model's own check fails, by the model's title."""

_FIXED: Final = {"StepChange": FIXED_OF_STEPS, "PhaseChange": FIXED_OF_PHASES}
"""What a key would change that cannot be changed there, by the model's title."""

_LIMITS: Final = {
    "too_short": ("list_too_short", "minItems"),
    "too_long": ("list_too_long", "maxItems"),
    "string_too_long": ("text_too_long", "maxLength"),
    "greater_than_equal": ("number_too_small", "minimum"),
    "less_than_equal": ("number_too_large", "maximum"),
}
"""By the error's type: the problem, and where the schema has the limit."""

_FORMS: Final = {
    "boolean": "expected_boolean",
    "integer": "expected_number",
    "array": "expected_list",
    "object": "expected_mapping",
    "string": "expected_text",
    "date": "expected_date",
    "time": "expected_time",
    Days.pattern: "expected_days",
    WorkingDays.pattern: "expected_working_days",
    Minutes.pattern: "expected_minutes",
    When.pattern: "expected_when",
    Percent.pattern: "expected_percent",
    f"{WorkingDays.pattern} | phase end": "expected_due",
    f"{WorkingDays.pattern} | never": "expected_lapse",
    "integer | none": "expected_limit",
    TypeAdapter(Code).json_schema()["pattern"]: "expected_code",
    CalendarSource.model_json_schema()["properties"]["country"]["pattern"]: "expected_country",
}
"""What was expected, by the form that the schema has there; see `_form`."""


def shape_problems(
    model: type[BaseModel], error: ValidationError, data: Any, positions: Positions
) -> tuple[Problem, ...]:
    """The errors of a model over `data`, each once, with position and expectation."""
    root = _schema(model)
    problems: dict[tuple[DataPath, str], Problem] = {}
    for details in error.errors(include_url=False, include_input=False):
        path, node = _place(root, details["loc"])
        found = _found(data, path)
        if details["type"] == "too_short" and len(found) >= node["minItems"]:
            continue  # There are enough; those that are wrong have problems of their own.
        path, code, params = _wrong(root, details, path, node, found)
        at_key = details["type"] == "extra_forbidden" or details["loc"][-1:] == ("[key]",)
        line, column = positions.of_key(path) if at_key else positions.of_value(path)
        value = None if at_key else _written(_found(data, path))
        problems.setdefault(
            (path, code),
            Problem(code=code, params=params, path=path, line=line, column=column, value=value),
        )
    return tuple(problems.values())


def _wrong(
    root: Node, details: ErrorDetails, path: DataPath, node: Node, found: Any
) -> tuple[DataPath, str, dict[str, str]]:
    """Where the problem is, its code and its params."""
    kind = details["type"]
    if kind == "missing":
        return path[:-1], "missing_key", {"key": str(path[-1])}
    if kind == "union_tag_not_found":
        return path, "missing_key", {"key": node["discriminator"]["propertyName"]}
    if kind == "union_tag_invalid":
        tag = node["discriminator"]
        return (*path, tag["propertyName"]), "expected_one_of", {"allowed": _list(tag["mapping"])}
    if kind == "extra_forbidden":
        return path, *_unknown_key(str(path[-1]), found, _place(root, details["loc"][:-1])[1])
    if details["loc"][-1:] == ("[key]",):
        return path, "expected_code", {}
    if kind in _LIMITS and (limit := _LIMITS[kind])[1] in node:
        return path, limit[0], {"limit": str(node[limit[1]])}
    if kind == "value_error" and node.get("title") in _OWN_CHECKS:
        return path, _OWN_CHECKS[node["title"]], {}
    if allowed := node.get("enum"):
        return path, "expected_one_of", {"allowed": _list(allowed)}
    if expected := _FORMS.get(_form(node)) or _FORMS.get(node.get("type", "")):
        return path, expected, {}
    return path, "not_accepted", {"reason": details["msg"]}


def _unknown_key(key: str, value: Any, node: Node) -> tuple[str, dict[str, str]]:
    if fixed := _FIXED.get(node["title"], {}).get(key):
        return fixed, {}
    if node["title"] == "Text" and value is None:
        # {en: Racking, lanes} is YAML for an 'en' and a key 'lanes' without a value.
        return "unquoted_comma", {"key": echo(key)}
    near = get_close_matches(key, node["properties"], n=1)
    if near:
        return "unknown_key_near", {"key": echo(key), "near": near[0]}
    return "unknown_key", {"key": echo(key), "known": _list(node["properties"])}


def _place(root: Node, location: tuple[str | int, ...]) -> tuple[DataPath, Node]:
    """The path in the data that an error's location leads to, and the schema there."""
    path: list[str | int] = []
    node = _resolved(root, root)
    for part in location:
        if "discriminator" in node:
            node = _resolved(root, {"$ref": node["discriminator"]["mapping"][part]})
        elif "anyOf" not in node and part != "[key]":
            path.append(part)
            node = _resolved(root, _child(node, part))
    return tuple(path), node


def _child(node: Node, part: str | int) -> Node:
    if isinstance(part, int):
        return dict(node["items"])
    if "patternProperties" in node:
        return dict(next(iter(node["patternProperties"].values())))
    return dict(node["properties"].get(part, {}))


def _resolved(root: Node, node: Node) -> Node:
    """The schema itself where `node` refers to it, also where null would be allowed as well."""
    if "$ref" in node:
        return _resolved(root, root["$defs"][node["$ref"].rpartition("/")[2]])
    members = [member for member in node.get("anyOf", ()) if member != {"type": "null"}]
    if len(members) == 1:
        return _resolved(root, members[0])
    return {**node, "anyOf": members} if members else node


def _form(node: Node) -> str:
    """What tells a schema's form from others: its pattern or format, or else its type."""
    if "anyOf" in node:
        return " | ".join(_form(member) for member in node["anyOf"])
    if "discriminator" in node:
        return "object"
    return str(next(node[key] for key in ("const", "pattern", "format", "type") if key in node))


@cache
def _schema(model: type[BaseModel]) -> Node:
    return model.model_json_schema()


def _found(data: Any, path: DataPath) -> Any:
    """The value at `path`, or None where it is missing."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError):
            return None
    return data


def _written(value: Any) -> str | None:
    """A scalar as it may be echoed; nothing for what is missing, empty, a mapping or a list."""
    if value is None or isinstance(value, (dict, list)):
        return None
    return echo(str(value).lower() if isinstance(value, bool) else value)


def _list(names: Any) -> str:
    return ", ".join(names)
