"""What falls due of many units, gathered from the records for somebody's calendar."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from records.store import Records
from rules.appointments import appointments
from rules.evolve import evolve
from schemas.feed import Appointment
from schemas.state import UnitState
from schemas.units import StoredUnit, UnitFilter

_PAGE: Final = 200

_FORGETFUL: Final = ("amended", "track_switched", "item_answered")
"""After these a unit's state does not tell any more what was due before."""

_BELONGING: Final = {"coordinator", "supervision_group", "district"}


async def appointments_of(
    records: Records, campaign: str, chosen: UnitFilter
) -> tuple[Appointment, ...]:
    """The appointments of the chosen units, and of those that were once of the same people."""
    found: list[Appointment] = []
    async for page in _pages(records, campaign, chosen):
        found += await _of_page(records, campaign, page, is_still_theirs=True)
    belonging = chosen.model_dump(include=_BELONGING)
    if belonging:
        former = await records.units.former(campaign, belonging)
        units = [await records.units.get(campaign, code) for code in former]
        found += await _of_page(records, campaign, units, is_still_theirs=False)
    return tuple(found)


async def _pages(
    records: Records, campaign: str, chosen: UnitFilter
) -> AsyncIterator[tuple[StoredUnit, ...]]:
    after: str | None = None
    while True:
        page = await records.units.page(campaign, chosen, after=after, limit=_PAGE)
        if page:
            yield page
        if len(page) < _PAGE:
            return
        after = page[-1].row.code


async def _of_page(
    records: Records, campaign: str, units: Sequence[StoredUnit], *, is_still_theirs: bool
) -> list[Appointment]:
    revisions = {unit.row.code: unit.state.revision for unit in units}
    changed_at = await records.journal.instants(campaign, revisions)
    forgetful = await records.journal.units_with(campaign, revisions, _FORGETFUL)
    struck_off = await records.items.struck_off(campaign, revisions)
    meetings = await records.meetings.by_unit(campaign, revisions)
    return [
        appointment
        for unit in units
        for appointment in appointments(
            unit.state,
            changed_at.get(unit.row.code, unit.state.launched_at),
            await _past(records, unit.state) if unit.row.code in forgetful else (),
            struck_off=struck_off.get(unit.row.code, {}),
            meetings=meetings.get(unit.row.code, ()),
            is_still_theirs=is_still_theirs,
        )
    ]


async def _past(records: Records, state: UnitState) -> list[UnitState]:
    """The states of a unit before everything after which it forgot what was due."""
    past: list[UnitState] = []
    campaign, unit = state.campaign, state.unit.code
    then = await records.units.initial_state(campaign, unit)
    while then.revision < state.revision:
        for entry in await records.journal.oldest(campaign, unit, after=then.revision):
            if entry.event.kind in _FORGETFUL:
                past.append(then)
            then = evolve(then, entry)
    return past
