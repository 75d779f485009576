"""Responsibility letters as the gateway gives them: of the city, a county, a unit, and the chain."""

from datetime import UTC, datetime

from records.errors import UnknownDistrict
from records.store import Records
from rules.authority import own_office
from rules.responsibility import (
    office_letter,
    office_lines,
    require_office_signing,
    unit_letter,
)
from schemas.actor import Actor
from schemas.responsibility import (
    CityLetter,
    CountyLetter,
    LetterChain,
    LetterFilter,
    LetterPage,
    UnitLetter,
)


class Letters:
    """Reads letters, and lets offices sign theirs. A unit's is acknowledged by a command."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def of_unit(self, campaign: str, unit: str) -> UnitLetter | CountyLetter | CityLetter:
        """A unit's letter as it is worded now, with the coordinator's name where it is known.

        Of an office that goes through the campaign itself it is the letter of that office.
        """
        row = await self._records.campaigns.get(campaign)
        state = (await self._records.units.get(campaign, unit)).state
        office = own_office(state.unit)
        if office is not None:
            return await self.of_office(campaign, office)
        letter = unit_letter(state, row.title)
        people = await self._records.people.get(campaign, [letter.coordinator])
        if letter.coordinator not in people:
            return letter
        return letter.model_copy(update={"coordinator_name": people[letter.coordinator].name})

    async def of_office(self, campaign: str, office: Actor) -> CountyLetter | CityLetter:
        """The letter of a county for the units that it has now, or the city's.

        Raises:
            UnknownDistrict: the campaign has no unit in the county's district.
        """
        row = await self._records.campaigns.get(campaign)
        chain = await self._records.responsibility.chain(campaign)
        letter = office_letter(row, chain, office)
        if letter is None:
            raise UnknownDistrict(campaign, office.id)
        return letter

    async def acknowledge(self, campaign: str, by: Actor) -> CountyLetter | CityLetter:
        """The office that acts acknowledges its own letter; again is harmless.

        Raises:
            Refused: whoever acts is no county's office, and not the city's; or the campaign is closed.
            UnknownDistrict: the campaign has no unit in the county's district.
        """
        row = await self._records.campaigns.get(campaign)
        require_office_signing(by, row.status)
        at = datetime.now(UTC) + row.clock_offset
        await self._records.responsibility.acknowledge(campaign, by, at)
        return await self.of_office(campaign, by)

    async def chain(self, campaign: str) -> LetterChain:
        """The city and its counties, whether they have signed, and how many of the units have."""
        await self._records.campaigns.get(campaign)
        return await self._records.responsibility.chain(campaign)

    async def page(
        self, campaign: str, chosen: LetterFilter, *, after: str | None = None, limit: int = 50
    ) -> LetterPage:
        """A page of letters, those of offices first; `after` is the page before's `next`."""
        await self._records.campaigns.get(campaign)
        page = await self._records.responsibility.page(campaign, chosen, after=after, limit=limit)
        if after is not None:
            return page
        chain = await self._records.responsibility.chain(campaign)
        return page.model_copy(update={"offices": office_lines(chain, chosen)})
