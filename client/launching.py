"""Launching a campaign: its rows go in first, in bulk; its workflow then starts the units by pages."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from client.in_force import InForce
from records.store import Records
from rules.acceptance import initial_state
from rules.people import in_own_language
from rules.snapshot import snapshot
from schemas.actor import CAMPAIGN_OFFICE
from schemas.calendar import WorkingCalendar
from schemas.campaign import CampaignMemory, CampaignStatus, Launch, Sweep
from schemas.campaign_row import NewCampaign
from schemas.plan import Plan
from schemas.roster import Person, Unit
from schemas.units import UnitSnapshot

if TYPE_CHECKING:
    from client.campaigns import Campaigns

LAUNCH_ID = "launch"
"""The id of the command with which a campaign begins."""


async def launch_campaign(
    records: Records,
    campaigns: "Campaigns",
    new: NewCampaign,
    calendar: WorkingCalendar,
    units: Sequence[Unit],
    people: Sequence[Person],
) -> None:
    """Launch a campaign, or those units of it that could not be reached before.

    Raises:
        CampaignExists: one of that code was launched with another plan or roster.
        UnknownNamespace: the server does not have the client's namespace.
    """
    is_new = await _begin(records, campaigns, new, calendar, units, people)
    if not is_new and await records.units.are_waiting(new.campaign):
        summary = await campaigns.summary(new.campaign)
        if summary.status is CampaignStatus.RUNNING and not summary.sweeps:
            await campaigns.command(new.campaign, launch_command(f"launch-{uuid4().hex}"))


def launch_command(id_: str) -> Launch:
    """The command that launches all units that are not."""
    return Launch(id=id_, by=CAMPAIGN_OFFICE, kind="launch")


def first_snapshots(
    campaign: str, in_force: InForce, units: Sequence[Unit], at: datetime
) -> list[UnitSnapshot]:
    """The rows with which units begin, each with the rules that are in force for it."""
    return [
        snapshot(initial_state(campaign, unit, in_force.rules_for(unit), at), at) for unit in units
    ]


def new_campaign(campaign: str, source: str, plan: Plan, *, is_rehearsal: bool) -> NewCampaign:
    """A campaign that is to be launched now."""
    return NewCampaign(
        campaign=campaign, source=source, plan=plan, is_rehearsal=is_rehearsal, at=datetime.now(UTC)
    )


async def _begin(
    records: Records,
    campaigns: "Campaigns",
    new: NewCampaign,
    calendar: WorkingCalendar,
    units: Sequence[Unit],
    people: Sequence[Person],
) -> bool:
    """Write a campaign's rows and start its workflow; whether it is new."""
    snapshots = first_snapshots(new.campaign, InForce(new.plan, calendar), units, new.at)
    is_new = await records.launching.launch(new, snapshots, in_own_language(people, new.plan))
    memory = CampaignMemory(
        campaign=new.campaign, units=len(units), sweeps=(Sweep(command=launch_command(LAUNCH_ID)),)
    )
    return await campaigns.start(memory) and is_new
