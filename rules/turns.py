"""The turns of a unit's way, kept while they are few: what its outcome was made of beside its plan.

Reference case, "Tracks" and "Time": another track, more time, standstill, leaving and coming back
are decided per unit; whoever judges the outcome asks for them first.
"""

from functools import partial

from rules.folding import with_
from schemas.events import (
    Amended,
    Entry,
    Extended,
    Held,
    PhaseSentBack,
    Released,
    Reopened,
    Resumed,
    Suspended,
    TrackSwitched,
    Withdrawn,
)
from schemas.limits import TURNS
from schemas.state import UnitState
from schemas.target import phase_target
from schemas.turn import Turn
from schemas.unit_rules import SEVENTH_EDITION


def with_turn(before: UnitState, after: UnitState, entry: Entry) -> UnitState:
    """The state after an entry, with the turn that it was; of more than `TURNS` the last ones."""
    turn = _turn(before, entry)
    if turn is None or after.rules.edition < SEVENTH_EDITION:
        return after
    turns = (*after.turns, turn)
    earlier = after.earlier_turns + len(turns[:-TURNS])
    return with_(after, turns=turns[-TURNS:], earlier_turns=earlier)


def _turn(before: UnitState, entry: Entry) -> Turn | None:
    turn = partial(Turn, revision=entry.revision, at=entry.at, by=entry.by)
    match entry.event:
        case Extended() as event:
            return turn(kind=event.kind, target=event.target, until=event.until)
        case PhaseSentBack() as event:
            return turn(kind=event.kind, target=phase_target(event.phase), until=event.due)
        case Reopened() as event:
            return turn(kind=event.kind, until=event.due)
        case Resumed() | Released() as event:
            return turn(kind=event.kind, lost=event.lost)
        case TrackSwitched() as event:
            return turn(kind=event.kind, left=before.track)
        case Amended() | Held() | Suspended() | Withdrawn() as event:
            return turn(kind=event.kind)
    return None
