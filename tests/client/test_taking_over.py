"""A later batch takes over what an earlier one has left: once, with days that can be kept."""

from datetime import date
from typing import Any

import pytest

from client.taking_over import Elsewhere, TakenOver, take_over_items
from records.store import Records
from rules.acceptance import accept
from rules.refused import Refused
from schemas.campaign import CampaignStatus
from schemas.commands import Command
from schemas.ledger import ItemAdded
from schemas.programme import Programme
from schemas.views import Receipt
from tests.client.noted import noted_refusals
from tests.records.launched import PLAN, initial, new_campaign, record, story
from tests.rules.reference import UNIT
from tests.rules.stories import CITY, COORDINATOR, SUPERVISOR, Story

FIRST, SECOND = Programme(id="take-over", batch=1), Programme(id="take-over", batch=2)


async def launch(records: Records, programme: Programme | None, **campaign: Any) -> Story:
    """A unit that has started, in a campaign of that batch."""
    plan = PLAN.model_copy(update={"programme": programme})
    new = new_campaign(plan=plan, **campaign)
    await records.launching.launch(new, initial(new.campaign, [UNIT]), [])
    return story(new.campaign).start()


async def left_open(records: Records, **campaign: Any) -> Story:
    """A first batch that is over: of three items one was struck off."""
    told = await launch(records, FIRST, **campaign)
    for number, due in enumerate((date(2026, 3, 9), date(2026, 12, 30), date(2026, 3, 10)), 1):
        item: dict[str, Any] = {"measure": f"measure {number}", "owner": "Logistics", "due": due}
        told.do("add_item", is_commitment=number == 2, **item)
    told.do("close_item", number=3, evidence="done")
    told.do("confirm_item", SUPERVISOR, number=3)
    await record(records, told)
    await records.campaigns.set_status(told.state.campaign, CampaignStatus.CLOSED)
    return told


def submitting(told: Story) -> Any:
    """Carries commands out on a story's unit, as a workflow would: by id, once."""

    async def submit(campaign: str, unit: str, command: Command) -> Receipt:
        assert (campaign, unit) == (told.state.campaign, told.state.unit.code)
        told.memory, receipt = accept(told.memory, command, told.now)
        return receipt

    return submit


async def take_over(records: Records, told: Story, source: str) -> tuple[int, ...]:
    return (await taken_from(records, told, source)).items


async def taken_from(records: Records, told: Story, source: str) -> TakenOver:
    return await take_over_items(
        records,
        submitting(told),
        told.state.campaign,
        told.state.unit.code,
        source=source,
        by=COORDINATOR,
        due=date(2026, 4, 1),
        now=told.now,
    )


async def test_what_is_left_open_is_taken_over_once(records: Records) -> None:
    source = (await left_open(records)).state.campaign
    told = (await launch(records, SECOND)).at("2026-03-10")
    assert await take_over(records, told, source) == (1, 2)
    added = [event for event in told.events if isinstance(event, ItemAdded)]
    assert [(one.measure, one.owner, one.due, one.is_commitment) for one in added] == [
        ("measure 1", "Logistics", date(2026, 4, 1), False),
        ("measure 2", "Logistics", date(2026, 12, 30), True),
    ]
    assert await take_over(records, told, source) == (1, 2)
    assert told.state.ledger.added == 2


async def test_again_on_a_later_day_is_harmless(records: Records) -> None:
    """By then another day would be promised for an item whose own has passed."""
    source = (await left_open(records)).state.campaign
    told = (await launch(records, SECOND)).at("2026-03-06")
    assert await take_over(records, told, source) == (1, 2)
    await record(records, told)
    assert await take_over(records, told.at("2026-03-10"), source) == (1, 2)
    assert told.state.ledger.added == 2


async def test_what_another_batch_has_taken_over_is_left_to_it(records: Records) -> None:
    source = (await left_open(records)).state.campaign
    second = (await launch(records, SECOND)).at("2026-03-10")
    assert await take_over(records, second, source) == (1, 2)
    second.do("close_item", number=1, evidence="done")
    second.do("confirm_item", SUPERVISOR, number=1)
    await record(records, second)
    await records.campaigns.set_status(second.state.campaign, CampaignStatus.CLOSED)
    third = (await launch(records, Programme(id="take-over", batch=3))).at("2026-03-11")
    taken = await taken_from(records, third, source)
    assert taken.items == ()
    assert taken.elsewhere == (Elsewhere(campaign=second.state.campaign, items=(1, 2)),)
    assert third.state.ledger.added == 0
    assert await take_over(records, third, second.state.campaign) == (2,)
    await record(records, third)
    assert await take_over(records, second, source) == (1, 2), "it has not been taken from there"


async def test_what_a_rehearsal_has_taken_over_is_still_to_be_taken(records: Records) -> None:
    source = (await left_open(records)).state.campaign
    rehearsed = (await launch(records, SECOND, is_rehearsal=True)).at("2026-03-10")
    assert await take_over(records, rehearsed, source) == (1, 2)
    await record(records, rehearsed)
    told = (await launch(records, SECOND)).at("2026-03-10")
    assert await take_over(records, told, source) == (1, 2)


async def test_a_day_that_the_later_batch_does_not_have_is_not_kept(records: Records) -> None:
    source = (await left_open(records)).state.campaign
    told = (await launch(records, SECOND)).at("2026-03-10")
    rules, last = told.state.rules, date(2026, 11, 30)
    shorter = rules.model_copy(update={"window": rules.window.model_copy(update={"last": last})})
    told.do("amend", CITY, rules=shorter, reason="It ends earlier.")
    await record(records, told)
    assert await take_over(records, told, source) == (1, 2)
    added = [event for event in told.events if isinstance(event, ItemAdded)]
    assert [one.due for one in added] == [date(2026, 4, 1), date(2026, 4, 1)]


@pytest.mark.parametrize(
    "own", [None, FIRST, Programme(id="another", batch=2)], ids=["none", "same", "another"]
)
async def test_nothing_is_taken_over_from_what_is_no_earlier_batch(
    records: Records, own: Programme | None
) -> None:
    source = (await left_open(records)).state.campaign
    told = await launch(records, own)
    with pytest.raises(Refused, match="not_an_earlier_batch"):
        await take_over(records, told, source)
    assert told.state.ledger.added == 0
    (noted,) = await noted_refusals(records, told.state.campaign)
    assert noted[1:4] == (str(COORDINATOR), "take_over_items", "not_an_earlier_batch")


async def test_what_was_only_rehearsed_is_promised_in_rehearsals_alone(records: Records) -> None:
    source = (await left_open(records, is_rehearsal=True)).state.campaign
    told = await launch(records, SECOND)
    with pytest.raises(Refused, match="batch_rehearsed"):
        await take_over(records, told, source)
    assert told.state.ledger.added == 0
    rehearsed = await launch(records, SECOND, is_rehearsal=True)
    assert await take_over(records, rehearsed, source) == (1, 2)


async def test_what_is_still_worked_off_is_not_promised_twice(records: Records) -> None:
    source = await left_open(records)
    await records.campaigns.set_status(source.state.campaign, CampaignStatus.RUNNING)
    told = await launch(records, SECOND)
    with pytest.raises(Refused, match="batch_not_over"):
        await take_over(records, told, source.state.campaign)


async def test_what_the_ledger_refuses_is_said(records: Records) -> None:
    source = (await left_open(records)).state.campaign
    told = (await launch(records, SECOND)).at("2026-04-02")
    with pytest.raises(Refused, match="date_past"):
        await take_over(records, told, source)
