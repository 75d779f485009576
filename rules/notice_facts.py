"""What a text may say of a notice: named facts, each a short string; only what is known is there.

Strings are in their written form (`5 working days`, `supervisor:SG-03`, ISO dates, and instants on
the campaign's clock), so that `texts/` can say them in the reader's words; titles are in the
reader's language already. Nobody is named: people stand in them by their ids.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rules.calendar import close_of, local_date, working_days_between
from rules.deadlines import deadline_of
from rules.event_facts import event_facts
from rules.ladder import find_rung, next_escalation
from rules.notice_words import addressee
from rules.ticks import watched_deadlines
from rules.waiting_facts import is_said_again
from rules.wording import Fact, Wording, actors
from schemas.actor import Role
from schemas.events import Amended, Entry, PhaseSentBack, Reassigned, Reopened
from schemas.notice import Notice, NoticeKind
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.target import Target
from schemas.text import Language


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice as a text takes it: `kind`, `voice` and `role` say which text, `values` fill it.

    `voice` tells a reminder before the day from one on the day and one after, and what waits from
    what is said `again` of it. `about` is what has the deadline: notices of the ladder about the
    same thing are told once. `own_text` is what the plan's rung says in the place of the catalogue.
    `year` is the reader's.
    """

    kind: NoticeKind
    voice: str
    role: str
    unit: str
    about: str
    due: datetime | None
    year: int
    values: Mapping[str, str]
    own_text: str | None = None


def facts_of(
    state: UnitState, notice: Notice, entry: Entry, language: Language, today: date
) -> NoticeFacts:
    """What may be said on the local day `today` of a notice, which the journal's `entry` made.

    `state` is the unit's present one.
    """
    wording = Wording(state, language)
    target = notice.target
    due = notice.due or _due(state, entry, target)
    facts = (
        *_of_the_unit(state, notice),
        *_of_the_target(wording, target),
        *event_facts(state, notice, entry, wording),
        *_of_the_deadline(wording, target, due, today),
    )
    return NoticeFacts(
        kind=notice.kind,
        voice=_voice(state, notice, entry, due, today),
        role=str(notice.audience.role),
        unit=notice.unit,
        about="" if target is None else str(target),
        due=due,
        year=today.year,
        values={name: value for name, value in facts if value},
        own_text=_own_text(state, notice, language),
    )


def _due(state: UnitState, entry: Entry, target: Target | None) -> datetime | None:
    """When what the event is about is due; what is to be made up is due on the event's own day."""
    event = entry.event
    if isinstance(event, PhaseSentBack | Reopened) and event.due is not None:
        return close_of(state.rules.calendar, event.due)
    deadline = None if target is None else deadline_of(state, target)
    return None if deadline is None else deadline.at


def _voice(
    state: UnitState, notice: Notice, entry: Entry, due: datetime | None, today: date
) -> str:
    match notice.kind:
        case "reminder" | "escalation" | "escalated" | "start_due" if due is not None:
            day = local_date(state.rules.calendar, due)
            return "before" if today < day else "today" if today == day else "late"
        case "urged":
            return "all" if due is None else "one"
        case "signed_off" | "lapsed" if state.finished_at is not None:
            return "finished"
        case "reopened":
            return "back" if due is None else "redo"
        case "reassigned":
            return "to_you" if _is_theirs_now(notice, entry) else "from_you"
    return "again" if is_said_again(notice, entry.event) else ""


def _is_theirs_now(notice: Notice, entry: Entry) -> bool:
    """Whether the event gave the unit to those who are told of it."""
    event, audience = entry.event, notice.audience
    given = event.unit if isinstance(event, Amended) else event
    if not isinstance(given, Unit | Reassigned):
        return False
    is_coordinator = audience.role is Role.COORDINATOR
    return audience.id == (given.coordinator if is_coordinator else given.supervision_group)


def _of_the_unit(state: UnitState, notice: Notice) -> Iterator[Fact]:
    unit = state.unit
    yield "campaign", notice.campaign
    yield "unit", unit.code
    yield "name", unit.name
    yield "coordinator", unit.coordinator
    yield "group", unit.supervision_group
    yield "as", str(notice.audience)
    yield "id", notice.audience.id


def _of_the_target(wording: Wording, target: Target | None) -> Iterator[Fact]:
    if target is None:
        return
    yield "target", str(target)
    if target.kind == "step":
        found = wording.step(target.id)
        yield "step", target.id
        yield "what", wording.steps([target.id])
        phase = "" if found is None else found[0].title.in_(wording.language)
        yield "phase", phase
        yield "needed_by", phase
    elif target.kind == "phase":
        yield "phase_id", target.id
        yield "phase", wording.phase_title(target.id)
        yield "what", wording.phase_title(target.id)
    elif target.kind == "item":
        # What it is about stands in the ledger; the texts say its number.
        yield "item", target.id
        phases = wording.state.phases
        yield "phase", wording.phase_title(phases[-1].phase) if phases else ""
    else:
        yield "what", wording.state.unit.name


def _of_the_deadline(
    wording: Wording, target: Target | None, due: datetime | None, today: date
) -> Iterator[Fact]:
    """When it is due, how long that is from today, and what the ladder has in store for it."""
    if due is None:
        return
    state, calendar = wording.state, wording.state.rules.calendar
    day = local_date(calendar, due)
    days = str(working_days_between(calendar, min(day, today), max(day, today)))
    yield "due", wording.local(due)
    yield "days", days
    yield "late", days if today > day else ""
    for deadline in watched_deadlines(state):
        following = next_escalation(state, deadline, today) if deadline.target == target else None
        if following is not None:
            yield "next_on", str(following[0])
            yield "next_to", actors(addressee(state.unit, role) for role in following[1])


def _own_text(state: UnitState, notice: Notice, language: Language) -> str | None:
    """What the rung says itself; of an escalation the coordinator hears in the catalogue's words."""
    rung = None if notice.rung is None else find_rung(state.rules.reminders, notice.rung)
    if rung is None or rung.text is None or notice.kind == "escalated":
        return None
    return rung.text.zh if language == "zh" else rung.text.en
