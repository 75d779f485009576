"""The soak's load: concurrent commands and signals at many units, each known by its id."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Final

from temporalio.service import RPCError

from bench.acknowledged import Acknowledged
from bench.reference import COORDINATOR, calendar_of_today, comment, new_id, preparations, today
from bench.stage import Stage
from client.errors import NoOutcome
from rules.calendar import on_or_after
from rules.refused import Refused
from schemas.commands import Command, CompleteStep, ReopenStep, ScheduleStep
from schemas.identity import unit_workflow_id

_MEAN_PAUSE: Final = 2.5
"""Seconds between two commands of one source at one unit; each unit has four sources."""

_BURST: Final = 4
"""At most so many comments arrive together."""

_DAYS_AHEAD: Final = 20
"""Own dates are set within so many days: before the end of the phase."""

_ONE_TRY: Final = timedelta(seconds=5)
_BEFORE_THE_NEXT_TRY: Final = 0.1

_PAIRED_STEP: Final = "party_lecture"
_SCHEDULED_STEP: Final = "great_discussion"
_SIGNALLED_STEP: Final = "case_education"


class Load(Acknowledged):
    """Sends what is always acceptable, with the same id until it is acknowledged."""

    def __init__(self, stage: Stage, campaign: str, units: Sequence[str], seed: int) -> None:
        super().__init__(campaign, units, seed)
        self._stage = stage

    async def prepare(self) -> None:
        """Bring all units into their first phase."""

        async def prepare(unit: str) -> None:
            for command in preparations():
                await self._submit(unit, command)

        await asyncio.gather(*map(prepare, self.units))

    async def run(self) -> None:
        """Send until `stop`, and until everything that was sent is acknowledged."""
        async with asyncio.TaskGroup() as group:
            for unit in self.units:
                group.create_task(self._bursts_of_comments(unit))
                group.create_task(self._completing_and_reopening(unit))
                group.create_task(self._scheduling(unit))
                group.create_task(self._signalling(unit))

    async def _bursts_of_comments(self, unit: str) -> None:
        async for chance in self.turns(unit, "comments", _MEAN_PAUSE):
            comments = [comment() for _ in range(chance.randint(1, _BURST))]
            await asyncio.gather(*(self._submit(unit, command) for command in comments))

    async def _completing_and_reopening(self, unit: str) -> None:
        is_done = False
        async for _ in self.turns(unit, "steps", _MEAN_PAUSE):
            await self._submit(unit, _reopen() if is_done else _complete())
            is_done = not is_done

    async def _scheduling(self, unit: str) -> None:
        async for chance in self.turns(unit, "schedules", _MEAN_PAUSE):
            await self._submit(unit, _schedule(_SCHEDULED_STEP, chance))

    async def _signalling(self, unit: str) -> None:
        async for chance in self.turns(unit, "signals", _MEAN_PAUSE):
            await self._signal(unit, comment())
            if chance.random() < 0.5:
                await self._signal(unit, _schedule(_SIGNALLED_STEP, chance))

    async def _submit(self, unit: str, command: Command) -> None:
        while True:
            try:
                receipt = await self._stage.gateway.submit(
                    self.campaign, unit, command, is_awaited=False
                )
            except NoOutcome:
                continue
            except Refused as refused:
                self.surprises.append(f"{unit}: {command.kind} was refused: {refused.refusal!r}")
                return
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told in the end
                self.surprises.append(f"{unit}: {command.kind} met {error!r}")
                await asyncio.sleep(_BEFORE_THE_NEXT_TRY)
                continue
            self.receipts[unit][command.id] = receipt
            await self.count()
            return

    async def _signal(self, unit: str, command: Command) -> None:
        handle = self._stage.client.get_workflow_handle(unit_workflow_id(self.campaign, unit))
        while True:
            try:
                await handle.signal(command.kind, command, rpc_timeout=_ONE_TRY)
            except RPCError:
                await asyncio.sleep(_BEFORE_THE_NEXT_TRY)
                continue
            self.signals[unit].add(command.id)
            await self.count()
            return


def _schedule(step: str, chance: Random) -> Command:
    day = on_or_after(calendar_of_today(), today() + timedelta(days=chance.randint(1, _DAYS_AHEAD)))
    return ScheduleStep(id=new_id(), by=COORDINATOR, kind="schedule_step", step=step, on=day)


def _complete() -> Command:
    return CompleteStep(id=new_id(), by=COORDINATOR, kind="complete_step", step=_PAIRED_STEP)


def _reopen() -> Command:
    return ReopenStep(
        id=new_id(),
        by=COORDINATOR,
        kind="reopen_step",
        step=_PAIRED_STEP,
        reason="A page was missing.",
    )
