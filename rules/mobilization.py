"""Mobilisation (动员): who took part, counted by category against the roster, up to the plan's coverage.

Reference case, "Everyone takes part": members are counted per category, floating members on their
own; where some cannot be reached, the unit says why and its supervision group judges.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from rules.authority import who_may
from rules.course import step_state
from rules.folding import with_, with_step
from rules.guards import require_held, require_kind, require_undone
from rules.refused import Refused
from rules.shares import covers
from schemas.mobilization import (
    AbsenceAccepted,
    AbsenceDeclined,
    AbsenceExplained,
    AcceptAbsence,
    CategoryView,
    CorrectParticipation,
    DeclineAbsence,
    ExplainAbsence,
    Participation,
    ParticipationCorrected,
    ParticipationEvent,
    ParticipationRecorded,
    ParticipationView,
    RecordParticipation,
)
from schemas.roster import Category, Members
from schemas.state import UnitState
from schemas.step import MobilizationStep

CATEGORIES: Final[tuple[Category, ...]] = (
    "production_line",
    "intellectual",
    "retired",
    "new_economy",
    "other",
)
"""The categories of which every member is in one."""

FLOATING: Final = "floating"
"""The category that is counted across the others."""

_NOBODY: Final = Members()
_NOTHING: Final = Participation()


def record_participation(
    state: UnitState, command: RecordParticipation, now: datetime
) -> tuple[ParticipationRecorded]:
    """A session was held; also after the step is done, for those who were missing."""
    require_kind(state, command.step, MobilizationStep)
    require_held(state, command.on, now)
    if command.reached.total == 0:
        raise Refused("nobody_reached")
    before = _participation(state, command.step).reached
    require_members(state, command.reached, before=before)
    return (
        ParticipationRecorded(
            step=command.step, on=command.on, reached=command.reached, make_up=command.make_up
        ),
    )


def correct_participation(
    state: UnitState, command: CorrectParticipation, now: datetime
) -> tuple[ParticipationCorrected]:
    """The counts so far are set right, while the step does not stand on them."""
    del now
    require_kind(state, command.step, MobilizationStep)
    require_undone(state, command.step)
    require_members(state, command.reached)
    return (
        ParticipationCorrected(step=command.step, reached=command.reached, reason=command.reason),
    )


def explain_absence(
    state: UnitState, command: ExplainAbsence, now: datetime
) -> tuple[AbsenceExplained]:
    """The unit says why the members of a category that are missing now could not be reached."""
    del now
    require_kind(state, command.step, MobilizationStep)
    require_undone(state, command.step)
    missing = absent(state, command.step).get(command.category)
    if missing is None:
        raise Refused("nobody_absent", step=command.step, category=command.category)
    return (
        AbsenceExplained(
            step=command.step, category=command.category, absent=missing, reason=command.reason
        ),
    )


def accept_absence(
    state: UnitState, command: AcceptAbsence, now: datetime
) -> tuple[AbsenceAccepted]:
    """The supervision group accepts what the unit said of a category."""
    del now
    absent = _require_explained(state, command.step, command.category)
    return (
        AbsenceAccepted(
            step=command.step, category=command.category, absent=absent, note=command.note
        ),
    )


def decline_absence(
    state: UnitState, command: DeclineAbsence, now: datetime
) -> tuple[AbsenceDeclined]:
    """The supervision group does not accept it."""
    del now
    _require_explained(state, command.step, command.category)
    return (AbsenceDeclined(step=command.step, category=command.category, reason=command.reason),)


def require_coverage(state: UnitState, step: MobilizationStep) -> None:
    """Refuse while fewer take part than the plan asks for, and those missing are not excused."""
    short = tuple(lacking(state, step))
    if short:
        members = state.unit.members
        raise Refused(
            "coverage_missing",
            who=who_may("record_participation", state.unit),
            step=step.id,
            coverage=step.coverage,
            reached=members_reached(state, step.id),
            members=members.total,
            categories=", ".join(short),
        )


def lacking(state: UnitState, step: MobilizationStep) -> Iterator[Category]:
    """The categories that keep a step from being done.

    Where all members together are short of the plan's coverage, those are that are short of it
    themselves; floating members have to reach it on their own. Whom the supervision group has
    excused is not missed. A category without members is covered.
    """
    own, members = _participation(state, step.id), state.unit.members
    reached = members_reached(state, step.id)
    watched = () if covers(step.coverage, reached, members.total) else CATEGORIES
    for category in (*watched, FLOATING):
        there = _count(own.reached, category) + own.excused.get(category, 0)
        if not covers(step.coverage, there, _count(members, category)):
            yield category


def require_members(state: UnitState, counted: Members, *, before: Members = _NOBODY) -> None:
    """Refuse more members of a category than the roster has, with those counted `before`."""
    for category in (*CATEGORIES, FLOATING):
        more, members = _count(counted, category), _count(state.unit.members, category)
        there = _count(before, category) + more
        if more > 0 and there > members:
            raise Refused("more_than_members", category=category, there=there, members=members)


def members_reached(state: UnitState, step_id: str) -> int:
    """How many of the roster's members were reached: of a category that shrank, no more than it has."""
    reached, members = _participation(state, step_id).reached, state.unit.members
    return sum(min(_count(reached, one), _count(members, one)) for one in CATEGORIES)


def unreached(state: UnitState, step_id: str) -> Members | None:
    """One member who could still be reached, in a category that has some; None where all are."""
    reached, members = _participation(state, step_id).reached, state.unit.members
    for category in CATEGORIES:
        if _count(reached, category) < _count(members, category):
            return Members.model_validate({category: 1})
    return None


def absent(state: UnitState, step_id: str) -> dict[Category, int]:
    """How many members of each category are missing, where they are more than are excused."""
    own, members = _participation(state, step_id), state.unit.members
    missing = {
        one: _count(members, one) - _count(own.reached, one) for one in (*CATEGORIES, FLOATING)
    }
    return {one: count for one, count in missing.items() if count > own.excused.get(one, 0)}


def explained(state: UnitState, step_id: str) -> tuple[Category, ...]:
    """The categories of which the supervision group is to judge."""
    return tuple(_participation(state, step_id).explained)


def participation_view(state: UnitState, step: MobilizationStep) -> ParticipationView:
    """A step by category: the roster's members, those reached, and what is said of the others."""
    own, short = _participation(state, step.id), set(lacking(state, step))
    return ParticipationView(
        step=step.id,
        title=step.title,
        coverage=str(step.coverage),
        categories=tuple(
            CategoryView(
                category=category,
                members=_count(state.unit.members, category),
                reached=_count(own.reached, category),
                explained=own.explained.get(category, 0),
                excused=own.excused.get(category, 0),
                lacks=category in short,
                material=getattr(step.materials, category, None),
            )
            for category in (*CATEGORIES, FLOATING)
        ),
    )


def fold_participation(state: UnitState, event: ParticipationEvent) -> UnitState:
    """The state after a session, after its counts were set right, or after a word on the missing."""
    own = _participation(state, event.step)
    match event:
        case ParticipationRecorded():
            changed = with_(own, reached=_sum(own.reached, event.reached))
        case ParticipationCorrected():
            changed = with_(own, reached=event.reached)
        case _:
            changed = _judged(own, event)
    return with_step(state, event.step, participation=changed)


def _judged(
    own: Participation, event: AbsenceExplained | AbsenceAccepted | AbsenceDeclined
) -> Participation:
    """An explanation waits to be judged, and no longer does once it is."""
    waiting = {one: count for one, count in own.explained.items() if one != event.category}
    excused = own.excused
    match event:
        case AbsenceExplained():
            waiting = {**waiting, event.category: event.absent}
        case AbsenceAccepted():
            excused = {**excused, event.category: event.absent}
    return with_(own, explained=waiting, excused=excused)


def _require_explained(state: UnitState, step_id: str, category: Category) -> int:
    require_kind(state, step_id, MobilizationStep)
    require_undone(state, step_id)
    absent = _participation(state, step_id).explained.get(category)
    if absent is None:
        who = who_may("explain_absence", state.unit)
        raise Refused("absence_not_explained", who=who, step=step_id, category=category)
    return absent


def _participation(state: UnitState, step_id: str) -> Participation:
    return step_state(state, step_id).participation or _NOTHING


def _count(members: Members, category: Category) -> int:
    count: int = getattr(members, category)
    return count


def _sum(one: Members, other: Members) -> Members:
    return Members.model_validate(
        {name: getattr(one, name) + getattr(other, name) for name in Members.model_fields}
    )
