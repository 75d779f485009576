"""Units that a campaign's command misses: said plainly, and reached by the same command again."""

import asyncio
import json
import signal
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client

from cli.output import Output
from cli.sweeps import show_misses, show_sweeps
from schemas.actor import CAMPAIGN_OFFICE
from schemas.amendment import Amendment
from schemas.campaign import AmendCampaign, CampaignStatus, CampaignSummary, Miss, Sweep
from schemas.identity import REFUSALS, unit_workflow_id
from schemas.refusal import RefusedSignal
from tests.cli.conftest import PLANS, Shell, shell_in, start_up
from tests.rules.amendments import longer
from tests.rules.campaigns import command
from tests.workflows.falling_behind import LONG, MORE_THAN_FIT, held_row
from texts.catalogue import Language
from worker.cluster import connect_config
from worker.plugin import phaseline_plugin
from worker.settings import Settings, database_url

CODE = "missed"
OF = ("--campaign", CODE)
CITY = ("--as", str(CAMPAIGN_OFFICE))
PAUSE = ("campaign", "pause", "--reason", "stock-taking", *CITY, *OF)
RESUME = ("campaign", "resume", *CITY, *OF)
CLOSE = ("campaign", "close", "--yes", *CITY, *OF)
UNIT = "WS-1"


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """As everywhere, but it says little: nobody reads its log, and what is sent here is much."""
    folder = tmp_path_factory.mktemp("phaseline") / "data"
    shell = shell_in(folder, PHASELINE_LOG_LEVEL="warning")
    running = start_up(shell)
    yield shell
    assert running.stop(signal.SIGINT) == 0


@asynccontextmanager
async def behind(shell: Shell) -> AsyncGenerator[None]:
    """One unit's records are so far behind that it takes no command."""
    settings = Settings(data=Path(shell.env["PHASELINE_DATA"]))
    async with held_row(database_url(settings), CODE, UNIT):
        client = await Client.connect(**connect_config(settings), plugins=[phaseline_plugin()])
        unit = client.get_workflow_handle(unit_workflow_id(CODE, UNIT))
        comment = {"by": str(CAMPAIGN_OFFICE), "text": LONG}
        await asyncio.gather(*(unit.signal("comment", comment) for _ in range(MORE_THAN_FIT)))
        refused = await unit.query(REFUSALS, result_type=tuple[RefusedSignal, ...])
        assert refused[-1].refusal.code == "records_behind"
        yield


def refused(shell: Shell, *arguments: str) -> str:
    """What is printed by a command that reaches some units and misses others."""
    run = shell.run(*arguments)
    assert (run.returncode, run.stderr) == (1, ""), run.stdout + run.stderr
    return run.stdout


async def test_what_a_command_missed_is_said_until_it_is_reached(up: Shell) -> None:
    plan, roster = PLANS / "safety-inspection.yaml", PLANS / "safety-inspection-roster.csv"
    up.does("launch", plan, roster, *OF)

    async with behind(up):
        said = refused(up, *PAUSE)
        assert "Campaign missed is paused." in said
        assert "Units reached: 11." in said
        assert "Unit WS-1 was missed: records_behind" in said
        assert "Units missed: 1. The same command, given again, reaches them" in said
        shown = up.does("campaign", "show", *OF)
        assert "missed 1 units: WS-1 (records_behind)" in shown
        assert "given again" in shown
    assert "Units reached: 12." in up.does(*PAUSE)
    assert "missed" not in up.does("campaign", "show", *OF).replace("[missed]", "")
    assert up.answers("unit", "show", UNIT, *OF)["standing"] == "suspended"

    up.does(*RESUME)
    up.does(*RESUME)
    async with behind(up):
        said = refused(up, *CLOSE)
        assert "Campaign missed is being closed." in said
        assert "stays open" in said
        assert up.answers("campaign", "show", *OF)["campaign"]["status"] == "closing"
        failed = json.loads(up.run(*CLOSE, "--json").stdout)
        assert (failed["status"], failed["done"][-1]["left_open"]) == ("closing", 1)
    said = up.does(*CLOSE)
    assert "Campaign missed is closed." in said
    assert "Units reached: 12." in said
    for hint in ("phaseline campaign heads", "phaseline campaign dossiers"):
        assert f"{hint} --campaign missed" in said
    assert up.answers("campaign", "show", *OF)["campaign"]["status"] == "closed"

    again = up.run(*CLOSE)
    assert again.stderr == "The campaign is closed; nothing changes any more.\n"
    assert "Dossiers: " in again.stdout
    assert up.answers(*CLOSE)["status"] == "closed"
    county = ("campaign", "close", "--yes", "--as", "county:west", *OF)
    assert up.fails(1, *county)["refusal"]["code"] == "not_allowed"


def sweep(kind: str, missed: int = 0, **fields: Any) -> Sweep:
    """A sweep through 60 units that did not answer it, as far as it was `missed`."""
    misses = tuple(Miss(unit=f"U-{n}", code="no_outcome") for n in range(min(missed, 2)))
    return Sweep(command=command(kind), reached=60 - missed, missed=missed, misses=misses, **fields)


ADVICE: dict[Language, str] = {
    "en": "Units missed: 3. The same command, given again, reaches them once what kept them is "
    "put right.",
    "zh": "共 3 个单位未成功。问题排除后，再次执行同一命令即可通知到它们。",
}


@pytest.mark.parametrize("language", ADVICE)
def test_how_many_were_missed_is_said_and_how_they_are_reached(
    capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    show_misses(Output(language), sweep("pause", 3), CampaignStatus.PAUSED)
    first, second, last = capsys.readouterr().out.splitlines()
    assert ("U-0" in first, "U-1" in second, "no_outcome" in first) == (True, True, True)
    assert last == ADVICE[language]


def test_nothing_is_said_where_nothing_was_missed(capsys: pytest.CaptureFixture[str]) -> None:
    show_misses(Output("en"), sweep("pause"), CampaignStatus.PAUSED)
    assert capsys.readouterr().out == ""


def test_a_closed_campaign_has_nobody_to_reach_any_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_misses(Output("en"), sweep("close", 3), CampaignStatus.CLOSED)
    assert capsys.readouterr().out.splitlines()[-1] == "Units missed: 3."


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_campaign_that_stays_open_says_so(
    capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    show_misses(Output(language), sweep("close", 2, left_open=2), CampaignStatus.CLOSING)
    last = capsys.readouterr().out.splitlines()[-1]
    assert ("2" in last, "close" in last) == (True, True)


def test_only_the_last_of_what_was_asked_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    def shown(
        *done: Sweep,
        status: str = "running",
        under_way: tuple[Sweep, ...] = (),
        counted: int = 60,
    ) -> str:
        summary = CampaignSummary(
            campaign="c", status=CampaignStatus(status), units=60, sweeps=under_way, done=done
        )
        show_sweeps(Output("en"), summary, counted)
        return capsys.readouterr().out

    assert shown(sweep("pause", 3), sweep("pause")) == ""
    assert shown(sweep("pause", 3), sweep("resume")) == ""
    assert shown(sweep("close", 3, left_open=3), sweep("close"), status="closed") == ""
    assert shown(sweep("launch", 1), sweep("pause", 2), sweep("close")) == ""
    both = shown(sweep("launch", 1), sweep("pause", 3))
    assert "missed 1 units: U-0 (no_outcome)." in both
    assert "missed 3 units: U-0 (no_outcome), U-1 (no_outcome), …." in both
    going = shown(sweep("pause", 3), under_way=(sweep("pause", 1),))
    assert "59 of 60 units so far" in going
    assert "missed 1 units" in going
    offices = sweep("resume", 1).model_copy(update={"offices": 2})
    assert "57 of 58 units so far" in shown(under_way=(offices,), counted=58)
    assert "missed 3 units" not in going


def test_of_amendments_each_one_s_misses_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    def missed(number: int, what: Amendment) -> Sweep:
        asked = AmendCampaign(id=f"a-{number}", by=CAMPAIGN_OFFICE, kind="amend", amendment=what)
        miss = Miss(unit=f"U-{number}", code="amendment_without_step")
        return Sweep(command=asked, missed=1, misses=(miss,))

    done = (missed(1, longer(5)), missed(2, longer(3)), missed(3, longer(5)))
    running = CampaignStatus.RUNNING
    show_sweeps(Output("en"), CampaignSummary(campaign=CODE, status=running, units=3, done=done), 3)
    said = capsys.readouterr().out
    assert ("U-1" in said, "U-2" in said, "U-3" in said) == (False, True, True)
