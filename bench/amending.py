"""How long it takes to amend very many units by the rules alone, with no server."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from time import perf_counter
from typing import Final
from zoneinfo import ZoneInfo

from bench.reference import (
    calendar_of_today,
    made_up_units,
    plan_of_today,
    preparations,
    today,
)
from bench.report import Line
from bench.stage import Stage
from rules.acceptance import accept, heed_clock, initial_state
from rules.amendment import amend_command
from rules.amendment_preview import Previewing
from rules.calendar import on_or_after
from rules.compilation import compile_rules
from rules.decide import decide
from rules.foresight import imagine
from rules.standing import standing
from schemas.amendment import Amendment
from schemas.memory import UnitMemory
from schemas.state import UnitState
from schemas.survey import OpenSurvey

_UNITS: Final = 100_000
_STARTS: Final = 25
"""Units start on so many different days, and are amended on the one after the last."""

_FLOOD: Final = Amendment.model_validate_json(
    """{"reason": "Floods in the city.", "changes": [
        {"kind": "phase", "phase": "study", "longer": "5 days"},
        {"kind": "phase", "phase": "rectification", "polled": false},
        {"kind": "step", "step": "publicity", "required": false},
        {"kind": "step", "step": "satisfaction_survey", "make_up_limit": 1, "minimum_group": 8, "questions": [
            {"id": "flood", "title": {"zh": "救灾", "en": "Relief"}}]}]}"""
)


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """Seconds to amend units one by one, and to preview it: standings, deadlines, messages."""
    del stage
    return amend_units(1_000 if is_quick else _UNITS)


def amend_units(count: int) -> list[Line]:
    """The same without a stage."""
    now = _morning(_STARTS)
    samples = [_unit_at(_morning(day), now) for day in range(_STARTS)]
    begun = perf_counter()
    changed = sum(_changes_standing(state, now) for state in _many(samples, count))
    amended = perf_counter() - begun
    begun, previewing = perf_counter(), Previewing(_FLOOD, now)
    for state in _many(samples, count):
        previewing.take(state, is_behind=False)
    preview = previewing.outcome()
    previewed = perf_counter() - begun
    told = preview.units, preview.as_opened, sum(one.units for one in preview.standings)
    if told != (count, count, changed):
        raise RuntimeError("the preview says something else than what comes of it")
    subject = "amendment, by the rules alone"
    return [
        Line(subject=subject, figure=f"{count:,} units amended", unit="s", value=amended),
        Line(
            subject=subject,
            figure=f"{count:,} units previewed, with a week's messages",
            unit="s",
            value=previewed,
        ),
    ]


def _changes_standing(state: UnitState, now: datetime) -> bool:
    """Amend a unit; whether it stands otherwise then."""
    command = amend_command(state, _FLOOD)
    *_, (after, _) = imagine(state, decide(state, command, now), now, command.by)
    return standing(after, now) is not standing(state, now)


def _many(samples: list[UnitState], count: int) -> Iterator[UnitState]:
    """So many units, each with a code and a coordinator of its own, at one of a few points."""
    for number in range(count):
        state = samples[number % len(samples)]
        own = {"code": f"U-{number:06}", "coordinator": f"P-{number:06}"}
        yield state.model_copy(update={"unit": state.unit.model_copy(update=own)})


def _unit_at(starts: datetime, now: datetime) -> UnitState:
    """A unit that has held its mobilisation meeting on the day of its start, and asks the masses since."""
    (unit,) = made_up_units(1)
    rules = compile_rules(plan_of_today(), calendar_of_today())[unit.type]
    memory = UnitMemory(state=initial_state("bench", unit, rules, starts))
    asked = OpenSurvey.model_validate(
        {
            "id": "asked",
            "by": f"coordinator:{unit.coordinator}",
            "kind": "open_survey",
            "step": "study",
        }
        | {"until": on_or_after(rules.calendar, now.date() + timedelta(days=20)), "ballots": 20}
    )
    for command in (*preparations(), asked):
        memory, _ = accept(memory, command, starts)
    return heed_clock(memory, now).state


def _morning(day: int) -> datetime:
    zone = ZoneInfo(plan_of_today().timezone)
    return datetime.combine(today() + timedelta(days=day), time(9), zone)
