"""Campaigns to measure on: the reference plan, re-based to begin today, over made-up units."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from bench.stage import ROOT, Stage
from intake.holidays import working_calendar
from intake.plan import PlanFile, read_plan
from rules.compilation import rebase
from schemas.actor import Actor
from schemas.calendar import WorkingCalendar
from schemas.commands import Command, Comment, CompleteReadiness, CompleteStep, Start
from schemas.plan import Plan
from schemas.roster import Unit

COORDINATOR: Final = Actor.parse("coordinator:P-1")
SUPERVISOR: Final = Actor.parse("supervisor:SG-1")

TEXT: Final = "Mobilisation meeting held with 47 of 48 members."
"""What comments and orders say."""

FIRST_STEP: Final = "mobilization_meeting"

_AT_ONCE: Final = 16


@cache
def reference_plan() -> PlanFile:
    """The reference plan as its file has it."""
    return read_plan(ROOT / "plans" / "reference-2005.yaml")


def today() -> date:
    """The day on which campaigns begin here: this one, where the plan is made for."""
    return datetime.now(UTC).astimezone(ZoneInfo(reference_plan().plan.timezone)).date()


@cache
def plan_of_today() -> Plan:
    """The reference plan, re-based to begin today; a step is done by one command, as reported."""
    plan = reference_plan().plan.model_copy(update={"content": "reported", "mechanism": None})
    return rebase(plan, today())


@cache
def calendar_of_today() -> WorkingCalendar:
    """The working calendar of the re-based plan."""
    plan = plan_of_today()
    return working_calendar(plan.calendar, plan.timezone, plan.window)


def made_up_units(count: int) -> list[Unit]:
    """Schools, which take the phased track."""
    return [
        Unit(
            code=f"B-{number:04d}",
            name=f"示例学校{number}",
            type="school",
            district="D-1",
            coordinator=COORDINATOR.id,
            supervision_group=SUPERVISOR.id,
        )
        for number in range(count)
    ]


async def launch_units(stage: Stage, campaign: str, units: Sequence[Unit]) -> None:
    """Launch the reference plan over the units, and wait until all of them are started."""
    plan = plan_of_today()
    await stage.gateway.launch(
        campaign, reference_plan().text, plan, calendar_of_today(), units, []
    )
    async for _ in stage.gateway.watch_sweeps(campaign):
        pass


def preparations() -> list[Command]:
    """What brings a unit from its launch into its first phase, the meeting held."""
    ready = [
        CompleteReadiness(id=new_id(), by=COORDINATOR, kind="complete_readiness", item=item.id)
        for item in reference_plan().plan.readiness
    ]
    return [
        *ready,
        Start(id=new_id(), by=COORDINATOR, kind="start"),
        CompleteStep(id=new_id(), by=COORDINATOR, kind="complete_step", step=FIRST_STEP),
    ]


async def open_units(stage: Stage, campaign: str, count: int) -> list[str]:
    """Launch units and bring them into their first phase; their codes."""
    units = [unit.code for unit in made_up_units(count)]
    await launch_units(stage, campaign, made_up_units(count))
    turn = asyncio.Semaphore(_AT_ONCE)

    async def prepare(unit: str) -> None:
        async with turn:
            for command in preparations():
                await stage.gateway.submit(campaign, unit, command, is_awaited=False)

    await asyncio.gather(*map(prepare, units))
    return units


def comment(text: str = TEXT) -> Comment:
    """A command that is always acceptable."""
    return Comment(id=new_id(), by=COORDINATOR, kind="comment", text=text)


def new_id() -> str:
    """The id of a command that nobody has sent before."""
    return uuid4().hex
