"""What the demo runs on: the reference plan and roster, moved to coming days, and a few units of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import plans
from intake.people import read_people
from intake.plan import read_plan
from intake.roster import read_roster
from rules.compilation import rebase
from rules.roster import rebase_units
from schemas.plan import Plan
from schemas.roster import Person, Unit

_FOLDER: Final = Path(plans.__file__).parent
_MORNING: Final = time(9)
_ONLOOKERS: Final = 3


@dataclass(frozen=True, slots=True)
class DemoData:
    """The campaign, and those of its units that live in the rehearsal.

    `phased` and `key_links` go through their tracks, and so does the `city` itself with what it has
    promised; `staller` starts and then does nothing.
    """

    source: str
    plan: Plan
    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    phased: Unit
    key_links: Unit
    city: Unit
    staller: Unit
    onlookers: tuple[Unit, ...]

    @property
    def rehearsed(self) -> tuple[Unit, ...]:
        """The units of the rehearsal, and the city itself."""
        return (self.phased, self.key_links, self.city, self.staller, *self.onlookers)

    @property
    def first_morning(self) -> datetime:
        """The morning of the plan's first day."""
        zone = ZoneInfo(self.plan.timezone)
        return datetime.combine(self.plan.window.first, _MORNING, zone).astimezone(UTC)


def demo_data(limit: int | None) -> DemoData:
    """The reference case from the next Monday on; with `limit`, so many units of all kinds."""
    file = read_plan(_FOLDER / "reference-2005.yaml")
    roster = read_roster(_FOLDER / "reference-2005-roster.csv", file.plan)
    plan = rebase(file.plan, _next_monday(file.plan))
    units = rebase_units(roster.units, plan.window.first - file.plan.window.first)
    own = {type_.id: type_.track for type_ in plan.types}
    free = [unit for unit in units if unit.level == "unit" and unit.wanted_start is None]
    phased = [unit for unit in free if (unit.track or own[unit.type]) == plan.tracks[0].id]
    others = [unit for unit in free if (unit.track or own[unit.type]) != plan.tracks[0].id]
    (city,) = (unit for unit in units if unit.level == "city")
    return DemoData(
        source=file.text,
        plan=plan,
        units=units if limit is None else _spread(units, limit),
        people=read_people(_FOLDER / "reference-2005-people.csv").people,
        phased=phased[0],
        key_links=others[0],
        city=city,
        staller=phased[-1],
        onlookers=_spread(others[1:], _ONLOOKERS),
    )


def _spread(units: Sequence[Unit], count: int) -> tuple[Unit, ...]:
    """So many units from all over the roster."""
    return tuple(units[index] for index in _indexes(len(units), count))


def _indexes(length: int, count: int) -> Iterable[int]:
    return sorted({index * length // count for index in range(min(count, length))})


def _next_monday(plan: Plan) -> date:
    today = datetime.now(UTC).astimezone(ZoneInfo(plan.timezone)).date()
    return today + timedelta(days=7 - today.weekday())
