"""How long it takes to launch the reference campaign over its whole roster."""

from datetime import UTC, datetime, timedelta

from bench.launching import seconds_to_open
from bench.reference import launch_units, reference_plan, today
from bench.report import Line, at_most
from bench.stage import ROOT, Stage
from intake.roster import read_roster
from rules.roster import rebase_units
from schemas.identity import unit_workflow_id
from schemas.roster import Unit


async def measure(stage: Stage, *, is_quick: bool) -> list[Line]:
    """Seconds from the wish until every unit of the roster has done its first task."""
    units = _roster()[: 240 if is_quick else None]
    begun = datetime.now(UTC)
    await launch_units(stage, "roster", units)
    handles = [
        stage.client.get_workflow_handle(unit_workflow_id("roster", unit.code)) for unit in units
    ]
    return [
        Line(
            subject="launch of the reference roster",
            figure=f"{len(units):,} units are open",
            unit="s",
            value=await seconds_to_open(handles, begun),
            bar=None if is_quick else at_most(60),
        )
    ]


def _roster() -> tuple[Unit, ...]:
    plan = reference_plan().plan
    by: timedelta = today() - plan.window.first
    reading = read_roster(ROOT / "plans" / "reference-2005-roster.csv", plan)
    return rebase_units((unit for unit in reading.units if unit.level == "unit"), by)
