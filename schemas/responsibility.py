"""Responsibility letters (责任书): who answers for what by when, at each level, and who has signed.

The chain is city → county → unit. A letter's text follows from plan and roster; what is kept is
that it was acknowledged.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Code, Model
from schemas.command import CommandBase
from schemas.quantities import Days
from schemas.roster import Count, Label
from schemas.text import Text


class AcknowledgeLetter(CommandBase):
    """The coordinator acknowledges the unit's letter for it."""

    kind: Literal["acknowledge_letter"]


class LetterAcknowledged(Model):
    """The unit's letter is acknowledged, as it was worded then."""

    kind: Literal["letter_acknowledged"] = "letter_acknowledged"


class Duty(Model):
    """A phase that a unit answers for: how long it takes, and the steps that it must do."""

    phase: Text
    length: Days
    steps: tuple[Text, ...]


class UnitLetter(Model):
    """A unit's letter: `post` is that of the first responsible person, who is not named.

    `coordinator_name` is there where the person is known. The unit starts on `latest_start` at the
    latest and is through by `last`.
    """

    campaign: Code
    title: Text
    unit: Code
    name: Label
    district: Code
    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    coordinator: Code
    coordinator_name: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Code
    track: Text
    duties: tuple[Duty, ...]
    latest_start: date
    last: date
    acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None


class CountyLetter(Model):
    """A county's letter: it answers to the city for so many units with so many members.

    `post` is that of its first responsible person, where the roster has a row of the county itself.
    """

    campaign: Code
    title: Text
    district: Code
    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    units: Count
    members: Count
    last: date
    acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    acknowledged_by: Annotated[Actor | None, LEFT_OUT_IF_NONE] = None


class CityLetter(Model):
    """The city's letter, the first of the chain: it answers for all counties and their units.

    `post` as in a county's letter.
    """

    campaign: Code
    title: Text
    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    counties: Count
    units: Count
    members: Count
    last: date
    acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    acknowledged_by: Annotated[Actor | None, LEFT_OUT_IF_NONE] = None


class DistrictLetters(Model):
    """The letters of one county and its units, those that have left aside: how many are signed."""

    district: Code
    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    units: Count
    members: Count
    acknowledged: Count
    county_acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    county_acknowledged_by: Annotated[Actor | None, LEFT_OUT_IF_NONE] = None


class LetterChain(Model):
    """The chain from the city down: whether its own letter is signed, and its counties by code."""

    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    city_acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    city_acknowledged_by: Annotated[Actor | None, LEFT_OUT_IF_NONE] = None
    counties: tuple[DistrictLetters, ...]


class LetterLine(Model):
    """A unit's letter in a list."""

    unit: Code
    name: Label
    district: Code
    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    coordinator: Code
    supervision_group: Code
    acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None


class OfficeLine(Model):
    """The letter of the city's office or of a county's in a list; `office` is who signs it."""

    office: Actor
    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    acknowledged_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None


class LetterFilter(Model):
    """Which letters: those for which everything that is given holds."""

    district: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    is_acknowledged: Annotated[bool | None, LEFT_OUT_IF_NONE] = None


class LetterPage(Model):
    """A page of letters. `next` leads to the following page; it is left out on the last one.

    The letters of `offices`, the city's first, come before those of all units.
    """

    offices: Annotated[tuple[OfficeLine, ...], LEFT_OUT_IF_EMPTY] = ()
    lines: tuple[LetterLine, ...]
    next: Annotated[str | None, LEFT_OUT_IF_NONE] = None
