"""The invitation to a life meeting as an iCalendar file (RFC 5545), for whoever keeps a calendar.

There is no METHOD, as in `reports.feed`: nobody is asked to answer. A branch's meeting of a step keeps
its UID when it is convened for another time, so that a calendar moves it, or lets it go once it is
called off.
"""

import re
import uuid
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from schemas.campaign_row import CampaignRow
from schemas.meeting import MeetingView
from schemas.roster import Unit
from schemas.text import Text
from texts.catalogue import Language
from texts.feed import mark_rehearsal
from texts.meeting import invitation_summary, invited

_PRODUCT: Final = "-//Phaseline//Meetings//EN"
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "phaseline:meeting")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")


def invitation(
    campaign: CampaignRow,
    unit: Unit,
    meeting: MeetingView,
    title: Text,
    at: datetime,
    language: Language,
) -> bytes:
    """The file of one meeting as it stands at `at`; `title` is that of its step."""
    begins = datetime.combine(meeting.day, meeting.starts, ZoneInfo(campaign.timezone))
    summary = invitation_summary(
        unit=_plain(unit.name),
        branch=meeting.branch,
        title=_plain(title.in_(language)),
        language=language,
    )
    event = Event()
    event.add("uid", meeting_uid(campaign, unit.code, meeting.step, meeting.branch))
    event.add("sequence", meeting.convened)
    event.add("dtstamp", at)
    event.add("dtstart", begins.astimezone(ZoneInfo("UTC")))
    event.add("status", "CANCELLED" if meeting.outcome == "called_off" else "CONFIRMED")
    event.add("summary", mark_rehearsal(summary, language) if campaign.is_rehearsal else summary)
    event.add("location", _plain(meeting.place))
    if meeting.outsiders:
        event.add("description", invited([*map(_plain, meeting.outsiders)], language))
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(event)
    file: bytes = calendar.to_ical()
    return file


def meeting_uid(campaign: CampaignRow, unit: str, step: str, branch: str) -> str:
    """The same for the same branch and step; a campaign that was launched anew has its own.

    A feed has a meeting under it too, so that a calendar with both has it once.
    """
    campaign_itself = f"{campaign.campaign}@{campaign.created_at.isoformat()}"
    return str(uuid.uuid5(_NAMESPACE, f"{campaign_itself}/{unit}/{step}/{branch}"))


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)
