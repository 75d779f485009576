"""What waits for somebody's word: a reported phase, a request for more time, what a campaign is made of."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from rules.content_notices import words_of_waiting_content
from rules.course import is_at_rest, is_stopped, open_phase
from rules.memo import once_per_state
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


@once_per_state
def words_of_waiting(state: UnitState) -> tuple[Word, ...]:
    """What a unit waits for, and of whom; nothing while work stands still or is over."""
    if is_stopped(state) or is_at_rest(state):
        return ()
    supervisor = addressee(state.unit, "supervisor")
    return (
        *_of_what_is_reported(state),
        *(Word("extension_requested", supervisor, target=one.target) for one in state.requests),
        *words_of_waiting_content(state),
    )


def is_phase_waiting(state: UnitState, notice: Notice) -> bool:
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


def _of_what_is_reported(state: UnitState) -> Iterator[Word]:
    """A reported phase waits for the group, which waits for the masses: were they asked and told?"""
    reported = _reported_phase(state)
    if reported is None or not reported[1].gate.sign_off:
        return
    phase = reported[1]
    target = phase_target(phase.id)
    yield Word("awaiting_sign_off", addressee(state.unit, "supervisor"), target=target)
    for kind, is_lacking in MISSING.items():
        if is_lacking(state, phase):
            yield Word(kind, addressee(state.unit, "coordinator"), target=target)


def _reported_phase(state: UnitState) -> tuple[PhaseState, Phase] | None:
    current = open_phase(state)
    return None if current is None or current[0].reported_at is None else current
