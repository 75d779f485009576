"""How a unit's ledger changes by what happens to it."""

from datetime import date, datetime
from typing import Any, assert_never

from rules.calendar import local_date
from rules.folding import with_
from schemas.ledger import (
    HandedUp,
    ItemAdded,
    ItemAmended,
    ItemAnswered,
    ItemClosed,
    ItemConfirmed,
    ItemHandedUp,
    ItemReopened,
    ItemReturned,
    LedgerEvent,
    NoItemsAccepted,
    NoItemsReported,
    OpenItem,
)
from schemas.quantities import WorkingDays
from schemas.state import UnitState
from schemas.target import item_target


def fold_ledger(state: UnitState, event: LedgerEvent, at: datetime) -> UnitState:
    """The state after something has happened to the ledger."""
    match event:
        case ItemAdded():
            added = with_(state.ledger, added=event.number, nothing=None)
            return _with_new(with_(state, ledger=added), event.number, event.due)
        case ItemReopened():
            return _with_new(state, event.number, event.due)
        case ItemConfirmed():
            kept = tuple(item for item in state.ledger.open if item.number != event.number)
            return _unsaid(with_(state, ledger=with_(state.ledger, open=kept)), event.number)
        case ItemClosed():
            return _unsaid(_with_item(state, event.number, is_closed=True), event.number)
        case ItemAmended():
            return _with_item(state, event.number, **_due(state, event.until))
        case ItemReturned():
            return _with_item(state, event.number, is_closed=False, **_due(state, event.until))
        case ItemHandedUp():
            handed_up = HandedUp(
                on=local_date(state.rules.calendar, at),
                answer_by=event.answer_by,
                lost_before=state.ledger.lost,
            )
            return _unsaid(_with_item(state, event.number, handed_up=handed_up), event.number)
        case ItemAnswered():
            answered = _with_item(state, event.number, handed_up=None, **_due(state, event.due))
            return _unsaid(answered, event.number)
        case NoItemsReported():
            return with_(state, ledger=with_(state.ledger, nothing="reported"))
        case NoItemsAccepted():
            return with_(state, ledger=with_(state.ledger, nothing="accepted"))
    assert_never(event)


def with_lost(state: UnitState, lost: WorkingDays) -> UnitState:
    """The same with a standstill at its end, which items that were open meanwhile do not count."""
    if not state.ledger.open:
        return state
    return with_(state, ledger=with_(state.ledger, lost=state.ledger.lost + lost))


def _with_new(state: UnitState, number: int, due: date) -> UnitState:
    """The ledger with one more open item, in the order of the numbers."""
    item = OpenItem(number=number, due=due, lost_before=state.ledger.lost)
    items = sorted((*state.ledger.open, item), key=lambda one: one.number)
    return with_(state, ledger=with_(state.ledger, open=tuple(items)))


def _with_item(state: UnitState, number: int, **changes: Any) -> UnitState:
    items = tuple(
        with_(item, **changes) if item.number == number else item for item in state.ledger.open
    )
    return with_(state, ledger=with_(state.ledger, open=items))


def _due(state: UnitState, day: date | None) -> dict[str, Any]:
    """The fields of an item that has another day, if it has."""
    return {} if day is None else {"due": day, "lost_before": state.ledger.lost}


def _unsaid(state: UnitState, number: int) -> UnitState:
    """What was said of an item's deadline goes with the deadline."""
    key = str(item_target(number))
    if key not in state.flagged:
        return state
    return with_(state, flagged={name: one for name, one in state.flagged.items() if name != key})
