"""Responsibility letters (责任书): what they say, and when they are acknowledged.

Reference case, "Who answers for what": at each level a leading group under the first secretary, and
a signed responsibility letter per level.
"""

from datetime import datetime

from rules.authority import own_office
from rules.calendar import local_date, on_or_before
from rules.course import track
from rules.deadlines import latest_start
from rules.folding import with_
from rules.guards import require_open
from rules.refused import Refused
from schemas.actor import CAMPAIGN_OFFICE, Actor, Role
from schemas.campaign import CampaignStatus
from schemas.campaign_row import CampaignRow
from schemas.events import Event
from schemas.responsibility import (
    AcknowledgeLetter,
    CityLetter,
    CountyLetter,
    DistrictLetters,
    Duty,
    LetterAcknowledged,
    LetterChain,
    LetterFilter,
    OfficeLine,
    UnitLetter,
)
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.text import Text


def acknowledge_letter(
    state: UnitState, command: AcknowledgeLetter, now: datetime
) -> tuple[Event, ...]:
    """The unit takes on what its letter says; once, until others answer for it.

    The letter of an office is the one that it has as the office of its county or of the city.
    """
    del command, now
    require_open(state)
    if own_office(state.unit) is not None:
        raise Refused("office_letter")
    if state.letter_acknowledged_at is not None:
        at = local_date(state.rules.calendar, state.letter_acknowledged_at)
        raise Refused("letter_acknowledged", at=at)
    return (LetterAcknowledged(),)


def fold_letter(state: UnitState, at: datetime) -> UnitState:
    """The letter is acknowledged."""
    return with_(state, letter_acknowledged_at=at)


def with_answering(state: UnitState, unit: Unit) -> UnitState:
    """The state with another roster entry: who newly answers for the unit signs for themselves."""
    is_renewed = _answering(unit) != _answering(state.unit)
    at = None if is_renewed else state.letter_acknowledged_at
    return with_(state, unit=unit, letter_acknowledged_at=at)


def unit_letter(state: UnitState, title: Text) -> UnitLetter:
    """A unit's letter as its rules and roster entry make it now; `title` is the campaign's."""
    unit, rules = state.unit, state.rules
    taken = track(state)
    return UnitLetter(
        campaign=state.campaign,
        title=title,
        unit=unit.code,
        name=unit.name,
        district=unit.district,
        post=unit.post,
        coordinator=unit.coordinator,
        supervision_group=unit.supervision_group,
        track=taken.title,
        duties=tuple(
            Duty(
                phase=phase.title,
                length=phase.length,
                steps=tuple(step.title for step in phase.steps if step.required),
            )
            for phase in taken.phases
        ),
        latest_start=on_or_before(rules.calendar, latest_start(rules, taken.id)),
        last=rules.window.last,
        acknowledged_at=state.letter_acknowledged_at,
    )


def city_letter(row: CampaignRow, chain: LetterChain) -> CityLetter:
    """The city's letter, for the counties and units that there are now."""
    return CityLetter(
        campaign=row.campaign,
        title=row.title,
        post=chain.post,
        counties=len(chain.counties),
        units=sum(county.units for county in chain.counties),
        members=sum(county.members for county in chain.counties),
        last=row.window.last,
        acknowledged_at=chain.city_acknowledged_at,
        acknowledged_by=chain.city_acknowledged_by,
    )


def county_letter(row: CampaignRow, letters: DistrictLetters) -> CountyLetter:
    """A county's letter, for the units that it has now."""
    return CountyLetter(
        campaign=row.campaign,
        title=row.title,
        district=letters.district,
        post=letters.post,
        units=letters.units,
        members=letters.members,
        last=row.window.last,
        acknowledged_at=letters.county_acknowledged_at,
        acknowledged_by=letters.county_acknowledged_by,
    )


def office_letter(
    row: CampaignRow, chain: LetterChain, office: Actor
) -> CountyLetter | CityLetter | None:
    """The letter of a county or of the city; None for a county that has no unit."""
    if office == CAMPAIGN_OFFICE:
        return city_letter(row, chain)
    counties = (county for county in chain.counties if county.district == office.id)
    return next((county_letter(row, county) for county in counties), None)


def office_lines(chain: LetterChain, chosen: LetterFilter) -> tuple[OfficeLine, ...]:
    """The letters of offices that a filter chooses, the city's first; no group has an office's."""
    if chosen.supervision_group is not None:
        return ()
    city = OfficeLine(
        office=CAMPAIGN_OFFICE, post=chain.post, acknowledged_at=chain.city_acknowledged_at
    )
    counties = (
        OfficeLine(
            office=Actor(Role.COUNTY, county.district),
            post=county.post,
            acknowledged_at=county.county_acknowledged_at,
        )
        for county in chain.counties
        if chosen.district in (None, county.district)
    )
    return tuple(
        line
        for line in (*((city,) if chosen.district is None else ()), *counties)
        if chosen.is_acknowledged in (None, line.acknowledged_at is not None)
    )


def require_office_signing(by: Actor, status: CampaignStatus) -> None:
    """Refuse whoever signs for an office and is not one: nobody does for others, or after the end."""
    if by.role is not Role.COUNTY and by != CAMPAIGN_OFFICE:
        raise Refused("not_allowed", by_whom=by)
    if status is CampaignStatus.CLOSED:
        raise Refused("campaign_over")


def _answering(unit: Unit) -> tuple[str | None, str, str]:
    return unit.post, unit.coordinator, unit.supervision_group
