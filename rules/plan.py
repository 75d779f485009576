"""What is wrong between the parts of a plan that is well formed in each of them.

What is found here is wrong whatever the holidays are: a working day is a day from Monday to
Friday. Whether the country is one that has a calendar is asked where calendars are made.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rules.plan_ladders import ladder_problems
from rules.plan_promises import promise_problems
from rules.plan_steps import Path, step_problems
from rules.plan_times import time_problems
from schemas.limits import FIRST_YEAR, LAST_YEAR
from schemas.plan import Plan, UnitType, Window
from schemas.problem import Problem
from schemas.quantities import Days
from schemas.step import Track


def check_plan(plan: Plan) -> tuple[Problem, ...]:
    """Everything that is wrong between the parts of a plan, with the path to each; empty if good."""
    return tuple(
        chain(
            _window_problems(plan.window),
            _calendar_problems(plan),
            _repeated(("readiness",), (item.id for item in plan.readiness)),
            _track_problems(plan),
            _type_problems(plan),
            _declared_problems(plan),
            ladder_problems(plan.reminders, plan.calendar.hours),
        )
    )


def track_length(track: Track) -> Days:
    """The calendar days from the start of a track to its end."""
    return Days(sum(phase.length.count for phase in track.phases))


def latest_start(plan: Plan, type_: UnitType, track: str | None = None) -> date:
    """The last day on which a unit should start that has chosen a track, or goes by its type's own.

    Where the plan does not say it for the type, the last from which that track fits into the window,
    worked or not.
    Raises KeyError for a track that the plan does not have.
    """
    if type_.latest_start is not None:
        return type_.latest_start
    lengths = {track.id: track_length(track).count for track in plan.tracks}
    return plan.window.last - timedelta(days=lengths[track or type_.track])


def is_in_reach(window: Window) -> bool:
    """Whether a window lies in years in which campaigns can be."""
    return not any(_window_problems(window))


def _window_problems(window: Window) -> Iterator[Problem]:
    for name, day in (("first", window.first), ("last", window.last)):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            params = {"date": str(day), "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
            yield Problem(code="date_out_of_reach", params=params, path=("window", name))


def last_chance(plan: Plan) -> date:
    """The last day from which any track still fits into the window."""
    shortest = min(track_length(track).count for track in plan.tracks)
    return plan.window.last - timedelta(days=shortest)


def _calendar_problems(plan: Plan) -> Iterator[Problem]:
    try:
        ZoneInfo(plan.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        params = {"timezone": plan.timezone}
        yield Problem(code="unknown_timezone", params=params, path=("timezone",))
    window, earlier = plan.window, dict[object, bool]()
    for index, exception in enumerate(plan.calendar.exceptions):
        path = ("calendar", "exceptions", index, "date")
        params = {"date": str(exception.date)}
        if not window.first <= exception.date <= window.last:
            params |= {"first": str(window.first), "last": str(window.last)}
            yield Problem(code="exception_outside_window", params=params, path=path)
        elif earlier.get(exception.date, exception.worked) != exception.worked:
            yield Problem(code="exception_contradicts", params=params, path=path)
        elif exception.date in earlier:
            yield Problem(code="exception_repeated", params=params, path=path)
        earlier.setdefault(exception.date, exception.worked)


def _track_problems(plan: Plan) -> Iterator[Problem]:
    yield from _repeated(("tracks",), (track.id for track in plan.tracks))
    taken = {track for type_ in plan.types for track in _may_take(type_)}
    for index, track in enumerate(plan.tracks):
        path = ("tracks", index)
        if track.id not in taken:
            yield Problem(code="track_unused", params={"track": track.id}, path=path)
        length, window = track_length(track), plan.window
        if length.count > (window.last - window.first).days:
            params = {
                "track": track.id,
                "length": str(length),
                "window": str(Days((window.last - window.first).days)),
            }
            yield Problem(code="track_beyond_window", params=params, path=path)
        yield from _repeated((*path, "phases"), (phase.id for phase in track.phases))
        yield from step_problems(track, path)
        yield from time_problems(track, path)
        yield from promise_problems(track, path)


def _type_problems(plan: Plan) -> Iterator[Problem]:
    yield from _repeated(("types",), (type_.id for type_ in plan.types))
    tracks = {track.id: track for track in plan.tracks}
    known = ", ".join(tracks)
    for index, type_ in enumerate(plan.types):
        path = ("types", index)
        if type_.track not in tracks:
            params = {"type": type_.id, "track": type_.track, "known": known}
            yield Problem(code="unknown_track", params=params, path=(*path, "track"))
        yield from _latest_start_problems(plan, type_, tracks, (*path, "latest_start"))
        for number, choice in enumerate(type_.may_choose):
            params = {"type": type_.id, "track": choice, "known": known}
            place = (*path, "may_choose", number)
            if choice not in tracks:
                yield Problem(code="unknown_track", params=params, path=place)
            elif choice == type_.track:
                params = {"type": type_.id, "track": choice}
                yield Problem(code="own_track_chosen", params=params, path=place)
        yield from _repeated((*path, "may_choose"), type_.may_choose, key=())


def _latest_start_problems(
    plan: Plan, type_: UnitType, tracks: Mapping[str, Track], path: Path
) -> Iterator[Problem]:
    """It holds for every unit of the type, whichever of its tracks the roster chooses."""
    latest, window = type_.latest_start, plan.window
    if latest is None or not is_in_reach(window):
        return
    if not window.first <= latest <= window.last:
        params = {"date": str(latest), "first": str(window.first), "last": str(window.last)}
        yield Problem(code="latest_start_outside_window", params=params, path=path)
        return
    lengths = {id_: track_length(tracks[id_]) for id_ in _may_take(type_) if id_ in tracks}
    longest = max(lengths, key=lambda id_: lengths[id_], default=None)
    if longest is not None and latest + timedelta(days=lengths[longest].count) > window.last:
        params = {
            "date": str(latest),
            "track": longest,
            "length": str(lengths[longest]),
            "latest": str(window.last - timedelta(days=lengths[longest].count)),
        }
        yield Problem(code="latest_start_too_late", params=params, path=path)


def _may_take(type_: UnitType) -> tuple[str, ...]:
    return (type_.track, *type_.may_choose)


def _declared_problems(plan: Plan) -> Iterator[Problem]:
    counted = [type_.id for type_ in plan.types if type_.level == "unit"]
    offices = {type_.id for type_ in plan.types if type_.level != "unit"}
    for type_ in plan.declares.units if plan.declares else ():
        if type_ not in counted:
            code = "declared_type_is_office" if type_ in offices else "declared_type_unknown"
            params = {"type": type_, "known": ", ".join(counted)}
            yield Problem(code=code, params=params, path=("declares", "units", type_))


def _repeated(path: Path, ids: Iterable[str], key: Path = ("id",)) -> Iterator[Problem]:
    """Every id in a list that stands there before; `key` leads from an item to its id."""
    seen = Counter[str]()
    for index, id_ in enumerate(ids):
        if seen[id_]:
            yield Problem(code="id_repeated", params={"id": id_}, path=(*path, index, *key))
        seen[id_] += 1
