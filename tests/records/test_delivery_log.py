"""The delivery log, per person and unit, page by page; and what is still to be delivered."""

from datetime import timedelta

import pytest

from records.dispatch import LEASE
from records.store import Records
from schemas.dispatch import Deliveries, LogFilter, LogLine
from tests.records.saying import REMINDED, Saying, begin, coordinator, morning, supervisor
from tests.rules.reference import with_unit

FRIDAY = morning(REMINDED)
UNITS = [with_unit(code="A-1"), with_unit(code="A-2"), with_unit(code="B-1", coordinator="c-002")]


@pytest.fixture
async def saying(records: Records) -> Saying:
    """Three units; on Friday both coordinators are reminded, and a phase waits for nobody."""
    saying = await begin(records, [coordinator(), coordinator("c-002")], UNITS)
    await saying.pass_to(FRIDAY)
    saying.told.report("study")
    await saying.record()
    return saying


async def test_each_line_says_what_when_how_and_with_what_outcome(saying: Saying) -> None:
    (first, second) = await saying.claim(FRIDAY)
    await saying.sent(first, FRIDAY)
    await saying.failed(second, FRIDAY)
    assert [
        (line.unit, line.kind, line.person, line.outcome, line.channel, line.attempts)
        for line in await saying.log()
    ] == [
        ("A-1", "reminder", "c-001", "untrue", None, None),
        ("A-2", "reminder", "c-001", "sent", saying.channel, 1),
        ("B-1", "reminder", "c-002", "failed", saying.channel, 1),
        ("A-1", "awaiting_sign_off", None, "nobody", None, None),
    ]


async def test_it_is_chosen_by_unit_person_and_outcome(saying: Saying) -> None:
    async def units(**chosen: str) -> list[str | None]:
        return [line.unit for line in await saying.log(**chosen)]

    assert await units(unit="A-1") == ["A-1", "A-1"]
    assert await units(person="c-001") == ["A-1", "A-2"]
    assert await units(person="c-002", unit="A-2") == []
    assert await units(outcome="nobody") == ["A-1"]
    assert await units(outcome="waiting") == ["A-1", "A-2", "B-1"]
    assert await units(outcome="sent") == []
    await saying.send(FRIDAY)
    assert await units(outcome="sent") == ["A-2", "B-1"]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
async def test_its_pages_hold_every_line_once_newest_first(saying: Saying, limit: int) -> None:
    whole = await saying.records.delivery_log.page(saying.campaign)
    lines: list[LogLine] = []
    after: int | None = None
    while True:
        page = await saying.records.delivery_log.page(
            saying.campaign, LogFilter(), after=after, limit=limit
        )
        assert len(page.lines) <= limit
        lines += page.lines
        after = page.next
        if after is None:
            break
    assert tuple(lines) == whole.lines
    assert [line.id for line in lines] == sorted((line.id for line in lines), reverse=True)


async def test_what_is_still_to_be_delivered_is_counted(saying: Saying) -> None:
    nothing = {"sending": 0, "failed": 0, "undeliverable": 0, "unconfirmed": 0}
    assert await saying.standing() == Deliveries(
        campaign=saying.campaign, waiting=3, waiting_since=FRIDAY, nobody=1, **nothing
    )
    (first, second) = await saying.claim(FRIDAY)
    assert (await saying.standing()).sending == 2
    await saying.failed(first, FRIDAY)
    await saying.sent(second, FRIDAY)
    after = await saying.standing()
    assert (after.waiting, after.waiting_since, after.failed, after.sending) == (0, None, 1, 0)
    await saying.claim(FRIDAY + LEASE)
    await saying.claim(FRIDAY + 2 * LEASE)
    await saying.claim(FRIDAY + 3 * LEASE)
    assert (await saying.standing()).unconfirmed == 1


async def test_a_rehearsals_waiting_is_told_by_the_wall_clock(records: Records) -> None:
    saying = await begin(records, [supervisor()], is_rehearsal=True)
    saying.told.report("study")
    await saying.record()
    ahead = timedelta(days=9)
    await records.campaigns.set_clock_offset(saying.campaign, ahead)
    assert (await saying.standing()).waiting_since == saying.told.now - ahead
