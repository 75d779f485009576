"""Changing a part of a unit's state: what every fold of an event is made of."""

from typing import Any, TypeVar

from pydantic import BaseModel

from rules.course import step_state
from schemas.state import UnitState

M = TypeVar("M", bound=BaseModel)


def with_(model: M, **changes: Any) -> M:
    """The same value with other fields; they are not validated again."""
    return model.model_copy(update=changes)


def with_step(state: UnitState, step: str, **changes: Any) -> UnitState:
    """The same state with other fields of one step's."""
    return with_(state, steps={**state.steps, step: with_(step_state(state, step), **changes)})


def with_phase(state: UnitState, **changes: Any) -> UnitState:
    """The same state with other fields of the last opened phase's."""
    return with_(state, phases=(*state.phases[:-1], with_(state.phases[-1], **changes)))
