"""The one typed gateway through which every front end speaks to campaigns and units."""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Mapping,
    Sequence,
)
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from client.amending import preview_amendment
from client.attaching import attach
from client.comparing import compare_campaigns
from client.falling_due import units_due
from client.feeds import appointments_of
from client.launching import launch_campaign, new_campaign
from client.letters import Letters
from client.opinions import Opinions
from client.reporting import report_on
from client.roster_changes import apply_roster
from client.satisfaction import Satisfaction
from client.survey import Surveys
from client.taking_over import TakenOver, take_over_items
from client.temporal import Temporal
from client.units_meant import require_units
from records.store import Records
from rules.engagements import upcoming_engagements
from rules.possible import possible
from schemas.actor import Actor
from schemas.amendment import Amendment
from schemas.amendment_preview import AmendmentPreview
from schemas.attachment import Attachment
from schemas.base import Model
from schemas.calendar import WorkingCalendar
from schemas.campaign import CampaignCommand, CampaignReceipt, CampaignSummary
from schemas.campaign_row import CampaignRow, LaunchedPlan
from schemas.commands import Command
from schemas.comparison import ComparedCampaign
from schemas.counts import CountBy, CountTable
from schemas.dispatch import LogFilter, LogPage
from schemas.dossier import KeptDossiers
from schemas.events import Entry
from schemas.feed import Appointment
from schemas.ledger_rows import ItemFilter, ItemPage
from schemas.mechanism import Mechanism
from schemas.meeting import MeetingView
from schemas.participation import (
    ParticipationFilter,
    ParticipationPage,
    ParticipationRollup,
)
from schemas.people import PeopleChange
from schemas.plan import Plan
from schemas.programme import EarlierUnit, Programme
from schemas.publication import PublicationPage
from schemas.refusal import RefusedSignal
from schemas.report import WHOLE_CAMPAIGN, Report, ReportKind, ReportScope
from schemas.roster import Person, Unit
from schemas.roster_change import RosterApplied, RosterChange
from schemas.unit_rules import UnitRules
from schemas.units import StoredUnit, UnitFilter, UnitOrder, UnitPage
from schemas.views import Possibility, Progress, Receipt, Upcoming
from schemas.visits import VisitFilter, VisitPage

if TYPE_CHECKING:
    from temporalio.client import Client


class Gateway:
    """One typed method per use. Commands are retried with their own id until they have an outcome.

    `opinions` are what people say to units, and `surveys` what they vote: no workflow hears that.
    What names a campaign or unit that does not exist raises `UnknownCampaign` or `UnknownUnit` of
    `records.errors`. `letters` are those of responsibility, and `satisfaction` is what came
    of surveys and polls over all units. What is asked of workflows or told to them connects by
    `connect` first, and may raise what that raises; all else is answered by the records alone.
    """

    def __init__(self, connect: "Callable[[], Awaitable[Client]]", records: Records) -> None:
        self._temporal = Temporal(connect, records)
        self._records = records
        self.surveys = Surveys(records)
        self.opinions = Opinions(records)
        self.letters = Letters(records)
        self.satisfaction = Satisfaction(records)

    # Campaigns

    async def launch(
        self,
        campaign: str,
        source: str,
        plan: Plan,
        calendar: WorkingCalendar,
        units: Sequence[Unit],
        people: Sequence[Person],
        *,
        is_rehearsal: bool = False,
    ) -> None:
        """Launch a campaign; plan and units are re-based already. The same input again is harmless.

        It launches those units that could not be reached before.

        Raises:
            records.errors.CampaignExists: one of that code has another plan or roster.
        """
        new = new_campaign(campaign, source, plan, is_rehearsal=is_rehearsal)
        workflows = await self._temporal.workflows()
        await launch_campaign(self._records, workflows.campaigns, new, calendar, units, people)

    async def campaigns(self) -> tuple[CampaignRow, ...]:
        """All campaigns, newest first."""
        return await self._records.campaigns.all()

    async def campaign(self, campaign: str) -> CampaignRow:
        """One campaign."""
        return await self._records.campaigns.get(campaign)

    async def plan(self, campaign: str) -> LaunchedPlan:
        """The plan of a campaign as it was launched."""
        return await self._records.campaigns.plan(campaign)

    async def now(self, campaign: str) -> datetime:
        """The campaign's clock: the wall clock, plus the offset of a rehearsal."""
        row = await self._records.campaigns.get(campaign)
        return datetime.now(UTC) + row.clock_offset

    async def summary(self, campaign: str) -> CampaignSummary:
        """What a campaign is about, and how far its sweeps have come.

        Raises:
            NoAnswer: no worker answers; likewise for what is asked of a unit.
        """
        return await (await self._temporal.workflows()).campaigns.summary(campaign)

    async def command_campaign(self, campaign: str, command: CampaignCommand) -> CampaignReceipt:
        """Command a campaign as a whole; the receipt says that it is taken in, not that it is done.

        How many units its sweep missed is in the summary. The same command under another id sweeps
        all of them again; a close that leaves units open leaves the campaign closing until then.

        Raises:
            Refused: only the city's office may, and only what the campaign's status allows.
            NoOutcome: nobody answered.
        """
        return await (await self._temporal.workflows()).campaigns.command(campaign, command)

    async def watch_sweeps(self, campaign: str) -> AsyncIterator[CampaignSummary]:
        """The campaign's summary, again and again, until no sweep is left: for a progress bar."""
        workflows = await self._temporal.workflows()
        async for summary in workflows.campaigns.watch_sweeps(campaign):
            yield summary

    async def dossiers(self, campaign: str) -> KeptDossiers:
        """How far the export of a campaign's dossiers has come, and which of them failed."""
        return await self._records.dossiers.progress(campaign)

    async def is_exporting(self, campaign: str) -> bool:
        """Whether workers still export the dossiers of a campaign that is closed, by themselves.

        Not where its workflow has ended, as after a day of trying, or in an earlier release, nor
        where Temporal does not say.
        """
        return await (await self._temporal.workflows()).campaigns.is_exporting(campaign)

    # Amendments

    async def preview_amendment(self, campaign: str, amendment: Amendment) -> AmendmentPreview:
        """What an amendment would change now, by the same rules, from the records.

        It is applied by the command `amend` to the campaign.
        """
        return await preview_amendment(self._records, campaign, amendment)

    async def amendments(self, campaign: str) -> tuple[Amendment, ...]:
        """The amendments of a campaign, oldest first; units that come later begin with them."""
        return await self._records.amendments.all(campaign)

    async def rules_carried(self, campaign: str) -> tuple[tuple[UnitRules, int], ...]:
        """The different rules of a campaign's units, and how many units carry each, most first."""
        return await self._records.units.rules_carried(campaign)

    # Units

    async def submit(
        self, campaign: str, unit: str, command: Command, *, is_awaited: bool = True
    ) -> Receipt:
        """Carry out a command on a unit, once, and wait a little until the records tell of it.

        Raises:
            Refused: the unit refuses it; `refusal` says why, who could, and by when.
            UnknownUnit: there is no such unit.
            NoOutcome: nobody answered; sending the same id again is harmless.
        """
        workflows = await self._temporal.workflows()
        return await workflows.units.submit(campaign, unit, command, is_awaited=is_awaited)

    async def wait_recorded(
        self, campaign: str, unit: str, revision: int, patience: timedelta
    ) -> bool:
        """Wait until the records tell of a revision; whether they do."""
        return await self._records.listening.wait_recorded(campaign, unit, revision, patience)

    async def progress(self, campaign: str, unit: str) -> Progress:
        """A unit's progress, from its workflow."""
        return await (await self._temporal.workflows()).progress(campaign, unit)

    async def upcoming(self, campaign: str, unit: str) -> tuple[Upcoming, ...]:
        """What will happen to a unit by itself, soonest first."""
        return await (await self._temporal.workflows()).upcoming(campaign, unit)

    async def engagements(self, campaign: str, unit: str) -> tuple[Upcoming, ...]:
        """What a unit has set a date for, from the records: votes, opinions, meetings; soonest first."""
        state = (await self._records.units.get(campaign, unit)).state
        return upcoming_engagements(state, await self._records.meetings.of(campaign, unit))

    async def refusals(self, campaign: str, unit: str) -> tuple[RefusedSignal, ...]:
        """The signals that a unit refused last."""
        return await (await self._temporal.workflows()).refusals(campaign, unit)

    async def allowed(self, campaign: str, unit: str, by: Actor) -> tuple[Possibility, ...]:
        """What `by` may do to a unit now and why not the rest, by the same rules, from the records."""
        stored = await self._records.units.get(campaign, unit)
        return possible(stored.state, by, await self.now(campaign))

    async def unit(self, campaign: str, unit: str) -> StoredUnit:
        """A unit's row and state, from the records."""
        return await self._records.units.get(campaign, unit)

    async def units(
        self,
        campaign: str,
        filter_: UnitFilter,
        *,
        order: UnitOrder = UnitOrder.CODE,
        after: str | None = None,
        limit: int = 50,
    ) -> UnitPage:
        """A page of the units that a filter describes; `after` is the page before's `next`."""
        return await self._records.units.find(
            campaign, filter_, order=order, after=after, limit=limit
        )

    async def units_due(
        self,
        campaign: str,
        filter_: UnitFilter,
        by: date,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> UnitPage:
        """The same of units of which something falls due from now to the end of a day."""
        now = await self.now(campaign)
        return await units_due(
            self._records, campaign, filter_, now=now, by=by, after=after, limit=limit
        )

    async def require_units(self, campaign: str, chosen: Model) -> None:
        """Refuse a filter of any list that names a district, type or group that no unit has.

        Raises:
            NoUnitsMeant: with the codes that may have been meant.
        """
        await require_units(self._records, campaign, chosen)

    async def counts(
        self,
        campaign: str,
        rows: CountBy,
        columns: CountBy | None = None,
        filter_: UnitFilter | None = None,
    ) -> CountTable:
        """Units and members counted by one or two of their properties."""
        return await self._records.units.counts(campaign, rows, columns, filter_ or UnitFilter())

    async def journal(
        self, campaign: str, unit: str, *, after: int = 0, limit: int = 1000
    ) -> tuple[Entry, ...]:
        """A unit's journal from the records, oldest first."""
        return await self._records.journal.oldest(campaign, unit, after=after, limit=limit)

    async def appointments(
        self, campaign: str, chosen: UnitFilter | None = None
    ) -> tuple[Appointment, ...]:
        """What is due of the chosen units, and what no longer is, for somebody's calendar.

        Units that were taken from the coordinator, group or district that `chosen` names are told
        as gone.
        """
        await self._records.campaigns.get(campaign)
        return await appointments_of(self._records, campaign, chosen or UnitFilter())

    async def deliveries(
        self, campaign: str, chosen: LogFilter, *, after: int | None = None, limit: int = 50
    ) -> LogPage:
        """What was said to whom and what came of it, newest first; `after` is the page before's `next`."""
        await self._records.campaigns.get(campaign)
        return await self._records.delivery_log.page(campaign, chosen, after=after, limit=limit)

    async def compare(self, campaigns: Iterable[str]) -> tuple[ComparedCampaign, ...]:
        """The figures of several campaigns, in the order in which they are named."""
        return await compare_campaigns(self._records, campaigns)

    async def take_over_items(
        self, campaign: str, unit: str, *, source: str, by: Actor, due: date
    ) -> TakenOver:
        """Add to a unit's ledger what it has left open in an earlier batch; again is harmless.

        Raises:
            Refused: `source` is no earlier batch, is not over, or the ledger refuses an item.
        """
        now = await self.now(campaign)
        return await take_over_items(
            self._records, self.submit, campaign, unit, source=source, by=by, due=due, now=now
        )

    async def finished_before(
        self, programme: Programme, units: Collection[str]
    ) -> tuple[EarlierUnit, ...]:
        """Which units, by their codes, a batch before this one has finished; rehearsals aside."""
        return await self._records.programmes.finished_before(programme, units)

    async def report(
        self, campaign: str, kind: ReportKind, scope: ReportScope = WHOLE_CAMPAIGN
    ) -> Report:
        """What a report of a kind says of a campaign now; every file of it is made of this.

        Raises:
            NoUnitsMeant: no unit is in its scope.
        """
        return await report_on(self._records, campaign, kind, scope)

    async def items(
        self, campaign: str, chosen: ItemFilter, *, after: str | None = None, limit: int = 50
    ) -> ItemPage:
        """A page of the items of ledgers, by unit and number; `after` is the page before's `next`."""
        now = await self.now(campaign)
        return await self._records.items.page(campaign, chosen, now=now, after=after, limit=limit)

    async def publications(
        self,
        campaign: str,
        *,
        unit: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> PublicationPage:
        """What is in the open: all versions of one unit, or what holds of all units, a page at a time."""
        row = await self._records.campaigns.get(campaign)
        known = None if unit is None else (await self._records.units.get(campaign, unit)).row.code
        return await self._records.publications.page(
            row.campaign, unit=known, after=after, limit=limit
        )

    async def mechanisms(self, campaign: str, unit: str) -> tuple[Mechanism, ...]:
        """What a unit keeps to, with its earlier versions; the one that holds comes first."""
        known = (await self._records.units.get(campaign, unit)).row
        return await self._records.mechanisms.versions(known.campaign, known.code)

    async def visits(
        self, campaign: str, chosen: VisitFilter, *, after: str | None = None, limit: int = 50
    ) -> VisitPage:
        """A page of the visits of supervision groups, those of the newest day first."""
        await self._records.campaigns.get(campaign)
        return await self._records.visits.page(campaign, chosen, after=after, limit=limit)

    async def participation(
        self,
        campaign: str,
        chosen: ParticipationFilter,
        *,
        after: str | None = None,
        limit: int = 50,
    ) -> ParticipationPage:
        """A page of the units' steps of mobilisation, and who takes part in each."""
        await self._records.campaigns.get(campaign)
        return await self._records.participations.page(campaign, chosen, after=after, limit=limit)

    async def participation_rollup(
        self, campaign: str, chosen: ParticipationFilter
    ) -> ParticipationRollup:
        """What these steps come to: everywhere, and by set of units and category of members."""
        await self._records.campaigns.get(campaign)
        return await self._records.participations.rollup(campaign, chosen)

    async def meetings(self, campaign: str, unit: str) -> tuple[MeetingView, ...]:
        """A unit's meetings, in the order in which they were convened."""
        await self._records.units.get(campaign, unit)
        return await self._records.meetings.of(campaign, unit)

    async def attach(
        self,
        campaign: str,
        unit: str,
        by: Actor,
        attachment: Attachment,
        keep: Callable[[], Awaitable[None]],
    ) -> Attachment:
        """Have `keep` keep a file that a unit hands in, and note when by the campaign's clock.

        Again is harmless. Returns what is noted of it.

        Raises:
            Refused: `by` is nobody to the unit.
        """
        return await attach(self._records, campaign, unit, by, attachment, keep)

    async def attachments(self, campaign: str, unit: str) -> tuple[Attachment, ...]:
        """The files that a unit has handed in, in the order in which they came."""
        await self._records.units.get(campaign, unit)
        return await self._records.attachments.of(campaign, unit)

    # People and roster

    async def people(self, campaign: str) -> tuple[Person, ...]:
        """The people of a campaign, by id."""
        return await self._records.people.all(campaign)

    async def import_people(self, campaign: str, people: Sequence[Person]) -> PeopleChange:
        """Add people or change those that are there; what was for nobody lately is now for them."""
        return await self._records.people.put(campaign, people, await self.now(campaign))

    async def roster(self, campaign: str) -> tuple[Unit, ...]:
        """The roster as it is now."""
        return await self._records.units.roster(campaign)

    async def apply_roster(
        self,
        campaign: str,
        change: RosterChange,
        *,
        merged: Mapping[str, str],
        by: Actor,
        reason: str,
        command_id: str,
    ) -> RosterApplied:
        """Bring a changed roster to a running campaign: add, amend, merge. Again is harmless.

        Units that an earlier application has added and not launched are launched as well.

        Raises:
            Refused: only the city's office may, and only while units can be launched.
        """
        workflows = await self._temporal.workflows()
        return await apply_roster(
            self._records,
            workflows.campaigns,
            self.submit,
            campaign,
            change,
            merged=merged,
            by=by,
            reason=reason,
            command_id=command_id,
        )

    # Rehearsal

    async def fast_forward(self, campaign: str, by: timedelta) -> datetime:
        """Let time pass in a rehearsal; the campaign's new time.

        Raises:
            records.errors.NotARehearsal: the campaign runs in wall time.
        """
        from client.rehearsal import fast_forward  # noqa: PLC0415 - Temporal's means of testing

        workflows = await self._temporal.workflows()
        return await fast_forward(workflows.client, self._records, workflows.units, campaign, by)

    async def fast_forward_to(self, campaign: str, target: datetime) -> datetime:
        """Let time pass in a rehearsal until an instant of its clock; the campaign's new time.

        Raises:
            records.errors.NotARehearsal: the campaign runs in wall time.
            NotAhead: the instant is past already, or more than a year ahead.
        """
        from client.rehearsal import fast_forward_to  # noqa: PLC0415 - Temporal's means of testing

        workflows = await self._temporal.workflows()
        return await fast_forward_to(
            workflows.client, self._records, workflows.units, campaign, target
        )
