"""What is kept of campaigns, read from the records alone: no Temporal server is asked."""

from records.store import Records
from rules.heads import heads_of
from schemas.campaign_row import CampaignRow
from schemas.dossier import DossierList
from schemas.heads import Heads


class Archive:
    """Reads what stays when Temporal has forgotten a closed workflow.

    `records` are there for whoever puts together everything that is kept of a unit. Every call may
    raise DatabaseUnavailable; what names a campaign that does not exist raises UnknownCampaign.
    """

    def __init__(self, records: Records) -> None:
        self.records = records

    async def campaigns(self) -> tuple[CampaignRow, ...]:
        """All campaigns, newest first."""
        return await self.records.campaigns.all()

    async def campaign(self, campaign: str) -> CampaignRow:
        """One campaign."""
        return await self.records.campaigns.get(campaign)

    async def heads(self, campaign: str) -> Heads:
        """The heads of all units of a campaign, by code."""
        return heads_of(campaign, await self.records.units.heads(campaign))

    async def dossiers(self, campaign: str) -> DossierList:
        """The dossiers of a campaign in the store, and how many units have one."""
        return DossierList(
            campaign=campaign,
            progress=await self.records.dossiers.progress(campaign),
            dossiers=await self.records.dossiers.all(campaign),
        )
