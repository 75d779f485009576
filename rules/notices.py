"""What an entry of a unit's journal says to whom, and whether that is still true."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from rules.authority import actors_of
from rules.calendar import local_date
from rules.content_notices import CONTENT_TO_DO, is_content_to_do, words_of_content
from rules.course import is_at_rest, is_stopped, open_phase, track
from rules.deadlines import latest_start_at
from rules.ladder import find_rung, ladder_for
from rules.notice_words import Word, addressee
from rules.publication import is_unpublished
from rules.sending import at_work, in_days_message, spread_of
from rules.survey_results import is_unpolled
from rules.ticks import reminded_deadlines, watched_deadlines
from rules.urging import is_to_do
from schemas.events import (
    Amended,
    Entry,
    Event,
    Extended,
    ExtensionDeclined,
    ExtensionRequested,
    ExtensionRequestLapsed,
    Held,
    LatestStartPassed,
    PhaseClosed,
    PhaseReported,
    PhaseSentBack,
    Reassigned,
    Released,
    Reminded,
    Reopened,
    Resumed,
    Suspended,
    TrackSwitched,
    Urged,
    Withdrawn,
)
from schemas.notice import Notice, NoticeKind
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.step import Phase
from schemas.target import UNIT, Target, phase_target

_MISSING: Final[Mapping[NoticeKind, Callable[[UnitState, Phase], bool]]] = {
    "poll_missing": is_unpolled,
    "publication_missing": is_unpublished,
}
"""What a reported phase may lack until the masses were asked and told, and whether it does.

That follows for whoever acted, too: a coordinator reports, and has forgotten it.
"""

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
        *_MISSING,
        *CONTENT_TO_DO,
    }
)
"""The kinds of notices that are of use for as long as there is something to be done."""


def notices_of(before: UnitState, after: UnitState, entry: Entry) -> tuple[Notice, ...]:
    """What the entry that led from `before` to `after` says to people; nobody is told of their own act."""
    words = dict.fromkeys((*_words(before, after, entry.event), *_still_waiting(before, after)))
    return tuple(
        _notice(after, entry, word)
        for word in words
        if word.audience != entry.by or word.kind in _MISSING
    )


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
        case "awaiting_sign_off":
            return _is_reported(state, notice)
        case "extension_requested":
            return any(
                request.target == notice.target and request.at == notice.at
                for request in state.requests
            )
        case "latest_start_passed":
            return state.started_at is None and latest_start_at(state) <= notice.at
        case "urged":
            return is_to_do(state, notice.target)
    if notice.kind in _MISSING:
        current = open_phase(state)
        is_lacking = current is not None and _MISSING[notice.kind](state, current[1])
        return is_lacking and _is_reported(state, notice)
    if notice.kind in CONTENT_TO_DO:
        return is_content_to_do(state, notice)
    return _is_on_the_ladder(state, notice) and any(
        deadline.target == notice.target and deadline.at == notice.due
        for deadline in reminded_deadlines(state)
    )


def _is_reported(state: UnitState, notice: Notice) -> bool:
    """Whether the phase that a notice is about is reported, and was so when it was made."""
    current = open_phase(state)
    return current is not None and (
        phase_target(current[0].phase) == notice.target
        and current[0].reported_at is not None
        and current[0].reported_at <= notice.at
    )


def _is_on_the_ladder(state: UnitState, notice: Notice) -> bool:
    """Whether the plan still has the rung, and has it for those to whom it was said."""
    ladder = None if notice.target is None else ladder_for(state, notice.target)
    rungs = () if ladder is None else ladder.rungs
    roles = next((rung.to for rung in rungs if rung.id == notice.rung), ())
    if notice.kind == "escalated":
        return any(role != "coordinator" for role in roles)
    return notice.audience in (addressee(state.unit, role) for role in roles)


def _notice(state: UnitState, entry: Entry, word: Word) -> Notice:
    calendar = state.rules.calendar
    say_at = (
        at_work(calendar, entry.at)
        if word.is_urgent
        else in_days_message(calendar, entry.at, spread_of(state.rules))
    )
    return Notice(
        campaign=state.campaign,
        unit=state.unit.code,
        revision=entry.revision,
        at=entry.at,
        audience=word.audience,
        kind=word.kind,
        is_urgent=word.is_urgent,
        say_at=say_at,
        day=local_date(state.rules.calendar, say_at),
        target=word.target,
        due=word.due,
        rung=word.rung,
        channel=word.channel,
    )


def _words(before: UnitState, after: UnitState, event: Event) -> Iterator[Word]:
    coordinator = addressee(after.unit, "coordinator")
    supervisor = addressee(after.unit, "supervisor")
    match event:
        case Reminded():
            yield from _rung(after, event)
        case Urged():
            yield Word("urged", coordinator, target=event.target)
        case LatestStartPassed():
            yield Word("latest_start_passed", coordinator, is_urgent=False)
            yield Word("latest_start_passed", addressee(after.unit, "county"), is_urgent=False)
        case PhaseReported():
            yield from _of_what_is_reported(after)
        case PhaseClosed(how="signed_off"):
            yield Word("signed_off", coordinator, target=phase_target(event.phase))
        case PhaseClosed(how="lapsed"):
            target = phase_target(event.phase)
            yield Word("lapsed", coordinator, target=target)
            yield Word("lapsed", supervisor, is_urgent=False, target=target)
        case PhaseSentBack():
            yield Word("sent_back", coordinator, target=phase_target(event.phase))
        case ExtensionRequested():
            yield Word("extension_requested", supervisor, target=event.target)
        case Extended():
            yield Word("extension_granted", coordinator, target=event.target)
        case ExtensionDeclined():
            yield Word("extension_declined", coordinator, target=event.target)
        case ExtensionRequestLapsed():
            yield Word("extension_lapsed", coordinator, target=event.target)
        case Suspended() | Resumed():
            yield from (Word(event.kind, one) for one in (coordinator, supervisor))
        case Held() | Released():
            yield Word(event.kind, coordinator, is_urgent=False)
        case Reassigned():
            yield from _reassigned(before.unit, after.unit)
        case Withdrawn():
            yield from (Word("withdrawn", one) for one in (coordinator, supervisor))
        case Reopened():
            yield from (Word("reopened", one) for one in (coordinator, supervisor))
        case TrackSwitched():
            yield Word("amended", coordinator, is_urgent=False)
        case Amended():
            if _is_other_work(before, after):
                yield Word("amended", coordinator, is_urgent=False)
            yield from _reassigned(before.unit, after.unit)
        case _:
            yield from words_of_content(after, event)


def _rung(state: UnitState, event: Reminded) -> Iterator[Word]:
    rung = find_rung(state.rules.reminders, event.rung)
    is_start = event.target == UNIT
    for role in event.to:
        step_kind: NoticeKind = "reminder" if role == "coordinator" else "escalation"
        yield Word(
            "start_due" if is_start else step_kind,
            addressee(state.unit, role),
            is_urgent=False,
            target=event.target,
            due=event.due,
            rung=event.rung,
            channel=None if rung is None else rung.channel,
        )
    if not is_start and any(role != "coordinator" for role in event.to):
        yield Word(
            "escalated",
            addressee(state.unit, "coordinator"),
            is_urgent=False,
            target=event.target,
            due=event.due,
            rung=event.rung,
        )


def _is_other_work(before: UnitState, after: UnitState) -> bool:
    """Whether an amendment changes what a unit has to do, or by when."""
    return track(before) != track(after) or _days(before) != _days(after)


def _days(state: UnitState) -> set[tuple[Target | None, datetime]]:
    if state.started_at is None:
        return {(None, latest_start_at(state))}
    return {(deadline.target, deadline.at) for deadline in watched_deadlines(state)}


def _still_waiting(before: UnitState, after: UnitState) -> Iterator[Word]:
    """What a reported phase waits for when work goes on: nobody was told of it while it stood still."""
    if is_stopped(before) and not is_stopped(after) and not is_at_rest(after):
        yield from _of_what_is_reported(after)


def _of_what_is_reported(state: UnitState) -> Iterator[Word]:
    """A reported phase waits for the group, which waits for the masses: were they asked and told?"""
    current = open_phase(state)
    if current is None or current[0].reported_at is None or not current[1].gate.sign_off:
        return
    target = phase_target(current[1].id)
    yield Word("awaiting_sign_off", addressee(state.unit, "supervisor"), target=target)
    for kind, is_lacking in _MISSING.items():
        if is_lacking(state, current[1]):
            yield Word(kind, addressee(state.unit, "coordinator"), target=target)


def _reassigned(before: Unit, after: Unit) -> Iterator[Word]:
    """Both who had the unit and who has it now are told."""
    if before.coordinator != after.coordinator:
        for unit in (before, after):
            yield Word("reassigned", addressee(unit, "coordinator"))
    if before.supervision_group != after.supervision_group:
        for unit in (before, after):
            yield Word("reassigned", addressee(unit, "supervisor"))
