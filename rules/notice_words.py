"""What is said to somebody, before it is known when; and who has a role for a unit."""

from dataclasses import dataclass
from datetime import datetime

from schemas.actor import CAMPAIGN_OFFICE, Actor, Role
from schemas.notice import NoticeKind
from schemas.roster import PersonRole, Unit
from schemas.target import Target


@dataclass(frozen=True, slots=True)
class Word:
    """What is said to somebody, before it is known when."""

    kind: NoticeKind
    audience: Actor
    is_urgent: bool = True
    target: Target | None = None
    due: datetime | None = None
    rung: str | None = None
    channel: str | None = None


def addressee(unit: Unit, role: PersonRole) -> Actor:
    """Who has a role for a unit; over the city's own there is no county."""
    match role:
        case "coordinator":
            return Actor(Role.COORDINATOR, unit.coordinator)
        case "supervisor":
            return Actor(Role.SUPERVISOR, unit.supervision_group)
        case "county" if unit.level != "city":
            return Actor(Role.COUNTY, unit.district)
        case _:
            return CAMPAIGN_OFFICE
