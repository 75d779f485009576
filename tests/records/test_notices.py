"""Notices: written with the entry that they tell of, once for each person whom it is news to."""

from collections import Counter
from datetime import date, timedelta

from records.store import Records
from schemas.actor import CAMPAIGN_OFFICE, Actor
from schemas.dispatch import LogLine
from schemas.notice import DigestNotice
from schemas.roster import Person
from schemas.target import phase_target, step_target
from tests.records.launched import AT, record
from tests.records.saying import REMINDED, begin, coordinator, morning, supervisor
from tests.rules.reference import UNIT, with_unit
from tests.rules.stories import COORDINATOR, COUNTY, SUPERVISOR, closing, local

OFFICE = Person(id="o-001", name="Example o-001", role="city")
COUNTY_OFFICER = Person(id="k-001", name="Example k-001", role="county", scope="D1")


def hearers(lines: list[LogLine]) -> list[tuple[str, str | None, str]]:
    return [(str(line.audience), line.person, line.kind) for line in lines]


async def test_everybody_of_a_group_hears_what_waits_for_it(records: Records) -> None:
    others = supervisor("s-009").model_copy(update={"scope": "SG-02"})
    saying = await begin(records, [supervisor(), supervisor("s-002"), others, coordinator()])
    saying.told.report("study")
    await saying.record()
    lines = await saying.log()
    assert hearers(lines) == [
        ("supervisor:SG-01", "s-001", "awaiting_sign_off"),
        ("supervisor:SG-01", "s-002", "awaiting_sign_off"),
    ]
    entry = saying.told.journal[-1]
    assert {(line.unit, line.revision, line.at, line.target) for line in lines} == {
        ("SCH-001", entry.revision, entry.at, phase_target("study"))
    }


async def test_a_group_hears_of_everything_that_waits_for_it(records: Records) -> None:
    saying = await begin(records, [supervisor()])
    for step in ("mobilise", "lecture"):
        target, until = f"step:{step}", date(2026, 3, 20)
        saying.told.do("request_extension", target=target, until=until, reason="-")
    saying.told.do("suspend", COUNTY, reason="-")
    saying.told.do("resume", COUNTY)
    await saying.record()
    resumed = saying.told.journal[-1].revision
    assert [
        line.target
        for line in await saying.log()
        if (line.kind, line.revision) == ("extension_requested", resumed)
    ] == [step_target("mobilise"), step_target("lecture")]


async def test_a_reminder_is_for_the_coordinator_and_carries_what_is_due(records: Records) -> None:
    saying = await begin(records, [coordinator(), coordinator("c-002")])
    await saying.pass_to(morning(REMINDED))
    (line,) = await saying.log()
    assert (line.audience, line.person, line.kind) == (COORDINATOR, "c-001", "reminder")
    assert (line.target, line.due) == (step_target("mobilise"), closing("2026-03-09"))
    assert (line.rung, line.channel, line.at) == ("soon", None, morning(REMINDED))
    assert line.outcome == "waiting"


async def test_who_is_registered_later_hears_what_was_for_nobody_and_is_still_true(
    records: Records,
) -> None:
    saying = await begin(records, [], [UNIT, with_unit(code="SCH-002")])
    for told in saying.stories:
        told.report("study")
    await saying.record()
    saying.told.sign_off("study")
    await saying.record()
    assert {outcome for _, outcome in await saying.outcomes()} == {"nobody"}
    now = saying.told.now
    group = [
        one.model_copy(update={"channel": saying.channel})
        for one in (supervisor(), supervisor("s-002"))
    ]
    await records.people.put(saying.campaign, group, now)
    await records.people.put(saying.campaign, group, now)
    claimed = await saying.claim(now)
    assert [
        (message.person.id, [due.notice.unit for due in message.notices]) for message in claimed
    ] == [("s-001", ["SCH-002"]), ("s-002", ["SCH-002"])]
    outcomes = await saying.outcomes()
    assert Counter(outcomes) == {
        ("awaiting_sign_off", "untrue"): 2,
        ("awaiting_sign_off", "sending"): 2,
        ("signed_off", "nobody"): 1,
    }


async def test_what_was_for_nobody_for_longer_than_a_week_stays_nobodys(records: Records) -> None:
    saying = await begin(records, [])
    saying.told.report("study")
    await saying.record()
    late = saying.told.now + timedelta(days=7)
    await records.people.put(saying.campaign, [supervisor()], late)
    assert await saying.outcomes() == [("awaiting_sign_off", "nobody")]
    await records.people.put(saying.campaign, [supervisor()], late - timedelta(seconds=1))
    assert await saying.outcomes() == [("awaiting_sign_off", "waiting")]


async def test_an_escalation_is_for_the_district_and_tells_the_coordinator(
    records: Records,
) -> None:
    elsewhere = COUNTY_OFFICER.model_copy(update={"id": "k-002", "scope": "D2"})
    saying = await begin(records, [COUNTY_OFFICER, elsewhere, coordinator(), OFFICE])
    await saying.pass_to(morning("2026-03-12"))
    lines = [line for line in await saying.log() if line.rung == "very_late"]
    assert {(line.person, line.kind, line.channel) for line in lines} == {
        ("k-001", "escalation", saying.pager),
        ("c-001", "escalated", None),
    }


async def test_what_nobody_is_there_to_hear_is_written_for_nobody(records: Records) -> None:
    saying = await begin(records, [coordinator()])
    saying.told.report("study")
    await saying.record()
    (line,) = await saying.log()
    assert (line.audience, line.person, line.outcome) == (SUPERVISOR, None, "nobody")
    assert await saying.claim(local("2026-03-03")) == ()


async def test_twice_is_once(records: Records) -> None:
    saying = await begin(records, [supervisor()])
    saying.told.report("study")
    last = saying.told.state.revision
    await record(records, saying.told, to=last - 1)
    await record(records, saying.told, after=last - 2)
    await saying.record()
    assert await saying.outcomes() == [("awaiting_sign_off", "waiting")]


async def test_what_is_no_news_leaves_nothing(records: Records) -> None:
    saying = await begin(records, [coordinator(), supervisor()])
    saying.told.do("comment", text="read")
    saying.told.complete("mobilise")
    await saying.record()
    assert await saying.log() == []


async def test_nobody_is_told_of_their_own_act(records: Records) -> None:
    saying = await begin(records, [coordinator(), coordinator("c-002"), supervisor()])
    saying.told.do("suspend", COUNTY, reason="flood")
    saying.told.do("resume", COUNTY)
    saying.told.do("reassign", COUNTY, coordinator="c-002", reason="on leave")
    await saying.record()
    assert hearers(await saying.log()) == [
        ("coordinator:c-001", "c-001", "suspended"),
        ("supervisor:SG-01", "s-001", "suspended"),
        ("coordinator:c-001", "c-001", "resumed"),
        ("supervisor:SG-01", "s-001", "resumed"),
        ("coordinator:c-001", "c-001", "reassigned"),
        ("coordinator:c-002", "c-002", "reassigned"),
    ]


async def test_a_digest_goes_to_all_of_its_audience_once_a_day(records: Records) -> None:
    saying = await begin(records, [OFFICE, OFFICE.model_copy(update={"id": "o-002"})])
    first = DigestNotice(
        campaign=saying.campaign,
        audience=CAMPAIGN_OFFICE,
        at=AT,
        say_at=AT,
        day=date(2026, 3, 2),
        body={"overdue": 3},
    )
    later = first.model_copy(update={"at": AT + timedelta(minutes=1), "body": {"overdue": 4}})
    next_day = first.model_copy(update={"day": date(2026, 3, 3)})
    for digest in (first, later, next_day):
        await records.notices.put(digest)
    nobodys = first.model_copy(update={"audience": Actor.parse("county:D1")})
    await records.notices.put(nobodys)
    await records.notices.put(nobodys)
    assert hearers(await saying.log()) == [
        ("city:office", "o-001", "digest"),
        ("city:office", "o-002", "digest"),
        ("city:office", "o-001", "digest"),
        ("city:office", "o-002", "digest"),
        ("county:D1", None, "digest"),
    ]
    (message, _) = await saying.claim(AT)
    assert [due.digest for due in message.digests] == [first]
