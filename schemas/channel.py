"""The ways by which messages reach people: how each is set up, what is handed to it, what came of it."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, SecretStr

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model
from schemas.roster import Label


class ChannelConfig(Model):
    """One channel: an Apprise URL in which `{contact}` stands for where a person is reached.

    `budget` is how many messages a minute may go, `timeout` how many seconds one may take. The URL
    carries passwords, so it is never shown.
    """

    url: Annotated[SecretStr, Field(min_length=5, max_length=2000)]
    budget: Annotated[int, Field(ge=1, le=100_000)] = 60
    timeout: Annotated[int, Field(ge=1, le=35)] = 20


class ChannelsConfig(Model):
    """The file that `PHASELINE_CHANNELS` names: channels by the names that people have them by."""

    channels: Annotated[dict[Code, ChannelConfig], Field(max_length=50)]


class Letter(Model):
    """A message as a channel is given it.

    `contact` is where the person is reached, in the channel's own terms. `at` is the time of the
    campaign's clock, in its time zone.
    """

    campaign: Code
    person: Code
    contact: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    at: AwareDatetime
    subject: str
    body: str


Outcome = Literal["delivered", "refused", "again", "unknown"]
"""What became of a message: the channel has it; it will never take it; it may take it later; or it
could be neither confirmed nor denied."""

DeliveryReason = Literal[
    "unknown_channel",
    "no_contact",
    "bad_contact",
    "refused_by_server",
    "rejected",
    "unavailable",
    "busy",
    "timed_out",
    "not_written",
    "internal",
]
"""Why a message was not delivered: its text is in `texts/deliveries`."""


class Delivery(Model):
    """What became of a message; `detail` is what the other side said, without contact or secret."""

    outcome: Outcome
    reason: Annotated[DeliveryReason | None, LEFT_OUT_IF_NONE] = None
    detail: Annotated[str, Field(max_length=200), LEFT_OUT_IF_EMPTY] = ""


DELIVERED = Delivery(outcome="delivered")
"""The channel has the message."""
