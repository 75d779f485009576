"""A feed as an iCalendar file (RFC 5545) for Outlook, Apple's and Google's calendars.

There is no METHOD: the file is a snapshot, of which DTSTAMP says when the unit came to it. Instants
are in UTC, which needs no VTIMEZONE and is right in every calendar; a date that is gone stays, as
CANCELLED, so that a calendar which has it lets it go.
"""

import re
import uuid
from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from reports.invitation import meeting_uid
from schemas.actor import Actor
from schemas.campaign_row import CampaignRow
from schemas.feed import Appointment
from texts.catalogue import Language
from texts.feed import feed_description, feed_name, feed_summary, mark_rehearsal
from texts.labels import deadline_reason
from texts.values import say_actor

_PRODUCT: Final = "-//Phaseline//Deadlines//EN"

_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "phaseline:feed")
"""Under which the UIDs of all dates are drawn: short and ASCII, whatever the codes are."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")
"""What RFC 5545 has no place for in a text; names and titles may hold it all the same."""


def ics(
    campaign: CampaignRow,
    appointments: Iterable[Appointment],
    language: Language,
    *,
    whose: Actor | None = None,
) -> bytes:
    """The file of at least one appointment, in one language; `whose` calendar it is names it.

    A date has the same UID in every file of its campaign, and its SEQUENCE, the unit's revision,
    never goes back.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    of = None if whose is None else say_actor(str(whose), language)
    name = feed_name(_plain(campaign.title.in_(language)), of, language)
    if campaign.is_rehearsal:
        name = mark_rehearsal(name, language)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for appointment in appointments:
        calendar.add_component(_event(campaign, appointment, language))
    file: bytes = calendar.to_ical()
    return file


def _event(campaign: CampaignRow, date: Appointment, language: Language) -> Event:
    title = "" if date.title is None else _plain(date.title.in_(language))
    fields = {
        "unit": _plain(date.name),
        "title": title or date.id or "",
        "branch": date.branch or "",
    }
    summary = feed_summary(date.matter, fields, date.gone, language)
    event = Event()
    event.add("uid", _uid(campaign, date))
    event.add("sequence", date.revision)
    event.add("dtstamp", date.changed_at)
    event.add("last-modified", date.changed_at)
    event.add("dtstart", date.at)
    event.add("status", "CONFIRMED" if date.gone is None else "CANCELLED")
    event.add("transp", "OPAQUE" if date.matter == "meeting" else "TRANSPARENT")
    event.add("summary", mark_rehearsal(summary, language) if campaign.is_rehearsal else summary)
    if date.place is not None:
        event.add("location", _plain(date.place))
    if date.gone is None:
        event.add("description", _description(campaign, date, language))
    return event


def _uid(campaign: CampaignRow, date: Appointment) -> str:
    """The same for the same date of the same campaign; one that was launched anew has its own."""
    if date.id is not None and date.branch is not None:
        return meeting_uid(campaign, date.unit, date.id, date.branch)
    campaign_itself = f"{campaign.campaign}@{campaign.created_at.isoformat()}"
    return str(
        uuid.uuid5(_NAMESPACE, f"{campaign_itself}/{date.unit}/{date.matter}:{date.id or ''}")
    )


def _description(campaign: CampaignRow, date: Appointment, language: Language) -> str:
    zone = ZoneInfo(campaign.timezone)
    return feed_description(
        date.matter,
        at=f"{date.at.astimezone(zone):%Y-%m-%d %H:%M}",
        timezone=campaign.timezone,
        reasons=[deadline_reason(one.code, one.params, language) for one in date.reasons],
        command=_command(campaign, date),
        language=language,
    )


def _command(campaign: CampaignRow, date: Appointment) -> str:
    coordinator, group = f"coordinator:{date.coordinator}", f"supervisor:{date.supervision_group}"
    done = {
        "start": f"start {date.unit} --as {coordinator}",
        "step": f"complete {date.unit} {date.id} --as {coordinator}",
        "phase": f"show {date.unit}",
        "sign_off": f"sign-off {date.unit} {date.id} --as {group}",
        "item": f"ledger close {date.unit} {date.id} --as {coordinator}",
        "answer": f"ledger answer {date.unit} {date.id}",
        "unit": f"show {date.unit}",
        "survey": f"survey close {date.unit} {date.id} --as {coordinator}",
        "solicitation": f"opinions close {date.unit} {date.id} --as {coordinator}",
        "meeting": f"meeting record {date.unit} {date.id} {date.branch} --as {coordinator}",
    }[date.matter]
    return f"phaseline unit {done} --campaign {campaign.campaign}"


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text)
