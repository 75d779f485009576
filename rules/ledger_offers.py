"""What somebody might do to a ledger: every item that is open, and what concerns the whole."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from schemas.actor import Actor
from schemas.commands import Command
from schemas.ledger_commands import (
    AcceptNoItems,
    AddItem,
    AmendItem,
    AnswerItem,
    CloseItem,
    ConfirmItem,
    EscalateItem,
    ReopenItem,
    ReportNoItems,
    ReturnItem,
)
from schemas.state import UnitState

_ID: Final = "possible"
_TEXT: Final = "-"


def ledger_candidates(
    state: UnitState, by: Actor, day: date
) -> Iterator[tuple[str | None, Command]]:
    """Every command to a ledger with what it is about; `day` is one that could be promised.

    Of all that is struck off, the last item stands for the rest.
    """
    yield None, AddItem(id=_ID, by=by, kind="add_item", measure=_TEXT, owner=_TEXT, due=day)
    yield None, ReportNoItems(id=_ID, by=by, kind="report_no_items", reason=_TEXT)
    yield None, AcceptNoItems(id=_ID, by=by, kind="accept_no_items")
    number = _last_struck_off(state) or state.ledger.added + 1
    yield None, ReopenItem(id=_ID, by=by, kind="reopen_item", number=number, reason=_TEXT, due=day)
    for item in state.ledger.open:
        yield from ((str(item.number), command) for command in _to_item(by, item.number))


def _to_item(by: Actor, number: int) -> Iterator[Command]:
    yield AmendItem(id=_ID, by=by, kind="amend_item", number=number, measure=_TEXT, reason=_TEXT)
    yield CloseItem(id=_ID, by=by, kind="close_item", number=number, evidence=_TEXT)
    yield ConfirmItem(id=_ID, by=by, kind="confirm_item", number=number)
    yield ReturnItem(id=_ID, by=by, kind="return_item", number=number, reason=_TEXT)
    yield EscalateItem(id=_ID, by=by, kind="escalate_item", number=number, reason=_TEXT)
    yield AnswerItem(id=_ID, by=by, kind="answer_item", number=number, answer=_TEXT)


def _last_struck_off(state: UnitState) -> int | None:
    open_ = {item.number for item in state.ledger.open}
    return next(
        (number for number in range(state.ledger.added, 0, -1) if number not in open_), None
    )
