"""Imports run only as the table of rooms says."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MAY_IMPORT: dict[str, set[str]] = {
    "schemas": set(),
    "rules": {"schemas"},
    "texts": set(),
    "records": {"schemas"},
    "intake": {"schemas", "rules"},
    "activities": {"schemas", "rules", "records", "texts", "reports"},
    "workflows": {"schemas", "rules", "activities", "texts"},
    "reports": {"schemas", "rules", "records", "texts"},
    "worker": {
        "schemas",
        "rules",
        "records",
        "intake",
        "texts",
        "activities",
        "workflows",
        "reports",
    },
    "client": {"schemas", "rules", "records", "worker"},
    "console": {"schemas", "texts", "client", "intake", "reports"},
    "cli": {
        "schemas",
        "rules",
        "texts",
        "client",
        "intake",
        "reports",
        "worker",
        "console",
        "plans",
    },
    "plans": {"schemas", "intake", "rules"},
}
NOBODY_IMPORTS = {"tests", "bench"}
CLIENT_SEES_OF_WORKER = {
    "worker.cluster",
    "worker.converter",
    "worker.errors",
    "worker.metrics",
    "worker.settings",
}
_PURE = {
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "fractions",
    "functools",
    "itertools",
    "pydantic",
    "re",
    "typing",
}
MAY_USE: dict[str, set[str]] = {
    "schemas": {*_PURE, "pydantic_core", "temporalio"},
    "rules": {*_PURE, "bisect", "hashlib", "json", "math", "operator", "zoneinfo"},
    "workflows": {*_PURE, "asyncio", "json", "structlog", "temporalio"},
}
"""What the deterministic rooms may use besides rooms: nothing by which the world comes in.

Most of them is passed through the sandbox, which therefore does not stand in for this.
"""


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module


def violations(room: str, sources: dict[str, list[str]]) -> list[str]:
    found = []
    for source, modules in sources.items():
        for module in modules:
            top = module.split(".")[0]
            may_not = (MAY_IMPORT.keys() | NOBODY_IMPORTS) - MAY_IMPORT[room] - {room}
            if top in may_not:
                found.append(f"{source} imports {module}")
            is_library = top not in MAY_IMPORT.keys() | NOBODY_IMPORTS
            if is_library and room in MAY_USE and top not in MAY_USE[room]:
                found.append(f"{source} imports {module}")
            if room == "client" and top == "worker" and module not in CLIENT_SEES_OF_WORKER:
                found.append(f"{source} imports {module}")
    return found


@pytest.mark.parametrize("room", [room for room in MAY_IMPORT if (ROOT / room).is_dir()])
def test_room_imports_only_what_it_may(room: str) -> None:
    sources = {
        str(path.relative_to(ROOT)): list(imported_modules(path))
        for path in sorted((ROOT / room).rglob("*.py"))
    }
    assert sources, f"{room}/ has no modules"
    assert violations(room, sources) == []


def test_a_forbidden_import_is_found() -> None:
    assert violations("rules", {"rules/x.py": ["records.units", "random", "schemas.plan"]}) == [
        "rules/x.py imports records.units",
        "rules/x.py imports random",
    ]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_room_imports_what_only_tries_it(room: str) -> None:
    assert violations(room, {"x.py": ["bench.load", "tests.conftest", f"{room}.y"]}) == [
        "x.py imports bench.load",
        "x.py imports tests.conftest",
    ]


@pytest.mark.parametrize("room", MAY_USE)
@pytest.mark.parametrize("module", ["os", "pathlib", "urllib.request", "secrets", "psycopg"])
def test_the_world_does_not_come_into_a_room_that_is_deterministic(room: str, module: str) -> None:
    assert violations(room, {"x.py": [module]}) == [f"x.py imports {module}"]


def test_every_package_is_a_room() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - set(MAY_IMPORT) - NOBODY_IMPORTS == set()
