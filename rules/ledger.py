"""The ledger: items are added, worked off, struck off with evidence, handed up and answered.

Reference case: each item is struck off (销号) only with evidence, key items carry a public
commitment with a date, and what a unit cannot solve goes up. Items outlive the phases: they are
worked off after a unit has finished, too.
"""

from datetime import date, datetime
from math import ceil

from rules.authority import may, office_above, who_may
from rules.calendar import add_working_days, local_date, on_or_before, working_days_between
from rules.course import is_done, track
from rules.deadlines import item_deadline
from rules.guards import require_date, require_going_on, require_open, require_open_phase
from rules.owned_problems import require_owned
from rules.refused import Refused
from rules.shares import covers
from schemas.events import Event
from schemas.ledger import (
    OPEN_ITEMS,
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
from schemas.quantities import WorkingDays
from schemas.state import UnitState
from schemas.step import ANSWER_WITHIN, Phase, RectificationStep
from schemas.unit_rules import SIXTH_EDITION


def add_item(state: UnitState, command: AddItem, now: datetime) -> tuple[LedgerEvent, ...]:
    """One more item; what only a higher level can solve is handed up in the same act."""
    require_ledger_at_work(state)
    require_room(state)
    if command.problem is not None:
        require_owned(state, command.problem)
    _require_due(state, command.due, now)
    added = ItemAdded(
        number=state.ledger.added + 1,
        measure=command.measure,
        owner=command.owner,
        due=command.due,
        solvable=command.solvable,
        is_commitment=command.is_commitment,
        problem=command.problem,
    )
    if command.solvable != "higher_level":
        return (added,)
    return (added, _handed_up(state, added.number, command.measure, now))


def amend_item(state: UnitState, command: AmendItem, now: datetime) -> tuple[Event, ...]:
    """An item is otherwise; the unit itself gives no more time, as with a step."""
    item = _require_to_do(state, command.number)
    if command.due is not None:
        _require_due(state, command.due, now)
        present = local_date(state.rules.calendar, item_deadline(state, item).at)
        if command.due > present and not may(command.by, "extend", state.unit):
            raise Refused(
                "later_due_not_yours",
                who=who_may("extend", state.unit),
                number=item.number,
                present=present,
            )
    return (
        ItemAmended(
            number=item.number,
            measure=command.measure,
            owner=command.owner,
            until=command.due,
            reason=command.reason,
        ),
    )


def close_item(state: UnitState, command: CloseItem, now: datetime) -> tuple[Event, ...]:
    """An item is reported done, with what shows it."""
    del now
    item = _require_to_do(state, command.number)
    return (ItemClosed(number=item.number, evidence=command.evidence),)


def confirm_item(state: UnitState, command: ConfirmItem, now: datetime) -> tuple[Event, ...]:
    """An item is struck off."""
    del now
    item = _require_closed(state, command.number)
    return (ItemConfirmed(number=item.number, note=command.note),)


def return_item(state: UnitState, command: ReturnItem, now: datetime) -> tuple[Event, ...]:
    """An item is to be worked on again."""
    item = _require_closed(state, command.number)
    if command.due is not None:
        _require_due(state, command.due, now)
    return (ItemReturned(number=item.number, reason=command.reason, until=command.due),)


def reopen_item(state: UnitState, command: ReopenItem, now: datetime) -> tuple[Event, ...]:
    """An item that was struck off is open again."""
    require_ledger_at_work(state)
    if open_item(state, command.number) is not None:
        raise Refused("item_open", number=command.number)
    _require_known(state, command.number)
    require_room(state)
    _require_due(state, command.due, now)
    return (ItemReopened(number=command.number, reason=command.reason, due=command.due),)


def escalate_item(state: UnitState, command: EscalateItem, now: datetime) -> tuple[Event, ...]:
    """An item is handed up to the county, one of a county to the city."""
    item = _require_to_do(state, command.number)
    return (_handed_up(state, item.number, command.reason, now),)


def answer_item(state: UnitState, command: AnswerItem, now: datetime) -> tuple[Event, ...]:
    """The office above answers; without another day the unit gets back those for which it waited."""
    item = require_item(state, command.number)
    if item.handed_up is None:
        raise Refused("item_not_handed_up", number=item.number)
    due = command.due
    if due is not None:
        _require_due(state, due, now)
    else:
        calendar = state.rules.calendar
        away = working_days_between(calendar, item.handed_up.on, local_date(calendar, now))
        # The days of standstill meanwhile are in the present deadline already.
        lost = state.ledger.lost - item.handed_up.lost_before
        waited = WorkingDays(max(0, (away - lost).count))
        present = local_date(calendar, item_deadline(state, item).at)
        due = add_working_days(calendar, present, waited)
    return (ItemAnswered(number=item.number, answer=command.answer, due=due),)


def report_no_items(state: UnitState, command: ReportNoItems, now: datetime) -> tuple[Event, ...]:
    """The unit has found nothing to put right; the supervision group has the word."""
    del now
    require_open_phase(state)
    _require_no_items(state)
    if state.ledger.nothing is not None:
        raise Refused("no_items_already")
    return (NoItemsReported(reason=command.reason),)


def accept_no_items(state: UnitState, command: AcceptNoItems, now: datetime) -> tuple[Event, ...]:
    """It is agreed that there is nothing to put right."""
    del now
    require_open_phase(state)
    _require_no_items(state)
    if state.ledger.nothing != "reported":
        raise Refused("no_items_not_reported", who=who_may("report_no_items", state.unit))
    return (NoItemsAccepted(note=command.note),)


def require_ledger(state: UnitState, step: RectificationStep) -> None:
    """Refuse a step of rectification until the plan's share of all items is struck off, exactly.

    Without any item it must be agreed that there is nothing to put right.
    """
    ledger = state.ledger
    if ledger.added == 0:
        if ledger.nothing == "reported":
            raise Refused("no_items_not_accepted", who=who_may("accept_no_items", state.unit))
        if ledger.nothing is None:
            raise Refused("ledger_empty", who=who_may("add_item", state.unit), step=step.id)
        return
    if not covers(step.closed_share, ledger.struck_off, ledger.added):
        raise Refused(
            "ledger_share",
            who=who_may("confirm_item", state.unit),
            step=step.id,
            struck_off=ledger.struck_off,
            added=ledger.added,
            needed=ceil(step.closed_share.value * ledger.added / 100),
            share=step.closed_share,
        )


def require_ledger_of(state: UnitState, phase: Phase) -> None:
    """Refuse to accept a phase of rectification whose ledger has grown since, beyond the plan's share.

    Reference case, "Supervision": the group accepts what is done, not what was once.
    """
    if state.rules.content == "reported" or state.rules.edition < SIXTH_EDITION:
        return
    for step in phase.steps:
        if isinstance(step, RectificationStep) and is_done(state, step.id):
            require_ledger(state, step)


def require_ledger_at_work(state: UnitState) -> None:
    """Refuse before the start, while work stands still, and once the unit has left."""
    require_open(state)
    require_going_on(state)
    if state.started_at is None:
        raise Refused("not_started", who=who_may("start", state.unit))


def require_room(state: UnitState) -> None:
    """Refuse one more open item than a ledger may have."""
    if len(state.ledger.open) >= OPEN_ITEMS:
        raise Refused("ledger_full", limit=OPEN_ITEMS)


def require_item(state: UnitState, number: int) -> OpenItem:
    """An open item of a ledger that is at work; refuse one that is unknown or struck off."""
    require_ledger_at_work(state)
    _require_known(state, number)
    item = open_item(state, number)
    if item is None:
        raise Refused("item_struck_off", who=who_may("reopen_item", state.unit), number=number)
    return item


def open_item(state: UnitState, number: int) -> OpenItem | None:
    """The item of that number, if it is open."""
    return next((item for item in state.ledger.open if item.number == number), None)


def _require_to_do(state: UnitState, number: int) -> OpenItem:
    """An open item that is the unit's to do; refuse one that waits for somebody else."""
    item = require_item(state, number)
    if item.is_closed:
        raise Refused("item_closed", who=who_may("confirm_item", state.unit), number=number)
    if item.handed_up is not None:
        raise Refused("item_handed_up", who=who_may("answer_item", state.unit), number=number)
    return item


def _require_closed(state: UnitState, number: int) -> OpenItem:
    item = require_item(state, number)
    if not item.is_closed:
        raise Refused("item_not_closed", who=who_may("close_item", state.unit), number=number)
    return item


def _require_known(state: UnitState, number: int) -> None:
    if number > state.ledger.added:
        raise Refused("unknown_item", number=number, added=state.ledger.added)


def _require_no_items(state: UnitState) -> None:
    if state.ledger.added:
        raise Refused("ledger_has_items", added=state.ledger.added)


def _require_due(state: UnitState, day: date, now: datetime) -> None:
    """Refuse a day that is past, not worked, or after the plan's end; what is made up has no end."""
    calendar, window = state.rules.calendar, state.rules.window
    is_past_the_end = local_date(calendar, now) > window.last
    last = on_or_before(calendar, calendar.last if is_past_the_end else window.last)
    require_date(state, day, now, first=window.first, last=last)


def _handed_up(state: UnitState, number: int, reason: str, now: datetime) -> ItemHandedUp:
    if office_above(state.unit) is None:
        raise Refused("nothing_above")
    calendar = state.rules.calendar
    answer_by = add_working_days(calendar, local_date(calendar, now), _answer_within(state))
    return ItemHandedUp(number=number, reason=reason, answer_by=answer_by)


def _answer_within(state: UnitState) -> WorkingDays:
    """How long the office above has: as the first step of rectification of the unit's track says."""
    steps = (step for phase in track(state).phases for step in phase.steps)
    return next(
        (step.handed_up for step in steps if isinstance(step, RectificationStep)), ANSWER_WITHIN
    )
