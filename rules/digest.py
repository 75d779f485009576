"""The digest of a morning: which units it concerns, and what it says to whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, get_args
from zoneinfo import ZoneInfo

from rules.authority import actors_of
from rules.calendar import is_working_day, local_date, opening_of, subtract_working_days
from rules.course import is_at_rest, is_stopped
from rules.deadlines import latest_start_at
from rules.evolve import evolve
from rules.standing import standing
from rules.ticks import watched_deadlines
from schemas.actor import Actor, Role
from schemas.calendar import WorkingCalendar
from schemas.digest import (
    MERELY_SAID,
    TURNED_OVERDUE,
    DailyDigest,
    DigestFigure,
    DigestUnit,
    FigureKind,
)
from schemas.events import Entry
from schemas.quantities import WorkingDays
from schemas.roster import Unit
from schemas.state import Standing, UnitState

_NAMED: Final = 10
"""Units that a figure names at most; the list has them all."""

_ONE_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 7

_TOLD: Final = frozenset({Role.SUPERVISOR, Role.COUNTY, Role.CITY})

_BY_STANDING: Final[dict[Standing, FigureKind]] = {
    Standing.OVERDUE: "overdue",
    Standing.AWAITING_SIGN_OFF: "awaiting_sign_off",
    Standing.SENT_BACK: "sent_back",
}


@dataclass(frozen=True, slots=True)
class Morning:
    """The opening of a working day, the one before it, and the last day of its week."""

    day: date
    at: datetime
    since: datetime
    due_by: date


@dataclass(frozen=True, slots=True)
class Happening:
    """That something of a kind has happened to a unit."""

    at: datetime
    kind: str


@dataclass(slots=True)
class _Count:
    """How many units and offices an audience has, and which of them each figure counts."""

    units: int = 0
    offices: int = 0
    figures: dict[FigureKind, list[Unit]] = field(default_factory=dict)


def morning_of(calendar: WorkingCalendar, instant: datetime) -> Morning | None:
    """The morning of an instant's local day, on the campaign's clock; None where it is a day off."""
    day = local_date(calendar, instant)
    if not is_working_day(calendar, day):
        return None
    before = subtract_working_days(calendar, day, WorkingDays(1))
    zone = ZoneInfo(calendar.timezone)
    return Morning(
        day=day,
        at=opening_of(calendar, day).astimezone(zone),
        since=opening_of(calendar, before).astimezone(zone),
        due_by=day + timedelta(days=_SUNDAY - day.isoweekday()),
    )


def mornings_between(
    calendar: WorkingCalendar, after: datetime, until: datetime
) -> Iterator[datetime]:
    """The openings of all working days that lie after an instant and not after another."""
    day, last = local_date(calendar, after), local_date(calendar, until)
    while day <= last:
        if is_working_day(calendar, day) and after < opening_of(calendar, day) <= until:
            yield opening_of(calendar, day)
        day += _ONE_DAY


def states_at(
    initial: UnitState, entries: Iterable[Entry], instants: Sequence[datetime]
) -> list[UnitState]:
    """What a unit was at each of some instants, earliest first: its journal folded up to then."""
    states: list[UnitState] = []
    state = initial
    for entry in entries:
        while len(states) < len(instants) and instants[len(states)] < entry.at:
            states.append(state)
        state = evolve(state, entry)
    return states + [state] * (len(instants) - len(states))


def falls_due(state: UnitState, after: datetime, by: date) -> bool:
    """Whether something falls due of a unit after an instant, on the local day `by` at the latest."""
    if is_stopped(state) or is_at_rest(state):
        return False
    calendar = state.rules.calendar
    due = [deadline.at for deadline in watched_deadlines(state)]
    if state.started_at is None:
        due.append(latest_start_at(state))
    return any(after < at and local_date(calendar, at) <= by for at in due)


def figures_of(
    state: UnitState, morning: Morning, happenings: Iterable[Happening]
) -> frozenset[FigureKind]:
    """What a unit counts to; `state` is that of the morning, to which happenings may lead and more."""
    new = {one.kind for one in happenings if morning.since < one.at <= morning.at}
    found: set[FigureKind] = set()
    figure = _BY_STANDING.get(standing(state, morning.at))
    if figure is not None:
        found.add(figure)
    if figure == "overdue" and not new.isdisjoint(TURNED_OVERDUE):
        found.add("newly_overdue")
    if falls_due(state, morning.at, morning.due_by):
        found.add("due_this_week")
    if new.difference(MERELY_SAID):
        found.add("changed")
    return frozenset(found)


def digests(
    campaign: str, morning: Morning, units: Iterable[tuple[Unit, frozenset[FigureKind]]]
) -> tuple[DailyDigest, ...]:
    """The digests of all to whom there is anything to say; `units` come in the order of their codes."""
    counts: dict[Actor, _Count] = {}
    for unit, figures in units:
        for audience in _audiences(unit):
            count = counts.setdefault(audience, _Count())
            if unit.level == "unit":
                count.units += 1
            else:
                count.offices += 1
            for figure in figures:
                count.figures.setdefault(figure, []).append(unit)
    return tuple(
        DailyDigest(
            campaign=campaign,
            audience=audience,
            day=morning.day,
            at=morning.at,
            since=morning.since,
            due_by=morning.due_by,
            units=count.units,
            offices=count.offices,
            figures=tuple(
                _figure(kind, count.figures[kind])
                for kind in get_args(FigureKind)
                if kind in count.figures
            ),
        )
        for audience, count in sorted(counts.items(), key=lambda item: str(item[0]))
        if count.figures
    )


def _audiences(unit: Unit) -> list[Actor]:
    """Those above the unit; its coordinator is told by reminders."""
    return [actor for actor in actors_of(unit) if actor.role in _TOLD]


def _figure(kind: FigureKind, units: Sequence[Unit]) -> DigestFigure:
    named = tuple(DigestUnit(code=unit.code, name=unit.name) for unit in units[:_NAMED])
    return DigestFigure(kind=kind, count=len(units), units=named)
