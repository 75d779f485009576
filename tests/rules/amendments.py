"""Amendments: from YAML-like data in a line, and any that could be written for a unit."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from rules.course import track
from schemas.amendment import Amendment
from schemas.calendar import WorkingCalendar
from schemas.state import UnitState
from tests.rules.reference import CALENDAR
from tests.rules.strategies import reminders


def amendment(*changes: dict[str, Any], reason: str = "the flood", **units: Any) -> Amendment:
    """An amendment of these changes, as a file would have them."""
    return Amendment.model_validate(
        {"reason": reason, "units": units, "changes": changes}, strict=False
    )


def longer(days: int = 5, phase: str = "study", **fields: Any) -> Amendment:
    """The amendment that a flood asks for."""
    return amendment({"kind": "phase", "phase": phase, "longer": f"{days} days"}, **fields)


def day_off(*days: str, of: WorkingCalendar = CALENDAR, **fields: Any) -> Amendment:
    """The amendment by which nobody works on some more days."""
    off = tuple(sorted({*of.days_off, *map(date.fromisoformat, days)}))
    calendar = of.model_copy(update={"days_off": off}).model_dump(mode="json")
    return amendment({"kind": "calendar", "calendar": calendar}, **fields)


@st.composite
def amendments(draw: st.DrawFn, state: UnitState) -> Amendment:
    """Any amendment for a unit, mostly of what its own track has."""
    changes = draw(st.lists(changes_for(state), min_size=1, max_size=3))
    return amendment(*changes, reason=draw(st.sampled_from(("flood", "fire"))))


def changes_for(state: UnitState) -> st.SearchStrategy[dict[str, Any]]:
    """Any change, as a file would have it."""
    course, window = track(state), state.rules.window
    phase = st.sampled_from([phase.id for phase in course.phases]) | st.just("nowhere")
    step = st.sampled_from([step.id for phase in course.phases for step in phase.steps])
    surveys = [step.id for phase in course.phases for step in phase.steps if step.kind == "survey"]
    days = st.integers(1, 20).map("{} days".format)
    working = st.integers(0, 8).map("{} working days".format)
    new = st.fixed_dictionaries(
        {
            "id": st.sampled_from(("new", "newer")),
            "kind": st.just("task"),
            "title": st.just({"en": "New"}),
            "required": st.booleans(),
        }
    )
    calendar = state.rules.calendar
    off = st.lists(st.dates(window.first, window.last), unique=True, max_size=20)
    by_kind: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "phase": (
            {"phase": phase},
            {"longer": days, "shorter": days, "published": st.booleans(), "polled": st.booleans()},
        ),
        "gate": (
            {"phase": phase, "redo": working},
            {"sign_off": st.booleans(), "lapse": working | st.just("never")},
        ),
        "step": (
            {"step": step, "required": st.booleans()},
            {
                "after": st.lists(step, unique=True, max_size=2),
                "due": working,
                "quorum": percent(),
            },
        ),
        "survey": (
            {
                "step": st.sampled_from(surveys) if surveys else step,
                "minimum_group": st.integers(2, 9),
            },
            {
                "pass_mark": percent(),
                # No grade counts for more than a better one.
                "weights": percent().map(
                    lambda share: {"fairly_satisfied": share, "basically_satisfied": share}
                ),
                "questions": st.just([{"id": "style", "title": {"en": "Style"}}]) | st.just([]),
                "make_up_limit": st.integers(0, 2) | st.just("none"),
            },
        ),
        "step_added": ({"phase": phase, "step": new}, {}),
        "step_dropped": ({"step": step}, {}),
        "lights": ({"due_soon": working}, {}),
        "extensions": ({"request_lapse": working}, {}),
        "reminders": ({"reminders": reminders()}, {}),
        "window": ({"last": st.dates(window.first, window.last + timedelta(days=40))}, {}),
        "latest_start": ({"on": st.dates(window.first, window.last)}, {}),
        "calendar": (
            {
                "calendar": off.map(
                    lambda days: calendar.model_copy(
                        update={
                            "days_off": tuple(sorted(day for day in days if day.weekday() < 5)),
                            "workdays": tuple(sorted(day for day in days if day.weekday() == 5)),
                        }
                    )
                )
            },
            {},
        ),
    }
    return st.sampled_from(sorted(by_kind)).flatmap(
        lambda kind: st.fixed_dictionaries(
            {"kind": st.just("step" if kind == "survey" else kind), **by_kind[kind][0]},
            optional=by_kind[kind][1],
        ).filter(_is_well_formed)
    )


def percent() -> st.SearchStrategy[str]:
    """A share."""
    return st.integers(0, 100).map("{} %".format)


def _is_well_formed(change: dict[str, Any]) -> bool:
    lengths = {"longer", "shorter"}.intersection(change)
    is_open = not {"published", "polled"}.isdisjoint(change)
    return change["kind"] != "phase" or len(lengths) == 1 or (is_open and not lengths)
