"""A changed roster is brought to a campaign by whom it is for, and while it can be; else not at all."""

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from client.campaigns import Campaigns
from client.roster_changes import apply_roster
from records.store import Records
from rules.refused import Refused
from schemas.actor import CAMPAIGN_OFFICE, Actor
from schemas.campaign import CampaignCommand, CampaignStatus, CampaignSummary
from schemas.commands import Command
from schemas.roster import Person
from schemas.roster_change import RosterApplied, RosterChange, UnitChange
from schemas.views import Receipt
from tests.client.noted import noted_refusals
from tests.records.launched import launch
from tests.rules.reference import UNIT, with_unit
from tests.rules.stories import COORDINATOR

NEW = Person(id="P-9", name="Sample I", contact="i@example.org", role="coordinator")
KNOWN = Person(id="P-1", name="Sample A", contact="a@example.org", role="coordinator")
CHANGED = KNOWN.model_copy(update={"contact": "elsewhere@example.org"})
ADDED = RosterChange(added=(with_unit(code="SCH-9"),))


@dataclass
class Office:
    """Stands where a campaign's workflow would: of that status, and remembers what it was told."""

    campaign: str
    status: CampaignStatus
    told: list[CampaignCommand] = field(default_factory=list)

    async def summary(self, campaign: str) -> CampaignSummary:
        return CampaignSummary(campaign=campaign, status=self.status, units=1)

    async def command(self, campaign: str, command: CampaignCommand) -> None:
        assert campaign == self.campaign
        self.told.append(command)


async def submit(campaign: str, unit: str, command: Command) -> Receipt:
    raise AssertionError(f"{campaign} {unit} is told {command}")


async def apply(records: Records, office: Office, by: Actor, **fields: Any) -> RosterApplied:
    return await apply_roster(
        records,
        cast("Campaigns", office),
        submit,
        office.campaign,
        ADDED,
        merged={},
        by=by,
        reason="-",
        command_id="roster-1",
        coordinators=(CHANGED, NEW),
        **fields,
    )


@pytest.mark.parametrize(
    ("by", "status", "code"),
    [
        (COORDINATOR, CampaignStatus.RUNNING, "not_allowed"),
        (CAMPAIGN_OFFICE, CampaignStatus.PAUSED, "campaign_status"),
    ],
)
async def test_a_roster_that_is_refused_leaves_nothing_but_a_note_of_it(
    records: Records, by: Actor, status: CampaignStatus, code: str
) -> None:
    campaign = await launch(records, people=[KNOWN])
    office = Office(campaign, status)
    with pytest.raises(Refused, match=code):
        await apply(records, office, by)
    assert await records.people.all(campaign) == (KNOWN,)
    assert await records.units.roster(campaign) == (UNIT,)
    assert office.told == []
    assert await noted_refusals(records, campaign) == [
        (None, str(by), "apply_roster", code, "roster-1")
    ]


async def test_only_whom_nobody_knows_comes_with_a_roster(records: Records) -> None:
    campaign = await launch(records, people=[KNOWN])
    office = Office(campaign, CampaignStatus.RUNNING)
    applied = await apply(records, office, CAMPAIGN_OFFICE)
    assert applied.added == ("SCH-9",)
    english = NEW.model_copy(update={"language": "en"})  # as the plan is
    assert await records.people.all(campaign) == (KNOWN, english)
    assert [command.kind for command in office.told] == ["launch"]
    assert await noted_refusals(records, campaign) == []


@pytest.mark.parametrize(("code", "is_reached"), [("id_reused", True), ("unit_closed", False)])
async def test_a_change_that_has_reached_its_unit_may_be_said_otherwise_by_now(
    records: Records, code: str, *, is_reached: bool
) -> None:
    """Its id is that of the change; another reason, or rules amended since, make it no other one."""
    refused: list[str] = []

    async def refuse(campaign: str, unit: str, command: Command) -> Receipt:
        refused.append(command.kind)
        raise Refused(code, id=command.id, kind=command.kind)

    campaign = await launch(records)
    after = UNIT.model_copy(update={"name": "Another name"})
    change = UnitChange(before=UNIT, after=after, aspects=("name",))
    applied = await apply_roster(
        records,
        cast("Campaigns", Office(campaign, CampaignStatus.RUNNING)),
        refuse,
        campaign,
        RosterChange(changed=(change,)),
        merged={"SCH-002": UNIT.code},
        by=CAMPAIGN_OFFICE,
        reason="-",
        command_id="roster-1",
        coordinators=(),
    )
    assert refused == ["amend", "withdraw"]
    reached = ((UNIT.code,), ("SCH-002",)) if is_reached else ((), ())
    assert (applied.amended, applied.merged) == reached
    assert [miss.code for miss in applied.missed] == ([] if is_reached else [code, code])
