"""What is asked of workflows and told to them, on behalf of the gateway."""

from temporalio.client import Client

from client.campaigns import Campaigns
from client.forgotten import progress_by_records, upcoming_by_records
from client.submission import WorkflowGone
from client.units import Units
from records.store import Records
from schemas.identity import PROGRESS, REFUSALS, UPCOMING
from schemas.refusal import RefusedSignal
from schemas.views import Progress, Upcoming


class Workflows:
    """The workflows of campaigns and units, by a client that is connected.

    What Temporal has forgotten, its retention over, is answered by the records.
    """

    def __init__(self, client: Client, records: Records) -> None:
        self.client = client
        self._records = records
        self.campaigns = Campaigns(client, records)
        self.units = Units(client, records)

    async def progress(self, campaign: str, unit: str) -> Progress:
        """Ask a unit how far it is; see `Gateway.progress`."""
        try:
            return await self.units.query(campaign, unit, PROGRESS, Progress)
        except WorkflowGone:
            return await progress_by_records(self._records, campaign, unit)

    async def upcoming(self, campaign: str, unit: str) -> tuple[Upcoming, ...]:
        """Ask a unit what will happen to it by itself."""
        try:
            return await self.units.query(campaign, unit, UPCOMING, tuple[Upcoming, ...])
        except WorkflowGone:
            return await upcoming_by_records(self._records, campaign, unit)

    async def refusals(self, campaign: str, unit: str) -> tuple[RefusedSignal, ...]:
        """Ask a unit which signals it refused last: what is forgotten is so with what it refused."""
        try:
            return await self.units.query(campaign, unit, REFUSALS, tuple[RefusedSignal, ...])
        except WorkflowGone:
            await self._records.units.get(campaign, unit)
            return ()
