"""What is to be said to somebody: one notice per entry of a journal and addressee."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, JsonValue

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_NONE, Code, Model
from schemas.target import Target

NoticeKind = Literal[
    "reminder",
    "escalation",
    "escalated",
    "urged",
    "start_due",
    "latest_start_passed",
    "awaiting_sign_off",
    "signed_off",
    "lapsed",
    "sent_back",
    "visited",
    "extension_requested",
    "extension_granted",
    "extension_declined",
    "extension_lapsed",
    "absence_explained",
    "absence_accepted",
    "absence_declined",
    "solicitation_fell_short",
    "poll_missing",
    "publication_missing",
    "survey_below",
    "survey_unjudged",
    "survey_judged",
    "item_closed",
    "item_confirmed",
    "item_returned",
    "item_reopened",
    "item_amended",
    "item_handed_up",
    "item_answered",
    "answer_overdue",
    "no_items_reported",
    "no_items_accepted",
    "suspended",
    "resumed",
    "held",
    "released",
    "reassigned",
    "withdrawn",
    "reopened",
    "amended",
]
"""What a notice says: a rung of the ladder, something that waits for somebody, or a decision.

A coordinator gets a `reminder`; those above the unit get an `escalation`, of which `escalated`
tells the coordinator.
"""


class Notice(Model):
    """Something that an entry of a unit's journal says to `audience`, who is not a person yet.

    `audience` is a coordinator by person, a supervision group, a county's office or the city's.
    An urgent notice is said as soon as people are at work; the others of one day come in one
    message. `say_at` is the instant from which it may be said, and `day` its local date.
    `target` and `due` are those of a reminder, `rung` the ladder's, and `channel` the one that the
    rung puts before the person's own.
    """

    campaign: Code
    unit: Code
    revision: int
    at: AwareDatetime
    audience: Actor
    kind: NoticeKind
    is_urgent: bool
    say_at: AwareDatetime
    day: date
    target: Annotated[Target | None, LEFT_OUT_IF_NONE] = None
    due: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    rung: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    channel: Annotated[Code | None, LEFT_OUT_IF_NONE] = None


class DigestNotice(Model):
    """What a day has brought to `audience`, summed up: it comes from no unit and goes with the day.

    `at` is the instant of which `body` tells, `say_at` that from which it may be said.
    """

    campaign: Code
    audience: Actor
    kind: Literal["digest"] = "digest"
    at: AwareDatetime
    say_at: AwareDatetime
    day: date
    body: dict[str, JsonValue]


class Message(Model):
    """What goes to one audience at one instant: all that is not urgent of a day, or what is urgent.

    Urgent notices go together where they waited for the same morning, or for the end of lunch.
    """

    audience: Actor
    at: AwareDatetime
    notices: tuple[Notice, ...]
