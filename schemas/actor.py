"""Who acts, and in which capacity."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from schemas.base import Written


class Role(StrEnum):
    """The capacities in which somebody can act on a unit."""

    COORDINATOR = "coordinator"
    SUPERVISOR = "supervisor"
    COUNTY = "county"
    CITY = "city"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor(Written):
    """`coordinator:<person>`, `supervisor:<group>`, `county:<district>`, `city:office` or `system:<part>`.

    The rules check `id` against the unit's own coordinator, supervision group or district.
    """

    role: Role
    id: str
    pattern: ClassVar[str] = r"^(coordinator|supervisor|county|city|system):[^\W_][\w.\-]{0,63}$"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `role:id`."""
        if re.fullmatch(cls.pattern, text) is None:
            raise ValueError(
                "expected coordinator:<person>, supervisor:<group>, county:<district>, "
                "city:office or system:<part>"
            )
        role, _, id_ = text.partition(":")
        return cls(Role(role), id_)

    def __str__(self) -> str:
        return f"{self.role}:{self.id}"


CLOCK = Actor(Role.SYSTEM, "clock")
"""Who acts when time has passed."""

RECORDS = Actor(Role.SYSTEM, "records")
"""Who acts when something has come back from the world."""

CAMPAIGN_OFFICE = Actor(Role.CITY, "office")
"""The campaign office of the city."""

CAMPAIGN_ITSELF = Actor(Role.SYSTEM, "campaign")
"""The campaign as a whole, when it reaches all of its units."""
