"""Responsibility letters (责任书): what they say, and when they are acknowledged.

Reference case, "Who answers for what": at each level a leading group under the first secretary, and
a signed responsibility letter per level.
"""

from datetime import datetime

from rules.calendar import local_date
from rules.course import track
from rules.folding import with_
from rules.guards import require_open
from rules.refused import Refused
from schemas.actor import Actor, Role
from schemas.campaign_row import CampaignRow
from schemas.events import Event
from schemas.responsibility import (
    AcknowledgeLetter,
    CountyLetter,
    DistrictLetters,
    Duty,
    LetterAcknowledged,
    UnitLetter,
)
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.text import Text


def acknowledge_letter(
    state: UnitState, command: AcknowledgeLetter, now: datetime
) -> tuple[Event, ...]:
    """The unit takes on what its letter says; once, until others answer for it."""
    del command, now
    require_open(state)
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
        latest_start=rules.latest_start,
        last=rules.window.last,
        acknowledged_at=state.letter_acknowledged_at,
    )


def county_letter(row: CampaignRow, letters: DistrictLetters) -> CountyLetter:
    """A county's letter, for the units that it has now."""
    return CountyLetter(
        campaign=row.campaign,
        title=row.title,
        district=letters.district,
        units=letters.units,
        members=letters.members,
        last=row.window.last,
        acknowledged_at=letters.county_acknowledged_at,
        acknowledged_by=letters.county_acknowledged_by,
    )


def signing_county(by: Actor) -> str:
    """The district for which somebody acknowledges a county's letter; nobody does for others."""
    if by.role is not Role.COUNTY:
        raise Refused("not_allowed", by_whom=by)
    return by.id


def _answering(unit: Unit) -> tuple[str | None, str, str]:
    return unit.post, unit.coordinator, unit.supervision_group
