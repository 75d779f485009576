"""What the clock does: every instant at which something will happen by itself, and what that is."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter

from rules.course import (
    is_at_rest,
    is_ready,
    is_stopped,
    next_phase,
    open_phase,
    undone_required,
)
from rules.deadlines import (
    START,
    answer_deadline,
    item_deadline,
    lapse_at,
    latest_start_at,
    phase_deadline,
    request_lapses_at,
    start_at,
    start_deadline,
    step_deadline,
    unit_deadline,
)
from rules.ladder import reminders_ahead, said_to
from rules.memo import once_per_state
from schemas.deadline import Deadline
from schemas.events import (
    DueSoon,
    Event,
    ExtensionRequestLapsed,
    LatestStartPassed,
    Overdue,
    PhaseClosed,
    Reminded,
    Started,
)
from schemas.ledger import AnswerOverdue
from schemas.state import Flags, UnitState
from schemas.target import Target

_NEVER = datetime.max.replace(tzinfo=UTC)
_NOTHING_SAID = Flags()


@dataclass(frozen=True, slots=True)
class Instant:
    """Something that will happen by itself, at `at`, unless the state changes before."""

    at: datetime
    event: Event


def upcoming(state: UnitState, by: datetime | None = None) -> tuple[Instant, ...]:
    """Everything that will happen to a unit by itself, soonest first, what is overdue to happen too.

    With `by`, only what will have happened by then. None while work stands still, or is over with
    nothing open in the ledger: what falls due meanwhile happens when it goes on, but nobody is
    reminded then of what should have been said meanwhile.
    """
    if is_stopped(state) or is_at_rest(state):
        return ()
    ahead = _ahead(state).of(state)
    return ahead if by is None else ahead[: bisect_right(ahead, by, key=_by_instant)]


def next_due(state: UnitState) -> datetime | None:
    """The next instant at which the clock must be heeded, or None for a unit that only waits."""
    ahead = upcoming(state)
    return ahead[0].at if ahead else None


def tick(state: UnitState, now: datetime) -> tuple[Event, ...]:
    """The events of all instants that have come.

    Of a deadline that is missed already it is not said that it is due soon. A start ends the list:
    what it brings about is due later, and a latest start no longer counts. Of several reminders
    that have come for the same people only the last is said.
    """
    events: list[Event] = []
    come = [instant.event for instant in upcoming(state, by=now)]
    overdue = {event.target for event in come if isinstance(event, Overdue)}
    last = {(one.target, one.to): one for one in come if isinstance(one, Reminded)}
    for event in come:
        if isinstance(event, DueSoon) and event.target in overdue:
            continue
        if isinstance(event, Reminded) and last[event.target, event.to] is not event:
            continue
        events.append(event)
        if isinstance(event, Started):
            break
    return tuple(events)


@once_per_state
def own_instants(state: UnitState) -> tuple[Instant, ...]:
    """Everything that will happen to a unit by itself, beside that it is reminded."""
    return tuple(sorted(_instants(state), key=_by_instant))


class _Ahead:
    """What will happen to a unit: as long as no more is said of it, the same until a reminder comes."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: tuple[datetime, datetime, tuple[Instant, ...]] | None = None

    def of(self, state: UnitState) -> tuple[Instant, ...]:
        """As `upcoming`, for a unit that is at work."""
        now = said_to(state)
        if self._found is None or not self._found[0] <= now < self._found[1]:
            own, reminders = own_instants(state), _reminders(state)
            first = min((one.at for one in reminders), default=_NEVER)
            self._found = now, first, tuple(sorted((*own, *reminders), key=_by_instant))
        return self._found[2]


@once_per_state
def _ahead(_state: UnitState) -> _Ahead:
    # What it finds depends on `heeded_at`, of which a memo knows nothing, and so it looks itself.
    return _Ahead()


def _reminders(state: UnitState) -> list[Instant]:
    """Those before a start that comes by itself, if one does."""
    starts = None
    if state.started_at is None:
        own = own_instants(state)
        starts = next((one.at for one in own if isinstance(one.event, Started)), None)
    return [
        Instant(at, event)
        for at, event in reminders_ahead(state, reminded_deadlines(state))
        if starts is None or at < starts
    ]


_by_instant = attrgetter("at")


def _instants(state: UnitState) -> Iterator[Instant]:
    if state.started_at is None:
        start = start_at(state)
        if start is not None and is_ready(state):
            yield Instant(start, Started(track=state.track))
        latest = latest_start_at(state)
        if _flags(state, START).overdue != latest:
            yield Instant(latest, LatestStartPassed())
        return
    for deadline in watched_deadlines(state):
        said = _flags(state, str(deadline.target))
        if said.due_soon != deadline.at:
            yield Instant(deadline.due_soon_at, _due_soon(deadline.target, deadline.at))
        if said.overdue != deadline.at:
            yield Instant(deadline.at, _overdue(deadline.target, deadline.at))
    current = open_phase(state)
    if current is not None and (lapse := lapse_at(state, current[0])) is not None:
        yield Instant(lapse, PhaseClosed(phase=current[1].id, how="lapsed"))
    yield from _answers(state)
    for request in state.requests:
        lapses = request_lapses_at(state, request)
        yield Instant(lapses, ExtensionRequestLapsed(target=request.target))


@lru_cache(maxsize=4096)
def _due_soon(target: Target, due: datetime) -> DueSoon:
    return DueSoon(target=target, due=due)


@lru_cache(maxsize=4096)
def _overdue(target: Target, due: datetime) -> Overdue:
    return Overdue(target=target, due=due)


def _answers(state: UnitState) -> Iterator[Instant]:
    """When the county is late with what was handed up to it."""
    for item in state.ledger.open:
        if item.handed_up is None:
            continue
        deadline = answer_deadline(state, item.number, item.handed_up)
        if _flags(state, str(deadline.target)).overdue != deadline.at:
            yield Instant(deadline.at, AnswerOverdue(target=deadline.target, due=deadline.at))


def _flags(state: UnitState, key: str) -> Flags:
    return state.flagged.get(key, _NOTHING_SAID)


@once_per_state
def reminded_deadlines(state: UnitState) -> tuple[Deadline, ...]:
    """What people may be reminded of: what is watched, and before that the latest day of the start.

    Not of a start that comes by itself in time.
    """
    if state.started_at is not None:
        return watched_deadlines(state)
    start, latest = start_at(state), start_deadline(state)
    is_settled = is_ready(state) and start is not None and start <= latest.at
    return () if is_settled else (latest,)


@once_per_state
def watched_deadlines(state: UnitState) -> tuple[Deadline, ...]:
    """The deadlines that the unit itself must meet now: required steps, the phase, the unit, items.

    A phase that waits for its sign-off has done its part, and with the last phase so has the unit;
    what is made up has its own day, and the unit's is not held against it. Items outlive all of them; one that is
    closed or handed up is not the unit's to do.
    """
    items = (
        item_deadline(state, item)
        for item in state.ledger.open
        if not item.is_closed and item.handed_up is None
    )
    return (*_of_the_course(state), *items)


def _of_the_course(state: UnitState) -> Iterator[Deadline]:
    current = open_phase(state)
    if current is None:
        return
    phase_state, phase = current
    if phase_state.reported_at is None:
        for step in undone_required(state, phase):
            yield step_deadline(state, phase_state, step)
        yield phase_deadline(state, phase_state)
    elif next_phase(state) is None:
        return
    whole = unit_deadline(state)
    if whole is not None and phase_state.redo_due is None:
        yield whole
