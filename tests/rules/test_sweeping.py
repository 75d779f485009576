"""How a campaign's command goes through the units, what it tells them, and what it misses."""

import pytest

from rules.campaign import accept_campaign_command, next_page, turn_page
from rules.sweeping import NOT_OPEN, is_so_already, left_open, status_after, unit_command
from schemas.actor import CAMPAIGN_ITSELF
from schemas.campaign import CampaignStatus, Miss, Sweep, SweepPage, SweptPage
from schemas.commands import Close, Hold, Release
from tests.rules.campaigns import NOW, campaign, command


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
    memory = turn_page(memory, SweptPage(reached=200, offices=2, last="U200"))
    assert next_page(memory) == first.model_copy(update={"after": "U200"})
    miss = Miss(unit="U300", code="unit_closed")
    memory = turn_page(memory, SweptPage(reached=199, offices=1, misses=(miss,), last="U400"))
    assert memory.status is CampaignStatus.LAUNCHING
    assert memory.done == ()
    memory = turn_page(memory, SweptPage(reached=0))
    assert next_page(memory) is None
    assert memory.status is CampaignStatus.RUNNING
    assert memory.done == (
        Sweep(
            command=command("launch"),
            after="U400",
            reached=399,
            missed=1,
            misses=(miss,),
            offices=3,
        ),
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


def test_a_campaign_that_leaves_units_open_is_closed_again() -> None:
    memory, _ = accept_campaign_command(campaign(), command("close"), NOW)
    silent = Miss(unit="U001", code="no_outcome")
    memory = turn_page(memory, SweptPage(reached=1, misses=(silent,), left_open=1, last="U002"))
    page = next_page(memory)
    assert page is not None
    assert (page.status, page.ends_as) == (CampaignStatus.CLOSING, CampaignStatus.CLOSING)
    memory = turn_page(memory, SweptPage(reached=0))
    assert memory.status is CampaignStatus.CLOSING
    assert memory.done[-1].left_open == 1

    memory, _ = accept_campaign_command(memory, command("close", "c-2"), NOW)
    page = next_page(memory)
    assert page is not None
    assert (page.after, page.ends_as) == (None, CampaignStatus.CLOSED)
    gone = Miss(unit="U001", code=NOT_OPEN)
    memory = turn_page(memory, SweptPage(reached=1, misses=(gone,)))
    assert memory.status is CampaignStatus.CLOSED
    assert [sweep.missed for sweep in memory.done] == [1, 1]


def test_the_last_page_alone_can_leave_units_open() -> None:
    memory, _ = accept_campaign_command(campaign(), command("close"), NOW)
    page = next_page(memory)
    assert page is not None
    assert status_after(page, 0) is CampaignStatus.CLOSED
    assert status_after(page, 1) is CampaignStatus.CLOSING
    silent = Miss(unit="U001", code="no_outcome")
    memory = turn_page(memory, SweptPage(reached=0, misses=(silent,), left_open=1))
    assert memory.status is CampaignStatus.CLOSING


def test_a_closed_campaign_has_nothing_left_to_do() -> None:
    memory, _ = accept_campaign_command(campaign(), command("close"), NOW)
    memory, receipt = accept_campaign_command(memory, command("close", "c-2"), NOW)
    assert receipt.ahead == 1
    memory = turn_page(memory, SweptPage(reached=3))
    assert (memory.status, memory.sweeps) == (CampaignStatus.CLOSED, ())
    assert [sweep.command.id for sweep in memory.done] == ["c-1"]


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


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("close", "no_outcome", 1),
        ("close", "records_behind", 1),
        ("close", "internal", 1),
        ("close", NOT_OPEN, 0),
        ("pause", "no_outcome", 0),
        ("resume", "records_behind", 0),
        ("launch", "no_outcome", 0),
    ],
)
def test_which_misses_leave_a_unit_open(kind: str, code: str, expected: int) -> None:
    misses = (Miss(unit="U001", code=code),)
    assert left_open(command(kind), misses) == expected
    assert left_open(command(kind), ()) == 0


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("pause", "already_held", True),
        ("resume", "not_held", True),
        ("close", "unit_closed", True),
        ("pause", "unit_closed", True),
        ("resume", "unit_closed", True),
        ("pause", "not_held", False),
        ("resume", "already_held", False),
        ("close", "already_held", False),
        ("pause", "records_behind", False),
        ("close", "records_behind", False),
    ],
)
def test_what_is_so_already_is_no_miss(kind: str, code: str, expected: bool) -> None:
    told = unit_command(command(kind))
    assert is_so_already(told.kind, code) is expected


def test_what_a_unit_is_told() -> None:
    by, id_ = CAMPAIGN_ITSELF, "campaign:c-1"
    assert unit_command(command("pause")) == Hold(id=id_, by=by, kind="hold", reason="-")
    assert unit_command(command("resume")) == Release(id=id_, by=by, kind="release")
    assert unit_command(command("close")) == Close(id=id_, by=by, kind="close")
    assert unit_command(command("pause", "c-2")).id == "campaign:c-2"
