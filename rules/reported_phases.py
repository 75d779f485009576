"""What a reported phase waits for, and of whom: of the group, and of what the masses are owed before."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from rules.course import is_at_rest, is_stopped, open_phase
from rules.notice_words import Word, addressee
from rules.publication import is_unpublished
from rules.survey_results import is_unpolled
from schemas.notice import Notice, NoticeKind
from schemas.state import PhaseState, UnitState
from schemas.step import Phase
from schemas.target import phase_target

MISSING: Final[Mapping[NoticeKind, Callable[[UnitState, Phase], bool]]] = {
    "poll_missing": is_unpolled,
    "publication_missing": is_unpublished,
}
"""What a reported phase may lack until the masses were asked and told, and whether it does."""


def words_of_waiting(state: UnitState) -> Iterator[Word]:
    """A reported phase waits for the group, which waits for the masses: were they asked and told?

    Nothing is waited for while work stands still: that is said when it goes on.
    """
    reported = _reported_phase(state)
    if reported is None or is_stopped(state) or is_at_rest(state):
        return
    phase = reported[1]
    if not phase.gate.sign_off:
        return
    target = phase_target(phase.id)
    yield Word("awaiting_sign_off", addressee(state.unit, "supervisor"), target=target)
    for kind, is_lacking in MISSING.items():
        if is_lacking(state, phase):
            yield Word(kind, addressee(state.unit, "coordinator"), target=target)


def is_waiting(state: UnitState, notice: Notice) -> bool:
    """Whether the phase of which a notice says what it waits for has waited since, and still does."""
    reported = _reported_phase(state)
    if reported is None:
        return False
    kept, phase = reported
    return (
        phase_target(phase.id) == notice.target
        and kept.reported_at is not None
        and kept.reported_at <= notice.at
        and (notice.kind not in MISSING or MISSING[notice.kind](state, phase))
    )


def _reported_phase(state: UnitState) -> tuple[PhaseState, Phase] | None:
    current = open_phase(state)
    return None if current is None or current[0].reported_at is None else current
