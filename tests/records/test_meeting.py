"""Meetings and attachments in the records."""

from datetime import date, time
from typing import Any

from records.store import Records
from schemas.attachment import Attachment
from schemas.meeting import MeetingView
from schemas.roster import Members
from tests.records.launched import AT, launch_story, record
from tests.rules.stories import Story

DIGEST = "a" * 64


def told_of(story: Story) -> Story:
    """A branch is convened, convened anew, meets with minutes; another is called off."""
    story.start().report("study").sign_off("study")
    at: dict[str, Any] = {"starts": time(15), "place": "Hall 2"}
    one: dict[str, Any] = {"step": "life_meeting", "branch": "支部"}
    story.do("convene_meeting", **one, **at, members=10, on=date(2026, 3, 2))
    story.do(
        "convene_meeting",
        **one,
        **at,
        members=10,
        on=date(2026, 3, 3),
        outsiders=("the school board", "the street office"),
    )
    story.at("2026-03-04").do(
        "record_meeting",
        **one,
        on=date(2026, 3, 3),
        attended=Members(),
        came=1,
        talks=12,
        minutes=DIGEST,
    )
    story.do("convene_meeting", **one, **at, members=10, on=date(2026, 3, 5))
    return story


async def test_meetings_are_listed_with_what_came_of_them(records: Records) -> None:
    story = told_of(await launch_story(records))
    await record(records, story)
    found = await records.meetings.of(story.state.campaign, story.state.unit.code)
    common: dict[str, Any] = {
        "step": "life_meeting",
        "branch": "支部",
        "members": 10,
        "starts": time(15),
    }
    revisions = [entry.revision for entry in story.journal if "convened" in entry.event.kind]
    assert list(found) == [
        MeetingView(
            **common,
            convened=revisions[0],
            day=date(2026, 3, 2),
            place="Hall 2",
            outcome="moved",
        ),
        MeetingView(
            **common,
            convened=revisions[1],
            day=date(2026, 3, 3),
            place="Hall 2",
            outsiders=("the school board", "the street office"),
            outcome="inquorate",
            held_on=date(2026, 3, 3),
            attended=Members(),
            came=1,
            talks=12,
            minutes=DIGEST,
        ),
        MeetingView(**common, convened=revisions[2], day=date(2026, 3, 5), place="Hall 2"),
    ]
    assert await records.meetings.of(story.state.campaign, "another") == ()


async def test_recording_again_changes_nothing(records: Records) -> None:
    story = told_of(await launch_story(records))
    for to in (len(story.journal) - 2, len(story.journal), len(story.journal)):
        await record(records, story, to=to)
    assert len(await records.meetings.of(story.state.campaign, story.state.unit.code)) == 3


async def test_a_file_is_noted_once(records: Records) -> None:
    story = await launch_story(records)
    campaign, unit = story.state.campaign, story.state.unit.code
    minutes = Attachment(digest=DIGEST, name="纪要.pdf", type="pdf", bytes=17, at=AT)
    other = minutes.model_copy(update={"digest": "b" * 64})
    again = minutes.model_copy(update={"name": "another name.pdf"})
    for one in (minutes, other, again):
        await records.attachments.keep(campaign, unit, one)
    assert await records.attachments.of(campaign, unit) == (minutes, other)
    assert await records.attachments.of(campaign, "another") == ()
