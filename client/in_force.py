"""Amending a running campaign: what it would change, and what is in force for units to come."""

from datetime import UTC, datetime
from typing import Final

from records.store import Records
from rules.amendment import rules_in_force
from rules.amendment_preview import Previewing
from rules.compilation import compile_rules
from schemas.amendment import Amendment
from schemas.amendment_preview import AmendmentPreview
from schemas.calendar import WorkingCalendar
from schemas.plan import Plan
from schemas.roster import Unit
from schemas.unit_rules import UnitRules

_PAGE: Final = 500


async def preview_amendment(
    records: Records, campaign: str, amendment: Amendment
) -> AmendmentPreview:
    """Judge all units of a campaign that are not closed, from the records, page by page."""
    row = await records.campaigns.get(campaign)
    now = datetime.now(UTC) + row.clock_offset
    previewing = Previewing(amendment, now)
    after = None
    while True:
        units = await records.units.page(campaign, after=after, limit=_PAGE)
        for unit in units:
            if unit.row.closed_at is None:
                due = unit.row.next_due
                previewing.take(unit.state, is_behind=due is not None and due <= now)
        if len(units) < _PAGE:
            return previewing.outcome()
        after = units[-1].row.code


class InForce:
    """The plan of a campaign with the amendments that it has so far: what new units begin with."""

    def __init__(
        self, plan: Plan, calendar: WorkingCalendar, amendments: tuple[Amendment, ...] = ()
    ) -> None:
        self.amendments = amendments
        self._compiled = compile_rules(plan, calendar)

    @classmethod
    async def of(cls, records: Records, campaign: str) -> "InForce":
        """What is in force in a campaign now; its calendar is that of its launch, amended."""
        plan = (await records.campaigns.plan(campaign)).plan
        launched = await records.units.launch_rules(campaign)
        return cls(plan, launched.calendar, await records.amendments.all(campaign))

    def rules_for(self, unit: Unit) -> UnitRules:
        """The rules of a unit as its roster has it."""
        return rules_in_force(self._compiled[unit.type], unit, self.amendments)
