"""What is in force in a campaign for units that come later."""

from records.store import Records
from rules.amendment import rules_in_force
from rules.compilation import compile_rules
from schemas.amendment import Amendment
from schemas.calendar import WorkingCalendar
from schemas.plan import Plan
from schemas.roster import Unit
from schemas.unit_rules import UnitRules


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
        compiled = self._compiled[unit.type]
        return rules_in_force(compiled, unit, self.amendments)
