"""A unit as the records keep it, and the lists that are made of many."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from schemas.base import LEFT_OUT_IF_NONE, NO_NUL, Code, Digest, Model
from schemas.roster import LEFT_OUT_IF_UNIT, Count, Label, Level, Members
from schemas.state import Standing, UnitState


class UnitSnapshot(Model):
    """A state, with what lists show of it and only the rules can derive.

    `standing` is that at the instant of the state's last entry, or of its launch. It holds until
    `next_due`, when the clock has something to say again. `in_time` says of a finished unit whether
    it kept its own last day.
    """

    state: UnitState
    standing: Standing
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    next_due: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    in_time: Annotated[bool | None, LEFT_OUT_IF_NONE] = None


class UnitRow(Model):
    """A unit as lists show it. `launched_at` is when its workflow was started, if it was."""

    campaign: Code
    code: Code
    name: Label
    type: Code
    level: Annotated[Level, LEFT_OUT_IF_UNIT] = "unit"
    district: Code
    parent: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    coordinator: Code
    post: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Code
    organisations: Count
    members: Members
    track: Code
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    standing: Standing
    revision: Annotated[int, Field(ge=0)]
    head: Digest
    started_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    next_due: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    finished_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    closed_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    launched_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None


class StoredUnit(Model):
    """A unit's row and its whole state, rules included."""

    row: UnitRow
    state: UnitState


Lack = Literal["letter", "visit", "mechanism"]
"""What a unit may not have yet: its responsibility letter acknowledged, a visit to the phase that
is open, or the long-term mechanism that its plan asks for."""


class UnitFilter(Model):
    """Which units: those for which everything that is given holds.

    `text` is a part of the code or the name, in any case; it has no wildcards. A unit has changed
    when anything has happened to it but that something was said.
    """

    district: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    type: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    level: Annotated[Level | None, LEFT_OUT_IF_NONE] = None
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    standing: Annotated[Standing | None, LEFT_OUT_IF_NONE] = None
    track: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    coordinator: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    text: Annotated[
        str | None, Field(min_length=1, max_length=200, pattern=NO_NUL), LEFT_OUT_IF_NONE
    ] = None
    changed_since: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    overdue_since: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    lacking: Annotated[Lack | None, LEFT_OUT_IF_NONE] = None


class UnitOrder(StrEnum):
    """The orders of a list: by code, or the unit that the clock heeds next first."""

    CODE = "code"
    NEXT_DUE = "next_due"


class UnitPage(Model):
    """A page of a list. `next` leads to the following page; it is left out on the last one."""

    rows: tuple[UnitRow, ...]
    next: Annotated[str | None, LEFT_OUT_IF_NONE] = None
