"""A campaign as a whole as one durable workflow: it reaches its units page by page."""

from collections.abc import Sequence

from pydantic import TypeAdapter
from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ActivityError

from activities.exporting import Exporting
from activities.sweeping import Sweeping
from rules.campaign import (
    accept_campaign_command,
    is_repetition,
    next_page,
    refuse_campaign_signal,
    refuse_repetition,
    summarise,
    turn_page,
)
from rules.exporting import begin_export, next_export, pause_before_export, turn_export
from rules.refused import Refused
from schemas.campaign import (
    CampaignCommand,
    CampaignCommandAdapter,
    CampaignMemory,
    CampaignReceipt,
    CampaignStatus,
    CampaignSummary,
)
from schemas.identity import CAMPAIGN, REFUSALS, SUBMIT, SUMMARY
from schemas.refusal import RefusedSignal, echo
from workflows import policies
from workflows.doors import read_command, read_only_argument, read_signal
from workflows.figures import count_command
from workflows.logs import about, workflow_logger
from workflows.refusals import note_refused_update, refusal_error
from workflows.successor import hand_over, is_wanted

REPEATED_BY_SIGNAL = "repeated-by-signal"
"""The patch since which a signal may repeat a command; histories hold signals refused before it.

An update needs none: one that was refused has left no history.
"""

EXPORTS_DOSSIERS = "exports-dossiers"
"""The patch since which a campaign that is closed has the dossiers of its units exported."""

TELLS_COMMANDS_APART = "tells-commands-apart"
"""The patch since which a campaign remembers what a command said, and not only of which kind it was."""

_MemoryAdapter = TypeAdapter(CampaignMemory)


@workflow.defn(name=CAMPAIGN)
class Campaign:
    """Launches, pauses, resumes and closes all units, one page after the other; exports dossiers.

    Started with a `CampaignMemory`, which is also what it carries on with after every page;
    results in a `CampaignSummary`. Its handlers take any arguments, as those of `UnitCampaign`.
    """

    @workflow.init
    def __init__(self, *args: object) -> None:
        self._start: CampaignMemory | Refused
        try:
            self._start = read_only_argument(_MemoryAdapter, args)
        except Refused as refused:
            self._start = refused

    @workflow.run
    async def run(self, *args: object) -> CampaignSummary:
        """Work off the sweeps, and wait for the office in between, until the campaign is closed.

        Then the dossiers are exported; closed it is meanwhile, and nothing waits for them.
        """
        del args
        while self._memory.status is not CampaignStatus.CLOSED:
            await workflow.wait_condition(self._has_work)
            await self._sweep_a_page()
            if self._memory.sweeps or is_wanted():
                await workflow.wait_condition(workflow.all_handlers_finished)
                hand_over(self._memory)
        if workflow.patched(EXPORTS_DOSSIERS):
            await self._export_dossiers()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return summarise(self._memory)

    @workflow.update(name=SUBMIT)
    def submit(self, *args: object) -> CampaignReceipt:
        """Take in a command and queue its sweep; the same id gets the same receipt."""
        command: CampaignCommand | None = None
        try:
            command = read_command(CampaignCommandAdapter, args)
            return self._accept(command)
        except Refused as refused:
            note_refused_update(command, refused)
            raise refusal_error(refused) from None

    @submit.validator
    def _refuse_early(self, *args: object) -> None:
        """Refuse without a trace in history what would be refused at present."""
        command: CampaignCommand | None = None
        try:
            command = read_command(CampaignCommandAdapter, args)
            accept_campaign_command(self._memory, command, workflow.now())
        except Refused as refused:
            note_refused_update(command, refused)
            raise refusal_error(refused) from None

    @workflow.signal(dynamic=True)
    def on_signal(self, name: str, args: Sequence[RawValue]) -> None:
        """Take in the command that the signal is named by, or remember why not."""
        if isinstance(self._start, Refused):
            return
        command: CampaignCommand | None = None
        try:
            id_ = f"signal-{workflow.uuid4()}"
            command = read_signal(CampaignCommandAdapter, name, args, id_=id_)
            if is_repetition(self._memory, command) and not workflow.patched(REPEATED_BY_SIGNAL):
                refuse_repetition(self._memory, command)
            self._accept(command)
        except Refused as refused:
            count_command(None if command is None else command.kind, "refused")
            self._start = refuse_campaign_signal(
                self._memory,
                RefusedSignal(at=workflow.now(), signal=echo(name), refusal=refused.refusal),
            )
            workflow_logger().info(
                "signal_refused",
                signal=echo(name),
                **about(command),
                code=refused.refusal.code,
            )

    @workflow.query(name=SUMMARY)
    def summary(self, *args: object) -> CampaignSummary:
        """What the campaign is about, and how far its sweeps have come."""
        del args
        return summarise(self._memory)

    @workflow.query(name=REFUSALS)
    def refusals(self, *args: object) -> tuple[RefusedSignal, ...]:
        """The last signals that were malformed or refused, oldest first."""
        del args
        return self._memory.refusals

    @property
    def _memory(self) -> CampaignMemory:
        if isinstance(self._start, Refused):
            raise refusal_error(self._start)
        return self._start

    def _accept(self, command: CampaignCommand) -> CampaignReceipt:
        is_new = command.id not in self._memory.receipts
        self._start, receipt = accept_campaign_command(
            self._memory,
            command,
            workflow.now(),
            is_told_apart=workflow.patched(TELLS_COMMANDS_APART),
        )
        if is_new:
            count_command(command.kind, "accepted")
            workflow_logger().info("campaign_command_accepted", **about(command))
        return receipt

    async def _sweep_a_page(self) -> None:
        page = next_page(self._memory)
        if page is None:
            return
        try:
            swept = await workflow.execute_activity_method(
                Sweeping.sweep,
                page,
                summary=f"{page.command.kind} after {page.after or 'the start'}",
                start_to_close_timeout=policies.SWEEP_TIMEOUT,
                heartbeat_timeout=policies.SWEEP_HEARTBEAT,
                retry_policy=policies.SWEEP_RETRIES,
            )
        except ActivityError:
            return  # an operator has failed it by hand: the page is swept again
        self._start = turn_page(self._memory, swept)

    async def _export_dossiers(self) -> None:
        self._start = begin_export(self._memory, workflow.now())
        while (page := next_export(self._memory)) is not None:
            if is_wanted():
                await workflow.wait_condition(workflow.all_handlers_finished)
                hand_over(self._memory)
            pause = pause_before_export(self._memory)
            if pause:
                await workflow.sleep(pause, summary="dossiers: before the next attempt")
            try:
                exported = await workflow.execute_activity_method(
                    Exporting.export,
                    page,
                    summary=f"dossiers after {page.after or 'the start'}",
                    start_to_close_timeout=policies.EXPORT_TIMEOUT,
                    heartbeat_timeout=policies.EXPORT_HEARTBEAT,
                    retry_policy=policies.EXPORT_RETRIES,
                )
            except ActivityError:
                return  # an operator has failed it by hand: whoever misses a dossier exports it
            self._start = turn_export(self._memory, exported, workflow.now())

    def _has_work(self) -> bool:
        return bool(self._memory.sweeps) or is_wanted()
