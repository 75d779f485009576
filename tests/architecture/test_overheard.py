"""Whatever of ours tests run has its log searched for people (tests/discretion.py)."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).parents[1]

SERVERS: Final = {"EmbeddedPostgres", "open_soak", "soak_in_storm"}
"""What starts a server that may know people, or a worker beside one."""

PROCESSES: Final = {"Popen", "create_subprocess_exec", "run"}
"""What starts a process; `run` is that of subprocess."""

OURS: Final = ("cli.main", "PHASELINE")
"""By what a process of ours is called."""

OVERHEARD: Final = {
    "cli/conftest.py",
    "cli/test_doctor.py",
    "postgres.py",
    "soak/test_short_kills.py",
    "soak/test_short_storm.py",
}
"""Whose servers and processes are overheard."""

ABOUT_NOBODY: Final = {
    "cli/test_streams.py": "commands of the terminal that read no records",
    "cli/test_whole_campaign.py": "a calendar that is asked for and not read",
    "reports/pictures.py": "no test: what makes the pictures of the pages",
    "worker/test_postgres.py": "servers that nobody uses",
    "worker/test_settings.py": "servers that nobody uses",
}
"""Who starts what knows of no people, by what it is."""


def starters(folder: Path) -> Iterator[str]:
    """The files below a folder in which something of ours is started."""
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text()
        nodes = ast.walk(ast.parse(text))
        called = {_name(node.func) for node in nodes if isinstance(node, ast.Call)}
        is_ours = any(ours in text for ours in OURS)
        if called & SERVERS or (is_ours and called & PROCESSES):
            yield str(path.relative_to(folder))


def _name(called: ast.expr) -> str | None:
    match called:
        case ast.Name(id=name) if name != "run":
            return name
        case ast.Attribute(value=ast.Name(id=of), attr=name) if name != "run" or of == "subprocess":
            return name
    return None


def test_whoever_starts_something_is_overheard_or_knows_nobody() -> None:
    others = {*starters(TESTS)} - {"architecture/test_overheard.py"}
    assert others == OVERHEARD | set(ABOUT_NOBODY)


def test_a_starter_is_found(tmp_path: Path) -> None:
    written = {
        "one": "import subprocess\nsubprocess.run(['phaseline'], env=PHASELINE)\n",
        "two": "async with EmbeddedPostgres(folder) as server:\n    pass\n",
        "no_process": "campaign.run(PHASELINE)\nrun()\n",
        "a_strangers": "import subprocess\nsubprocess.run(['true'])\n",
    }
    for name, text in written.items():
        (tmp_path / f"{name}.py").write_text(text)
    assert list(starters(tmp_path)) == ["one.py", "two.py"]
