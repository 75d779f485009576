"""The deadlines of a unit as a calendar shows them: what is due, and what no longer is.

A calendar that was taken away yesterday still shows what was due then. So whatever may have been
due before is told as well, as gone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from rules.calendar import close_of
from rules.course import is_done, is_stopped, open_phase, phase_plan
from rules.deadlines import (
    answer_deadline,
    item_deadline,
    lapse_at,
    latest_start_at,
    phase_deadline,
    step_deadline,
    unit_deadline,
)
from rules.engagements import engagements
from rules.ticks import watched_deadlines
from schemas.deadline import Deadline, Reason
from schemas.feed import Appointment, Gone, Matter
from schemas.meeting import MeetingView
from schemas.state import PhaseState, UnitState
from schemas.step import Phase
from schemas.target import Target, step_target
from schemas.text import Text

_NONE_STRUCK_OFF: Final[Mapping[int, date]] = {}


@dataclass(frozen=True, slots=True)
class _Date:
    """A date in a unit's calendar."""

    matter: Matter
    at: datetime
    id: str | None = None
    title: Text | None = None
    reasons: tuple[Reason, ...] = ()
    gone: Gone | None = None
    branch: str | None = None
    place: str | None = None

    @property
    def key(self) -> tuple[Matter, str | None, str | None]:
        """What it is about: the same date, even when it moves."""
        return self.matter, self.id, self.branch

    def why_gone(self, as_a_whole: Gone | None) -> Gone | None:
        """Why it is gone; people go on to vote and to speak while a unit's work stands still."""
        if as_a_whole == "suspended" and self.matter in ("survey", "solicitation"):
            return self.gone
        return self.gone or as_a_whole


def appointments(
    state: UnitState,
    changed_at: datetime,
    past: Iterable[UnitState] = (),
    *,
    struck_off: Mapping[int, date] = _NONE_STRUCK_OFF,
    meetings: Sequence[MeetingView] = (),
    is_still_theirs: bool = True,
) -> tuple[Appointment, ...]:
    """Everything that is due of a unit, and what may have been due before as gone.

    `changed_at` is the instant of the unit's last entry, or of its launch. `past` are earlier
    states of which the present one has lost the trace: before a track was switched, or the rules
    amended, or an item answered. `struck_off` are the days of the items that the ledger does not have open any more, and
    `meetings` the unit's as the records have them. Whoever the unit was taken from (not
    `is_still_theirs`) has nothing due any more.
    """
    dates = {
        one.key: replace(one, gone=one.gone or _gone_since(one))
        for then in past
        for one in _dates(then)
    }
    dates |= {one.key: one for one in _dates(state)}
    dates |= {one.key: one for one in _struck_off(state, struck_off)}
    dates |= {one.key: one for one in _engaged(state, meetings)}
    gone = _gone_as_a_whole(state) if is_still_theirs else "reassigned"
    return tuple(
        Appointment(
            unit=state.unit.code,
            name=state.unit.name,
            coordinator=state.unit.coordinator,
            supervision_group=state.unit.supervision_group,
            matter=one.matter,
            id=one.id,
            title=one.title,
            at=one.at,
            reasons=one.reasons,
            gone=one.why_gone(gone),
            branch=one.branch,
            place=one.place,
            revision=state.revision,
            changed_at=changed_at,
        )
        for one in dates.values()
    )


def _gone_since(date: _Date) -> Gone:
    """Why a date of an earlier state, of which there is no trace now, is gone."""
    return "done" if date.matter == "answer" else "dropped"


def _engaged(state: UnitState, meetings: Sequence[MeetingView]) -> Iterator[_Date]:
    for one in engagements(state, meetings):
        yield _Date(
            one.kind, one.at, one.step, one.title, gone=one.gone, branch=one.branch, place=one.place
        )


def _gone_as_a_whole(state: UnitState) -> Gone | None:
    if state.withdrawn is not None:
        return "withdrawn"
    if state.closed_at is not None:
        return "closed"
    return "suspended" if is_stopped(state) else None


def _dates(state: UnitState) -> Iterator[_Date]:
    has_started = state.started_at is not None
    yield _Date("start", latest_start_at(state), gone="done" if has_started else None)
    due = {deadline.target for deadline in watched_deadlines(state)}
    for phase in state.phases:
        yield from _phase_dates(state, phase, phase_plan(state, phase.phase), due)
    yield from _item_dates(state, due)
    whole = unit_deadline(state)
    if whole is not None:
        is_over = state.finished_at is not None or _has_reported_all(state)
        yield _dated("unit", whole, due, is_over=is_over)


def _item_dates(state: UnitState, due: set[Target]) -> Iterator[_Date]:
    """The days of open items; what is handed up is not the unit's to do, but to be answered."""
    for item in state.ledger.open:
        yield _dated("item", item_deadline(state, item), due, is_over=item.is_closed)
        if item.handed_up is not None:
            answer = answer_deadline(state, item.number, item.handed_up)
            yield _Date("answer", answer.at, answer.target.id, reasons=answer.reasons)


def _struck_off(state: UnitState, days: Mapping[int, date]) -> Iterator[_Date]:
    for number, day in days.items():
        yield _Date("item", close_of(state.rules.calendar, day), str(number), gone="done")


def _phase_dates(
    state: UnitState, phase: PhaseState, plan: Phase, due: set[Target]
) -> Iterator[_Date]:
    for step in plan.steps:
        target = step_target(step.id)
        is_over = is_done(state, step.id)
        # A step that nobody must do is due only when it is to be redone.
        if target in due or is_over or step.required:
            deadline = step_deadline(state, phase, step)
            yield _dated("step", deadline, due, is_over=is_over, title=step.title)
    is_reported = phase.reported_at is not None
    yield _dated("phase", phase_deadline(state, phase), due, is_over=is_reported, title=plan.title)
    lapse = lapse_at(state, phase)
    if lapse is not None:
        gone: Gone | None = None if phase.closed_at is None else "done"
        yield _Date("sign_off", lapse, phase.phase, plan.title, gone=gone)
    elif phase.round > 1 and plan.gate.lapse is not None:
        was_due = phase_deadline(state, phase).at
        yield _Date("sign_off", was_due, phase.phase, plan.title, gone="done")


def _dated(
    matter: Matter,
    deadline: Deadline,
    due: set[Target],
    *,
    is_over: bool,
    title: Text | None = None,
) -> _Date:
    gone: Gone | None = "done" if is_over else "dropped"
    return _Date(
        matter=matter,
        at=deadline.at,
        id=deadline.target.id or None,
        title=title,
        reasons=deadline.reasons,
        gone=None if deadline.target in due else gone,
    )


def _has_reported_all(state: UnitState) -> bool:
    current = open_phase(state)
    return current is not None and current[0].reported_at is not None
