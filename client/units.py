"""The way to one unit's workflow: commands that have an outcome, and queries."""

import asyncio
from datetime import timedelta
from typing import Final, TypeVar

from temporalio.client import Client

from client.answered import receipt_from_journal
from client.asking import ask
from client.refusals import noting_refusals
from client.submission import WorkflowGone, submit_until_outcome
from records.errors import DatabaseUnavailable, UnknownUnit
from records.store import Records
from rules.calendar import local_date
from rules.fingerprints import require_same
from rules.refused import Refused
from schemas.actor import Role
from schemas.commands import Command
from schemas.events import Entry
from schemas.identity import unit_workflow_id
from schemas.views import Receipt

T = TypeVar("T")

_TO_READ_ONE_S_WRITE: Final = timedelta(seconds=2)
_TO_ASK_THE_JOURNAL: Final = 0.2


class Units:
    """Speaks to units' workflows on behalf of the gateway."""

    def __init__(self, client: Client, records: Records) -> None:
        self._client = client
        self._records = records
        self._asking: set[asyncio.Task[tuple[Entry, ...]]] = set()

    async def submit(
        self, campaign: str, unit: str, command: Command, *, is_awaited: bool
    ) -> Receipt:
        """Carry out a command once; see `Gateway.submit`."""
        async with noting_refusals(
            self._records,
            campaign,
            command.kind,
            command.by,
            unit=unit,
            principal=command.principal,
            command=command.id,
        ):
            if command.by.role is Role.SYSTEM:
                raise Refused("not_allowed", by_whom=command.by)
            known = await self._entries_of(campaign, unit, command)
            if known:
                return await receipt_from_journal(self._records, campaign, unit, command, known)
            receipt = await self._carry_out(campaign, unit, command)
            # An id that the run has had is answered by the server, which does not look at the rest.
            require_same(receipt, command)
        if is_awaited:
            await self._records.listening.wait_recorded(
                campaign, unit, receipt.revision, _TO_READ_ONE_S_WRITE
            )
        return receipt

    async def query(self, campaign: str, unit: str, name: str, type_: type[T]) -> T:
        """Ask a unit's workflow. Raises WorkflowGone where Temporal has none, or NoAnswer."""
        return await ask(self._client, unit_workflow_id(campaign, unit), name, type_)

    async def _carry_out(self, campaign: str, unit: str, command: Command) -> Receipt:
        workflow_id = unit_workflow_id(campaign, unit)
        try:
            return await submit_until_outcome(
                self._client, workflow_id, command, command.id, Receipt
            )
        except WorkflowGone:
            raise await self._why_gone(campaign, unit) from None

    async def _entries_of(self, campaign: str, unit: str, command: Command) -> tuple[Entry, ...]:
        """What the journal has of a command; nothing if the database is slow to say."""
        # Broken off, the question would take its connection with it, and the next be as slow.
        asking = asyncio.create_task(self._ask_journal(campaign, unit, command))
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)
        answered, _ = await asyncio.wait([asking], timeout=_TO_ASK_THE_JOURNAL)
        return asking.result() if answered else ()

    async def _ask_journal(self, campaign: str, unit: str, command: Command) -> tuple[Entry, ...]:
        try:
            return await self._records.journal.find_command(campaign, unit, command.id)
        except DatabaseUnavailable:
            return ()

    async def _why_gone(self, campaign: str, unit: str) -> Exception:
        stored = await self._records.units.get(campaign, unit)
        if stored.row.closed_at is not None:
            calendar = stored.state.rules.calendar
            return Refused("unit_closed", at=local_date(calendar, stored.row.closed_at))
        return UnknownUnit(campaign, unit)
