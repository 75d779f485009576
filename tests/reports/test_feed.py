"""A feed as a file: valid by two libraries and by hand, and stable from one file to the next."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus
from icalendar import Calendar

from reports.feed import ics
from reports.invitation import invitation
from rules.appointments import appointments
from schemas.actor import Actor
from schemas.campaign import CampaignStatus
from schemas.campaign_row import CampaignRow
from schemas.counts import Counts
from schemas.feed import Appointment
from schemas.plan import Window
from schemas.target import phase_target
from schemas.text import Text
from tests.rules.engaged import views
from tests.rules.reference import RULES, text, with_unit
from tests.rules.soliciting import opened as soliciting
from tests.rules.stories import COUNTY, SUPERVISOR, Story, closing, local
from tests.rules.surveys import begun, opened
from tests.rules.test_meeting import Meetings, meeting
from texts.catalogue import Language

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
CREATED: Final = datetime(2026, 3, 2, 2, tzinfo=UTC)
CAMPAIGN: Final = CampaignRow(
    campaign="c2026",
    plan="campaign-2026",
    title=Text(zh="第二批集中教育活动", en="Education campaign"),
    plan_digest="0" * 64,
    status=CampaignStatus.RUNNING,
    window=Window(first=RULES.window.first, last=RULES.window.last),
    timezone="Asia/Shanghai",
    clock_offset=timedelta(0),
    is_rehearsal=False,
    created_at=CREATED,
    totals=Counts(units=1, organisations=0, members=0, floating=0),
)
LONG: Final = with_unit(
    name="示例甲区第一百二十三中学、附属小学（含幼儿园）；\\“联合”支部,\nroom 5\x07" * 3
)


def of(story: Story) -> tuple[Appointment, ...]:
    """What is due of a story's unit, changed when its last entry was made."""
    last = story.journal[-1].at if story.journal else story.state.launched_at
    return appointments(story.state, last, meetings=views(story))


def file(
    *stories: Story,
    language: Language = "en",
    campaign: CampaignRow = CAMPAIGN,
    whose: Actor | None = None,
) -> bytes:
    """The file of some units."""
    found = [one for story in stories for one in of(story)]
    return ics(campaign, found, language, whose=whose)


def events(content: bytes) -> dict[str, Any]:
    """The dates of a file as `icalendar` reads them, by UID."""
    found = Calendar.from_ical(content).walk("VEVENT")
    keyed = {str(event["uid"]): event for event in found}
    assert len(keyed) == len(found)
    return keyed


def titled(content: bytes, title: str) -> Any:
    """The one date whose line has these words."""
    (event,) = [one for one in events(content).values() if title in str(one["summary"])]
    return event


MARCH_5: Final = date(2026, 3, 5)

EVERY_WAY: Final[Sequence[Story]] = (
    Story(),
    Story(unit=LONG).start(),
    Story().start().complete("mobilise"),
    Story().start().report("study"),
    Story().start().report("study").send_back("study", "lecture"),
    Story().finish(),
    opened(begun()),
    soliciting(),
    Meetings().convene("first", 10).convene("second", 10, MARCH_5).hold("first", 9),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", EVERY_WAY)
def test_every_line_is_one_of_the_standard(story: Story, language: Language) -> None:
    content = file(story, language=language)
    assert content.endswith(b"END:VCALENDAR\r\n")
    physical = content.split(b"\r\n")[:-1]
    for line in physical:
        assert len(line) <= 75, "octets, not characters"
        assert re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line) is None, "no bare line end, no control"
        line.decode("utf-8")  # no character is cut in two
    logical = content.decode().replace("\r\n ", "").splitlines()
    assert all(re.match(r"[A-Z-]+[:;]", line) for line in logical)
    assert logical[0] == "BEGIN:VCALENDAR"
    head = logical[1 : logical.index("BEGIN:VEVENT")]
    assert {line.partition(":")[0] for line in head} == {
        "PRODID",
        "VERSION",
        "CALSCALE",
        "NAME",
        "X-WR-CALNAME",
    }
    assert "VERSION:2.0" in head


@pytest.mark.parametrize("story", EVERY_WAY)
def test_every_date_has_what_it_must_and_no_alarm(story: Story) -> None:
    content = file(story)
    assert b"VALARM" not in content
    assert b"METHOD" not in content
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", content.decode(), re.DOTALL):
        names = re.findall(r"^([A-Z-]+)", block.replace("\r\n ", ""), re.MULTILINE)
        assert len(names) == len(set(names)), "each at most once"
        assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP"} <= set(
            names
        )
        for name in ("DTSTAMP", "DTSTART", "LAST-MODIFIED"):
            assert re.search(rf"^{name}:\d{{8}}T\d{{6}}Z\r$", block, re.MULTILINE)
        assert re.search(r"^UID:[0-9a-f-]{36}\r$", block, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story", EVERY_WAY)
def test_two_libraries_read_what_was_meant(story: Story, language: Language) -> None:
    content = file(story, language=language)
    theirs = {one.uid: one for one in IcsCalendarStream.calendar_from_ics(content.decode()).events}
    ours = events(content)
    meant = of(story)
    assert theirs.keys() == ours.keys()
    assert len(theirs) == len(meant)
    for uid, event in ours.items():
        other = theirs[uid]
        assert str(event["summary"]) == other.summary
        assert str(event.get("description", "")) == (other.description or "")
        assert event["dtstart"].dt == other.dtstart
        assert event["sequence"] == other.sequence == story.state.revision
        assert (event["status"] == "CANCELLED") == (other.status is EventStatus.CANCELLED)
    assert sorted(one["dtstart"].dt for one in ours.values()) == sorted(one.at for one in meant)
    cancelled = sum(one["status"] == "CANCELLED" for one in ours.values())
    assert cancelled == sum(one.gone is not None for one in meant)


def test_it_falls_due_at_the_close_of_business() -> None:
    event = titled(file(Story().start()), "Mobilisation meeting")
    assert event["dtstart"].dt == closing("2026-03-09")
    assert str(event["dtstart"].to_ical(), "ascii") == "20260309T093000Z"


def test_a_deadline_that_moves_keeps_its_uid_and_raises_its_sequence() -> None:
    story = Story().start()
    before = titled(file(story), "Mobilisation meeting")
    story.later(minutes=5).do("schedule_step", step="mobilise", on=closing("2026-03-12").date())
    after = titled(file(story), "Mobilisation meeting")
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt == closing("2026-03-12")
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt - before["dtstamp"].dt == timedelta(minutes=5)


def test_every_date_that_a_file_had_is_in_the_next_one() -> None:
    story = Story()
    uids, sequence = set[str](), -1
    for go_on in (
        lambda: None,
        story.start,
        lambda: story.complete("mobilise"),
        lambda: story.do("suspend", COUNTY, reason="flood"),
        lambda: story.at("2026-03-09").do("resume", COUNTY),
        lambda: story.report("study"),
        lambda: story.send_back("study", "lecture"),
        lambda: story.report("study").sign_off("study"),
        lambda: story.do("withdraw", COUNTY, cause="other", reason="gone"),
    ):
        go_on()
        now = events(file(story))
        assert uids <= now.keys()
        uids |= now.keys()
        (revision,) = {event["sequence"] for event in now.values()}
        assert revision > sequence
        sequence = revision
    assert {str(event["status"]) for event in now.values()} == {"CANCELLED"}


def test_the_same_state_is_the_same_file() -> None:
    assert file(Story().start()) == file(Story().start())


def test_the_uids_are_those_of_this_launch_of_the_campaign() -> None:
    story = Story().start()
    again = CAMPAIGN.model_copy(update={"created_at": CREATED + timedelta(days=1)})
    assert events(file(story)).keys().isdisjoint(events(file(story, campaign=again)))


def test_a_date_says_why_then_and_how_to_report() -> None:
    event = titled(file(Story().start()), "Mobilisation meeting")
    assert str(event["description"]) == (
        "Due 2026-03-09 17:30 (Asia/Shanghai).\n"
        "Why then: 5 working days from the phase's start on 2026-03-02.\n"
        "Report it done: phaseline unit complete SCH-001 mobilise"
        " --as coordinator:c-001 --campaign c2026"
    )


def test_a_date_is_said_in_chinese() -> None:
    story = Story().start()
    story.do(
        "extend",
        SUPERVISOR,
        target=phase_target("study"),
        until=closing("2026-04-10").date(),
        reason="汛",
    )
    event = titled(file(story, language="zh"), "阶段")
    assert str(event["summary"]) == "阶段“Study and mobilisation”到期：First School"
    assert str(event["description"]).splitlines() == [
        "期限：2026-04-10 17:30（Asia/Shanghai）",
        "依据：由督导组SG-01延期至2026-04-10",
        "还缺什么：phaseline unit show SCH-001 --campaign c2026",
    ]


def test_what_waits_for_the_group_says_how_to_sign_off() -> None:
    event = titled(file(Story().start().report("study")), "Sign-off")
    assert event["dtstart"].dt == closing("2026-03-09")
    assert "phaseline unit sign-off SCH-001 study --as supervisor:SG-01" in event["description"]


def test_what_is_gone_says_so_in_its_line() -> None:
    event = titled(file(Story().start().complete("mobilise")), "Mobilisation meeting")
    assert str(event["summary"]) == "(done) Due: Mobilisation meeting – First School"
    assert event["status"] == "CANCELLED"


def test_a_meeting_is_one_date_in_a_feed_and_in_its_invitation() -> None:
    story = Meetings().convene("first", 10)
    before = titled(file(story), "Meeting of first")
    story.do("convene_meeting", **meeting("first", 10, MARCH_5))
    after = titled(file(story), "Meeting of first")
    assert after["dtstart"].dt == local("2026-03-05", time(15))
    assert (after["uid"], after["location"]) == (before["uid"], "Hall 2")
    assert after["sequence"] > before["sequence"]
    invited = invitation(
        CAMPAIGN, story.state.unit, views(story)[-1], text("Life meeting"), story.now, "en"
    )
    ((uid, event),) = events(invited).items()
    assert (uid, event["dtstart"].dt) == (after["uid"], after["dtstart"].dt)
    assert after["sequence"] >= event["sequence"]
    story.do("call_off_meeting", step="life_meeting", branch="first", reason="Flu.")
    gone = titled(file(story), "Meeting of first")
    assert (str(gone["summary"]), gone["status"], gone["uid"]) == (
        "(called off) Meeting of first: Life meeting – First School",
        "CANCELLED",
        before["uid"],
    )


def test_the_last_day_of_a_vote_says_how_to_have_it_counted() -> None:
    event = titled(file(opened(begun())), "Voting ends")
    assert event["dtstart"].dt == closing("2026-03-06")
    assert "phaseline unit survey close SCH-001 survey --as" in str(event["description"])
    event = titled(file(soliciting()), "Opinions until")
    assert "phaseline unit opinions close SCH-001 solicit --as" in str(event["description"])


def test_a_feed_is_named_after_whose_it_is() -> None:
    def name(content: bytes) -> str:
        calendar = Calendar.from_ical(content)
        assert calendar["name"] == calendar["x-wr-calname"]
        return str(calendar["name"])

    group = Actor.parse("supervisor:SG-01")
    assert name(file(Story())) == "Education campaign: deadlines"
    assert name(file(Story(), language="zh", whose=group)) == "第二批集中教育活动 · 督导组SG-01"


def test_a_rehearsal_says_so_everywhere() -> None:
    rehearsal = CAMPAIGN.model_copy(update={"is_rehearsal": True})
    calendar = Calendar.from_ical(file(Story().start(), campaign=rehearsal))
    assert str(calendar["name"]).startswith("[Rehearsal] ")
    assert all(str(one["summary"]).startswith("[Rehearsal] ") for one in calendar.walk("VEVENT"))
