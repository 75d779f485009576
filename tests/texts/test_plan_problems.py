import ast
import inspect
from string import Formatter
from types import ModuleType

import pytest

import intake.plan
import intake.plan_shape
import intake.yaml_file
import intake.yaml_positions
import rules.amendment_check
import rules.plan
import rules.plan_ladders
import rules.plan_promises
import rules.plan_steps
import rules.plan_times
import schemas.amendment
from texts.plan_problems import CATALOGUE

SOURCES = (
    intake.plan,
    intake.plan_shape,
    intake.yaml_file,
    intake.yaml_positions,
    rules.amendment_check,
    rules.plan,
    rules.plan_ladders,
    rules.plan_promises,
    rules.plan_steps,
    rules.plan_times,
    schemas.amendment,
)


def source(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def strings(module: ModuleType) -> set[str]:
    constants = (node.value for node in ast.walk(source(module)) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def codes_reported(module: ModuleType) -> set[str]:
    """The codes that are written where a problem is made: `code=` or the first thing reported."""
    calls = [node for node in ast.walk(source(module)) if isinstance(node, ast.Call)]
    named = [word.value for call in calls for word in call.keywords if word.arg == "code"]
    first = [
        call.args[0]
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "report"
    ]
    return {
        node.value
        for node in (*named, *first)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_have_the_same_places(code: str) -> None:
    entry = CATALOGUE[code]
    assert places(entry.zh) == places(entry.en)
    assert entry.zh != entry.en


def test_every_code_has_a_text() -> None:
    reported = set[str]().union(*(codes_reported(module) for module in SOURCES))
    assert len(reported) > 30
    assert reported <= CATALOGUE.keys()


def test_every_text_is_used() -> None:
    used = set[str]().union(*(strings(module) for module in SOURCES))
    assert CATALOGUE.keys() <= used
