"""Examples speak of units that come with Phaseline, and fit them, or say that they do not."""

from typing import Any, Final

import pytest

from intake.plan import read_plan
from intake.roster import read_roster
from schemas.plan import Plan
from schemas.roster import Unit
from tests.docs.pages import ROOT, Page
from tests.docs.test_pages import PAGES, calls, declared

STAND_FOR_YOUR_OWN: Final = "stand for your own"
_NAMES: Final = ("safety-inspection", "reference-2005")
_STEPS: Final = ("step", "opinions_step", "meeting_step")


def shipped() -> dict[str, tuple[Unit, Plan]]:
    """The units that come with Phaseline, by code, each with its plan."""
    found: dict[str, tuple[Unit, Plan]] = {}
    for name in _NAMES:
        plan = read_plan(ROOT / "plans" / f"{name}.yaml").plan
        roster = read_roster(ROOT / "plans" / f"{name}-roster.csv", plan)
        found |= {unit.code: (unit, plan) for unit in roster.units}
    return found


SHIPPED: Final = shipped()


def arguments(words: list[str]) -> dict[str, str]:
    """The arguments of a call by name, those before its first option."""
    command, rest = declared(words)
    names: list[str] = [one.name for one in command.params if one.param_type_name == "argument"]
    given = rest[: next((n for n, word in enumerate(rest) if word.startswith("--")), None)]
    return dict(zip(names, given, strict=False))


def actor(words: list[str]) -> tuple[str, str] | None:
    """In which capacity, and for what, a call is made that says so."""
    if "--as" not in words:
        return None
    role, _, scope = words[words.index("--as") + 1].partition(":")
    return role, scope


@pytest.mark.parametrize("name", PAGES)
def test_an_example_fits_the_unit_that_it_names(name: str) -> None:
    page = Page.read(name)
    for words in calls(page):
        if words[0].startswith("-") or words[0] == "…":
            continue
        given = arguments(words)
        code = given.get("unit", given.get("units"))
        if code is None:
            continue
        if code not in SHIPPED:
            assert STAND_FOR_YOUR_OWN in page.text, words
            continue
        unit, plan = SHIPPED[code]
        scopes: dict[str, Any] = {
            "coordinator": unit.coordinator,
            "supervisor": unit.supervision_group,
            "county": unit.district,
            "city": "office",
        }
        by = actor(words)
        assert by is None or scopes[by[0]] == by[1], words
        (track,) = [one for one in plan.tracks if one.id == _track_of(unit, plan)]
        steps = {step.id for phase in track.phases for step in phase.steps}
        phases = {phase.id for phase in track.phases}
        assert {given[one] for one in _STEPS if one in given} <= steps | phases, words
        assert {given[one] for one in ("phase",) if one in given} <= phases, words


def _track_of(unit: Unit, plan: Plan) -> str:
    return unit.track or next(one.track for one in plan.types if one.id == unit.type)
