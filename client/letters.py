"""Responsibility letters as the gateway gives them: of a unit, of a county, and the chain."""

from datetime import UTC, datetime

from records.errors import UnknownDistrict
from records.store import Records
from rules.responsibility import county_letter, signing_county, unit_letter
from schemas.actor import Actor
from schemas.responsibility import (
    CountyLetter,
    DistrictLetters,
    LetterFilter,
    LetterPage,
    UnitLetter,
)


class Letters:
    """Reads letters, and lets counties sign theirs. A unit's is acknowledged by a command."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def of_unit(self, campaign: str, unit: str) -> UnitLetter:
        """A unit's letter as it is worded now, with the coordinator's name where it is known."""
        row = await self._records.campaigns.get(campaign)
        state = (await self._records.units.get(campaign, unit)).state
        letter = unit_letter(state, row.title)
        people = await self._records.people.get(campaign, [letter.coordinator])
        if letter.coordinator not in people:
            return letter
        return letter.model_copy(update={"coordinator_name": people[letter.coordinator].name})

    async def of_county(self, campaign: str, district: str) -> CountyLetter:
        """A county's letter for the units that it has now.

        Raises:
            UnknownDistrict: the campaign has no unit there.
        """
        row = await self._records.campaigns.get(campaign)
        for letters in await self._records.responsibility.chain(campaign):
            if letters.district == district:
                return county_letter(row, letters)
        raise UnknownDistrict(campaign, district)

    async def acknowledge(self, campaign: str, by: Actor) -> CountyLetter:
        """The county that acts acknowledges its own letter; again is harmless.

        Raises:
            Refused: whoever acts is no county's office.
            UnknownDistrict: the campaign has no unit in its district.
        """
        district = signing_county(by)
        row = await self._records.campaigns.get(campaign)
        at = datetime.now(UTC) + row.clock_offset
        await self._records.responsibility.acknowledge(campaign, district, by, at)
        return await self.of_county(campaign, district)

    async def chain(self, campaign: str) -> tuple[DistrictLetters, ...]:
        """The counties, whether they have signed, and how many of their units have."""
        await self._records.campaigns.get(campaign)
        return await self._records.responsibility.chain(campaign)

    async def page(
        self, campaign: str, chosen: LetterFilter, *, after: str | None = None, limit: int = 50
    ) -> LetterPage:
        """A page of the units' letters; `after` is the page before's `next`."""
        await self._records.campaigns.get(campaign)
        return await self._records.responsibility.page(campaign, chosen, after=after, limit=limit)
