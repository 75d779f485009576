"""That a leak is noticed, in every kind of log and in a history."""

from pathlib import Path

import pytest
import structlog
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory

from records.migration import migrate
from records.store import Records, open_records
from schemas.identity import unit_workflow_id
from tests.conftest import own_logs
from tests.discretion import Discretion
from tests.records.saying import begin, coordinator
from tests.records.test_opinions import add, said, soliciting
from worker.logs import configure_logs

NAME, CONTACT, OPINION = "示例联络员甲", "139 0000 0000", "The dean sleeps in meetings."


@pytest.fixture
async def campaign(records: Records) -> str:
    """A campaign whose coordinator has a name and a contact."""
    person = coordinator().model_copy(update={"name": NAME, "contact": CONTACT})
    return (await begin(records, [person])).campaign


@pytest.fixture
async def discretion(records: Records, postgres_url: str, campaign: str) -> Discretion:
    """It knows the coordinator, and what somebody has said."""
    await add(records, await soliciting(records), said(text=OPINION))
    discretion = Discretion()
    await discretion.learn(postgres_url)
    return discretion


@pytest.mark.parametrize(
    "told", [NAME, CONTACT, OPINION, "somebody@example.org", "dissatisfied", "zkiaeeuild7nshlf"]
)
def test_what_is_told_of_people_is_found(discretion: Discretion, told: str) -> None:
    discretion.hear("the worker", f"so far so good\nsent to ‘{told}’\n")
    assert discretion.leaks() == [f"{told!r} in the log of the worker: sent to ‘{told}’"]


def test_what_this_process_logs_is_heard(discretion: Discretion) -> None:
    with own_logs():
        configure_logs("json", stream=discretion.own)
        structlog.get_logger("tests").info("message_sent", message=1)
        assert discretion.leaks() == []
        structlog.get_logger("tests").info("message_sent", to=NAME)
    (leak,) = discretion.leaks()
    assert leak.startswith(f"{NAME!r} in the log of this process: ")


def test_what_the_servers_of_a_folder_log_is_heard(discretion: Discretion, tmp_path: Path) -> None:
    (tmp_path / "postgres.log").write_text(f"CONTEXT: COPY people, line 1: {CONTACT}\n")
    discretion.hear_files(tmp_path)
    (leak,) = discretion.leaks()
    assert leak.startswith(f"{CONTACT!r} in the log of postgres.log: ")


def test_machines_and_codes_are_no_people(discretion: Discretion) -> None:
    log = "identity 4711@host.example, unit S-001, grpc@v1.72.2, workflow_task_started, aaaaaaaaaaaaaaaa"
    discretion.hear("a server", log)
    assert discretion.leaks() == []


def test_a_history_tells_of_nobody_in_its_campaign(discretion: Discretion, campaign: str) -> None:
    def history(of: str, text: str) -> WorkflowHistory:
        event = HistoryEvent()
        started = event.workflow_execution_started_event_attributes
        started.input.payloads.add(data=text.encode())
        return WorkflowHistory(unit_workflow_id(of, "S-001"), [event])

    assert discretion.told(history(campaign, f'{{"by": "{NAME}"}}')) == [NAME]
    assert discretion.told(history(campaign, '{"by": "coordinator:c-001"}')) == []
    assert discretion.told(history("another", f'{{"by": "{NAME}"}}')) == []


async def test_who_cannot_be_told_from_an_id_is_named_otherwise(empty_url: str) -> None:
    await migrate(empty_url)
    async with open_records(empty_url) as records:
        await begin(records, [coordinator().model_copy(update={"name": "c-001"})])
        with pytest.raises(ValueError, match=r"name them otherwise: .*c-001"):
            await Discretion().learn(empty_url)
        async with records.database.transaction() as connection:
            await connection.exec_driver_sql("UPDATE people SET name = 'Somebody else'")
    await Discretion().learn(empty_url)
