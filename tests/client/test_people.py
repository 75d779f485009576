"""People of a plan in English are written to in English, unless their list says otherwise."""

from typing import Any, cast

from client.campaigns import Campaigns
from client.launching import launch_campaign
from client.people import People
from intake.holidays import working_calendar
from records.store import Records
from schemas.campaign import CampaignMemory
from schemas.roster import Person
from tests.records.launched import PLAN, launch, new_campaign
from tests.rules.reference import UNIT

INSPECTOR = Person(id="I-1", name="Inspector 1", role="supervisor", scope="inspectors-a")
COORDINATOR = Person(id="E-01", name="Person 1", role="coordinator")


class _Starting:
    """Starts the workflow of a campaign, as far as a launch can tell."""

    async def start(self, memory: CampaignMemory) -> bool:
        return bool(memory.units)


async def languages(records: Records, campaign: str) -> dict[str, str]:
    return {person.id: person.language for person in await records.people.all(campaign)}


async def test_at_the_launch(records: Records) -> None:
    new, calendar = new_campaign(), working_calendar(PLAN.calendar, PLAN.timezone, PLAN.window)
    people = [COORDINATOR, INSPECTOR.model_copy(update={"language": "zh"})]
    campaigns = cast("Campaigns", cast("Any", _Starting()))
    await launch_campaign(records, campaigns, new, calendar, [UNIT], people)
    assert await languages(records, new.campaign) == {"E-01": "en", "I-1": "zh"}


async def test_in_a_running_campaign_where_those_who_are_there_keep_theirs(
    records: Records,
) -> None:
    campaign = await launch(records, people=[COORDINATOR])
    change = await People(records).take_in(campaign, [COORDINATOR, INSPECTOR])
    assert (change.added, change.unchanged) == (("I-1",), ("E-01",))
    assert await languages(records, campaign) == {"E-01": "zh", "I-1": "en"}
