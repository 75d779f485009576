"""A plan turned into what each unit carries with it, and a plan moved to other days.

Compiled once at launch: a later edit of the plan file changes no running unit.
"""

from datetime import date

from rules.calendar import close_of, on_or_after, on_or_before
from rules.plan import latest_start
from schemas.calendar import WorkingCalendar
from schemas.plan import Plan, UnitType, Window
from schemas.unit_rules import EDITION, UnitRules


def compile_rules(plan: Plan, calendar: WorkingCalendar) -> dict[str, UnitRules]:
    """The rules of a unit of each type of a plan that `check_plan` finds good, by the type's id.

    Raises KeyError for a type whose track the plan does not have.
    """
    tracks = {track.id: track for track in plan.tracks}
    ends_at = close_of(calendar, on_or_before(calendar, plan.window.last))
    return {
        type_.id: UnitRules(
            plan=plan.plan,
            unit_type=type_.id,
            calendar=calendar,
            window=plan.window,
            ends_at=ends_at,
            latest_start=_latest_start(plan, type_, type_.track, calendar),
            latest_starts=_other_starts(plan, type_, calendar),
            due_soon=plan.lights.due_soon,
            request_lapse=plan.extensions.request_lapse,
            readiness=plan.readiness,
            tracks=tuple(tracks[track] for track in (type_.track, *type_.may_choose)),
            reminders=plan.reminders,
            content=plan.content,
            mechanism=plan.mechanism,
            edition=EDITION,
        )
        for type_ in plan.types
    }


def rebase(plan: Plan, first: date) -> Plan:
    """The same plan with a window that begins on `first`.

    Window and latest starts move by whole days. Where they do, the calendar's exceptions are left
    out, since they speak of the original days; what the plan declares of its roster stays.
    """
    by = first - plan.window.first
    if not by:
        return plan
    return plan.model_copy(
        update={
            "window": Window(first=first, last=plan.window.last + by),
            "calendar": plan.calendar.model_copy(update={"exceptions": ()}),
            "types": tuple(
                type_
                if type_.latest_start is None
                else type_.model_copy(update={"latest_start": type_.latest_start + by})
                for type_ in plan.types
            ),
        }
    )


def _other_starts(plan: Plan, type_: UnitType, calendar: WorkingCalendar) -> dict[str, date]:
    """The latest starts on those tracks which may be chosen that leave another day than the type's own."""
    own = _latest_start(plan, type_, type_.track, calendar)
    days = {track: _latest_start(plan, type_, track, calendar) for track in type_.may_choose}
    return {track: day for track, day in days.items() if day != own}


def _latest_start(plan: Plan, type_: UnitType, track: str, calendar: WorkingCalendar) -> date:
    if type_.latest_start is not None:
        return type_.latest_start
    last = on_or_before(calendar, latest_start(plan, type_, track))
    # A track as long as the window: where its first days are off, nobody can start before them.
    return max(last, on_or_after(calendar, plan.window.first))
