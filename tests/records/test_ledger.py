"""The items of ledgers: written with the journal, found by what they are, page by page."""

from datetime import date
from typing import Any

import pytest

from records.errors import MalformedCursor
from records.store import Records
from schemas.ledger_rows import ItemFilter, ItemLine
from tests.records.launched import launch, record, story
from tests.rules.reference import with_unit
from tests.rules.stories import COUNTY, SUPERVISOR, SYSTEM, Story, closing, local

UNITS = [with_unit(code="A-1"), with_unit(code="A-2", district="D2")]
NOW = local("2026-03-04")


def add(told: Story, due: str = "2026-03-31", measure: str = "Mend it", **more: Any) -> int:
    """One more item; its number."""
    day = date.fromisoformat(due)
    told.do("add_item", measure=measure, owner="Works", due=day, **more)
    return told.state.ledger.added


async def worked_off(records: Records) -> str:
    """Two units, each with an item of every status; the campaign's code."""
    campaign = await launch(records, UNITS)
    for unit in UNITS:
        told = story(campaign, unit).start().at("2026-03-04")
        for _ in range(4):
            add(told, is_commitment=told.state.ledger.added == 0)
        for number in (2, 3):
            told.do("close_item", number=number, evidence=f"photograph {number}")
        told.do("confirm_item", SUPERVISOR, number=3)
        told.do("escalate_item", number=4, reason="-")
        await record(records, told)
        await record(records, told)
    return campaign


def keys(lines: tuple[ItemLine, ...]) -> list[tuple[str, int]]:
    return [(line.unit, line.number) for line in lines]


async def test_an_item_is_listed_with_all_that_is_known_of_it(records: Records) -> None:
    campaign = await worked_off(records)
    page = await records.items.page(campaign, now=NOW)
    assert keys(page.lines) == [(unit, number) for unit in ("A-1", "A-2") for number in range(1, 5)]
    assert page.next is None
    first, second, third, fourth = page.lines[:4]
    assert first == ItemLine(
        unit="A-1",
        name="First School",
        district="D1",
        number=1,
        measure="Mend it",
        owner="Works",
        solvable="by_date",
        is_commitment=True,
        status="open",
        due=date(2026, 3, 31),
        due_at=closing("2026-03-31"),
        added_at=NOW,
        changed_at=NOW,
    )
    assert (second.status, second.evidence, second.due_at) == ("closed", "photograph 2", None)
    assert (third.status, third.evidence) == ("struck_off", "photograph 3")
    assert (fourth.status, fourth.due_at) == ("handed_up", closing("2026-03-18"))


async def test_what_changes_is_changed_and_the_rest_stays(records: Records) -> None:
    campaign = await launch(records, UNITS[:1])
    told = story(campaign, UNITS[0]).start()
    add(told, measure="As it was")
    await record(records, told)
    told.do("amend_item", number=1, measure="Otherwise", reason="-")
    told.do("close_item", number=1, evidence="too early")
    await record(records, told)
    told.do("return_item", SUPERVISOR, number=1, reason="-", due=date(2026, 4, 10))
    told.do("amend_item", number=1, owner="Another office", reason="-")
    await record(records, told)
    (line,) = (await records.items.page(campaign, now=NOW)).lines
    assert (line.measure, line.owner, line.status) == ("Otherwise", "Another office", "open")
    assert (line.evidence, line.due) == (None, date(2026, 4, 10))


async def test_a_standstill_moves_every_open_item(records: Records) -> None:
    campaign = await launch(records, UNITS[:1])
    told = story(campaign, UNITS[0]).start()
    for due in ("2026-03-06", "2026-03-31"):
        add(told, due)
    told.do("suspend", COUNTY, reason="-")
    await record(records, told)
    late = ItemFilter(is_overdue=True)
    later = local("2026-03-20")
    assert not (await records.items.page(campaign, late, now=later)).lines
    told.at("2026-03-09").do("resume", COUNTY)
    await record(records, told)
    page = await records.items.page(campaign, now=NOW)
    assert [line.due_at for line in page.lines] == [closing("2026-03-13"), closing("2026-04-07")]
    assert keys((await records.items.page(campaign, late, now=later)).lines) == [("A-1", 1)]


async def test_a_campaign_that_is_paused_makes_no_item_late_of_who_has_finished(
    records: Records,
) -> None:
    campaign = await launch(records, UNITS[:1])
    told = story(campaign, UNITS[0]).finish()
    day = "2026-03-31"
    add(told, day)
    told.do("hold", SYSTEM, reason="-")
    await record(records, told)
    late = ItemFilter(is_overdue=True)
    page = await records.items.page(campaign, late, now=closing(day))
    assert not page.lines
    told.do("release", SYSTEM)
    await record(records, told)
    page = await records.items.page(campaign, late, now=closing(day))
    assert keys(page.lines) == [("A-1", 1)]


@pytest.mark.parametrize("limit", [1, 3, 4, 7])
async def test_its_pages_hold_every_item_once(records: Records, limit: int) -> None:
    campaign = await worked_off(records)
    page = await records.items.page(campaign, now=NOW, limit=limit)
    lines = page.lines
    while page.next is not None:
        page = await records.items.page(campaign, now=NOW, limit=limit, after=page.next)
        lines += page.lines
    assert lines == (await records.items.page(campaign, now=NOW)).lines


async def test_it_is_chosen_by_what_it_is(records: Records) -> None:
    campaign = await worked_off(records)

    async def found(chosen: ItemFilter, now: str = "2026-03-04") -> list[tuple[str, int]]:
        page = await records.items.page(campaign, chosen, now=local(now))
        return keys(page.lines)

    assert await found(ItemFilter(district="D2", status="closed")) == [("A-2", 2)]
    assert await found(ItemFilter(unit="A-1", is_commitment=True)) == [("A-1", 1)]
    assert await found(ItemFilter(supervision_group="SG-02")) == []
    assert await found(ItemFilter(is_overdue=True)) == []
    # The county is late before the unit is; what is closed or struck off is not late at all.
    assert await found(ItemFilter(unit="A-1", is_overdue=True), "2026-03-19") == [("A-1", 4)]
    late = ItemFilter(unit="A-1", is_overdue=True)
    assert await found(late, "2026-04-01") == [("A-1", 1), ("A-1", 4)]
    assert await found(
        ItemFilter(unit="A-1", status="handed_up", is_overdue=True), "2026-04-01"
    ) == [("A-1", 4)]


async def test_what_is_struck_off_is_told_with_its_day(records: Records) -> None:
    campaign = await worked_off(records)
    found = await records.items.struck_off(campaign, ["A-2", "A-9"])
    assert found == {"A-2": {3: date(2026, 3, 31)}}


@pytest.mark.parametrize("cursor", ["x", "A-1/", "A-1/x", "A-1/1234567", "A-1/-1"])
async def test_it_does_not_go_on_from_nowhere(records: Records, cursor: str) -> None:
    with pytest.raises(MalformedCursor):
        await records.items.page("c", now=NOW, after=cursor)
