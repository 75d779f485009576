"""A campaign whose units are everywhere in it, so that lists and counts have something to tell."""

from collections.abc import Callable
from itertools import cycle
from random import Random
from typing import Any, Final

from records.store import Records
from schemas.actor import Actor
from schemas.commands import Command
from schemas.roster import Level, Members, Unit
from tests.records.launched import TYPES, launch, record, story
from tests.rules.stories import CITY, COUNTY, Story

_DISTRICTS: Final = ("D1", "D2", "甲区", "d3")
_GROUPS: Final = ("SG-01", "SG-02", "SG-03")
_COORDINATORS: Final = ("c-001", "c-002", "c-003", "c-004", "c-005")
_NAMES: Final = ("First School", "第一小学", "100% Cotton_Mill", r"Back\slash", "FIRST hospital")


class ByTheCity(Story):
    """A story in which the city's office does everything, whoever answers for the unit."""

    def command(self, kind: str, by: Actor = CITY, **fields: Any) -> Command:
        """A command of the city's office."""
        del by
        return super().command(kind, CITY, **fields)


_WAYS: Final[tuple[Callable[[Story], object], ...]] = (
    lambda _: None,
    lambda told: told.get_ready(),
    lambda told: told.start(),
    lambda told: told.start("key_links"),
    lambda told: told.start().report("study"),
    lambda told: told.start().report("study").send_back("study", "lecture"),
    lambda told: told.start().report("study").sign_off("study"),
    lambda told: told.start().at("2026-03-20"),
    lambda told: told.finish(),
    lambda told: told.do("suspend", COUNTY, reason="flood"),
    lambda told: told.do("withdraw", CITY, cause="closed", reason="closed down"),
)
"""How far units have come, one after the other."""


def city_units(number: int, seed: int) -> list[Unit]:
    """Units with codes that sort differently by code point, by case and by script."""
    chance = Random(seed)  # noqa: S311 - a seeded, repeatable city
    names = cycle(_NAMES)
    prefixes = ("A", "a", "b", "学", "Z_", "z-")
    return [
        Unit(
            code=f"{chance.choice(prefixes)}{index}",
            name=next(names),
            type=chance.choice(TYPES),
            district=chance.choice(_DISTRICTS),
            coordinator=chance.choice(_COORDINATORS),
            supervision_group=chance.choice(_GROUPS),
            organisations=chance.randrange(3),
            members=Members(
                production_line=chance.randrange(9), retired=3 + chance.randrange(5), floating=2
            ),
        )
        for index in range(number)
    ]


def offices() -> list[Unit]:
    """The rows of the counties and of the city itself, which count as no units."""
    where: dict[str, Level] = {**dict.fromkeys(_DISTRICTS, "county"), "whole-city": "city"}
    return [
        Unit(
            code=f"office-{number}",
            name=f"Office {number}",
            type=TYPES[0],
            district=district,
            level=level,
            coordinator=_COORDINATORS[0],
            supervision_group=_GROUPS[0],
            organisations=7,
            members=Members(other=50, floating=9),
        )
        for number, (district, level) in enumerate(where.items())
    ]


async def launch_city(records: Records, number: int = 66, seed: int = 2005) -> str:
    """Launch the units and offices of a city, bring each of them as far as its way goes, and record it."""
    units = [*city_units(number, seed), *offices()]
    campaign = await launch(records, units)
    for unit, way in zip(units, cycle(_WAYS), strict=False):
        told = story(campaign, unit, ByTheCity)
        way(told)
        if told.journal:
            await record(records, told)
    return campaign
