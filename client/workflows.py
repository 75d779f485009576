"""What is asked of workflows and told to them, on behalf of the gateway."""

from temporalio.client import Client

from client.campaigns import Campaigns
from client.units import Units
from records.store import Records
from schemas.identity import PROGRESS, REFUSALS, UPCOMING
from schemas.refusal import RefusedSignal
from schemas.views import Progress, Upcoming


class Workflows:
    """The workflows of campaigns and units, by a client that is connected."""

    def __init__(self, client: Client, records: Records) -> None:
        self.client = client
        self.campaigns = Campaigns(client, records)
        self.units = Units(client, records)

    async def progress(self, campaign: str, unit: str) -> Progress:
        """Ask a unit how far it is; see `Gateway.progress`."""
        return await self.units.query(campaign, unit, PROGRESS, Progress)

    async def upcoming(self, campaign: str, unit: str) -> tuple[Upcoming, ...]:
        """Ask a unit what will happen to it by itself."""
        return await self.units.query(campaign, unit, UPCOMING, tuple[Upcoming, ...])

    async def refusals(self, campaign: str, unit: str) -> tuple[RefusedSignal, ...]:
        """Ask a unit which signals it refused last."""
        return await self.units.query(campaign, unit, REFUSALS, tuple[RefusedSignal, ...])
