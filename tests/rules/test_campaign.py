"""What a campaign's office may ask of it, and how its sweeps go through the units."""

from typing import Any

import pytest

from rules.campaign import (
    accept_campaign_command,
    next_page,
    refuse_campaign_signal,
    summarise,
    turn_page,
)
from rules.refused import Refused
from schemas.actor import Actor
from schemas.campaign import (
    CampaignCommandAdapter,
    CampaignMemory,
    CampaignReceipt,
    CampaignStatus,
    CampaignSummary,
    Miss,
    Sweep,
    SweepPage,
    SweptPage,
)
from schemas.limits import RECEIPTS, REFUSALS
from schemas.refusal import Refusal, RefusedSignal
from tests.rules.stories import CITY, COUNTY, SYSTEM, local

NOW = local("2026-03-02")
FIELDS: dict[str, dict[str, str]] = {
    "launch": {},
    "pause": {"reason": "-"},
    "resume": {},
    "close": {},
}


def command(kind: str, id_: str = "c-1", by: Actor = CITY) -> Any:
    return CampaignCommandAdapter.validate_python(
        {"id": id_, "by": by, "kind": kind, **FIELDS[kind]}
    )


def campaign(status: str = "running", **fields: Any) -> CampaignMemory:
    return CampaignMemory(campaign="c2026", units=450, status=CampaignStatus(status), **fields)


def test_a_command_is_taken_in_and_its_sweep_is_queued() -> None:
    memory, receipt = accept_campaign_command(campaign(), command("pause"), NOW)
    assert receipt == CampaignReceipt(command="c-1", kind="pause", at=NOW, ahead=0)
    assert memory.status is CampaignStatus.PAUSED
    assert memory.sweeps == (Sweep(command=command("pause")),)
    memory, receipt = accept_campaign_command(memory, command("resume", "c-2"), NOW)
    assert receipt.ahead == 1
    assert [sweep.command.kind for sweep in memory.sweeps] == ["pause", "resume"]
    assert memory.status is CampaignStatus.RUNNING


def test_the_same_id_is_taken_in_once() -> None:
    memory, receipt = accept_campaign_command(campaign(), command("pause"), NOW)
    again, same = accept_campaign_command(memory, command("pause"), local("2026-03-03"))
    assert (again, same) == (memory, receipt)
    with pytest.raises(Refused) as refused:
        accept_campaign_command(memory, command("close"), NOW)
    assert refused.value.refusal.code == "id_reused"


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        ("launching", {"launch": "launching", "pause": "paused", "close": "closing"}),
        ("running", {"launch": "running", "pause": "paused", "close": "closing"}),
        ("paused", {"resume": "running", "close": "closing"}),
        ("closing", {}),
        ("closed", {}),
    ],
)
def test_a_status_allows_what_makes_sense(status: str, allowed: dict[str, str]) -> None:
    for kind in FIELDS:
        if kind in allowed:
            memory, _ = accept_campaign_command(campaign(status), command(kind), NOW)
            assert memory.status == allowed[kind]
            continue
        with pytest.raises(Refused) as refused:
            accept_campaign_command(campaign(status), command(kind), NOW)
        assert refused.value.refusal.code == "campaign_status"
        assert refused.value.refusal.params == {"kind": kind, "status": status}


@pytest.mark.parametrize("by", [COUNTY, SYSTEM, Actor.parse("city:somebody")])
def test_only_the_campaign_office_commands_a_campaign(by: Actor) -> None:
    with pytest.raises(Refused) as refused:
        accept_campaign_command(campaign(), command("pause", by=by), NOW)
    assert refused.value.refusal == Refusal(
        code="not_allowed", params={"by_whom": str(by)}, who=(CITY,)
    )


def test_a_campaign_remembers_its_last_receipts() -> None:
    memory = campaign()
    for number in range(RECEIPTS + 1):
        memory, _ = accept_campaign_command(memory, command("launch", f"c-{number}"), NOW)
    assert len(memory.receipts) == RECEIPTS
    assert (next(iter(memory.receipts)), list(memory.receipts)[-1]) == ("c-1", f"c-{RECEIPTS}")


def test_refused_signals_are_remembered_up_to_a_bound() -> None:
    memory = campaign()
    for number in range(REFUSALS + 1):
        refused = RefusedSignal(at=NOW, signal=f"s-{number}", refusal=Refusal(code="malformed"))
        memory = refuse_campaign_signal(memory, refused)
    assert len(memory.refusals) == REFUSALS
    assert (memory.refusals[0].signal, memory.refusals[-1].signal) == ("s-1", f"s-{REFUSALS}")


def test_a_sweep_goes_through_the_units_page_by_page() -> None:
    memory, _ = accept_campaign_command(
        campaign("launching", page_size=200), command("launch"), NOW
    )
    first = SweepPage(
        campaign="c2026",
        command=command("launch"),
        limit=200,
        status=CampaignStatus.LAUNCHING,
        ends_as=CampaignStatus.RUNNING,
    )
    assert next_page(memory) == first
    memory = turn_page(memory, SweptPage(reached=200, last="U200"))
    assert next_page(memory) == first.model_copy(update={"after": "U200"})
    miss = Miss(unit="U300", code="unit_closed")
    memory = turn_page(memory, SweptPage(reached=199, misses=(miss,), last="U400"))
    assert memory.status is CampaignStatus.LAUNCHING
    assert memory.done == ()
    memory = turn_page(memory, SweptPage(reached=0))
    assert next_page(memory) is None
    assert memory.status is CampaignStatus.RUNNING
    assert memory.done == (
        Sweep(command=command("launch"), after="U400", reached=399, missed=1, misses=(miss,)),
    )


def test_the_next_sweep_begins_when_one_is_done() -> None:
    memory, _ = accept_campaign_command(campaign(), command("pause"), NOW)
    memory, _ = accept_campaign_command(memory, command("resume", "c-2"), NOW)
    memory = turn_page(memory, SweptPage(reached=10, last="U010"))
    assert [sweep.after for sweep in memory.sweeps] == ["U010", None]
    memory = turn_page(memory, SweptPage(reached=0))
    page = next_page(memory)
    assert page is not None
    assert (page.command.kind, page.after) == ("resume", None)


def test_a_campaign_is_closed_when_its_last_sweep_is_done() -> None:
    memory, _ = accept_campaign_command(campaign(), command("close"), NOW)
    assert turn_page(memory, SweptPage(reached=1, last="U001")).status is CampaignStatus.CLOSING
    assert turn_page(memory, SweptPage(reached=0)).status is CampaignStatus.CLOSED


def test_a_pause_in_the_middle_of_a_launch_lasts() -> None:
    memory, _ = accept_campaign_command(campaign("launching"), command("launch"), NOW)
    memory, _ = accept_campaign_command(memory, command("pause", "c-2"), NOW)
    memory = turn_page(memory, SweptPage(reached=0))
    assert memory.status is CampaignStatus.PAUSED
    assert turn_page(memory, SweptPage(reached=0)).status is CampaignStatus.PAUSED


def test_only_the_first_misses_and_the_last_sweeps_are_kept() -> None:
    misses = tuple(Miss(unit=f"U{number:03}", code="unit_closed") for number in range(60))
    memory = campaign()
    for number in range(22):
        memory, _ = accept_campaign_command(memory, command("launch", f"c-{number}"), NOW)
        memory = turn_page(memory, SweptPage(reached=0, misses=misses, last="U060"))
        memory = turn_page(memory, SweptPage(reached=0))
    assert [sweep.command.id for sweep in memory.done] == [f"c-{number}" for number in range(2, 22)]
    assert memory.done[0].missed == 60
    assert memory.done[0].misses == misses[:50]


def test_a_summary_shows_status_and_sweeps() -> None:
    memory, _ = accept_campaign_command(campaign(), command("pause"), NOW)
    memory = memory.model_copy(update={"done": (Sweep(command=command("launch", "c-0")),)})
    assert summarise(memory) == CampaignSummary(
        campaign="c2026",
        status=CampaignStatus.PAUSED,
        units=450,
        sweeps=memory.sweeps,
        done=memory.done,
    )
