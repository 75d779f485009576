"""Small campaigns of the reference plan, moved to coming days, ready to be launched for real."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from client.gateway import Gateway
from intake.holidays import working_calendar
from intake.plan import read_plan
from rules.compilation import compile_rules, rebase
from schemas.calendar import WorkingCalendar
from schemas.campaign import CampaignSummary
from schemas.plan import Plan
from schemas.quantities import Minutes
from schemas.roster import Person, Unit
from schemas.unit_rules import UnitRules

_REFERENCE: Final = Path(__file__).parents[2] / "plans" / "reference-2005.yaml"
_MARCH: Final = 3
"""A month that no long holiday follows: stories have the same course whenever they are told."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A plan with its text and calendar: what a launch asks for, besides units and people."""

    source: str
    plan: Plan
    calendar: WorkingCalendar

    def rules(self, unit_type: str) -> UnitRules:
        """The rules of a unit of that type, as the launch compiles them."""
        return compile_rules(self.plan, self.calendar)[unit_type]


@cache
def reference_campaign() -> Campaign:
    """The reference plan, whose window begins on the first Monday of the coming March.

    It takes the coordinators' word: these stories are of phases, deadlines and verdicts. And units
    are reminded at the opening of business: at a moment of its own, seconds after that, one could be
    while the driver still looks at what the opening has brought.
    """
    file = read_plan(_REFERENCE)
    reminders = file.plan.reminders
    if reminders is None:
        raise ValueError("the reference plan reminds nobody")
    given = {"content": "reported", "mechanism": None}
    at_once = reminders.model_copy(update={"spread": Minutes(0)})
    plan = file.plan.model_copy(update={**given, "reminders": at_once})
    return campaign_of(file.text, rebase(plan, _coming_march()))


def campaign_of(source: str, plan: Plan) -> Campaign:
    """A campaign of any plan, with its country's calendar."""
    return Campaign(source, plan, working_calendar(plan.calendar, plan.timezone, plan.window))


def unit(code: str = "S-001", type_: str = "school", **fields: Any) -> Unit:
    """A unit as a roster has it."""
    given = {"code": code, "name": f"示例单位{code}", "type": type_, "district": "D1"}
    people = {"coordinator": f"P-{code}", "supervision_group": "SG-01"}
    return Unit.model_validate({**given, **people, **fields})


def new_code(prefix: str) -> str:
    """A campaign's code that nobody has used before."""
    return f"{prefix}-{uuid.uuid4().hex[:8]}"


async def launch(
    gateway: Gateway,
    code: str,
    *units: Unit,
    campaign: Campaign | None = None,
    people: tuple[Person, ...] = (),
) -> CampaignSummary:
    """Launch a campaign and wait until all its units are started."""
    what = campaign or reference_campaign()
    await gateway.launch(code, what.source, what.plan, what.calendar, units, people)
    return await until_swept(gateway, code)


async def until_swept(gateway: Gateway, code: str) -> CampaignSummary:
    """Wait until no sweep of a campaign is left; its summary then."""
    async for summary in gateway.watch_sweeps(code):
        last = summary
    return last


def _coming_march() -> date:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    first = date(tomorrow.year + (tomorrow.month >= _MARCH), _MARCH, 1)
    return first + timedelta(days=-first.weekday() % 7)
