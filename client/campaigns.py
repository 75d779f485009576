"""The way to one campaign's workflow: commands to the campaign as a whole, and its summary."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.common import Priority, WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError

from client.asking import ask
from client.forgotten import summary_by_records
from client.namespace import missing_namespace
from client.refusals import noting_refusals
from client.submission import WorkflowGone, submit_until_outcome
from records.store import Records
from rules.campaign import require_office
from rules.fingerprints import require_same
from rules.refused import Refused
from schemas.campaign import CampaignCommand, CampaignMemory, CampaignReceipt, CampaignSummary
from schemas.identity import CAMPAIGN, SUMMARY, TASK_QUEUE, campaign_workflow_id

_ANSWER: Final = timedelta(seconds=10)

_BACKGROUND: Final = Priority(priority_key=5)
"""A campaign's sweeps let what people do go first."""

_FIRST_PAUSE: Final = 0.05
_LONGEST_PAUSE: Final = 1.0
"""Seconds between two looks at how far a campaign's sweeps have come: a small one is soon over."""


class Campaigns:
    """Speaks to campaigns' workflows on behalf of the gateway."""

    def __init__(self, client: Client, records: Records) -> None:
        self._client = client
        self._records = records

    async def start(self, memory: CampaignMemory) -> bool:
        """Start a campaign's workflow; whether there never was one of it. One that runs goes on.

        Raises:
            UnknownNamespace: the server does not have the client's namespace.
        """
        try:
            await self._client.start_workflow(
                CAMPAIGN,
                memory,
                id=campaign_workflow_id(memory.campaign),
                task_queue=TASK_QUEUE,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                priority=_BACKGROUND,
                static_summary=f"{memory.campaign}: {memory.units} units",
            )
        except WorkflowAlreadyStartedError:
            return False
        except RPCError as error:
            raise missing_namespace(self._client, error) or error from None
        return True

    async def command(self, campaign: str, command: CampaignCommand) -> CampaignReceipt:
        """Command a campaign as a whole; see `Gateway.command_campaign`."""
        await self._records.campaigns.get(campaign)
        async with noting_refusals(
            self._records,
            campaign,
            command.kind,
            command.by,
            principal=command.principal,
            command=command.id,
        ):
            return await self._carry_out(campaign, command)

    async def _carry_out(self, campaign: str, command: CampaignCommand) -> CampaignReceipt:
        try:
            receipt = await submit_until_outcome(
                self._client, campaign_workflow_id(campaign), command, command.id, CampaignReceipt
            )
        except WorkflowGone:
            require_office(command.by)
            raise Refused("campaign_status", kind=command.kind, status="closed") from None
        # An id that the run has had is answered by the server, which does not look at the rest.
        require_same(receipt, command)
        return receipt

    async def summary(self, campaign: str) -> CampaignSummary:
        """Ask a campaign's workflow; of one that is closed and forgotten the records tell.

        Raises UnknownCampaign where none was ever started, or NoAnswer.
        """
        try:
            return await ask(self._client, campaign_workflow_id(campaign), SUMMARY, CampaignSummary)
        except WorkflowGone:
            return await summary_by_records(self._records, campaign)

    async def is_exporting(self, campaign: str) -> bool:
        """Whether the workflow of a campaign that is closed still exports dossiers; see the gateway."""
        handle: WorkflowHandle[Any, Any] = self._client.get_workflow_handle(
            campaign_workflow_id(campaign)
        )
        try:
            description = await handle.describe(rpc_timeout=_ANSWER)
        except RPCError:
            return False
        return description.status is WorkflowExecutionStatus.RUNNING

    async def watch_sweeps(self, campaign: str) -> AsyncIterator[CampaignSummary]:
        """The summary, again and again, until no sweep is left."""
        pause = _FIRST_PAUSE
        while True:
            summary = await self.summary(campaign)
            yield summary
            if not summary.sweeps:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
