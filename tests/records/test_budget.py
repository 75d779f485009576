"""A channel's budget: never more messages in any minute, however many dispatch, die or dawdle."""

import asyncio
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Any

import pytest

from records.dispatch import LEASE
from records.store import Records
from schemas.dispatch import ClaimedMessage
from tests.records.saying import REMINDED, Saying, begin, coordinator, morning
from tests.rules.reference import with_unit

FRIDAY = morning(REMINDED)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


async def many(records: Records, number: int) -> Saying:
    """So many units, each with a coordinator of its own who is reminded on Friday morning."""
    people = [coordinator(f"c-{index:03}") for index in range(number)]
    units = [
        with_unit(code=f"S-{index:03}", coordinator=f"c-{index:03}") for index in range(number)
    ]
    saying = await begin(records, people, units)
    await saying.pass_to(FRIDAY)
    return saying


async def test_what_the_minute_does_not_bear_waits_for_the_next(records: Records) -> None:
    saying = await many(records, 8)
    sizes = [len(await saying.send(FRIDAY, per_minute=3)) for _ in range(2)]
    assert sizes == [3, 0]
    assert await saying.claim(FRIDAY + MINUTE - SECOND, per_minute=3) == ()
    assert len(await saying.send(FRIDAY + MINUTE, per_minute=3)) == 3
    assert len(await saying.send(FRIDAY + 2 * MINUTE, per_minute=3)) == 2
    assert await saying.is_over()


async def test_what_is_sent_late_counts_from_then(records: Records) -> None:
    saying = await many(records, 3)
    (message, _) = await saying.claim(FRIDAY, per_minute=2)
    assert await saying.sent(message, FRIDAY + 30 * SECOND)
    assert await saying.claim(FRIDAY + 89 * SECOND, per_minute=2) == ()
    assert len(await saying.claim(FRIDAY + 90 * SECOND, per_minute=2)) == 2


async def test_channels_do_not_share_a_budget(records: Records) -> None:
    saying, other = await many(records, 2), await many(records, 2)
    assert len(await saying.claim(FRIDAY, per_minute=1)) == 1
    assert len(await other.claim(FRIDAY, per_minute=1)) == 1


async def test_many_who_claim_at_once_keep_it_together(records: Records) -> None:
    saying = await many(records, 30)
    claims = await asyncio.gather(*(saying.claim(FRIDAY, limit=4, per_minute=10) for _ in range(8)))
    assert sum(map(len, claims)) == 10


async def test_the_dead_do_not_hold_it_for_ever(records: Records) -> None:
    saying = await many(records, 4)
    assert len(await saying.claim(FRIDAY, per_minute=2)) == 2
    after = await saying.claim(FRIDAY + LEASE, per_minute=2)
    assert [message.is_possibly_double for message in after] == [True, True]
    assert len(await saying.claim(FRIDAY + 2 * LEASE, per_minute=2)) == 2


@pytest.mark.parametrize("seed", range(3))
async def test_no_minute_ever_has_more(records: Records, seed: int) -> None:
    saying = await many(records, 40)
    chance = Random(seed)  # noqa: S311 - seeded and repeatable
    sent = await dispatch_by_chance(saying, chance, per_minute=6)
    assert len({person for _, person in sent}) == 40
    instants = sorted(at for at, _ in sent)
    for index, at in enumerate(instants):
        assert index - bisect_left(instants, at - MINUTE + SECOND / 1000) < 6, at


async def dispatch_by_chance(
    saying: Saying, chance: Random, per_minute: int
) -> Sequence[tuple[datetime, str]]:
    """Claim, send late, fail and die by chance until all is done: what reached a server, and when."""
    reached: list[tuple[datetime, str]] = []
    under_way: list[tuple[datetime, int, ClaimedMessage]] = []
    now, order = FRIDAY, 0
    while True:
        while under_way and under_way[0][0] <= now:
            at, _, message = heappop(under_way)
            await _end(saying, chance, message, at)
        for message in await saying.claim(now, limit=chance.randint(1, 9), per_minute=per_minute):
            takes = timedelta(seconds=chance.choice((0, 0.5, 5, 40)))
            reached.append((now + takes * chance.random(), message.person.id))
            if chance.random() < 0.9:
                order += 1
                heappush(under_way, (now + takes, order, message))
        if not under_way and await saying.is_over():
            return reached
        now += timedelta(seconds=chance.uniform(0.2, 12))


async def _end(saying: Saying, chance: Random, message: ClaimedMessage, at: datetime) -> None:
    settle: Any = saying.failed if chance.random() < 0.2 else saying.sent
    await settle(message, at)
