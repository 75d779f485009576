"""The doctor lists every check, whatever is missing, and its advice mends what it is about."""

import asyncio
import json
import re
import shlex
import signal
import socket
import subprocess
import uuid
from pathlib import Path
from typing import Any

import psycopg
import pytest
from temporalio.client import Client

from cli.exits import ExitCode
from records.migration import migrate
from records.store import open_records
from schemas.identity import SEARCH_ATTRIBUTES, TASK_QUEUE
from tests.cli.conftest import Shell, shell_in
from tests.conftest import World, gateway_by
from tests.discretion import DISCRETION
from worker.plugin import phaseline_plugin
from worker.temporal_server import EmbeddedTemporal

CHECKS = (
    *("temporal", "namespace", "search_attributes", "workers", "workflows"),
    *("database", "schema"),
)
NOT_THERE = "127.0.0.1:1"


def findings(shell: Shell, **env: str) -> dict[str, Any]:
    """What the doctor found, by check: all of them, in order, and an exit code that fits."""
    result = shell.call("doctor", "--json", **env)
    assert result.stderr == ""
    found = {finding["code"]: finding for finding in json.loads(result.stdout)}
    assert tuple(found) == CHECKS
    are_well = all(finding["is_well"] for finding in found.values())
    assert result.exit_code == (ExitCode.OK if are_well else ExitCode.REFUSED)
    for finding in found.values():
        told = [key for key in ("advice", "waits_for") if key in finding]
        assert len(told) == (0 if finding["is_well"] else 1)
    return found


def well(found: dict[str, Any]) -> set[str]:
    """The checks that are well."""
    return {code for code, finding in found.items() if finding["is_well"]}


def waiting(found: dict[str, Any]) -> dict[str, str]:
    """The checks that were not made, and for the sake of which other."""
    return {code: one["waits_for"] for code, one in found.items() if "waits_for" in one}


WITHOUT_TEMPORAL = dict.fromkeys(
    ("namespace", "search_attributes", "workers", "workflows"), "temporal"
)
WITHOUT_DATABASE = {"schema": "database"}


@pytest.fixture
def database(postgres_url: str) -> str:
    """The URL of a database at this version's revision."""
    return postgres_url


def test_where_nothing_runs(shell: Shell) -> None:
    found = findings(shell)

    assert well(found) == set()
    assert waiting(found) == WITHOUT_TEMPORAL | WITHOUT_DATABASE
    for code in ("temporal", "database"):
        assert "phaseline up" in found[code]["advice"]


def test_where_nobody_answers(shell: Shell) -> None:
    found = findings(
        shell,
        TEMPORAL_ADDRESS=NOT_THERE,
        PHASELINE_DATABASE_URL=f"postgresql://somebody:secret@{NOT_THERE}/phaseline",
    )

    assert well(found) == set()
    assert waiting(found) == WITHOUT_TEMPORAL | WITHOUT_DATABASE
    assert found["temporal"]["detail"] == f"{NOT_THERE}: Connection refused"
    assert "TEMPORAL_ADDRESS" in found["temporal"]["advice"]
    assert "'phaseline' at '127.0.0.1'" in found["database"]["detail"]
    assert "secret" not in json.dumps(found)


def test_where_whoever_listens_says_nothing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("client.diagnosis._PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        found = findings(
            shell,
            TEMPORAL_ADDRESS=address,
            PHASELINE_DATABASE_URL=f"postgresql://{address}/phaseline",
        )

    assert waiting(found) == WITHOUT_TEMPORAL | WITHOUT_DATABASE
    for code in ("temporal", "database"):
        assert "no answer" in found[code]["detail"]


def test_what_cannot_be_read_is_a_finding_too(shell: Shell) -> None:
    found = findings(shell, TEMPORAL_PROFILE="nobody's", PHASELINE_DATABASE_URL="a database")

    assert waiting(found) == WITHOUT_TEMPORAL | WITHOUT_DATABASE
    assert "temporal.toml" in found["temporal"]["advice"]
    assert "Correct PHASELINE_DATABASE_URL" in found["database"]["advice"]
    assert "a database" not in json.dumps(found)


def test_with_temporal_alone(shell: Shell, temporal: EmbeddedTemporal) -> None:
    found = findings(
        shell,
        TEMPORAL_ADDRESS=temporal.address,
        PHASELINE_DATABASE_URL=f"postgresql://{NOT_THERE}/phaseline",
    )

    assert well(found) - {"workers"} == {
        *("temporal", "namespace", "search_attributes", "workflows")
    }
    assert waiting(found) == WITHOUT_DATABASE


def test_with_the_database_alone(shell: Shell, database: str) -> None:
    found = findings(shell, TEMPORAL_ADDRESS=NOT_THERE, PHASELINE_DATABASE_URL=database)

    assert well(found) == {"database", "schema"}
    assert waiting(found) == WITHOUT_TEMPORAL


async def _set_revision(url: str, revision: str) -> None:
    await migrate(url)
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute("update alembic_version set version_num = %s", [revision])


@pytest.fixture
async def newer_database(empty_url: str) -> str:
    """The URL of a database that a later version has migrated."""
    await _set_revision(empty_url, "9999")
    return empty_url


def test_a_database_of_a_newer_version(shell: Shell, newer_database: str) -> None:
    found = findings(shell, PHASELINE_DATABASE_URL=newer_database)

    assert well(found) == {"database"}
    assert found["schema"]["detail"].startswith("9999, expected 0")
    assert "newer version" in found["schema"]["advice"]


def test_following_the_advice_makes_all_well(
    tmp_path: Path, temporal: EmbeddedTemporal, empty_url: str
) -> None:
    namespace = f"advised-{uuid.uuid4().hex[:8]}"
    shell = shell_in(
        tmp_path,
        TEMPORAL_ADDRESS=temporal.address,
        TEMPORAL_NAMESPACE=namespace,
        PHASELINE_DATABASE_URL=empty_url,
    )

    found = findings(shell)
    assert well(found) == {"temporal", "database"}
    assert waiting(found) == dict.fromkeys(
        ("search_attributes", "workers", "workflows"), "namespace"
    )
    assert found["namespace"]["detail"] == namespace
    assert found["schema"]["detail"].startswith("none, expected 0")
    assert "older than this version" in found["schema"]["advice"]

    follow(found["namespace"])
    found = until_well(shell, "namespace")
    assert "90 days" in found["namespace"]["detail"]
    assert waiting(found) == {}
    while "is new" in (found := findings(shell))["search_attributes"]["advice"]:
        pass
    assert "PhCampaign, PhDistrict" in found["search_attributes"]["detail"]

    follow(found["search_attributes"])
    found = until_well(shell, "search_attributes")
    assert well(found) == {*("temporal", "namespace", "search_attributes", "workflows", "database")}
    assert found["workers"]["detail"] == "phaseline: workflow, activity"
    assert "phaseline worker" in found["workers"]["advice"]

    worker = shell.process("worker")
    try:
        assert well(until_well(shell, "workers")) == set(CHECKS)
        assert "✓ 数据库版本" in shell.ok("doctor", "--lang", "zh")
    finally:
        worker.send_signal(signal.SIGTERM)
        _, errors = worker.communicate(timeout=60)
        DISCRETION.hear("a worker", errors)
    assert worker.returncode == 0, errors


async def test_a_workflow_that_is_stuck_is_named(tmp_path: Path, database: str) -> None:
    """Here a worker takes tasks of a kind that it does not know; on a farm it has the wrong code."""
    at_once = {"system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": 1}
    attributes = {key.name: key.indexed_value_type for key in SEARCH_ATTRIBUTES}
    async with (
        EmbeddedTemporal(None, search_attributes=attributes, dynamic_config=at_once) as server,
        open_records(database) as records,
    ):
        client = await Client.connect(server.address, plugins=[phaseline_plugin()])
        async with World(server, client, records, gateway_by(client, records)):
            await client.start_workflow("Unheard", id="unit:nobody:U-1", task_queue=TASK_QUEUE)
            shell = shell_in(
                tmp_path, TEMPORAL_ADDRESS=server.address, PHASELINE_DATABASE_URL=database
            )
            found = await asyncio.to_thread(until_stuck, shell)
            assert found["detail"] == "1: unit:nobody:U-1"
            assert "unit:nobody:U-1" in await asyncio.to_thread(follow, found)


def until_stuck(shell: Shell) -> dict[str, Any]:
    """Look until a workflow is stuck; what is said of it then."""
    while True:
        result = shell.run("doctor", "--json")
        (found,) = (one for one in json.loads(result.stdout) if one["code"] == "workflows")
        if not found["is_well"]:
            assert result.returncode == ExitCode.REFUSED
            return dict(found)


def follow(finding: dict[str, Any]) -> str:
    """Do what a finding's advice says, with the stock `temporal` program; what that says."""
    written = re.search(r"temporal (operator|workflow) .*", finding["advice"])
    assert written is not None
    _, *arguments = shlex.split(written[0])
    run = subprocess.run(
        [EmbeddedTemporal.binary(), *arguments],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return run.stdout


def until_well(shell: Shell, code: str) -> dict[str, Any]:
    """Look again until a check is well: a server hears of what is new by and by, and in its time."""
    while not (found := findings(shell))[code]["is_well"]:
        pass
    return found


def test_people_are_told_what_was_not_checked_and_why(shell: Shell) -> None:
    result = shell.call("doctor", "--lang", "zh")

    assert result.exit_code == ExitCode.REFUSED
    assert "✗ Temporal 服务器" in result.stdout
    assert "– 命名空间  未检查：要先有“Temporal 服务器”" in result.stdout
    assert result.stderr == ""
