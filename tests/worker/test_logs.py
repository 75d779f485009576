"""Logs: one line per fact, with its context, in the format that was asked for."""

import io
import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.contextvars import bound_contextvars
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from tests.conftest import own_logs
from tests.worker.talker import Talker, speak
from worker.logs import configure_logs, logged_into
from worker.temporal_server import EmbeddedTemporal

log = structlog.get_logger("tests")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the logs go; what was configured before is there again afterwards."""
    with own_logs():
        yield io.StringIO()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_has_its_event_its_fields_and_its_context(stream: io.StringIO) -> None:
    configure_logs("auto", stream=stream)
    with bound_contextvars(campaign="reference", command_id="c-1"):
        log.info("command_accepted", unit="第一小学")
    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "command_accepted",
        "level": "info",
        "logger": "tests",
        "campaign": "reference",
        "command_id": "c-1",
        "unit": "第一小学",
    }


def test_what_is_logged_into_a_file_is_not_on_the_screen(
    stream: io.StringIO, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del stream
    file = tmp_path / "worker.log"
    sdk = logging.getLogger("temporalio.worker._workflow")
    for told in ("first", "second"):
        with logged_into(file):
            sdk.error("[TMPRL1101] Potential deadlock detected: %s", told)
            log.warning("told", unit=told)
            log.info("worker_started")
    events = [json.loads(line)["event"] for line in file.read_text().splitlines()]
    assert events == [
        "[TMPRL1101] Potential deadlock detected: first",
        "told",
        "[TMPRL1101] Potential deadlock detected: second",
        "told",
    ]
    assert capsys.readouterr().err == ""
    log.warning("not_said")
    log.error("said_again")
    assert "not_said" not in (said := capsys.readouterr().err)
    assert "said_again" in said


def test_looking_at_the_schema_is_no_event(stream: io.StringIO) -> None:
    configure_logs("json", stream=stream)
    logging.getLogger("alembic.runtime.migration").info("Context impl PostgresqlImpl.")
    logging.getLogger("alembic.runtime.migration").warning("something is wrong")
    assert [line["event"] for line in lines(stream)] == ["something is wrong"]


def test_what_libraries_log_looks_the_same(stream: io.StringIO) -> None:
    configure_logs("json", stream=stream)
    with bound_contextvars(campaign="reference"):
        logging.getLogger("psycopg.pool").warning("connection %s lost", 3, extra={"secret": "x"})
    (line,) = lines(stream)
    del line["timestamp"]
    assert line == {
        "event": "connection 3 lost",
        "level": "warning",
        "logger": "psycopg.pool",
        "campaign": "reference",
    }


def test_the_level_holds_for_ours_and_for_theirs(stream: io.StringIO) -> None:
    configure_logs("json", "warning", stream)
    log.info("not_said")
    logging.getLogger("library").info("not said either")
    log.warning("said")
    assert [line["event"] for line in lines(stream)] == ["said"]


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_a_traceback_tells_no_local_variable(log_format: Any, stream: io.StringIO) -> None:
    configure_logs(log_format, stream=stream)
    contact = "139" + "0" * 8

    def send(to: str) -> None:
        raise LookupError(f"{len(to)} digits")

    try:
        send(contact)
    except LookupError:
        log.exception("notice_failed")
    assert "LookupError: 11 digits" in stream.getvalue()
    assert contact not in stream.getvalue()


def test_people_get_no_json(stream: io.StringIO) -> None:
    configure_logs("console", stream=stream)
    log.info("command_accepted", unit="S-001")
    assert "[info     ] command_accepted" in stream.getvalue()
    assert "unit=S-001" in stream.getvalue()


async def test_replay_repeats_no_line(stream: io.StringIO) -> None:
    configure_logs("json", stream=stream)
    through = SandboxRestrictions.default.with_passthrough_modules(
        "structlog", "activities", "workflows"
    )
    async with EmbeddedTemporal(None) as server:
        client = await Client.connect(server.address)
        with ThreadPoolExecutor(max_workers=1) as executor:
            async with Worker(
                client,
                task_queue="tests",
                workflows=[Talker],
                activities=[speak],
                activity_executor=executor,
                workflow_runner=SandboxedWorkflowRunner(restrictions=through),
                max_cached_workflows=0,  # every task replays the workflow from its beginning
            ):
                await client.execute_workflow(Talker.run, id="talk", task_queue="tests")

    # Workers of other tests may live on in this process, and have something to say.
    ours = [line for line in lines(stream) if line.get("workflow_id") == "talk"]
    in_workflow = [line for line in ours if line["logger"] == "temporalio.workflow"]
    in_activity = [line for line in ours if line["logger"] == "temporalio.activity"]
    assert [(line["event"], line.get("turn")) for line in in_workflow] == [
        ("talk_begun", None),
        ("turn_taken", 0),
        ("turn_taken", 1),
        ("turn_taken", 2),
        ("talk_ended", None),
    ]
    assert in_workflow[0]["name"] == "harmless"

    assert [(line["event"], line["activity_type"]) for line in in_activity] == [
        ("spoken", "speak")
    ] * 3
    assert in_activity[0]["campaign"] == "reference"
    assert in_activity[0]["unit"] == "S-001"
