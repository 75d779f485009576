"""What operators see of a unit from outside: its search attributes and its current details."""

from datetime import datetime

from temporalio import workflow
from temporalio.common import SearchAttributeUpdate

from rules.standing import phase_id, standing
from rules.ticks import Instant
from schemas.identity import PH_STANDING, unit_search_attributes
from schemas.state import UnitState

_SHOWN_AHEAD = 3


def show_unit(state: UnitState, ahead: tuple[Instant, ...], now: datetime) -> bool:
    """Bring search attributes (only those that change) and current details up to the state.

    True where search attributes have changed.
    """
    stands, phase = standing(state, now), phase_id(state)
    wanted = unit_search_attributes(
        campaign=state.campaign,
        unit_type=state.unit.type,
        district=state.unit.district,
        phase=phase,
        standing=stands,
    )
    shown = workflow.info().typed_search_attributes
    updates: list[SearchAttributeUpdate[str]] = [
        key.value_set(value) for key, value in wanted.items() if shown.get(key) != value
    ]
    if updates:
        workflow.upsert_search_attributes(updates)
    lines = [
        f"**{state.unit.code}**: {stands}, phase {phase or '–'}, revision {state.revision}",
        *(
            f"- {instant.event.kind} at {instant.at.isoformat()}"
            for instant in ahead[:_SHOWN_AHEAD]
        ),
    ]
    workflow.set_current_details("\n".join(lines))
    return bool(updates)


def leave_trace(state: UnitState, now: datetime) -> None:
    """Say again where the unit stands: one event in the history, and nothing changes."""
    workflow.upsert_search_attributes([PH_STANDING.value_set(standing(state, now))])
