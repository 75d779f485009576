"""The invitation to a meeting: valid by two libraries, moved and called off under one UID."""

from datetime import UTC, date, datetime, time
from typing import Any, Final

from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from reports.invitation import invitation
from schemas.meeting import MeetingView
from schemas.text import Text
from tests.reports.test_feed import CAMPAIGN
from tests.rules.reference import with_unit
from texts.catalogue import Language

NOW: Final = datetime(2026, 3, 2, 2, tzinfo=UTC)
MEETING: Final = MeetingView(
    convened=7,
    step="life_meeting",
    branch="一支部",
    members=20,
    day=date(2026, 3, 5),
    starts=time(15, 30),
    place="Hall 2, first floor; left\x07",
    outsiders=("The street office", "The school board"),
)
TITLE: Final = Text(zh="专题组织生活会", en="Life meeting")


def event(language: Language = "en", *, is_rehearsal: bool = False, **changes: Any) -> Any:
    """The event in the file of a meeting."""
    unit = with_unit(name="First\nSchool")
    campaign = CAMPAIGN.model_copy(update={"is_rehearsal": is_rehearsal})
    meeting = MEETING.model_copy(update=changes)
    file = invitation(campaign, unit, meeting, TITLE, NOW, language)
    (other,) = IcsCalendarStream.calendar_from_ics(file.decode()).events
    (found,) = Calendar.from_ical(file).walk("VEVENT")
    assert other.summary == str(found["SUMMARY"])
    return found


def test_when_where_and_who() -> None:
    found = event()
    assert found.decoded("DTSTART") == datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
    assert found["LOCATION"] == "Hall 2, first floor; left "
    assert found["SUMMARY"] == "Life meeting: First School (一支部)"
    assert found["DESCRIPTION"] == "Invited: The street office, The school board"
    assert found["STATUS"] == "CONFIRMED"
    assert event("zh")["SUMMARY"] == "专题组织生活会：First School（一支部）"


def test_a_meeting_that_is_moved_or_called_off_is_the_same_one() -> None:
    first = event()
    moved = event(convened=9, day=date(2026, 3, 6))
    gone = event(convened=9, day=date(2026, 3, 6), outcome="called_off")
    assert first["UID"] == moved["UID"] == gone["UID"] != event(branch="二支部")["UID"]
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == (7, 9)
    assert gone["STATUS"] == "CANCELLED"


def test_a_rehearsal_says_so_and_nobody_is_invited_where_nobody_was() -> None:
    found = event(is_rehearsal=True, outsiders=())
    assert found["SUMMARY"].startswith("[Rehearsal]")
    assert "DESCRIPTION" not in found
