"""A campaign whose every unit has something to say at the same opening of business, minutes from now."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from psycopg import AsyncConnection

from bench.business_day import every_day, zone_by_day
from bench.stage import Stage
from schemas.plan import CalendarSource, Plan, UnitType, Window
from schemas.quantities import Days, Minutes, When, WorkingDays
from schemas.reminders import Ladder, Reminders, Rung
from schemas.roster import Person, Unit
from schemas.step import Gate, Phase, TaskStep, Track
from schemas.text import Text

STEP: Final = "report"
"""The step that every unit is reminded of."""

_STORM: Final = Text(en="Storm")
_TO_LAUNCH: Final = timedelta(seconds=30)
_A_UNIT: Final = timedelta(milliseconds=90)
"""What launching takes, with room to spare, and beside it for each unit."""


_BETWEEN_LOOKS: Final = 0.5


class TooSlow(RuntimeError):
    """The storm broke before every unit had begun."""

    def __init__(self, open_units: int, count: int) -> None:
        super().__init__(f"only {open_units} of {count} units were there when business opened")


async def launch_storm(stage: Stage, campaign: str, count: int, spread: int) -> datetime:
    """Launch so many units that will be reminded at the next opening of business; that instant."""
    zone = zone_by_day()
    opening = (datetime.now(UTC) + _TO_LAUNCH + count * _A_UNIT).astimezone(zone)
    opening = opening.replace(microsecond=0)
    plan, calendar = _plan(opening, spread), every_day(opening, opening.time(), time(23, 59))
    units = [_unit(number, opening.date()) for number in range(count)]
    people = [_coordinator(number) for number in range(count)]
    await stage.gateway.launch(campaign, plan.model_dump_json(), plan, calendar, units, people)
    async for _ in stage.gateway.watch_sweeps(campaign):
        pass
    while (begun := await count_entries(stage, campaign, "phase_opened")) < count:
        if datetime.now(UTC) >= opening:
            raise TooSlow(begun, count)
        await asyncio.sleep(_BETWEEN_LOOKS)
    return opening.astimezone(UTC)


async def count_entries(stage: Stage, campaign: str, kind: str) -> int:
    """How many entries of a kind the journals of a campaign have."""
    connection = await AsyncConnection.connect(stage.postgres.url, autocommit=True)
    async with connection:
        counted = await connection.execute(
            "SELECT count(*) FROM journal WHERE campaign = %s AND kind = %s", (campaign, kind)
        )
        row = await counted.fetchone()
        return 0 if row is None else int(row[0])


def _plan(opening: datetime, spread: int) -> Plan:
    step = TaskStep(id=STEP, kind="task", title=_STORM, due=WorkingDays(1))
    phase = Phase(id="all", title=_STORM, length=Days(20), gate=Gate(sign_off=False), steps=(step,))
    ladder = Ladder(id="usual", rungs=(Rung(id="day_before", when=When(-1)),))
    first = opening.date() - timedelta(days=1)
    return Plan(
        plan="storm",
        title=_STORM,
        timezone=str(opening.tzinfo),
        calendar=CalendarSource(country="CN"),
        window=Window(first=first, last=first + timedelta(days=30)),
        tracks=(Track(id="all", title=_STORM, phases=(phase,)),),
        types=(UnitType(id="any", title=_STORM, track="all"),),
        reminders=Reminders(spread=Minutes(spread), ladders=(ladder,)),
    )


def unit_code(number: int) -> str:
    """The code of one of the units, counted from 0."""
    return f"S-{number:05d}"


def contact_of(number: int) -> str:
    """The address of its coordinator."""
    return f"p-{number:05d}@example.org"


def coordinator_of(number: int) -> str:
    """The id of its coordinator."""
    return f"P-{number:05d}"


def _unit(number: int, today: date) -> Unit:
    return Unit(
        code=unit_code(number),
        name=f"Unit {number}",
        type="any",
        district="D-1",
        coordinator=coordinator_of(number),
        supervision_group="SG-1",
        wanted_start=today - timedelta(days=1),
    )


def _coordinator(number: int) -> Person:
    return Person(
        id=coordinator_of(number),
        name=f"Person {number}",
        contact=contact_of(number),
        channel="mail",
        role="coordinator",
        language="en",
    )
