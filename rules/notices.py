"""What an entry of a unit's journal says to whom."""

from collections.abc import Iterator
from datetime import datetime

from rules.calendar import local_date
from rules.content_notices import words_of_content
from rules.course import track
from rules.deadlines import latest_start_at
from rules.ladder import find_rung
from rules.notice_words import Word, addressee
from rules.sending import at_work, in_days_message, spread_of
from rules.ticks import watched_deadlines
from rules.waiting import MISSING, words_of_waiting
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
from schemas.target import UNIT, Target, phase_target


def notices_of(before: UnitState, after: UnitState, entry: Entry) -> tuple[Notice, ...]:
    """What the entry that led from `before` to `after` says to people.

    Nobody is told of their own act, but of what it lets a reported phase wait for: whoever reports
    it, or takes back what was published, may have forgotten that.
    """
    words = dict.fromkeys((*_words(before, after, entry.event), *_waiting_now(before, after)))
    return tuple(
        _notice(after, entry, word)
        for word in words
        if word.audience != entry.by or word.kind in MISSING
    )


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


def _waiting_now(before: UnitState, after: UnitState) -> Iterator[Word]:
    """What waits for whose word since this entry, whatever the entry was.

    Who takes a unit over, or comes back to it, hears so of all that waits for them.
    """
    told = set(words_of_waiting(before))
    yield from (word for word in words_of_waiting(after) if word not in told)


def _reassigned(before: Unit, after: Unit) -> Iterator[Word]:
    """Both who had the unit and who has it now are told."""
    if before.coordinator != after.coordinator:
        for unit in (before, after):
            yield Word("reassigned", addressee(unit, "coordinator"))
    if before.supervision_group != after.supervision_group:
        for unit in (before, after):
            yield Word("reassigned", addressee(unit, "supervisor"))
