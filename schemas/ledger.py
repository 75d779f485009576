"""The ledger (整改台账): what a unit promises to put right, item by item, and what came of each.

Items are numbered from 1 in the order in which they were added. Their texts go through the events
into the records; the state has only the open ones, and counts.
"""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from schemas.base import (
    LEFT_OUT_IF_EMPTY,
    LEFT_OUT_IF_FALSE,
    LEFT_OUT_IF_NONE,
    LEFT_OUT_IF_ZERO,
    Model,
    Note,
)
from schemas.quantities import WorkingDays
from schemas.roster import Label
from schemas.target import Target

OPEN_ITEMS: Final = 500
"""Items that a ledger has open at most; the next one waits until another is struck off."""

ItemNumber = Annotated[int, Field(ge=1, le=999_999)]
"""The number of an item in its unit's ledger."""

ProblemNumber = Annotated[int, Field(ge=1, le=999_999)]
"""The number of the problem (突出问题) that an item is to put right."""

Solvable = Literal["now", "by_date", "higher_level"]
"""Whether an item can be solved at once, by a date, or only by a higher level."""


def _is_none_lost(value: WorkingDays) -> bool:
    return value.count == 0


_LEFT_OUT_IF_NONE_LOST = Field(exclude_if=_is_none_lost)


# What a unit's state has of its ledger.


class HandedUp(Model):
    """That an item is with the county since the day `on`, which answers by the day `answer_by`.

    `lost_before` are the working days of standstill that the ledger had seen by then.
    """

    on: date
    answer_by: date
    lost_before: Annotated[WorkingDays, _LEFT_OUT_IF_NONE_LOST] = WorkingDays(0)


class OpenItem(Model):
    """An item that is not struck off: to be done by `due`, closed and unconfirmed, or handed up.

    `lost_before` are the working days of standstill that are in `due` already.
    """

    number: ItemNumber
    due: date
    lost_before: Annotated[WorkingDays, _LEFT_OUT_IF_NONE_LOST] = WorkingDays(0)
    is_closed: Annotated[bool, LEFT_OUT_IF_FALSE] = False
    handed_up: Annotated[HandedUp | None, LEFT_OUT_IF_NONE] = None


class Ledger(Model):
    """A unit's ledger: how many items were ever added, and those that are open, by number.

    The rest is struck off. `lost` are the working days for which work stood still while items were
    open, also after the unit has finished. `nothing` says how far it is agreed that there is
    nothing to put right.
    """

    added: Annotated[int, Field(ge=0), LEFT_OUT_IF_ZERO] = 0
    open: Annotated[tuple[OpenItem, ...], LEFT_OUT_IF_EMPTY] = ()
    lost: Annotated[WorkingDays, _LEFT_OUT_IF_NONE_LOST] = WorkingDays(0)
    nothing: Annotated[Literal["reported", "accepted"] | None, LEFT_OUT_IF_NONE] = None

    @property
    def struck_off(self) -> int:
        """How many items are struck off (销号)."""
        return self.added - len(self.open)


EMPTY_LEDGER: Final = Ledger()
"""The ledger of a unit that has never had an item."""


class LedgerView(Model):
    """A unit's ledger in numbers.

    Of the `open` items `to_confirm` are closed and wait for the supervision group, and `handed_up`
    are with the county; of the others some are `due_soon` or `overdue`.
    """

    added: int
    struck_off: int
    open: int
    to_confirm: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    handed_up: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    due_soon: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    overdue: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    nothing: Annotated[Literal["reported", "accepted"] | None, LEFT_OUT_IF_NONE] = None


# What has happened to it.


class ItemAdded(Model):
    """An item is in the ledger."""

    kind: Literal["item_added"] = "item_added"
    number: ItemNumber
    measure: Note
    owner: Label
    due: date
    solvable: Solvable
    is_commitment: Annotated[bool, LEFT_OUT_IF_FALSE] = False
    problem: Annotated[ProblemNumber | None, LEFT_OUT_IF_NONE] = None


class ItemAmended(Model):
    """An item is otherwise than it was."""

    kind: Literal["item_amended"] = "item_amended"
    number: ItemNumber
    measure: Annotated[Note | None, LEFT_OUT_IF_NONE] = None
    owner: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    until: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    reason: Note


class ItemClosed(Model):
    """The unit reports an item done."""

    kind: Literal["item_closed"] = "item_closed"
    number: ItemNumber
    evidence: Note


class ItemConfirmed(Model):
    """An item is struck off (销号)."""

    kind: Literal["item_confirmed"] = "item_confirmed"
    number: ItemNumber
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class ItemReturned(Model):
    """The evidence did not suffice; the item is open again."""

    kind: Literal["item_returned"] = "item_returned"
    number: ItemNumber
    reason: Note
    until: Annotated[date | None, LEFT_OUT_IF_NONE] = None


class ItemReopened(Model):
    """An item that was struck off is open again, until the end of the day `due`."""

    kind: Literal["item_reopened"] = "item_reopened"
    number: ItemNumber
    reason: Note
    due: date


class ItemHandedUp(Model):
    """An item is with the county, which answers by the end of the day `answer_by`."""

    kind: Literal["item_handed_up"] = "item_handed_up"
    number: ItemNumber
    reason: Note
    answer_by: date


class ItemAnswered(Model):
    """The county has answered; the item is the unit's again, until the end of the day `due`."""

    kind: Literal["item_answered"] = "item_answered"
    number: ItemNumber
    answer: Note
    due: date


class AnswerOverdue(Model):
    """The county has not answered, by `due`, what was handed up to it."""

    kind: Literal["answer_overdue"] = "answer_overdue"
    target: Target
    due: AwareDatetime


class NoItemsReported(Model):
    """The unit says that it has found nothing to put right."""

    kind: Literal["no_items_reported"] = "no_items_reported"
    reason: Note


class NoItemsAccepted(Model):
    """It is agreed that there is nothing to put right."""

    kind: Literal["no_items_accepted"] = "no_items_accepted"
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


LedgerEvent = (
    ItemAdded
    | ItemAmended
    | ItemClosed
    | ItemConfirmed
    | ItemReturned
    | ItemReopened
    | ItemHandedUp
    | ItemAnswered
    | NoItemsReported
    | NoItemsAccepted
)
"""What happens to a ledger by what somebody does."""
