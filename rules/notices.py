"""What an entry of a unit's journal says to whom, and whether that is still true."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rules.authority import actors_of
from rules.calendar import local_date
from rules.course import is_at_rest, is_done, is_stopped, open_phase, track
from rules.deadlines import answer_deadline, latest_start_at
from rules.ladder import find_rung, ladder_for
from rules.ledger import open_item
from rules.mobilization import explained
from rules.sending import at_work, in_days_message, spread_of
from rules.survey import awaits_verdict
from rules.ticks import reminded_deadlines, watched_deadlines
from rules.urging import is_to_do
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
    TrackSwitched,
    Urged,
    Withdrawn,
)
from schemas.ledger import (
    AnswerOverdue,
    ItemAmended,
    ItemAnswered,
    ItemClosed,
    ItemConfirmed,
    ItemHandedUp,
    ItemReopened,
    ItemReturned,
    NoItemsAccepted,
    NoItemsReported,
)
from schemas.mobilization import AbsenceAccepted, AbsenceDeclined, AbsenceExplained
from schemas.notice import Notice, NoticeKind
from schemas.roster import PersonRole, Unit
from schemas.state import UnitState
from schemas.survey import SurveyClosed, SurveyJudged
from schemas.target import UNIT, Target, item_target, phase_target, step_target
from schemas.visits import Visited

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
        "absence_explained",
        "survey_unjudged",
        "item_closed",
        "item_handed_up",
        "answer_overdue",
        "no_items_reported",
    }
)
"""The kinds of notices that are of use for as long as there is something to be done."""


_LATE_ANSWER: Final[tuple[PersonRole, ...]] = ("county", "city")
"""Who hears that the county is late with an answer: itself, and those above it."""


@dataclass(frozen=True, slots=True)
class _Word:
    """What is said to somebody, before it is known when."""

    kind: NoticeKind
    audience: Actor
    is_urgent: bool = True
    target: Target | None = None
    due: datetime | None = None
    rung: str | None = None
    channel: str | None = None


def notices_of(before: UnitState, after: UnitState, entry: Entry) -> tuple[Notice, ...]:
    """What the entry that led from `before` to `after` says to people; nobody is told of their own act."""
    words = dict.fromkeys((*_words(before, after, entry.event), *_still_waiting(before, after)))
    return tuple(_notice(after, entry, word) for word in words if word.audience != entry.by)


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
            current = open_phase(state)
            return current is not None and (
                phase_target(current[0].phase) == notice.target
                and current[0].reported_at is not None
                and current[0].reported_at <= notice.at
            )
        case "extension_requested":
            return any(
                request.target == notice.target and request.at == notice.at
                for request in state.requests
            )
        case "latest_start_passed":
            return state.started_at is None and latest_start_at(state) <= notice.at
        case "absence_explained":
            step = "" if notice.target is None else notice.target.id
            return bool(explained(state, step)) and not is_done(state, step)
        case "survey_unjudged":
            return notice.target is not None and awaits_verdict(state, notice.target.id)
        case "item_closed" | "item_handed_up" | "answer_overdue":
            return _is_awaited(state, notice)
        case "no_items_reported":
            return state.ledger.nothing == "reported"
        case "urged":
            return is_to_do(state, notice.target)
    return _is_on_the_ladder(state, notice) and any(
        deadline.target == notice.target and deadline.at == notice.due
        for deadline in reminded_deadlines(state)
    )


def _is_awaited(state: UnitState, notice: Notice) -> bool:
    """Whether an item still waits for the word of the group, or for the county's answer."""
    item = None if notice.target is None else open_item(state, int(notice.target.id))
    if item is None:
        return False
    if notice.kind == "item_closed":
        return item.is_closed
    return item.handed_up is not None and (
        notice.due is None or answer_deadline(state, item.number, item.handed_up).at == notice.due
    )


def _is_on_the_ladder(state: UnitState, notice: Notice) -> bool:
    """Whether the plan still has the rung, and has it for those to whom it was said."""
    ladder = None if notice.target is None else ladder_for(state, notice.target)
    rungs = () if ladder is None else ladder.rungs
    roles = next((rung.to for rung in rungs if rung.id == notice.rung), ())
    if notice.kind == "escalated":
        return any(role != "coordinator" for role in roles)
    return notice.audience in (addressee(state.unit, role) for role in roles)


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


def _notice(state: UnitState, entry: Entry, word: _Word) -> Notice:
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


def _words(before: UnitState, after: UnitState, event: Event) -> Iterator[_Word]:
    coordinator = addressee(after.unit, "coordinator")
    supervisor = addressee(after.unit, "supervisor")
    match event:
        case Reminded():
            yield from _rung(after, event)
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
            target = phase_target(event.phase)
            yield _Word("lapsed", coordinator, target=target)
            yield _Word("lapsed", supervisor, is_urgent=False, target=target)
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
        case Suspended() | Resumed():
            yield from (_Word(event.kind, one) for one in (coordinator, supervisor))
        case Held() | Released():
            yield _Word(event.kind, coordinator, is_urgent=False)
        case Reassigned():
            yield from _reassigned(before.unit, after.unit)
        case Withdrawn():
            yield from (_Word("withdrawn", one) for one in (coordinator, supervisor))
        case Reopened():
            yield from (_Word("reopened", one) for one in (coordinator, supervisor))
        case TrackSwitched():
            yield _Word("amended", coordinator, is_urgent=False)
        case Amended():
            if _is_other_work(before, after):
                yield _Word("amended", coordinator, is_urgent=False)
            yield from _reassigned(before.unit, after.unit)
        case _:
            yield from _of_content(after, event)


def _of_content(state: UnitState, event: Event) -> Iterator[_Word]:
    """What is said of what a campaign is made of."""
    unit = state.unit
    coordinator = addressee(unit, "coordinator")
    match event:
        case Visited():
            phase = None if event.phase is None else phase_target(event.phase)
            yield _Word("visited", coordinator, is_urgent=False, target=phase)
        case AbsenceExplained():
            supervisor = addressee(unit, "supervisor")
            yield _Word("absence_explained", supervisor, target=step_target(event.step))
        case AbsenceAccepted() | AbsenceDeclined():
            yield _Word(event.kind, coordinator, target=step_target(event.step))
        case SurveyClosed() if awaits_verdict(state, event.step):
            supervisor = addressee(unit, "supervisor")
            yield _Word("survey_unjudged", supervisor, target=step_target(event.step))
        case SurveyClosed() if event.make_up_by is not None:
            yield _Word("survey_below", coordinator, target=step_target(event.step))
        case SurveyJudged():
            yield _Word("survey_judged", coordinator, target=step_target(event.step))
        case _:
            yield from _of_the_ledger(unit, event)


def _of_the_ledger(unit: Unit, event: Event) -> Iterator[_Word]:
    """Of an item hears whoever has the next word; what is merely to be known waits for the day's."""
    coordinator = addressee(unit, "coordinator")
    match event:
        case ItemClosed():
            supervisor = addressee(unit, "supervisor")
            yield _Word(event.kind, supervisor, is_urgent=False, target=item_target(event.number))
        case ItemConfirmed() | ItemAmended():
            yield _Word(event.kind, coordinator, is_urgent=False, target=item_target(event.number))
        case ItemReturned() | ItemReopened() | ItemAnswered():
            yield _Word(event.kind, coordinator, target=item_target(event.number))
        case ItemHandedUp():
            yield _Word(event.kind, addressee(unit, "county"), target=item_target(event.number))
        case AnswerOverdue():
            for role in _LATE_ANSWER:
                audience = addressee(unit, role)
                yield _Word(
                    event.kind, audience, is_urgent=False, target=event.target, due=event.due
                )
        case NoItemsReported():
            yield _Word(event.kind, addressee(unit, "supervisor"))
        case NoItemsAccepted():
            yield _Word(event.kind, coordinator)


def _rung(state: UnitState, event: Reminded) -> Iterator[_Word]:
    rung = find_rung(state.rules.reminders, event.rung)
    is_start = event.target == UNIT
    for role in event.to:
        step_kind: NoticeKind = "reminder" if role == "coordinator" else "escalation"
        yield _Word(
            "start_due" if is_start else step_kind,
            addressee(state.unit, role),
            is_urgent=False,
            target=event.target,
            due=event.due,
            rung=event.rung,
            channel=None if rung is None else rung.channel,
        )
    if not is_start and any(role != "coordinator" for role in event.to):
        yield _Word(
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


def _still_waiting(before: UnitState, after: UnitState) -> Iterator[_Word]:
    """What waits for the group when work goes on: nobody was told of it while it stood still."""
    current = open_phase(after)
    goes_on = is_stopped(before) and not is_stopped(after) and not is_at_rest(after)
    if goes_on and current is not None and current[0].reported_at is not None:
        supervisor = addressee(after.unit, "supervisor")
        yield _Word("awaiting_sign_off", supervisor, target=phase_target(current[1].id))


def _reassigned(before: Unit, after: Unit) -> Iterator[_Word]:
    """Both who had the unit and who has it now are told."""
    if before.coordinator != after.coordinator:
        for unit in (before, after):
            yield _Word("reassigned", addressee(unit, "coordinator"))
    if before.supervision_group != after.supervision_group:
        for unit in (before, after):
            yield _Word("reassigned", addressee(unit, "supervisor"))
