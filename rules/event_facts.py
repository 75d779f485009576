"""What an entry of a journal says itself: by whom, why, until when, and what comes of it."""

from collections.abc import Iterator
from typing import Final

from rules.calendar import local_date
from rules.course import is_ready, open_phase
from rules.deadlines import lapse_at, latest_start_at, phase_deadline, request_lapses_at
from rules.extensions import find_request
from rules.notice_words import addressee
from rules.ticks import watched_deadlines
from rules.waiting_facts import how_it_goes_on, is_said_again, waiting_facts
from rules.wording import Fact, Wording, actors, shortened
from schemas.events import Entry, PhaseSentBack, Released, Reminded, Reopened, Resumed
from schemas.notice import Notice
from schemas.opinions import SolicitationFellShort
from schemas.state import UnitState
from schemas.visits import Visited

_WRITTEN: Final = ("reason", "note", "evidence", "answer")
"""The fields of an event that somebody wrote freely."""

_PLAIN: Final = (
    "until",
    "cause",
    "into",
    "verdict",
    "category",
    "absent",
    "answer_by",
    "score",
    "cast",
    "make_up_by",
)
"""The fields of an event that a text takes as they are."""

_OPEN_LIMIT: Final = 5
"""Steps that are named where all that is open is told."""


def event_facts(state: UnitState, notice: Notice, entry: Entry, wording: Wording) -> Iterator[Fact]:
    """The facts of the event behind a notice, and those that only this kind of notice tells."""
    if is_said_again(notice, entry.event):
        yield from waiting_facts(state, notice)
    else:
        yield from _of_the_event(state, entry, wording)
    yield from _of_the_kind(state, notice, wording)


def _of_the_event(state: UnitState, entry: Entry, wording: Wording) -> Iterator[Fact]:
    event = entry.event
    fields = event.model_dump(mode="json", exclude_none=True)
    yield "by", str(entry.by)
    for name in _WRITTEN:
        yield name, shortened(fields.get(name, ""))
    for name in _PLAIN:
        yield name, str(fields.get(name, ""))
    yield "until_day", fields.get("until", "")
    yield "category_id", fields.get("category", "")
    match event:
        case Resumed() | Released() if event.lost.count > 0:
            yield "lost", str(event.lost)
        case PhaseSentBack() | Reopened():
            yield "redo", wording.steps(event.redo)
        case Visited():
            yield "on", event.on.isoformat()
            yield "findings", shortened(" ".join(event.findings))
        case SolicitationFellShort():
            yield from _of_what_fell_short(state, event)
        case Reminded():
            above = (role for role in event.to if role != "coordinator")
            yield "told", actors(addressee(state.unit, role) for role in above)


def _of_what_fell_short(state: UnitState, event: SolicitationFellShort) -> Iterator[Fact]:
    """How many opinions came by how many channels, how many are lacking, and how it goes on."""
    used = len(event.by_channel)
    yield "opinions", str(event.opinions)
    yield "used", str(used)
    yield "minimum", str(event.minimum)
    yield "minimum_channels", str(event.minimum_channels)
    if event.opinions < event.minimum:
        yield "more_opinions", str(event.minimum - event.opinions)
    if used < event.minimum_channels:
        yield "more_channels", str(event.minimum_channels - used)
    yield from how_it_goes_on(state, event.step)


def _of_the_kind(state: UnitState, notice: Notice, wording: Wording) -> Iterator[Fact]:
    match notice.kind:
        case "awaiting_sign_off":
            yield from _gate(state, wording)
        case "sent_back":
            yield from _round(state)
        case "signed_off" | "lapsed":
            yield from _next_phase(state, wording)
        case "extension_requested":
            yield from _request(state, notice, wording)
        case "start_due" | "latest_start_passed":
            yield from _start(state, wording)
        case "urged" | "reassigned" if notice.target is None:
            yield from _open(state, wording)


def _gate(state: UnitState, wording: Wording) -> Iterator[Fact]:
    current = open_phase(state)
    lapse = None if current is None else lapse_at(state, current[0])
    yield "lapses", "" if lapse is None else wording.local(lapse)
    yield from _round(state)


def _round(state: UnitState) -> Iterator[Fact]:
    current = open_phase(state)
    if current is not None and current[0].round > 1:
        yield "round", str(current[0].round)


def _next_phase(state: UnitState, wording: Wording) -> Iterator[Fact]:
    current = open_phase(state)
    if current is not None:
        yield "next_phase", current[1].title.in_(wording.language)
        yield "next_due", wording.local(phase_deadline(state, current[0]).at)


def _request(state: UnitState, notice: Notice, wording: Wording) -> Iterator[Fact]:
    request = find_request(state, notice.target)
    if request is not None:
        yield "lapses", wording.local(request_lapses_at(state, request))


def _start(state: UnitState, wording: Wording) -> Iterator[Fact]:
    yield "on", str(local_date(state.rules.calendar, latest_start_at(state)))
    if not is_ready(state):
        missing = (item for item in state.rules.readiness if item.id not in state.ready)
        yield "missing", wording.listed(item.title.in_(wording.language) for item in missing)


def _open(state: UnitState, wording: Wording) -> Iterator[Fact]:
    current = open_phase(state)
    if current is not None:
        yield "phase", current[1].title.in_(wording.language)
    watched = sorted(watched_deadlines(state), key=lambda one: one.at)
    steps = [one.target.id for one in watched if one.target.kind == "step"]
    if steps:
        yield "open", wording.steps(steps[:_OPEN_LIMIT])
        yield "count", str(len(steps))
