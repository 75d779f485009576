"""Who may do what to which unit: role × command × scope, denied by default.

A role acts within its scope: a coordinator on the unit that names that person, a supervisor on the
units of that supervision group, a county office on the units of its district, the city's campaign
office and the system on all. Reference case, "Who answers for what": county offices guide and help
their units, supervision groups judge, the city decides on plan, tracks and the end.

The office of a county or of the city may go through the campaign itself. There it is what a
coordinator is to a unit: it reports, and leaves it to the supervision group and to the office above to
judge and to give more time. The city, which has none above it, does itself what only offices do.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.refused import Refused
from schemas.actor import CAMPAIGN_ITSELF, CAMPAIGN_OFFICE, Actor, Role
from schemas.report import ReportScope
from schemas.roster import Level, Unit
from schemas.unit_rules import EDITION, THIRD_EDITION


class Scope(StrEnum):
    """How far a role reaches."""

    UNIT = "unit"
    SUPERVISION_GROUP = "supervision_group"
    DISTRICT = "district"
    ALL = "all"


SCOPES: Final[Mapping[Role, Scope]] = {
    Role.COORDINATOR: Scope.UNIT,
    Role.SUPERVISOR: Scope.SUPERVISION_GROUP,
    Role.COUNTY: Scope.DISTRICT,
    Role.CITY: Scope.ALL,
    Role.SYSTEM: Scope.ALL,
}

_REPORTS = frozenset({Role.COORDINATOR, Role.COUNTY, Role.CITY})
_ITSELF = frozenset({Role.COORDINATOR})
_JUDGES = frozenset({Role.SUPERVISOR, Role.CITY})
_GRANTS = frozenset({Role.SUPERVISOR, Role.COUNTY, Role.CITY})
_OFFICES = frozenset({Role.COUNTY, Role.CITY})
_UNIT_OR_CITY = frozenset({Role.COORDINATOR, Role.CITY})
_CITY = frozenset({Role.CITY})
_SYSTEM = frozenset({Role.SYSTEM})

PERMISSIONS: Final[Mapping[str, frozenset[Role]]] = {
    "complete_readiness": _REPORTS,
    "acknowledge_letter": _ITSELF,
    "start": _REPORTS,
    "complete_step": _REPORTS,
    "reopen_step": _REPORTS,
    "schedule_step": _REPORTS,
    "request_extension": _REPORTS,
    "set_mechanism": _REPORTS,
    "publish": _REPORTS,
    "withdraw_publication": _REPORTS,
    "open_solicitation": _REPORTS,
    "close_solicitation": _REPORTS,
    "open_survey": _REPORTS,
    "close_survey": _REPORTS,
    "judge_survey": _JUDGES,
    "sign_off": _JUDGES,
    "send_back": _JUDGES,
    "record_visit": _JUDGES,
    "extend": _GRANTS,
    "decline_extension": _GRANTS,
    "suspend": _OFFICES,
    "resume": _OFFICES,
    "reassign": _OFFICES,
    "switch_track": _OFFICES,
    "withdraw": _OFFICES,
    "reopen": _OFFICES,
    "comment": _REPORTS | _JUDGES,
    "remind": _GRANTS,
    "add_item": _REPORTS,
    "amend_item": _REPORTS | _GRANTS,
    "close_item": _REPORTS,
    "confirm_item": _JUDGES,
    "return_item": _JUDGES,
    "reopen_item": _GRANTS,
    "escalate_item": _UNIT_OR_CITY,
    "answer_item": _OFFICES,
    "report_no_items": _REPORTS,
    "accept_no_items": _JUDGES,
    "amend": _CITY | _SYSTEM,
    "close": _CITY | _SYSTEM,
    "record_participation": _REPORTS,
    "correct_participation": _REPORTS,
    "explain_absence": _REPORTS,
    "accept_absence": _JUDGES,
    "decline_absence": _JUDGES,
    "convene_meeting": _REPORTS,
    "call_off_meeting": _REPORTS,
    "record_meeting": _REPORTS,
    "hold": _SYSTEM,
    "release": _SYSTEM,
}


_ABOVE: Final[Mapping[Level, frozenset[Role]]] = {
    "county": frozenset({Role.SUPERVISOR, Role.CITY}),
    "city": frozenset({Role.SUPERVISOR}),
}
"""Who judges an office and helps it, where it goes through the campaign itself."""


def may(actor: Actor, kind: str, unit: Unit, edition: int = EDITION) -> bool:
    """Whether an actor may give a command of that kind to a unit, by that edition of the rules."""
    return actor.role in _roles(kind, unit, edition) and _reaches(actor, unit)


def who_may(kind: str, unit: Unit, edition: int = EDITION) -> tuple[Actor, ...]:
    """Everybody who may give a command of that kind to a unit, nearest to the unit first."""
    roles = _roles(kind, unit, edition)
    return tuple(actor for actor in actors_of(unit) if actor.role in roles)


def reported_to(actor: Actor, asked: ReportScope) -> ReportScope:
    """What a report for somebody is about: counties and supervision groups get their own units'.

    Raises:
        Refused: it is another's, or whoever asks is no office: a coordinator looks at the unit.
    """
    match SCOPES[actor.role]:
        case Scope.ALL:
            return asked
        case Scope.DISTRICT:
            own = {"district": actor.id}
        case Scope.SUPERVISION_GROUP:
            own = {"supervision_group": actor.id}
        case Scope.UNIT:
            raise Refused("not_allowed", who=_told_of(asked), by_whom=actor)
    if any(asked.named.get(name, id_) != id_ for name, id_ in own.items()):
        raise Refused("not_allowed", who=_told_of(asked), by_whom=actor)
    return asked.model_copy(update=own)


def _told_of(asked: ReportScope) -> tuple[Actor, ...]:
    """Who gets a report on that: whoever has it as their own, and the city's office."""
    group, district = asked.supervision_group, asked.district
    return (
        *([] if group is None else [Actor(Role.SUPERVISOR, group)]),
        *([] if district is None else [Actor(Role.COUNTY, district)]),
        CAMPAIGN_OFFICE,
    )


def actors_of(unit: Unit) -> tuple[Actor, ...]:
    """Everybody whose scope a unit lies in, nearest to the unit first."""
    county = () if unit.level == "city" else (Actor(Role.COUNTY, unit.district),)
    return (
        Actor(Role.COORDINATOR, unit.coordinator),
        Actor(Role.SUPERVISOR, unit.supervision_group),
        *county,
        CAMPAIGN_OFFICE,
        CAMPAIGN_ITSELF,
    )


def own_office(unit: Unit) -> Actor | None:
    """The office that stands in the roster as this unit; None for any other unit."""
    match unit.level:
        case "unit":
            return None
        case "county":
            return Actor(Role.COUNTY, unit.district)
        case "city":
            return CAMPAIGN_OFFICE


def office_above(unit: Unit) -> Actor | None:
    """Who takes up what a unit cannot solve: its county, the city for a county, nobody for the city."""
    match unit.level:
        case "unit":
            return Actor(Role.COUNTY, unit.district)
        case "county":
            return CAMPAIGN_OFFICE
        case "city":
            return None


def _roles(kind: str, unit: Unit, edition: int) -> frozenset[Role]:
    roles, own = PERMISSIONS.get(kind, frozenset()), own_office(unit)
    if own is not None and roles == _ITSELF:
        return frozenset({own.role})
    if own is not None and Role.COORDINATOR in roles and edition >= THIRD_EDITION:
        return roles | {own.role}
    if own is None or Role.COORDINATOR in roles or roles.isdisjoint(_ABOVE[unit.level]):
        return roles
    return roles - {own.role}


def _reaches(actor: Actor, unit: Unit) -> bool:
    match SCOPES[actor.role]:
        case Scope.UNIT:
            return actor.id == unit.coordinator
        case Scope.SUPERVISION_GROUP:
            return actor.id == unit.supervision_group
        case Scope.DISTRICT:
            return actor.id == unit.district and unit.level != "city"
        case Scope.ALL:
            return actor in (CAMPAIGN_OFFICE, CAMPAIGN_ITSELF)
