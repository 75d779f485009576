"""The items of all ledgers as the records keep and list them, with their texts."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime

from schemas.base import LEFT_OUT_IF_FALSE, LEFT_OUT_IF_NONE, Code, Model, Note
from schemas.ledger import ItemNumber, ProblemNumber, Solvable
from schemas.roster import Label
from schemas.rows import Row

ItemStatus = Literal["open", "closed", "handed_up", "struck_off"]
"""Where an item stands: to be done, done and unconfirmed, with the county, or struck off (销号)."""


class ItemRow(Row):
    """What an item was added with, but for the texts, which may be amended."""

    table: ClassVar[str] = "items"

    number: ItemNumber
    solvable: Solvable
    is_commitment: bool
    problem: Annotated[ProblemNumber | None, LEFT_OUT_IF_NONE] = None
    added_at: AwareDatetime


class ItemMeasureRow(Row):
    """The measure by which an item is put right."""

    table: ClassVar[str] = "items"

    number: ItemNumber
    measure: Note


class ItemOwnerRow(Row):
    """The office that answers for an item."""

    table: ClassVar[str] = "items"

    number: ItemNumber
    owner: Label


class ItemEvidenceRow(Row):
    """What shows that an item is done; nothing once it was sent back or reopened."""

    table: ClassVar[str] = "items"

    number: ItemNumber
    evidence: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class ItemStatusRow(Row):
    """Where an item stands since `changed_at`, and when what somebody has to do is due."""

    table: ClassVar[str] = "items"

    number: ItemNumber
    status: ItemStatus
    due: date
    due_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    changed_at: AwareDatetime


class ItemFilter(Model):
    """Which items: those for which everything that is given holds.

    An item is overdue where the unit, or the county to which it was handed up, is late with it, and
    neither the unit nor the campaign stands still.
    """

    unit: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    district: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    type: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    supervision_group: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    status: Annotated[ItemStatus | None, LEFT_OUT_IF_NONE] = None
    is_overdue: Annotated[bool, LEFT_OUT_IF_FALSE] = False
    is_commitment: Annotated[bool, LEFT_OUT_IF_FALSE] = False


class ItemLine(Model):
    """An item as lists show it.

    `due` is the day that was set for the unit; `due_at` is when the unit, or the county where it was
    handed up, must have done its part, with the days lost to standstill.
    """

    unit: Code
    name: Label
    district: Code
    number: ItemNumber
    measure: Note
    owner: Label
    solvable: Solvable
    is_commitment: bool
    problem: Annotated[ProblemNumber | None, LEFT_OUT_IF_NONE] = None
    status: ItemStatus
    due: date
    due_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    evidence: Annotated[Note | None, LEFT_OUT_IF_NONE] = None
    added_at: AwareDatetime
    changed_at: AwareDatetime


class ItemPage(Model):
    """A page of a list of items. `next` leads to the following page; it is left out on the last one."""

    lines: tuple[ItemLine, ...]
    next: Annotated[str | None, LEFT_OUT_IF_NONE] = None
