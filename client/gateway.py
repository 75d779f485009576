"""The one typed gateway through which every front end speaks to campaigns and units.

What few calls need is loaded with the first of them, since a call of the command line is over soon.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from client.clock import time_of
from client.temporal import Temporal
from client.units_meant import require_units
from schemas.units import UnitFilter, UnitOrder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
    from datetime import date, datetime, timedelta

    from temporalio.client import Client

    from client.amendments import Amendments
    from client.attachments import Attachments
    from client.ledgers import Ledgers
    from client.letters import Letters
    from client.opinions import Opinions
    from client.participation import Participation
    from client.people import People
    from client.rehearsals import Rehearsals
    from client.reports import Reports
    from client.rosters import Rosters
    from client.satisfaction import Satisfaction
    from client.survey import Surveys
    from records.store import Records
    from schemas.actor import Actor
    from schemas.base import Model
    from schemas.calendar import WorkingCalendar
    from schemas.campaign import CampaignCommand, CampaignReceipt, CampaignSummary
    from schemas.campaign_row import CampaignRow, LaunchedPlan
    from schemas.commands import Command
    from schemas.counts import CountBy, CountTable
    from schemas.dispatch import LogFilter, LogPage
    from schemas.dossier import KeptDossiers
    from schemas.events import Entry
    from schemas.feed import Appointment
    from schemas.mechanism import Mechanism
    from schemas.meeting import MeetingView
    from schemas.plan import Plan
    from schemas.programme import EarlierUnit, Programme
    from schemas.publication import PublicationPage
    from schemas.refusal import RefusedSignal
    from schemas.roster import Person, Unit
    from schemas.units import StoredUnit, UnitPage
    from schemas.views import Possibility, Progress, Receipt, Upcoming
    from schemas.visits import VisitFilter, VisitPage


class Gateway:
    """One typed method per use. Commands are retried with their own id until they have an outcome.

    The gateway itself speaks of campaigns and of units; a noun of which more is asked than one thing
    speaks for itself. What names a campaign or unit that does not exist raises `UnknownCampaign` or
    `UnknownUnit` of `records.errors`. What is asked of workflows or told to them connects by
    `connect` first, and may raise what that raises; all else is answered by the records alone.
    """

    def __init__(self, connect: Callable[[], Awaitable[Client]], records: Records) -> None:
        self._temporal = Temporal(connect, records)
        self._records = records

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
        from client.launching import launch_campaign, new_campaign

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
        return time_of(await self._records.campaigns.get(campaign))

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

    # Units

    async def submit(
        self, campaign: str, unit: str, command: Command, *, is_awaited: bool = True
    ) -> Receipt:
        """Carry out a command on a unit, once, and wait a little until the records tell of it.

        Raises:
            Refused: the unit refuses it, or it is by the system, as which nobody acts; `refusal` says
                why, who could, and by when.
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
        """A unit's progress, from its workflow, or from the records once Temporal has forgotten that."""
        return await (await self._temporal.workflows()).progress(campaign, unit)

    async def upcoming(self, campaign: str, unit: str) -> tuple[Upcoming, ...]:
        """What will happen to a unit by itself, soonest first."""
        return await (await self._temporal.workflows()).upcoming(campaign, unit)

    async def engagements(self, campaign: str, unit: str) -> tuple[Upcoming, ...]:
        """What a unit has set a date for, from the records: votes, opinions, meetings; soonest first."""
        from rules.engagements import upcoming_engagements

        state = (await self._records.units.get(campaign, unit)).state
        return upcoming_engagements(state, await self._records.meetings.of(campaign, unit))

    async def refusals(self, campaign: str, unit: str) -> tuple[RefusedSignal, ...]:
        """The signals that a unit refused last."""
        return await (await self._temporal.workflows()).refusals(campaign, unit)

    async def allowed(self, campaign: str, unit: str, by: Actor) -> tuple[Possibility, ...]:
        """What `by` may do to a unit now and why not the rest, by the same rules, from the records."""
        from rules.possible import possible

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
        from client.falling_due import units_due

        now = await self.now(campaign)
        return await units_due(
            self._records, campaign, filter_, now=now, by=by, after=after, limit=limit
        )

    async def require_units(self, campaign: str, chosen: Model) -> None:
        """Refuse a filter of any list that names a district, type, group or phase that no unit can have.

        Raises:
            NoUnitsMeant: with the codes that may have been meant.
        """
        await require_units(self._records, campaign, chosen)

    async def require_named(self, campaign: str, command: Command) -> tuple[str, ...]:
        """Refuse a command that names a unit, coordinator or group that nobody knows.

        Returns the ids of people in it of whom no contact is known.

        Raises:
            UnknownUnit, UnknownCoordinator, NoUnitsMeant: with the codes that may have been meant.
        """
        from client.named import require_named

        return await require_named(self._records, campaign, command)

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
        from client.feeds import appointments_of

        await self._records.campaigns.get(campaign)
        return await appointments_of(self._records, campaign, chosen or UnitFilter())

    async def deliveries(
        self, campaign: str, chosen: LogFilter, *, after: int | None = None, limit: int = 50
    ) -> LogPage:
        """What was said to whom and what came of it, newest first; `after` is the page before's `next`."""
        await self._records.campaigns.get(campaign)
        return await self._records.delivery_log.page(campaign, chosen, after=after, limit=limit)

    async def finished_before(
        self, programme: Programme, units: Collection[str]
    ) -> tuple[EarlierUnit, ...]:
        """Which units, by their codes, a batch before this one has finished; rehearsals aside."""
        return await self._records.programmes.finished_before(programme, units)

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

    async def meetings(self, campaign: str, unit: str) -> tuple[MeetingView, ...]:
        """A unit's meetings, in the order in which they were convened."""
        await self._records.units.get(campaign, unit)
        return await self._records.meetings.of(campaign, unit)

    # What speaks for itself

    @cached_property
    def amendments(self) -> Amendments:
        """Amendments of running campaigns."""
        from client.amendments import Amendments

        return Amendments(self._records)

    @cached_property
    def rosters(self) -> Rosters:
        """Rosters of running campaigns, and what changes them."""
        from client.rosters import Rosters

        return Rosters(self._temporal, self._records, self.submit)

    @cached_property
    def people(self) -> People:
        """Names and contacts."""
        from client.people import People

        return People(self._records)

    @cached_property
    def rehearsals(self) -> Rehearsals:
        """Rehearsals, whose clocks can be moved."""
        from client.rehearsals import Rehearsals

        return Rehearsals(self._temporal, self._records)

    @cached_property
    def reports(self) -> Reports:
        """What reports say."""
        from client.reports import Reports

        return Reports(self._records)

    @cached_property
    def letters(self) -> Letters:
        """Letters of responsibility."""
        from client.letters import Letters

        return Letters(self._records)

    @cached_property
    def participation(self) -> Participation:
        """Who takes part."""
        from client.participation import Participation

        return Participation(self._records)

    @cached_property
    def opinions(self) -> Opinions:
        """What people say to units: no workflow hears that."""
        from client.opinions import Opinions

        return Opinions(self._records)

    @cached_property
    def surveys(self) -> Surveys:
        """What people vote: no workflow hears that."""
        from client.survey import Surveys

        return Surveys(self._records)

    @cached_property
    def satisfaction(self) -> Satisfaction:
        """What came of surveys and polls over all units."""
        from client.satisfaction import Satisfaction

        return Satisfaction(self._records)

    @cached_property
    def ledgers(self) -> Ledgers:
        """The items that units promise."""
        from client.ledgers import Ledgers

        return Ledgers(self._records, self.submit)

    @cached_property
    def attachments(self) -> Attachments:
        """Files that units hand in."""
        from client.attachments import Attachments

        return Attachments(self._records)
