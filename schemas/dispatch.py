"""What passes between the records and whoever sends messages: what to send, and what came of it."""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_NONE, NO_NUL, Code, Model
from schemas.events import Entry
from schemas.notice import DigestNotice, Notice
from schemas.roster import Person
from schemas.state import UnitState
from schemas.target import Target
from schemas.text import Text

_SOONEST_AGAIN = timedelta(minutes=1)

MessageStatus = Literal["sending", "sent", "failed", "undeliverable", "unconfirmed", "void"]
"""How far a message has come: `failed` is tried again, `unconfirmed` was never settled, twice, and
of a `void` one nothing was true any more before it could be sent."""

Outcome = Literal[
    "waiting",
    "nobody",
    "untrue",
    "sending",
    "sent",
    "failed",
    "undeliverable",
    "unconfirmed",
    "void",
]
"""What came of a notice: that of its message, or why it has none."""


class Lane(Model):
    """A channel, as it may be used: so many messages a `per_minute`, by all dispatchers together.

    `channels` are all that there are: a rung of a ladder that names another is said over the
    person's own.
    """

    channel: Code
    channels: tuple[Code, ...]
    per_minute: Annotated[int | None, Field(ge=1), LEFT_OUT_IF_NONE] = None


class DueNotice(Model):
    """A notice that is to be said now, with the entry that it tells of and the unit as it stands.

    `instead_of` is the person whom the recipient stands in for.
    """

    id: int
    notice: Notice
    entry: Entry
    state: UnitState
    instead_of: Annotated[Person | None, LEFT_OUT_IF_NONE] = None


class DueDigest(Model):
    """A digest that is to be said now; the same otherwise."""

    id: int
    digest: DigestNotice
    instead_of: Annotated[Person | None, LEFT_OUT_IF_NONE] = None


class ClaimedMessage(Model):
    """One message to one person, handed out to be sent once: every notice in it is true.

    `at` is the campaign's time, and `title` its title. `attempt` counts from 1. A message that
    `is_possibly_double` may have been sent before.
    """

    id: int
    attempt: int
    campaign: Code
    title: Text
    timezone: str
    is_rehearsal: bool
    at: AwareDatetime
    channel: Code
    person: Person
    is_urgent: bool
    is_possibly_double: bool
    notices: tuple[DueNotice, ...] = ()
    digests: tuple[DueDigest, ...] = ()


class Settlement(Model):
    """What came of an attempt, by the wall clock.

    What failed is tried again at `next_try_at`, a minute later at least, so that no minute holds
    two attempts; without it the message is undeliverable for good. `error` is for the office: short,
    and without anything secret.
    """

    message: int
    attempt: int
    at: AwareDatetime
    is_sent: bool
    error: Annotated[str | None, Field(max_length=200, pattern=NO_NUL), LEFT_OUT_IF_NONE] = None
    next_try_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None

    @model_validator(mode="after")
    def _failed_for_a_reason(self) -> Self:
        if self.is_sent and (self.error or self.next_try_at):
            raise ValueError("what is sent has no error and is not tried again")
        if not self.is_sent and self.error is None:
            raise ValueError("expected 'error' for what is not sent")
        if self.next_try_at is not None and self.next_try_at < self.at + _SOONEST_AGAIN:
            raise ValueError("expected 'next_try_at' to be a minute after 'at' at least")
        return self

    @property
    def status(self) -> MessageStatus:
        """How far it has brought the message."""
        if self.is_sent:
            return "sent"
        return "undeliverable" if self.next_try_at is None else "failed"


class LogFilter(Model):
    """Which lines of a delivery log: those for which everything that is given holds.

    `person` is whom a notice was for, or who got it instead.
    """

    unit: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    person: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    outcome: Annotated[Outcome | None, LEFT_OUT_IF_NONE] = None


class LogLine(Model):
    """What became of one notice to one person.

    It was for `person`, and `recipient` got it; nobody was registered where there is no `person`.
    `at` is when it was last sent or tried, or was found untrue, and otherwise when it may be said:
    by the campaign's clock.
    """

    id: int
    unit: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    revision: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    audience: Actor
    kind: str
    target: Annotated[Target | None, LEFT_OUT_IF_NONE] = None
    due: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    rung: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    person: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    at: AwareDatetime
    outcome: Outcome
    message: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    recipient: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    channel: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    attempts: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    is_possibly_double: bool = False
    error: Annotated[str | None, LEFT_OUT_IF_NONE] = None


class LogPage(Model):
    """A page of a delivery log, newest first. `next` leads to the following page, if there is one."""

    lines: tuple[LogLine, ...]
    next: Annotated[int | None, LEFT_OUT_IF_NONE] = None


class Deliveries(Model):
    """How a campaign's notices and messages stand, sent ones left out.

    `waiting` are notices that are not said yet, of which one might have been since `waiting_since`,
    by the wall clock; `nobody` are those for which nobody is registered. The others are messages.
    """

    campaign: Code
    waiting: int
    waiting_since: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    nobody: int
    sending: int
    failed: int
    undeliverable: int
    unconfirmed: int
