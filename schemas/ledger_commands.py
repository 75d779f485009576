"""What can be asked of a ledger: commands about its items, and that there is nothing to put right."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from schemas.base import LEFT_OUT_IF_FALSE, LEFT_OUT_IF_NONE, Note
from schemas.command import CommandBase
from schemas.ledger import ItemNumber, ProblemNumber, Solvable
from schemas.roster import Label


def _is_by_date(solvable: Solvable) -> bool:
    return solvable == "by_date"


class AddItem(CommandBase):
    """One more thing to put right: by which measure, by which office, by when.

    What only a higher level can solve is handed up in the same act.
    """

    kind: Literal["add_item"]
    measure: Note
    owner: Label
    due: date
    solvable: Annotated[Solvable, Field(exclude_if=_is_by_date)] = "by_date"
    is_commitment: Annotated[bool, LEFT_OUT_IF_FALSE] = False
    problem: Annotated[ProblemNumber | None, LEFT_OUT_IF_NONE] = None


class AmendItem(CommandBase):
    """Another measure, another office or another day."""

    kind: Literal["amend_item"]
    number: ItemNumber
    measure: Annotated[Note | None, LEFT_OUT_IF_NONE] = None
    owner: Annotated[Label | None, LEFT_OUT_IF_NONE] = None
    due: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    reason: Note

    @model_validator(mode="after")
    def _amends_something(self) -> Self:
        if self.measure is None and self.owner is None and self.due is None:
            raise ValueError("expected a measure, an owner, a due date or several of them")
        return self


class CloseItem(CommandBase):
    """An item is done, with what shows it; the supervision group has the word now."""

    kind: Literal["close_item"]
    number: ItemNumber
    evidence: Note


class ConfirmItem(CommandBase):
    """The evidence suffices: the item is struck off (销号)."""

    kind: Literal["confirm_item"]
    number: ItemNumber
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class ReturnItem(CommandBase):
    """The evidence does not suffice: the item is open again, until another day if one is given."""

    kind: Literal["return_item"]
    number: ItemNumber
    reason: Note
    due: Annotated[date | None, LEFT_OUT_IF_NONE] = None


class ReopenItem(CommandBase):
    """An item was struck off and is not done after all."""

    kind: Literal["reopen_item"]
    number: ItemNumber
    reason: Note
    due: date


class EscalateItem(CommandBase):
    """The unit cannot solve it: the item is handed up to the county, which has a clock of its own."""

    kind: Literal["escalate_item"]
    number: ItemNumber
    reason: Note


class AnswerItem(CommandBase):
    """The county's answer to what was handed up; the item is the unit's again.

    Without `due` the unit gets back the working days for which the item was away.
    """

    kind: Literal["answer_item"]
    number: ItemNumber
    answer: Note
    due: Annotated[date | None, LEFT_OUT_IF_NONE] = None


class ReportNoItems(CommandBase):
    """The unit has found nothing to put right."""

    kind: Literal["report_no_items"]
    reason: Note


class AcceptNoItems(CommandBase):
    """The supervision group agrees that there is nothing to put right."""

    kind: Literal["accept_no_items"]
    note: Annotated[Note | None, LEFT_OUT_IF_NONE] = None
