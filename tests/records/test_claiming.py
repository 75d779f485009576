"""Claims: what is due goes to whom it is for, once, when it may, and only while it is true."""

import asyncio
from collections import Counter
from datetime import date, time, timedelta
from typing import Any

import pytest

from records.store import Records
from rules.amendment import amended
from schemas.actor import CAMPAIGN_OFFICE
from schemas.dispatch import ClaimedMessage
from schemas.notice import DigestNotice
from schemas.roster import Person
from tests.records.saying import REMINDED, Saying, begin, coordinator, morning, supervisor
from tests.rules.amendments import day_off
from tests.rules.reference import with_unit
from tests.rules.stories import CITY, COUNTY, closing, local

FRIDAY, MONDAY = morning(REMINDED), morning("2026-03-09")
UNITS = [with_unit(code=f"SCH-{number:03}") for number in range(3)]
MINUTE = timedelta(minutes=1)


def said(message: ClaimedMessage) -> list[tuple[str, str]]:
    return [(due.notice.unit, due.notice.kind) for due in message.notices]


async def reminding(records: Records, people: list[Person], **campaign: Any) -> Saying:
    """Three units of one coordinator, all of them reminded on Friday morning."""
    saying = await begin(records, people, UNITS, **campaign)
    await saying.pass_to(FRIDAY)
    return saying


async def test_what_one_person_must_hear_of_a_day_is_one_message(records: Records) -> None:
    saying = await reminding(records, [coordinator(contact="c@example.org", language="en")])
    (message,) = await saying.claim(FRIDAY)
    assert said(message) == [(unit.code, "reminder") for unit in UNITS]
    assert (message.person.id, message.person.contact) == ("c-001", "c@example.org")
    assert (message.campaign, message.title.en) == (saying.campaign, "Campaign of 2026")
    assert (message.at, message.timezone) == (FRIDAY, "Asia/Shanghai")
    assert (message.attempt, message.channel) == (1, saying.channel)
    flags = (message.is_urgent, message.is_possibly_double, message.is_rehearsal)
    assert flags == (False, False, False)
    for due, told in zip(message.notices, saying.stories, strict=True):
        assert due.state == told.state
        assert due.entry in told.journal
        assert (due.notice.revision, due.instead_of) == (due.entry.revision, None)


async def test_what_is_claimed_is_nobody_elses(records: Records) -> None:
    saying = await reminding(records, [coordinator()])
    (message,) = await saying.claim(FRIDAY)
    assert await saying.claim(FRIDAY) == ()
    assert await saying.sent(message, FRIDAY)
    assert await saying.claim(FRIDAY + MINUTE) == ()
    assert await saying.outcomes() == [("reminder", "sent")] * 3


async def test_what_is_urgent_goes_at_once_and_by_itself(records: Records) -> None:
    saying = await begin(records, [supervisor()], UNITS)
    for told in saying.stories[:2]:
        told.later(minutes=1).report("study")
    saying.stories[2].later(minutes=2).report("study")
    await saying.record()
    claimed = await saying.claim(saying.stories[2].now)
    assert [said(message) for message in claimed] == [
        [("SCH-000", "awaiting_sign_off"), ("SCH-001", "awaiting_sign_off")],
        [("SCH-002", "awaiting_sign_off")],
    ]
    assert all(message.is_urgent for message in claimed)


@pytest.mark.parametrize("limit", [1, 5])
async def test_what_is_urgent_and_waited_for_the_morning_goes_together(
    records: Records, limit: int
) -> None:
    saying = await begin(records, [supervisor()], UNITS)
    for minutes, told in enumerate(saying.stories):
        told.at("2026-03-02", time(18, minutes)).report("study")
    await saying.record()
    opening = local("2026-03-03", time(8, 30))
    assert await saying.claim(opening - MINUTE) == ()
    (message,) = await saying.claim(opening, limit=limit)
    assert len(message.notices) == 3
    assert await saying.claim(opening) == ()


async def test_nothing_goes_before_its_time(records: Records) -> None:
    saying = await reminding(records, [coordinator()])
    assert await saying.claim(FRIDAY - timedelta(seconds=1)) == ()
    assert len(await saying.claim(FRIDAY)) == 1


async def test_nobody_gets_two_messages_of_one_day(records: Records) -> None:
    saying = await begin(records, [coordinator()], UNITS)
    late = saying.stories[2]
    for told in saying.stories[:2]:
        told.until(FRIDAY)
    await saying.record()
    (first,) = await saying.send(FRIDAY)
    assert said(first) == [("SCH-000", "reminder"), ("SCH-001", "reminder")]
    late.until(FRIDAY)
    await saying.record()
    assert await saying.claim(FRIDAY + MINUTE) == ()
    assert await saying.claim(MONDAY - MINUTE) == ()
    (second,) = await saying.claim(MONDAY)
    assert said(second) == [("SCH-002", "reminder")]


async def test_nobody_is_written_to_outside_of_working_hours(records: Records) -> None:
    saying = await reminding(records, [coordinator()])
    assert await saying.claim(closing(REMINDED)) == ()
    assert await saying.claim(MONDAY - timedelta(seconds=1)) == ()
    assert len(await saying.claim(MONDAY)) == 1


async def test_what_is_urgent_waits_for_the_morning_too(records: Records) -> None:
    saying = await begin(records, [supervisor()])
    saying.told.report("study")
    await saying.record()
    assert await saying.claim(closing("2026-03-02")) == ()
    opening = local("2026-03-03") - timedelta(minutes=90)
    assert len(await saying.claim(opening)) == 1


async def test_what_is_not_true_any_more_is_not_said(records: Records) -> None:
    saying = await reminding(records, [coordinator()])
    saying.stories[0].complete("mobilise")
    saying.stories[1].do("suspend", COUNTY, reason="flood")
    await saying.record()
    urgent, daily = await saying.claim(FRIDAY)
    assert said(urgent) == [("SCH-001", "suspended")]
    assert said(daily) == [("SCH-002", "reminder")]
    assert Counter(await saying.outcomes(person="c-001")) == {
        ("reminder", "untrue"): 2,
        ("reminder", "sending"): 1,
        ("suspended", "sending"): 1,
    }


async def test_of_nothing_true_there_is_no_message(records: Records) -> None:
    saying = await reminding(records, [coordinator()])
    for told in saying.stories:
        told.complete("mobilise")
    await saying.record()
    assert await saying.claim(FRIDAY) == ()
    assert await saying.outcomes() == [("reminder", "untrue")] * 3


async def test_who_is_away_is_written_to_by_way_of_the_substitute(records: Records) -> None:
    away = coordinator(substitute="c-002", away_from=date(2026, 3, 5), away_until=date(2026, 3, 6))
    units = [*UNITS[:2], with_unit(code="SCH-009", coordinator="c-002")]
    saying = await begin(records, [away, coordinator("c-002")], units)
    await saying.pass_to(FRIDAY)
    (message,) = await saying.send(FRIDAY)
    assert message.person.id == "c-002"
    absent = [due.instead_of and due.instead_of.id for due in message.notices]
    assert absent == ["c-001", "c-001", None]
    assert {(line.person, line.recipient) for line in await saying.log()} == {
        ("c-001", "c-002"),
        ("c-002", "c-002"),
    }
    assert len(await saying.log(person="c-001")) == 2
    assert len(await saying.log(person="c-002")) == 3


async def test_who_is_back_is_written_to(records: Records) -> None:
    away = coordinator(substitute="c-002", away_from=date(2026, 3, 1), away_until=date(2026, 3, 5))
    saying = await reminding(records, [away, coordinator("c-002")])
    (message,) = await saying.claim(FRIDAY)
    assert message.person.id == "c-001"


async def test_a_substitute_is_not_passed_on_and_must_be_known(records: Records) -> None:
    leave: dict[str, Any] = {"away_from": date(2026, 3, 6), "away_until": date(2026, 3, 6)}
    people = [
        coordinator(substitute="c-002", **leave),
        coordinator("c-002", substitute="c-001", **leave),
        coordinator("c-003", substitute="c-404", **leave),
    ]
    units = [UNITS[0], with_unit(code="SCH-009", coordinator="c-003")]
    saying = await begin(records, people, units)
    await saying.pass_to(FRIDAY)
    claimed = await saying.claim(FRIDAY)
    assert sorted(message.person.id for message in claimed) == ["c-002", "c-003"]


async def test_a_rungs_channel_goes_before_the_persons_own(records: Records) -> None:
    officer = Person(id="k-001", name="Example k-001", role="county", scope="D1")
    saying = await begin(records, [officer])
    thursday = morning("2026-03-12")
    await saying.pass_to(thursday)
    assert await saying.claim(thursday) == ()
    (message,) = await saying.claim(thursday, channel=saying.pager)
    assert (message.channel, message.person.id) == (saying.pager, "k-001")


async def test_a_rungs_channel_that_is_not_there_is_the_persons_own(records: Records) -> None:
    officer = Person(id="k-001", name="Example k-001", role="county", scope="D1")
    saying = await begin(records, [officer])
    thursday = morning("2026-03-12")
    await saying.pass_to(thursday)
    (message,) = await saying.claim(thursday, channels=(saying.channel,))
    assert message.channel == saying.channel


async def test_a_rehearsal_says_it_by_its_own_clock(records: Records) -> None:
    saying = await reminding(records, [coordinator()], is_rehearsal=True)
    ahead = timedelta(days=3, hours=1)
    assert await saying.claim(FRIDAY - ahead) == ()
    await records.campaigns.set_clock_offset(saying.campaign, ahead)
    (message,) = await saying.claim(FRIDAY - ahead)
    assert message.is_rehearsal
    assert message.at == FRIDAY
    assert {line.at for line in await saying.log()} == {FRIDAY}


async def test_a_digest_goes_with_the_days_message_and_not_with_another_days(
    records: Records,
) -> None:
    officer = Person(id="o-001", name="Example o-001", role="city")
    saying = await begin(records, [officer], starts=False)
    digest = DigestNotice(
        campaign=saying.campaign,
        audience=CAMPAIGN_OFFICE,
        at=FRIDAY,
        say_at=FRIDAY,
        day=date.fromisoformat(REMINDED),
        body={"overdue": 3},
    )
    await records.notices.put(digest)
    assert await saying.claim(closing(REMINDED)) == ()
    assert await saying.claim(MONDAY) == ()
    assert await saying.outcomes() == [("digest", "untrue")]
    monday = {"say_at": MONDAY, "day": MONDAY.date()}
    await records.notices.put(digest.model_copy(update=monday))
    (message,) = await saying.claim(MONDAY)
    assert ([one.digest.body for one in message.digests], message.notices) == ([{"overdue": 3}], ())


async def test_a_digest_goes_by_the_campaigns_calendar_whatever_its_first_unit_has(
    records: Records,
) -> None:
    officer = Person(id="o-001", name="Example o-001", role="city")
    saying = await begin(records, [officer], starts=False)
    rules = amended(saying.told.state.rules, day_off(REMINDED, codes=["SCH-001"]))
    saying.told.do("amend", CITY, rules=rules, reason="the flood")
    await saying.record()
    await records.notices.put(
        DigestNotice(
            campaign=saying.campaign,
            audience=CAMPAIGN_OFFICE,
            at=FRIDAY,
            say_at=FRIDAY,
            day=date.fromisoformat(REMINDED),
            body={"overdue": 3},
        )
    )
    (message,) = await saying.claim(FRIDAY)
    assert [one.digest.body for one in message.digests] == [{"overdue": 3}]


async def test_a_limit_is_kept_and_the_rest_comes_next(records: Records) -> None:
    people = [coordinator(f"c-{number}") for number in range(7)]
    units = [with_unit(code=f"S-{number}", coordinator=f"c-{number}") for number in range(7)]
    saying = await begin(records, people, units)
    await saying.pass_to(FRIDAY)
    sizes = [len(await saying.claim(FRIDAY, limit=3)) for _ in range(4)]
    assert sizes == [3, 3, 1, 0]


async def test_several_dispatchers_never_take_the_same(records: Records) -> None:
    people = [coordinator(f"c-{number}") for number in range(20)]
    units = [
        with_unit(code=f"S-{number:02}", coordinator=f"c-{number % 20}") for number in range(60)
    ]
    saying = await begin(records, people, units)
    await saying.pass_to(FRIDAY)
    claims = await asyncio.gather(*(saying.claim(FRIDAY, limit=4) for _ in range(8)))
    messages = [message for claimed in claims for message in claimed]
    assert sorted(message.person.id for message in messages) == sorted(one.id for one in people)
    assert {len(message.notices) for message in messages} == {3}
    notices = Counter(due.id for message in messages for due in message.notices)
    assert set(notices.values()) == {1}
    assert len(notices) == 60
