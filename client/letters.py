"""Responsibility letters as the gateway gives them: of the city, a county, a unit, and the chain."""

from typing import Final

from client.clock import time_of
from records.errors import MalformedCursor, UnknownDistrict
from records.store import Records
from rules.authority import own_office
from rules.responsibility import (
    office_letter,
    office_lines,
    require_office_signing,
    unit_letter,
)
from schemas.actor import CAMPAIGN_OFFICE, Actor
from schemas.responsibility import (
    CityLetter,
    CountyLetter,
    LetterChain,
    LetterFilter,
    LetterPage,
    OfficeLine,
    UnitLetter,
)

_OF_AN_OFFICE: Final = ":"
"""What marks the end of a page as an office's: no unit's code has it."""


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
        at = time_of(row)
        await self._records.responsibility.acknowledge(campaign, by, at)
        return await self.of_office(campaign, by)

    async def chain(self, campaign: str) -> LetterChain:
        """The city and its counties, whether they have signed, and how many of the units have."""
        await self._records.campaigns.get(campaign)
        return await self._records.responsibility.chain(campaign)

    async def page(
        self, campaign: str, chosen: LetterFilter, *, after: str | None = None, limit: int = 50
    ) -> LetterPage:
        """A page of letters, those of offices first; `after` is the page before's `next`.

        Raises:
            MalformedCursor: `after` is no page's `next`.
        """
        await self._records.campaigns.get(campaign)
        is_past_offices = after is not None and _OF_AN_OFFICE not in after
        offices = () if is_past_offices else await self._offices(campaign, chosen, after)
        shown = offices[:limit]
        if len(offices) > limit:
            return LetterPage(offices=shown, lines=(), next=str(shown[-1].office))
        room = limit - len(shown)
        page = await self._records.responsibility.page(
            campaign, chosen, after=after if is_past_offices else None, limit=max(room, 1)
        )
        if page.lines and not room:
            return LetterPage(offices=shown, lines=(), next=str(shown[-1].office))
        return page.model_copy(update={"offices": shown})

    async def _offices(
        self, campaign: str, chosen: LetterFilter, after: str | None
    ) -> tuple[OfficeLine, ...]:
        """The letters of offices, from the one on that comes after an office."""
        lines = office_lines(await self._records.responsibility.chain(campaign), chosen)
        if after is None:
            return lines
        try:
            last = Actor.parse(after)
        except ValueError:
            raise MalformedCursor from None
        return tuple(line for line in lines if _in_order(line.office) > _in_order(last))


def _in_order(office: Actor) -> tuple[bool, str]:
    """The city's office comes first, then the counties' by their codes."""
    return office != CAMPAIGN_OFFICE, office.id
