"""Whatever the gateway sees refused stands in the access log: what was tried, by whom, and the code."""

from typing import Any

import pytest

from rules.refused import Refused
from schemas.actor import CAMPAIGN_ITSELF, CAMPAIGN_OFFICE, Actor
from schemas.campaign import CampaignCommand, CampaignCommandAdapter
from tests.client.noted import noted_refusals
from tests.conftest import World
from tests.workflows.campaigns import launch, new_code, unit
from tests.workflows.driver import Driver
from tests.workflows.office import CLOSE, CLOSE_ALL

COUNTY = Actor.parse("county:D1")


def asked(kind: str, by: Actor, id_: str) -> CampaignCommand:
    """A campaign's command by anybody."""
    given: dict[str, Any] = {"id": id_, "by": by, "kind": kind}
    return CampaignCommandAdapter.validate_python(given)


async def test_what_is_refused_is_noted_of_units_and_of_campaigns_open_or_closed(
    world: World,
) -> None:
    code = new_code("noted")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")

    async def refuse_campaign(kind: str, by: Actor, id_: str) -> None:
        with pytest.raises(Refused):
            await world.gateway.command_campaign(code, asked(kind, by, id_))

    async def refuse_unit(by: Actor) -> None:
        command = school.command("comment", by, text="-")
        with pytest.raises(Refused):
            await world.gateway.submit(code, "S-1", command)

    await refuse_unit(Actor.parse("county:D9"))
    await refuse_campaign("close", COUNTY, "n-1")
    await school.swept(CLOSE_ALL)
    await school.absorb(CLOSE)
    await school.end()
    await refuse_unit(COUNTY)
    await world.client.get_workflow_handle(f"campaign:{code}").result()
    await refuse_campaign("close", COUNTY, "n-3")
    await refuse_campaign("resume", CAMPAIGN_OFFICE, "n-4")

    assert await noted_refusals(world.records, code) == [
        ("S-1", "county:D9", "comment", "not_allowed", "c-1"),
        (None, "county:D1", "close", "not_allowed", "n-1"),
        ("S-1", "county:D1", "comment", "unit_closed", "c-2"),
        (None, "county:D1", "close", "not_allowed", "n-3"),
        (None, "city:office", "resume", "campaign_status", "n-4"),
    ]


async def test_nobody_speaks_as_the_campaign_itself(world: World) -> None:
    code = new_code("rogue")
    await launch(world.gateway, code, unit("S-1"))
    school = await Driver.of(world, code, "S-1")
    hold = school.command("hold", CAMPAIGN_ITSELF, reason="Rogue.")
    with pytest.raises(Refused) as refused:
        await world.gateway.submit(code, "S-1", hold)
    assert refused.value.refusal.code == "not_allowed"
    assert (await school.progress()).revision == 0
    assert await noted_refusals(world.records, code) == [
        ("S-1", "system:campaign", "hold", "not_allowed", hold.id)
    ]
