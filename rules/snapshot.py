"""What a unit's row says of its state at an instant."""

from datetime import datetime

from rules.standing import is_in_time, phase_id, standing
from rules.ticks import next_due
from schemas.state import UnitState
from schemas.units import UnitSnapshot


def snapshot(state: UnitState, now: datetime) -> UnitSnapshot:
    """The state with what lists and counts ask of it."""
    return UnitSnapshot(
        state=state,
        standing=standing(state, now),
        phase=phase_id(state),
        next_due=next_due(state),
        in_time=is_in_time(state),
    )
