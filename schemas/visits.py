"""A supervision group on the spot (调研检查): when, what it found, and its verdict."""

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, NO_NUL, Code, Model
from schemas.command import CommandBase, Steps
from schemas.roster import Label
from schemas.rows import Row

Finding = Annotated[str, Field(min_length=1, max_length=500, pattern=NO_NUL)]
"""One thing that a group has found."""

Findings = Annotated[tuple[Finding, ...], Field(max_length=10)]
"""What a group has found on one visit."""

Verdict = Literal["good", "to_improve", "poor"]
"""In earnest (扎实), to be improved (需改进), or only through the motions (走过场)."""


class FindingItem(Model):
    """A finding, by its number from 1, that becomes an item of the unit's ledger: it is the measure."""

    finding: Annotated[int, Field(ge=1, le=10)]
    owner: Label
    due: date


class RecordVisit(CommandBase):
    """The supervision group was there on the day `on`.

    `phase` is the one that it looked at; left out, the one that is open. With `redo` a phase that
    is reported is sent back in the same act, and the findings are the reason. `items` are the
    findings that go into the ledger.
    """

    kind: Literal["record_visit"]
    on: date
    verdict: Verdict
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    findings: Annotated[Findings, LEFT_OUT_IF_EMPTY] = ()
    redo: Annotated[Steps, LEFT_OUT_IF_EMPTY] = ()
    items: Annotated[tuple[FindingItem, ...], Field(max_length=10), LEFT_OUT_IF_EMPTY] = ()

    @model_validator(mode="after")
    def _sends_back_for_a_reason(self) -> Self:
        if self.redo and not self.findings:
            raise ValueError("expected findings where steps are to be redone")
        return self

    @model_validator(mode="after")
    def _items_are_findings(self) -> Self:
        numbers = [item.finding for item in self.items]
        if len(set(numbers)) < len(numbers) or any(n > len(self.findings) for n in numbers):
            raise ValueError("expected each item to be another one of the findings")
        return self


class Visited(Model):
    """The supervision group was there; `phase` is the one that it looked at, if any was."""

    kind: Literal["visited"] = "visited"
    on: date
    verdict: Verdict
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    findings: Annotated[Findings, LEFT_OUT_IF_EMPTY] = ()


class Visit(Row):
    """A visit as it is listed; `revision` is that of its entry, which was made at `at`."""

    table: ClassVar[str] = "visits"

    revision: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    by: Actor
    on: date
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    verdict: Verdict
    findings: Findings = ()


class VisitLine(Visit):
    """A visit in a list of many units, with what the roster says of the unit."""

    name: Label
    district: Code
    supervision_group: Code


class VisitFilter(Model):
    """Which visits: those for which everything that is given holds.

    `supervision_group` is the one that the unit has now.
    """

    unit: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    district: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    phase: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    verdict: Annotated[Verdict | None, LEFT_OUT_IF_NONE] = None


class VisitPage(Model):
    """A page of visits. `next` leads to the following page; it is left out on the last one."""

    lines: tuple[VisitLine, ...]
    next: Annotated[str | None, LEFT_OUT_IF_NONE] = None
