"""Whether what was said to somebody still holds, when it is their turn to read it."""

from typing import Final

from rules.authority import actors_of
from rules.content_notices import CONTENT_TO_DO, is_content_to_do
from rules.course import is_at_rest, is_stopped
from rules.deadlines import latest_start_at
from rules.extensions import find_request
from rules.ladder import ladder_for
from rules.notice_words import addressee
from rules.ticks import reminded_deadlines
from rules.urging import is_to_do
from rules.waiting import MISSING, is_phase_waiting
from schemas.notice import Notice
from schemas.state import UnitState

_TO_DO: Final = frozenset(
    {
        "reminder",
        "escalation",
        "escalated",
        "urged",
        "start_due",
        "latest_start_passed",
        "awaiting_sign_off",
        "extension_requested",
        *MISSING,
        *CONTENT_TO_DO,
    }
)
"""The kinds of notices that are of use for as long as there is something to be done."""


def is_still_true(state: UnitState, notice: Notice) -> bool:
    """Whether what a notice says holds in a unit's present state; a decision that was taken does.

    What somebody is to do is true for those who answer for the unit now, and while it is at work.
    """
    match notice.kind:
        case "suspended":
            return state.suspended_since is not None
        case "resumed":
            return state.suspended_since is None
        case "held":
            return state.held_since is not None
        case "released":
            return state.held_since is None
        case "withdrawn":
            return state.withdrawn is not None
        case "reopened":
            return state.withdrawn is None
    if notice.kind not in _TO_DO:
        return True
    return (
        not is_stopped(state)
        and not is_at_rest(state)
        and notice.audience in actors_of(state.unit)
        and _is_still_to_do(state, notice)
    )


def _is_still_to_do(state: UnitState, notice: Notice) -> bool:
    match notice.kind:
        case "extension_requested":
            request = find_request(state, notice.target)
            return request is not None and request.at <= notice.at
        case "latest_start_passed":
            return state.started_at is None and latest_start_at(state) <= notice.at
        case "urged":
            return is_to_do(state, notice.target)
    if notice.kind == "awaiting_sign_off" or notice.kind in MISSING:
        return is_phase_waiting(state, notice)
    if notice.kind in CONTENT_TO_DO:
        return is_content_to_do(state, notice)
    return _is_on_the_ladder(state, notice) and any(
        deadline.target == notice.target and deadline.at == notice.due
        for deadline in reminded_deadlines(state)
    )


def _is_on_the_ladder(state: UnitState, notice: Notice) -> bool:
    """Whether the plan still has the rung, and has it for those to whom it was said."""
    ladder = None if notice.target is None else ladder_for(state, notice.target)
    rungs = () if ladder is None else ladder.rungs
    roles = next((rung.to for rung in rungs if rung.id == notice.rung), ())
    if notice.kind == "escalated":
        return any(role != "coordinator" for role in roles)
    return notice.audience in (addressee(state.unit, role) for role in roles)
