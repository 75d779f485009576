"""What happens to a ledger as rows: the texts of its items, and where each stands."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rules.deadlines import deadline_of
from schemas.events import Entry
from schemas.ledger import (
    ItemAdded,
    ItemAmended,
    ItemClosed,
    ItemReopened,
    ItemReturned,
    OpenItem,
)
from schemas.ledger_rows import (
    ItemEvidenceRow,
    ItemMeasureRow,
    ItemOwnerRow,
    ItemRow,
    ItemStatus,
    ItemStatusRow,
)
from schemas.rows import Row
from schemas.state import UnitState
from schemas.target import item_target

LEDGER_EVENTS: Final = (
    "item_added",
    "item_amended",
    "item_closed",
    "item_confirmed",
    "item_returned",
    "item_reopened",
    "item_handed_up",
    "item_answered",
    "resumed",
    "released",
    "amended",
)
"""The events that may leave items otherwise than they were; the last three move deadlines."""


def ledger_rows(before: UnitState, after: UnitState, entry: Entry) -> Iterator[Row]:
    """The rows of an entry: what it says itself, and every item that stands otherwise after it."""
    yield from _texts(after, entry)
    then = {item.number: _stand(before, item) for item in before.ledger.open}
    now = {item.number: _stand(after, item) for item in after.ledger.open}
    for item in after.ledger.open:
        if now[item.number] != then.get(item.number):
            yield _status_row(after, item, *now[item.number], entry.at)
    for item in before.ledger.open:
        if item.number not in now:
            yield _status_row(after, item, "struck_off", None, entry.at)


def _texts(state: UnitState, entry: Entry) -> Iterator[Row]:
    event = entry.event
    if not isinstance(event, ItemAdded | ItemAmended | ItemClosed | ItemReturned | ItemReopened):
        return
    campaign, unit, number = state.campaign, state.unit.code, event.number
    match event:
        case ItemAdded():
            yield ItemRow(
                campaign=campaign,
                unit=unit,
                number=number,
                solvable=event.solvable,
                is_commitment=event.is_commitment,
                problem=event.problem,
                added_at=entry.at,
            )
        case ItemClosed():
            yield ItemEvidenceRow(
                campaign=campaign, unit=unit, number=number, evidence=event.evidence
            )
        case ItemReturned() | ItemReopened():
            yield ItemEvidenceRow(campaign=campaign, unit=unit, number=number)
    if isinstance(event, ItemAdded | ItemAmended):
        if event.measure is not None:
            yield ItemMeasureRow(campaign=campaign, unit=unit, number=number, measure=event.measure)
        if event.owner is not None:
            yield ItemOwnerRow(campaign=campaign, unit=unit, number=number, owner=event.owner)


def _stand(state: UnitState, item: OpenItem) -> tuple[ItemStatus, datetime | None]:
    """Where an open item stands, and when what is to be done now is due."""
    if item.is_closed:
        return "closed", None
    deadline = deadline_of(state, item_target(item.number))
    due_at = None if deadline is None else deadline.at
    return ("open" if item.handed_up is None else "handed_up"), due_at


def _status_row(
    state: UnitState, item: OpenItem, status: ItemStatus, due_at: datetime | None, at: datetime
) -> ItemStatusRow:
    return ItemStatusRow(
        campaign=state.campaign,
        unit=state.unit.code,
        number=item.number,
        status=status,
        due=item.due,
        due_at=due_at,
        changed_at=at,
    )
