"""A supervision group's visits on the spot (调研检查).

Reference case, "Supervision": groups visit units in every phase and link and write down what they
found; a unit that only went through the motions is sent back.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from rules.calendar import local_date
from rules.course import open_phase
from rules.folding import with_
from rules.gates import send_back
from rules.guards import require_open, require_open_phase
from rules.ledger import add_item
from rules.ledger_folding import fold_ledger
from rules.refused import Refused
from schemas.commands import SendBack
from schemas.events import Entry, Event
from schemas.ledger import LedgerEvent
from schemas.ledger_commands import AddItem
from schemas.state import UnitState
from schemas.visits import RecordVisit, Visit, Visited

_REASON_LIMIT: Final = 2000
"""Characters of a reason for sending back; the visit has its findings whole."""


def record_visit(state: UnitState, command: RecordVisit, now: datetime) -> tuple[Event, ...]:
    """The group was there; what it found may go into the ledger and send the phase back at once."""
    require_open(state)
    calendar = state.rules.calendar
    first, last = local_date(calendar, state.launched_at), local_date(calendar, now)
    if not first <= command.on <= last:
        raise Refused("visit_not_then", date=command.on, first=first, last=last)
    visited = Visited(
        on=command.on,
        verdict=command.verdict,
        phase=_phase(state, command),
        findings=command.findings,
    )
    found = (visited, *_items(state, command, now))
    if not command.redo:
        return found
    order = SendBack(
        id=command.id,
        by=command.by,
        kind="send_back",
        phase=command.phase or require_open_phase(state)[1].id,
        reason=_reason(command.findings),
        redo=command.redo,
    )
    return (*found, *send_back(state, order, now))


def fold_visit(state: UnitState, event: Visited) -> UnitState:
    """Count a visit for the phase that it looked at."""
    if event.phase is None:
        return state
    return with_(state, visits={**state.visits, event.phase: state.visits.get(event.phase, 0) + 1})


def visit_rows(before: UnitState, after: UnitState, entry: Entry) -> Iterable[Visit]:
    """The visit as it is listed."""
    del before
    event = entry.event
    if isinstance(event, Visited):
        yield Visit(
            campaign=after.campaign,
            unit=after.unit.code,
            revision=entry.revision,
            at=entry.at,
            by=entry.by,
            on=event.on,
            phase=event.phase,
            verdict=event.verdict,
            findings=event.findings,
        )


def _items(state: UnitState, command: RecordVisit, now: datetime) -> Iterator[LedgerEvent]:
    """The findings that go into the ledger, one after the other."""
    for item in command.items:
        measure = command.findings[item.finding - 1]
        order = AddItem(
            id=command.id,
            by=command.by,
            kind="add_item",
            measure=measure,
            owner=item.owner,
            due=item.due,
        )
        for event in add_item(state, order, now):
            yield event
            state = fold_ledger(state, event, now)


def _phase(state: UnitState, command: RecordVisit) -> str | None:
    """The phase that was looked at: one that has opened."""
    current = open_phase(state)
    if command.phase is None:
        return None if current is None else current[1].id
    opened = [phase.phase for phase in state.phases]
    if command.phase not in opened:
        raise Refused("visit_of_phase_ahead", phase=command.phase, known=", ".join(opened))
    return command.phase


def _reason(findings: Iterable[str]) -> str:
    text = "\n".join(findings)
    return text if len(text) <= _REASON_LIMIT else text[: _REASON_LIMIT - 1] + "…"
