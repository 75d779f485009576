"""A story driver: one unit's real workflow beside the pure rules, step by step in virtual time.

Commands go through the gateway, time through the clock of rehearsals. A second memory, kept by
`rules.acceptance` alone, is told the same; after every step receipts, refusals and journal must be
what the rules make of it.
"""

import asyncio
import itertools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import pytest
from temporalio.client import WorkflowHandle

from client.unit_clock import UnitClock
from client.units import Units
from rules import progress as views
from rules.acceptance import accept, heed_clock, take_outcome
from rules.calendar import add_working_days, local_date, opening_of
from rules.chain import first_break
from rules.course import open_phase, undone_required
from rules.evolve import evolve
from rules.outcome import outcome_of
from rules.refused import Refused
from rules.standing import phase_id, standing
from rules.ticks import next_due
from schemas.actor import CLOCK, Actor, Role
from schemas.campaign import CampaignCommand, CampaignSummary
from schemas.commands import Command, CommandAdapter
from schemas.effects import EffectOutcome
from schemas.events import Entry, Event
from schemas.identity import (
    PH_CAMPAIGN,
    PH_DISTRICT,
    PH_PHASE,
    PH_STANDING,
    PH_UNIT_TYPE,
    SUBMIT,
    campaign_workflow_id,
    unit_search_attributes,
    unit_workflow_id,
)
from schemas.memory import UnitMemory
from schemas.outcome import Outcome
from schemas.quantities import WorkingDays
from schemas.refusal import Refusal
from schemas.state import Standing, UnitState
from schemas.views import Progress, Receipt
from tests.conftest import World
from tests.workflows.campaigns import until_swept

_PROMPT: Final = timedelta(seconds=20)
"""Within so much a due instant is in the journal, however busy the machine is."""

_RECORDED: Final = timedelta(seconds=30)
_ALL: Final = 10_000


class Driver:
    """Drives one unit; with `restarts` another worker takes over before everything it does.

    `memory` is what the rules alone made of it, and its outbox the whole journal; `at` is the last
    instant at which the driver has been.
    """

    def __init__(self, world: World, campaign: str, state: UnitState, *, restarts: bool) -> None:
        self.world = world
        self.campaign = campaign
        self.unit = state.unit.code
        self.memory = UnitMemory(state=state)
        self.receipts: list[Receipt] = []
        self.at = state.launched_at
        self._restarts = restarts
        self._compared = 0
        self._ids = itertools.count(1)
        units = Units(world.client, world.records)
        self._clock = UnitClock(world.client, world.records, units, campaign, self.unit)

    @classmethod
    async def of(
        cls, world: World, campaign: str, unit: str, *, restarts: bool = False
    ) -> "Driver":
        """Drive a unit that was launched and of which nothing was asked yet."""
        state = await world.records.units.initial_state(campaign, unit)
        return cls(world, campaign, state, restarts=restarts)

    @property
    def handle(self) -> "WorkflowHandle[Any, Any]":
        """The unit's workflow, whichever run it is in."""
        return self.world.client.get_workflow_handle(unit_workflow_id(self.campaign, self.unit))

    @property
    def state(self) -> UnitState:
        """What the rules say of the unit now."""
        return self.memory.state

    @property
    def kinds(self) -> list[str]:
        """The kinds of everything that has happened, oldest first."""
        return [entry.event.kind for entry in self.memory.outbox]

    @property
    def last(self) -> Event:
        """The last thing that somebody did, not the clock."""
        return next(entry.event for entry in reversed(self.memory.outbox) if entry.by != CLOCK)

    def actor(self, role: str) -> Actor:
        """Who acts on the unit in a role."""
        ids = {
            Role.COORDINATOR: self.state.unit.coordinator,
            Role.SUPERVISOR: self.state.unit.supervision_group,
            Role.COUNTY: self.state.unit.district,
            Role.CITY: "office",
            Role.SYSTEM: "campaign",
        }
        return Actor(Role(role), ids[Role(role)])

    def command(self, kind: str, by: str | Actor = "coordinator", **fields: Any) -> Command:
        """A command by somebody in a role, or by a given actor, with an id of its own."""
        actor = by if isinstance(by, Actor) else self.actor(by)
        given = {"id": f"c-{next(self._ids)}", "by": actor, "kind": kind}
        return CommandAdapter.validate_python({**given, **fields})

    def day(self, working_days: int, after: date | None = None) -> date:
        """The working day that lies so many working days after a day, or after today."""
        calendar = self.state.rules.calendar
        start = after or local_date(calendar, self.at)
        return add_working_days(calendar, start, WorkingDays(working_days))

    # What people do

    async def do(self, kind: str, by: str | Actor = "coordinator", **fields: Any) -> Receipt:
        """Have a command carried out; the receipt and the journal are what the rules say."""
        return await self.send(self.command(kind, by, **fields))

    async def send(self, command: Command) -> Receipt:
        """The same with a command that was made before."""
        await self._take_turns()
        receipt = await self._submit(command)
        self.at = receipt.at
        accepted, expected = accept(self.memory, command, receipt.at)
        assert receipt == expected
        # What a command makes late, such as a way back, is said at once.
        self.memory = heed_clock(accepted, receipt.at)
        self.receipts.append(receipt)
        await self._compare()
        return receipt

    async def refuse(self, kind: str, by: str | Actor = "coordinator", **fields: Any) -> Refusal:
        """Give a command that is refused, for the reason that the rules have, and without a trace."""
        command = self.command(kind, by, **fields)
        await self._take_turns()
        now = await self.now()
        with pytest.raises(Refused) as answered:
            await self.world.gateway.submit(self.campaign, self.unit, command)
        with pytest.raises(Refused) as expected:
            accept(self.memory, command, now)
        assert answered.value.refusal == expected.value.refusal
        assert (await self.progress()).revision == self.state.revision
        return answered.value.refusal

    async def swept(self, command: CampaignCommand) -> CampaignSummary:
        """Command the campaign, and wait until its sweep has been to all units; its summary then."""
        await self._take_turns()
        await self.world.gateway.command_campaign(self.campaign, command)
        return await until_swept(self.world.gateway, self.campaign)

    async def absorb(self, *commands: Command) -> None:
        """Commands that reached the unit on another way, in their order: in sweeps, as signals."""
        told: dict[str | None, Entry] = {}
        for command in commands:
            if command.id not in told:
                entries = await self.entries_to(self.state.revision + 1)
                told = {entry.command: entry for entry in entries}
            self.memory, receipt = accept(self.memory, command, told[command.id].at)
            self.receipts.append(receipt)
        await self._compare()

    async def take(self, outcome: EffectOutcome) -> None:
        """Wait until this has come of an effect; the journal then is what the rules say."""
        entry = (await self.entries_to(self.state.revision + 1))[0]
        self.at = entry.at
        self.memory = take_outcome(self.memory, outcome, entry.at)
        await self._compare()

    # What time does

    async def now(self) -> datetime:
        """The time in which the unit lives."""
        now = await self._clock.now()
        assert now is not None
        return now

    async def until(self, instant: datetime) -> list[str]:
        """Let time pass until an instant has come; the kinds of all that happened by itself.

        Everything happened at the instants that the rules say, and nothing else did.
        """
        await self._take_turns()
        assert await self.now() < instant, f"{instant} has been"
        await self._clock.move_to(instant)
        assert instant <= await self.now() < instant + _PROMPT
        self.at = instant
        before = self.state.revision
        while (due := next_due(self.state)) is not None and due <= instant:
            rang = (await self.entries_to(self.state.revision + 1))[0].at
            assert due <= rang <= due + _PROMPT, f"due at {due}, but it rang at {rang}"
            self.memory = heed_clock(self.memory, rang)
        await self._compare()
        return self.kinds[before:]

    async def until_day(self, day: date, at: time | None = None) -> list[str]:
        """Let time pass until business opens on a day, or until `at` local time of it."""
        calendar = self.state.rules.calendar
        instant = opening_of(calendar, day)
        if at is not None:
            opens = datetime.combine(day, calendar.hours.open)
            instant += datetime.combine(day, at) - opens
        return await self.until(instant)

    async def until_next(self, kind: str, target: str | None = None) -> list[str]:
        """Let time pass until the next event of a kind (of a target) that lies ahead."""
        upcoming = await self.world.gateway.upcoming(self.campaign, self.unit)
        assert upcoming == views.upcoming(self.state)
        for ahead in upcoming:
            if ahead.event == kind and (target is None or str(ahead.target) == target):
                return await self.until(ahead.at)
        raise AssertionError(f"no {kind} of {target} lies ahead")

    # Whole stretches of a story

    async def get_ready(self) -> None:
        """Report every readiness item that is missing."""
        for item in self.state.rules.readiness:
            if item.id not in self.state.ready:
                await self.do("complete_readiness", item=item.id)

    async def start(self) -> None:
        """Be ready, wait for the window's first morning, and start."""
        await self.get_ready()
        first = self.state.rules.window.first
        if local_date(self.state.rules.calendar, await self.now()) < first:
            await self.until_day(self.day(0, first))
        await self.do("start")

    async def report(self, *but: str) -> None:
        """Do every required step of the open phase that is not done, in an order that is possible."""
        while (current := open_phase(self.state)) is not None:
            undone = list(undone_required(self.state, current[1]))
            ready = [step for step in undone if step.id not in but]
            waiting = {step.id for step in undone}
            able = [step for step in ready if waiting.isdisjoint(step.after)]
            if not able or current[0].reported_at is not None:
                return
            await self.do("complete_step", step=able[0].id)

    async def pass_phase(self) -> None:
        """Do what is left of the open phase and have it signed off."""
        current = open_phase(self.state)
        assert current is not None
        await self.report()
        await self.do("sign_off", "supervisor", phase=current[1].id)

    # What must be so

    async def progress(self) -> Progress:
        """What the unit says of itself."""
        return await self.world.gateway.progress(self.campaign, self.unit)

    async def entries_to(self, revision: int) -> tuple[Entry, ...]:
        """What the journal has beyond the driver's memory, once it has come to a revision."""
        gateway, after = self.world.gateway, self.state.revision
        assert await gateway.wait_recorded(self.campaign, self.unit, revision, _RECORDED)
        return await gateway.journal(self.campaign, self.unit, after=after, limit=_ALL)

    async def stands(self, expected: Standing) -> None:
        """The unit stands as expected in its query, its row and its search attributes alike."""
        row = (await self.world.gateway.unit(self.campaign, self.unit)).row
        assert (await self.progress()).standing == expected
        assert row.standing == expected
        shown = (await self.handle.describe()).typed_search_attributes
        assert shown.get(PH_STANDING) == expected

    async def verify(self) -> None:
        """Journal, row, queries, receipts and search attributes tell the same of an open unit."""
        await self._compare()
        await self._verify_journal()
        now = await self.now()
        assert await self.progress() == views.progress(self.state, now)
        upcoming = await self.world.gateway.upcoming(self.campaign, self.unit)
        assert upcoming == views.upcoming(self.state)
        await self._verify_records(standing(self.state, now))

    async def end(self) -> Outcome:
        """The unit was closed: its workflow has ended with the outcome that the rules say."""
        result = await self.handle.result()
        outcome = Outcome.model_validate(result, strict=False)
        assert outcome == outcome_of(self.state)
        await self._verify_journal()
        await self._verify_records(standing(self.state, self.memory.outbox[-1].at))
        return outcome

    async def _submit(self, command: Command) -> Receipt:
        """People come through the gateway, and the campaign itself as its sweeps do."""
        if command.by.role is Role.SYSTEM:
            receipt: Receipt = await self.handle.execute_update(
                SUBMIT, command, id=command.id, result_type=Receipt
            )
            return receipt
        return await self.world.gateway.submit(self.campaign, self.unit, command)

    async def _verify_records(self, stands: Standing) -> None:
        stored = await self.world.gateway.unit(self.campaign, self.unit)
        assert stored.state == self.state
        assert stored.row.revision == self.state.revision
        assert stored.row.head == self.state.head
        assert stored.row.standing == stands
        assert stored.row.phase == phase_id(self.state)
        assert stored.row.next_due == next_due(self.state)
        shown = (await self.handle.describe()).typed_search_attributes
        expected = unit_search_attributes(
            campaign=self.campaign,
            unit_type=self.state.unit.type,
            district=self.state.unit.district,
            phase=phase_id(self.state),
            standing=stands,
        )
        keys = (PH_CAMPAIGN, PH_UNIT_TYPE, PH_DISTRICT, PH_PHASE, PH_STANDING)
        assert {key: shown.get(key) for key in keys} == expected

    async def _compare(self) -> None:
        """What is new in the journal is what the rules made of the last step."""
        gateway = self.world.gateway
        revision = self.state.revision
        assert await gateway.wait_recorded(self.campaign, self.unit, revision, _RECORDED)
        count = revision - self._compared
        new = await gateway.journal(self.campaign, self.unit, after=self._compared, limit=count)
        assert new == self.memory.outbox[self._compared :]
        self._compared = revision

    async def _verify_journal(self) -> None:
        """The journal is a chain, folds to the state, and tells what the receipts told."""
        journal = await self.world.gateway.journal(self.campaign, self.unit, limit=_ALL)
        assert journal == self.memory.outbox
        assert first_break(self.campaign, self.unit, journal) is None
        state = await self.world.records.units.initial_state(self.campaign, self.unit)
        for entry in journal:
            state = evolve(state, entry)
        assert state == self.state
        for receipt in self.receipts:
            assert told_by(journal, receipt.command) == (receipt.revision, receipt.events)

    async def _take_turns(self) -> None:
        """Let another worker take over, once this one has nothing in hand."""
        if self._restarts:
            await settled(self.handle)
            await settled(
                self.world.client.get_workflow_handle(campaign_workflow_id(self.campaign))
            )
            await self.world.restart_worker()


def told_by(journal: Sequence[Entry], command: str) -> tuple[int, tuple[str, ...]]:
    """Revision and event kinds of a command, as the journal tells them."""
    told = [entry for entry in journal if entry.command == command]
    assert all(entry.by != CLOCK for entry in told)
    return told[-1].revision, tuple(entry.event.kind for entry in told)


async def settled(handle: "WorkflowHandle[Any, Any]") -> None:
    """Wait until a workflow has no task and no activity under way."""
    while True:
        raw = (await handle.describe()).raw_description
        if not raw.pending_activities and not raw.HasField("pending_workflow_task"):
            return
        await asyncio.sleep(0.005)
