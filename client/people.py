"""The people of campaigns: names and contacts, which stand in the records and nowhere else."""

from collections.abc import Sequence

from client.clock import time_of
from records.store import Records
from rules.people import in_own_language
from schemas.people import PeopleChange
from schemas.roster import Person


class People:
    """Reads people, and takes them in."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def all(self, campaign: str) -> tuple[Person, ...]:
        """The people of a campaign, by id."""
        return await self._records.people.all(campaign)

    async def take_in(self, campaign: str, people: Sequence[Person]) -> PeopleChange:
        """Add people or change those that are there; what was for nobody lately is now for them."""
        row = await self._records.campaigns.get(campaign)
        plan = (await self._records.campaigns.plan(campaign)).plan
        known = await self._records.people.get(campaign, [person.id for person in people])
        return await self._records.people.put(
            campaign, in_own_language(people, plan, known), time_of(row)
        )
