"""What a unit is waiting for from the world, and what happens when it comes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from rules import opinions, survey
from schemas.effects import Effect, EffectOutcome
from schemas.events import Event
from schemas.state import UnitState

_WANTED: Final[tuple[Callable[[UnitState], Iterable[Effect]], ...]] = (
    opinions.wanted,
    survey.wanted,
)

_TAKERS: Final[Mapping[str, Callable[[UnitState, Any, datetime], tuple[Event, ...]]]] = {
    "opinions_counted": opinions.take_count,
    "survey_sealed": survey.take_tally,
}
"""By the kind of outcome."""


def wanted(state: UnitState) -> tuple[Effect, ...]:
    """The effects that a unit is waiting for.

    One that has left waits for none until it is back. When the campaign is over, what has ended until
    then is still counted, and its ballots are mixed: nothing comes later that would do it.
    """
    if state.withdrawn is not None and state.closed_at is None:
        return ()
    return tuple(effect for of_subject in _WANTED for effect in of_subject(state))


def take(state: UnitState, outcome: EffectOutcome, now: datetime) -> tuple[Event, ...]:
    """What happens when an outcome comes; nothing, if it is not waited for any more."""
    if outcome.effect not in wanted(state):
        return ()
    return _TAKERS[outcome.kind](state, outcome, now)
