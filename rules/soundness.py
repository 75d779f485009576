"""Whether compiled rules are such as a plan without problems gives: what every amendment must leave."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from rules.memo import once_per_value
from rules.plan_ladders import ladder_problems
from rules.plan_steps import step_problems
from rules.refused import Refused
from schemas.limits import FIRST_YEAR, LAST_YEAR
from schemas.problem import Problem
from schemas.unit_rules import UnitRules


def require_sound(rules: UnitRules) -> None:
    """Refuse rules that no plan without problems could have given."""
    what = _fault(rules)
    if what is not None:
        raise Refused("amendment_unsound", what=what)


def problems_within(rules: UnitRules) -> Iterator[Problem]:
    """What is wrong with the ladders (at `reminders`) and between the steps (at their track's id)."""
    yield from ladder_problems(rules.reminders, rules.calendar.hours)
    for track in rules.tracks:
        yield from step_problems(track, (track.id,))


@once_per_value
def _fault(rules: UnitRules) -> str | None:
    try:
        ZoneInfo(rules.calendar.timezone)
    except (KeyError, ValueError, OSError):
        return f"timezone {rules.calendar.timezone}"
    days = (
        rules.window.first,
        rules.window.last,
        rules.latest_start,
        *rules.latest_starts.values(),
    )
    if any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        return f"dates outside {FIRST_YEAR} to {LAST_YEAR}"
    lists = {
        "readiness": [item.id for item in rules.readiness],
        "tracks": [track.id for track in rules.tracks],
        **{track.id: [phase.id for phase in track.phases] for track in rules.tracks},
    }
    for where, ids in lists.items():
        if len(set(ids)) < len(ids):
            return f"{where}: {', '.join(ids)}"
    problem = next(problems_within(rules), None)
    return None if problem is None else ", ".join([problem.code, *problem.params.values()])
