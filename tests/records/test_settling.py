"""What came of a message: sent, tried again while it is true, given up, or never to be known."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from records.dispatch import LEASE
from records.store import Records
from schemas.dispatch import ClaimedMessage, Settlement
from schemas.roster import Person
from tests.records.saying import REMINDED, Saying, begin, coordinator, morning, supervisor
from tests.rules.reference import with_unit
from tests.rules.stories import COUNTY, SHANGHAI, closing

FRIDAY, MONDAY, TUESDAY = (morning(day) for day in (REMINDED, "2026-03-09", "2026-03-10"))
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
UNITS = [with_unit(code=f"SCH-{number:03}") for number in range(2)]


@pytest.fixture
async def saying(records: Records) -> Saying:
    """Two units of one coordinator, both reminded on Friday morning."""
    saying = await begin(records, [coordinator(), supervisor()], UNITS)
    await saying.pass_to(FRIDAY)
    return saying


def units(message: ClaimedMessage) -> list[str]:
    return [due.notice.unit for due in message.notices]


async def test_what_failed_is_tried_again_when_its_pause_is_over(saying: Saying) -> None:
    (message,) = await saying.claim(FRIDAY)
    again_at = await saying.failed(message, FRIDAY)
    assert again_at == FRIDAY + MINUTE
    (line, _) = await saying.log()
    assert (line.outcome, line.error, line.attempts) == ("failed", "the server is away", 1)
    assert await saying.claim(again_at - SECOND) == ()
    (again,) = await saying.claim(again_at)
    assert (again.id, again.attempt, again.is_possibly_double) == (message.id, 2, False)
    assert again.notices == message.notices
    assert await saying.sent(again, again_at)
    (line, _) = await saying.log()
    assert (line.outcome, line.error, line.at, line.attempts) == ("sent", None, again_at, 2)


async def test_only_what_is_still_true_is_tried_again(saying: Saying) -> None:
    (message,) = await saying.claim(FRIDAY)
    again_at = await saying.failed(message, FRIDAY)
    assert again_at is not None
    saying.told.until(again_at).complete("mobilise")
    await saying.record()
    (again,) = await saying.claim(again_at)
    assert units(again) == ["SCH-001"]
    again_at = await saying.failed(again, again_at)
    assert again_at is not None
    saying.stories[1].until(again_at).complete("mobilise")
    await saying.record()
    assert await saying.claim(again_at) == ()
    assert await saying.outcomes() == [("reminder", "untrue")] * 2
    assert await saying.is_over()


async def test_what_comes_up_meanwhile_goes_with_what_is_tried_again(records: Records) -> None:
    saying = await begin(records, [coordinator()], UNITS)
    first, second = saying.stories
    first.until(FRIDAY)
    await saying.record()
    (message,) = await saying.claim(FRIDAY)
    again_at = await saying.failed(message, FRIDAY)
    assert again_at is not None
    second.until(FRIDAY)
    await saying.record()
    assert await saying.claim(again_at - SECOND) == ()
    (again,) = await saying.claim(again_at)
    assert (again.id, units(again)) == (message.id, ["SCH-000", "SCH-001"])


async def test_a_channel_that_is_down_for_a_day_delays_its_message_and_loses_nothing(
    records: Records,
) -> None:
    saying = await begin(records, [coordinator()])
    now = FRIDAY
    await saying.pass_to(now)
    tries = []
    while now < TUESDAY:
        for message in await saying.claim(now):
            tries.append(now)
            await saying.failed(message, now)
        at = await saying.tried_again_at()
        assert at is not None
        now = max(at, now + SECOND)
        await saying.pass_to(now)
    assert len(tries) == 23
    hours = {at.astimezone(SHANGHAI).hour for at in tries}
    assert hours == set(range(8, 17))
    assert closing(REMINDED) < MONDAY in tries
    (message,) = await saying.claim(now)
    assert [due.notice.kind for due in message.notices] == ["reminder", "escalated"]


async def test_what_always_fails_is_given_up_and_shown(saying: Saying) -> None:
    now, attempts = FRIDAY, 0
    while True:
        claimed = await saying.claim(now)
        for message in claimed:
            attempts += 1
            await saying.failed(message, now)
        at = await saying.tried_again_at()
        if at is None:
            break
        now = max(at, now + SECOND)
    assert attempts == 24
    assert now == TUESDAY
    assert await saying.outcomes() == [("reminder", "undeliverable")] * 2
    standing = await saying.standing()
    assert (standing.undeliverable, standing.failed, standing.waiting) == (1, 0, 0)


async def test_what_was_killed_in_the_instant_of_sending_is_sent_once_more(
    saying: Saying,
) -> None:
    (message,) = await saying.claim(FRIDAY)
    assert await saying.claim(FRIDAY + LEASE - SECOND) == ()
    (again,) = await saying.claim(FRIDAY + LEASE)
    assert (again.id, again.attempt, again.is_possibly_double) == (message.id, 2, True)
    assert again.notices == message.notices
    assert not await saying.sent(message, FRIDAY + LEASE)
    assert await saying.sent(again, FRIDAY + LEASE)
    assert {(line.outcome, line.is_possibly_double) for line in await saying.log()} == {
        ("sent", True)
    }


async def test_what_was_killed_twice_is_never_known(saying: Saying) -> None:
    await saying.claim(FRIDAY)
    (again,) = await saying.claim(FRIDAY + LEASE)
    assert await saying.claim(FRIDAY + 3 * LEASE) == ()
    assert await saying.outcomes() == [("reminder", "unconfirmed")] * 2
    assert await saying.is_over()
    assert await saying.sent(again, FRIDAY + 4 * LEASE), "unless whoever sent it tells after all"
    assert await saying.outcomes() == [("reminder", "sent")] * 2


async def test_what_was_killed_and_is_not_true_any_more_is_left_in_doubt(saying: Saying) -> None:
    await saying.claim(FRIDAY)
    for told in saying.stories:
        told.complete("mobilise")
    await saying.record()
    assert await saying.claim(FRIDAY + LEASE) == ()
    assert await saying.outcomes() == [("reminder", "unconfirmed")] * 2


async def test_what_was_killed_in_the_evening_goes_in_the_morning_marked(saying: Saying) -> None:
    evening = closing(REMINDED) - SECOND
    (message,) = await saying.claim(evening)
    assert await saying.claim(evening + LEASE) == ()
    assert await saying.claim(MONDAY - SECOND) == ()
    await saying.pass_to(MONDAY)
    (again,) = await saying.claim(MONDAY)
    assert (again.id, again.is_possibly_double, again.attempt) == (message.id, True, 2)


async def test_what_waits_for_the_morning_in_doubt_stays_in_doubt_until_it_is_known(
    saying: Saying,
) -> None:
    evening = closing(REMINDED) - SECOND
    (message,) = await saying.claim(evening)
    assert await saying.claim(evening + LEASE) == ()
    for told in saying.stories:
        told.until(evening).complete("mobilise")
    await saying.record()
    assert await saying.claim(MONDAY) == ()
    assert await saying.outcomes(person="c-001") == [("reminder", "unconfirmed")] * 2
    assert await saying.sent(message, MONDAY)
    assert await saying.outcomes(person="c-001") == [("reminder", "sent")] * 2


async def test_a_settlement_counts_once(saying: Saying) -> None:
    (message,) = await saying.claim(FRIDAY)
    assert await saying.sent(message, FRIDAY)
    assert not await saying.sent(message, FRIDAY)
    assert await saying.claim(FRIDAY + 2 * LEASE) == ()


async def test_a_contact_that_is_put_right_is_used_at_the_next_attempt(saying: Saying) -> None:
    (message,) = await saying.claim(FRIDAY)
    again_at = await saying.failed(message, FRIDAY)
    assert again_at is not None
    right = message.person.model_copy(update={"contact": "right@example.org"})
    await saying.records.people.put(saying.campaign, [right], FRIDAY)
    (again,) = await saying.claim(again_at)
    assert again.person.contact == "right@example.org"


async def test_what_failed_moves_with_its_person_to_another_channel(saying: Saying) -> None:
    (message,) = await saying.claim(FRIDAY)
    await saying.failed(message, FRIDAY)
    moved = message.person.model_copy(update={"channel": saying.pager})
    await saying.records.people.put(saying.campaign, [moved], FRIDAY)
    (again,) = await saying.claim(FRIDAY + SECOND, channel=saying.pager)
    assert (again.channel, units(again)) == (saying.pager, units(message))
    assert await saying.claim(FRIDAY + LEASE) == ()


async def test_a_message_that_was_not_true_in_time_is_not_the_days(records: Records) -> None:
    saying = await begin(records, [coordinator()], UNITS)
    first, second = saying.stories
    first.until(FRIDAY)
    await saying.record()
    (message,) = await saying.claim(FRIDAY)
    again_at = await saying.failed(message, FRIDAY)
    assert again_at is not None
    first.until(again_at).complete("mobilise")
    await saying.record()
    assert await saying.claim(again_at) == ()
    second.until(FRIDAY)
    await saying.record()
    (other,) = await saying.claim(again_at)
    assert units(other) == ["SCH-001"]


async def test_what_may_have_been_sent_stays_on_its_channel(saying: Saying) -> None:
    await saying.claim(FRIDAY)
    (message,) = await saying.claim(FRIDAY + LEASE)
    again_at = await saying.failed(message, FRIDAY + LEASE)
    assert again_at is not None
    moved = message.person.model_copy(update={"channel": saying.pager})
    await saying.records.people.put(saying.campaign, [moved], FRIDAY)
    assert await saying.claim(again_at, channel=saying.pager) == ()
    (again,) = await saying.claim(again_at)
    assert again.is_possibly_double


async def test_what_a_rung_wants_on_its_channel_stays_there_while_that_exists(
    records: Records,
) -> None:
    officer = Person(id="k-001", name="Example k-001", role="county", scope="D1")
    saying = await begin(records, [officer])
    thursday = morning("2026-03-12")
    await saying.pass_to(thursday)
    (message,) = await saying.claim(thursday, channel=saying.pager)
    again_at = await saying.failed(message, thursday)
    assert again_at is not None
    assert await saying.claim(again_at) == ()
    (again,) = await saying.claim(again_at, channel=saying.pager)
    assert again.id == message.id
    again_at = await saying.failed(again, again_at)
    assert again_at is not None
    (own,) = await saying.claim(again_at, channels=(saying.channel,))
    assert (own.channel, len(own.notices)) == (saying.channel, 1)


async def test_what_is_urgent_is_tried_again_by_itself(records: Records) -> None:
    saying = await begin(records, [coordinator()], UNITS)
    saying.told.do("suspend", COUNTY, reason="flood")
    await saying.record()
    now = saying.told.now
    (message,) = await saying.claim(now)
    again_at = await saying.failed(message, now)
    assert again_at is not None
    saying.stories[1].until(again_at).do("suspend", COUNTY, reason="flood")
    await saying.record()
    assert [units(one) for one in await saying.claim(again_at)] == [["SCH-000"], ["SCH-001"]]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"is_sent": True, "error": "x"}, "has no error"),
        ({"is_sent": True, "next_try_at": FRIDAY + MINUTE}, "not tried again"),
        ({"is_sent": False}, "expected 'error'"),
        ({"is_sent": False, "error": "x", "next_try_at": FRIDAY + SECOND}, "a minute after"),
        ({"is_sent": False, "error": "x" * 201}, "at most 200"),
    ],
)
def test_a_settlement_makes_sense(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Settlement.model_validate({"message": 1, "attempt": 1, "at": FRIDAY, **fields})
