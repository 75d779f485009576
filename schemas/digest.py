"""The digest: what a morning has to say to a supervision group, a county's office and the city's."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_ZERO, Code, Model
from schemas.roster import Count, Label

FigureKind = Literal[
    "newly_overdue", "overdue", "due_this_week", "awaiting_sign_off", "sent_back", "changed"
]
"""What a digest counts; each figure is the length of a list of units."""

TURNED_OVERDUE: Final = ("overdue", "latest_start_passed")
"""The events by which a unit becomes overdue."""

MERELY_SAID: Final = ("due_soon", "reminded", "urged")
"""The events that change nothing: something was said."""


class DigestUnit(Model):
    """A unit that a digest names."""

    code: Code
    name: Label


class DigestFigure(Model):
    """How many units a figure counts, and the first few of them by code."""

    kind: FigureKind
    count: Count
    units: Annotated[tuple[DigestUnit, ...], LEFT_OUT_IF_EMPTY] = ()


class DailyDigest(Model):
    """What the morning of a working day has to say to `audience`, who has so many `units` in all.

    The `offices` of the city and its counties beside them are counted as no units; figures name both.

    It tells of the instant `at`, the opening of business; what is new is so `since` the opening
    before, and what is due falls due from `at` on and on `due_by`, the week's last day, at the
    latest. Figures that are nought are left out.
    """

    campaign: Code
    audience: Actor
    day: date
    at: AwareDatetime
    since: AwareDatetime
    due_by: date
    units: Count
    offices: Annotated[Count, LEFT_OUT_IF_ZERO] = 0
    figures: tuple[DigestFigure, ...]


class DigestOrder(Model):
    """For which mornings, told by any instant of them, digests are to be written: now, if none."""

    campaign: Code
    mornings: Annotated[tuple[AwareDatetime, ...], Field(max_length=400), LEFT_OUT_IF_EMPTY] = ()


class DigestOutcome(Model):
    """How many digests were written for how many working mornings."""

    campaign: Code
    mornings: int
    digests: int
