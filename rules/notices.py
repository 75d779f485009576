"""What an entry of a unit's journal says to whom, and whether that is still true."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rules.calendar import local_date
from rules.course import is_over, is_stopped, open_phase
from rules.sending import at_work, in_days_message
from rules.ticks import watched_deadlines
from schemas.actor import CAMPAIGN_OFFICE, Actor, Role
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
    Urged,
    Withdrawn,
)
from schemas.notice import Notice, NoticeKind
from schemas.quantities import Minutes
from schemas.roster import PersonRole, Unit
from schemas.state import UnitState
from schemas.target import Target, phase_target

_OF_THE_LADDER: Final = frozenset({"reminder", "escalation", "escalated"})
_AT_ONCE: Final = Minutes(0)


@dataclass(frozen=True, slots=True)
class _Word:
    """What is said to somebody, before it is known when."""

    kind: NoticeKind
    audience: Actor
    is_urgent: bool = True
    target: Target | None = None
    due: datetime | None = None
    rung: str | None = None


def notices_of(before: UnitState, after: UnitState, entry: Entry) -> tuple[Notice, ...]:
    """What the entry that led from `before` to `after` says to people; nobody is told of their own act."""
    words = dict.fromkeys(_words(before, after, entry.event))
    return tuple(_notice(after, entry, word) for word in words if word.audience != entry.by)


def is_still_true(state: UnitState, notice: Notice) -> bool:
    """Whether what a notice says holds in a unit's present state; a decision that was taken does."""
    if notice.kind in _OF_THE_LADDER:
        return _is_at_work(state) and any(
            deadline.target == notice.target and deadline.at == notice.due
            for deadline in watched_deadlines(state)
        )
    current = open_phase(state)
    match notice.kind:
        case "awaiting_sign_off":
            return (
                _is_at_work(state)
                and current is not None
                and phase_target(current[0].phase) == notice.target
                and current[0].reported_at is not None
            )
        case "extension_requested":
            return any(request.target == notice.target for request in state.requests)
        case "latest_start_passed":
            return _is_at_work(state) and state.started_at is None
        case "urged":
            return not is_over(state)
    return True


def addressee(unit: Unit, role: PersonRole) -> Actor:
    """Who has a role for a unit."""
    match role:
        case "coordinator":
            return Actor(Role.COORDINATOR, unit.coordinator)
        case "supervisor":
            return Actor(Role.SUPERVISOR, unit.supervision_group)
        case "county":
            return Actor(Role.COUNTY, unit.district)
        case "city":
            return CAMPAIGN_OFFICE


def _is_at_work(state: UnitState) -> bool:
    return not is_stopped(state) and not is_over(state)


def _notice(state: UnitState, entry: Entry, word: _Word) -> Notice:
    calendar, reminders = state.rules.calendar, state.rules.reminders
    spread = _AT_ONCE if reminders is None else reminders.spread
    say_at = (
        at_work(calendar, entry.at)
        if word.is_urgent
        else in_days_message(calendar, entry.at, spread)
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
        day=local_date(calendar, say_at),
        target=word.target,
        due=word.due,
        rung=word.rung,
    )


def _words(before: UnitState, after: UnitState, event: Event) -> Iterator[_Word]:
    coordinator = addressee(after.unit, "coordinator")
    supervisor = addressee(after.unit, "supervisor")
    match event:
        case Reminded():
            yield from _rung(after.unit, event)
        case Urged():
            yield _Word("urged", coordinator, target=event.target)
        case LatestStartPassed():
            yield _Word("latest_start_passed", coordinator, is_urgent=False)
            yield _Word("latest_start_passed", addressee(after.unit, "county"), is_urgent=False)
        case PhaseReported():
            current = open_phase(after)
            if current is not None and current[1].gate.sign_off:
                yield _Word("awaiting_sign_off", supervisor, target=phase_target(event.phase))
        case PhaseClosed(how="signed_off"):
            yield _Word("signed_off", coordinator, target=phase_target(event.phase))
        case PhaseClosed(how="lapsed"):
            yield _Word("lapsed", coordinator, target=phase_target(event.phase))
        case PhaseSentBack():
            yield _Word("sent_back", coordinator, target=phase_target(event.phase))
        case ExtensionRequested():
            yield _Word("extension_requested", supervisor, target=event.target)
        case Extended():
            yield _Word("extension_granted", coordinator, target=event.target)
        case ExtensionDeclined():
            yield _Word("extension_declined", coordinator, target=event.target)
        case ExtensionRequestLapsed():
            yield _Word("extension_lapsed", coordinator, target=event.target)
        case Suspended():
            yield from (_Word("suspended", one) for one in (coordinator, supervisor))
        case Resumed():
            yield from (_Word("resumed", one) for one in (coordinator, supervisor))
        case Held():
            yield _Word("held", coordinator, is_urgent=False)
        case Released():
            yield _Word("released", coordinator, is_urgent=False)
        case Reassigned():
            yield from _reassigned(before.unit, after.unit)
        case Withdrawn():
            yield from (_Word("withdrawn", one) for one in (coordinator, supervisor))
        case Reopened():
            yield _Word("reopened", coordinator)
        case Amended():
            if event.rules is not None:
                yield _Word("amended", coordinator, is_urgent=False)
            yield from _reassigned(before.unit, after.unit)


def _rung(unit: Unit, event: Reminded) -> Iterator[_Word]:
    for role in event.to:
        yield _Word(
            "reminder" if role == "coordinator" else "escalation",
            addressee(unit, role),
            is_urgent=False,
            target=event.target,
            due=event.due,
            rung=event.rung,
        )
    if "coordinator" not in event.to:
        yield _Word(
            "escalated",
            addressee(unit, "coordinator"),
            is_urgent=False,
            target=event.target,
            due=event.due,
            rung=event.rung,
        )


def _reassigned(before: Unit, after: Unit) -> Iterator[_Word]:
    """Both who had the unit and who has it now are told."""
    if before.coordinator != after.coordinator:
        for unit in (before, after):
            yield _Word("reassigned", addressee(unit, "coordinator"))
    if before.supervision_group != after.supervision_group:
        for unit in (before, after):
            yield _Word("reassigned", addressee(unit, "supervisor"))
