"""Writing the digests of a morning, as notices for those above the units."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from temporalio import activity

from activities.heartbeat import heartbeating
from activities.logs import activity_logger
from records.store import Records
from rules.amendment import rules_in_common
from rules.calendar import local_date
from rules.digest import Happening, Morning, digests, figures_of, morning_of, states_at
from rules.sending import in_days_message, spread_of
from schemas.campaign import CampaignStatus
from schemas.campaign_row import CampaignRow
from schemas.digest import DailyDigest, DigestOrder, DigestOutcome, FigureKind
from schemas.events import Entry
from schemas.notice import DigestNotice
from schemas.roster import Unit
from schemas.state import UnitState
from schemas.unit_rules import UnitRules
from schemas.units import StoredUnit

_PAGE: Final = 50
"""Units that are looked at in one go, while the worker's other activities wait."""

_Told = list[tuple[Unit, frozenset[FigureKind]]]
"""What each unit counts to on a morning."""


class Digesting:
    """Tells mornings as the journals have them, also those that have gone by."""

    def __init__(self, records: Records) -> None:
        self._records = records

    @activity.defn(name="digest")
    async def digest(self, order: DigestOrder) -> DigestOutcome:
        """Write the digests of the working mornings of an order; the same again writes nothing."""
        row = await self._records.campaigns.get(order.campaign)
        if row.status is CampaignStatus.CLOSED or not row.totals.units:
            return DigestOutcome(campaign=order.campaign, mornings=0, digests=0)
        rules = await self._records.units.rules_in_common(order.campaign, rules_in_common)
        found = (morning_of(rules.calendar, instant) for instant in sorted(order.mornings))
        mornings = [morning for morning in found if morning is not None]
        written = 0
        async with heartbeating():
            for morning, told in zip(mornings, await self._tell(row, mornings), strict=True):
                for digest in digests(order.campaign, morning, told):
                    written += await self._write(row, rules, digest)
        activity_logger().info(
            "digests_written", campaign=order.campaign, mornings=len(mornings), digests=written
        )
        return DigestOutcome(campaign=order.campaign, mornings=len(mornings), digests=written)

    async def _tell(self, row: CampaignRow, mornings: Sequence[Morning]) -> list[_Told]:
        """What all units count to, morning by morning."""
        told: list[_Told] = [[] for _ in mornings]
        after: str | None = None
        while mornings:
            page = await self._records.units.page(row.campaign, after=after, limit=_PAGE)
            await self._tell_page(page, mornings, told)
            if len(page) < _PAGE:
                break
            after = page[-1].row.code
        return told

    async def _tell_page(
        self, page: Sequence[StoredUnit], mornings: Sequence[Morning], told: Sequence[_Told]
    ) -> None:
        if not page:
            return
        happened = await self._records.journal.happenings(
            page[0].row.campaign, [unit.row.code for unit in page], after=mornings[0].since
        )
        for stored in page:
            happenings = [Happening(*one) for one in happened.get(stored.row.code, ())]
            states = await self._states(stored.state, happenings, mornings)
            for morning, state, units in zip(mornings, states, told, strict=True):
                if state.launched_at <= morning.at:
                    units.append((state.unit, figures_of(state, morning, happenings)))

    async def _states(
        self, state: UnitState, happenings: Sequence[Happening], mornings: Sequence[Morning]
    ) -> list[UnitState]:
        """What a unit was on each morning: what it is now, unless something has happened since."""
        if not happenings or happenings[-1].at <= mornings[0].at:
            return [state] * len(mornings)
        initial = await self._records.units.initial_state(state.campaign, state.unit.code)
        entries: list[Entry] = []
        while len(entries) < state.revision:
            entries += await self._records.journal.oldest(
                state.campaign, state.unit.code, after=len(entries)
            )
        return states_at(initial, entries, [morning.at for morning in mornings])

    async def _write(self, row: CampaignRow, rules: UnitRules, digest: DailyDigest) -> bool:
        """Have a digest said in its day's message; whether it still can be."""
        now = datetime.now(UTC) + row.clock_offset
        say_at = in_days_message(rules.calendar, max(digest.at, now), spread_of(rules))
        if local_date(rules.calendar, say_at) != digest.day:
            return False
        await self._records.notices.put(
            DigestNotice(
                campaign=digest.campaign,
                audience=digest.audience,
                at=digest.at,
                say_at=say_at,
                day=digest.day,
                body=digest.model_dump(mode="json"),
            )
        )
        return True
