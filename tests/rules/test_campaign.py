"""What a campaign's office may ask of it, and how its sweeps go through the units."""

import pytest

from rules.campaign import (
    accept_campaign_command,
    is_repetition,
    refuse_campaign_signal,
    refuse_repetition,
    summarise,
)
from rules.fingerprints import fingerprint
from rules.refused import Refused
from schemas.actor import Actor
from schemas.campaign import (
    CampaignReceipt,
    CampaignStatus,
    CampaignSummary,
    Sweep,
)
from schemas.limits import RECEIPTS, REFUSALS
from schemas.refusal import Refusal, RefusedSignal
from tests.rules.campaigns import FIELDS, NOW, campaign, command
from tests.rules.stories import CITY, COUNTY, SYSTEM, local


def test_a_command_is_taken_in_and_its_sweep_is_queued() -> None:
    memory, receipt = accept_campaign_command(campaign(), command("pause"), NOW)
    said = fingerprint(command("pause"))
    assert receipt == CampaignReceipt(
        command="c-1", kind="pause", at=NOW, ahead=0, fingerprint=said
    )
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
    for something_else in (command("close"), command("pause", reason="Another one.")):
        with pytest.raises(Refused) as refused:
            accept_campaign_command(memory, something_else, NOW)
        assert refused.value.refusal.code == "id_reused"
        assert refused.value.refusal.params == {"id": "c-1", "kind": "pause"}


def test_a_receipt_of_an_earlier_release_tells_the_kind_alone() -> None:
    receipt = CampaignReceipt(command="c-1", kind="pause", at=NOW, ahead=0)
    memory = campaign("paused", receipts={"c-1": receipt})
    same = accept_campaign_command(memory, command("pause", reason="Another one."), NOW)
    assert same == (memory, receipt)
    with pytest.raises(Refused):
        accept_campaign_command(memory, command("close"), NOW)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [
        (
            "launching",
            {
                "launch": "launching",
                "pause": "paused",
                "close": "closing",
                "amend": "launching",
            },
        ),
        (
            "running",
            {
                "launch": "running",
                "pause": "paused",
                "resume": "running",
                "close": "closing",
                "amend": "running",
            },
        ),
        (
            "paused",
            {"pause": "paused", "resume": "running", "close": "closing", "amend": "paused"},
        ),
        ("closing", {"close": "closing"}),
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


@pytest.mark.parametrize(
    ("status", "kind"), [("paused", "pause"), ("running", "resume"), ("closing", "close")]
)
def test_a_command_is_repeated_with_an_id_of_its_own(status: str, kind: str) -> None:
    memory = campaign(status)
    assert is_repetition(memory, command(kind))
    again, receipt = accept_campaign_command(memory, command(kind), NOW)
    assert (again.status, receipt.kind) == (CampaignStatus(status), kind)
    assert again.sweeps == (Sweep(command=command(kind)),)
    assert not is_repetition(again, command(kind))
    assert is_repetition(again, command(kind, "c-2"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [("running", "pause"), ("paused", "resume"), ("paused", "close"), ("running", "launch")],
)
def test_what_changes_the_status_or_leaves_it_alone_is_no_repetition(
    status: str, kind: str
) -> None:
    assert not is_repetition(campaign(status), command(kind))


def test_earlier_releases_refused_a_repetition() -> None:
    memory, _ = accept_campaign_command(campaign(), command("pause"), NOW)
    with pytest.raises(Refused) as refused:
        refuse_repetition(memory, command("pause", "c-2"))
    assert refused.value.refusal == Refusal(
        code="campaign_status", params={"kind": "pause", "status": "paused"}
    )
    with pytest.raises(Refused) as refused:
        refuse_repetition(memory, command("pause", "c-2", by=COUNTY))
    assert refused.value.refusal.code == "not_allowed"


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
