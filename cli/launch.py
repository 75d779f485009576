"""`phaseline launch`: a plan and a roster become a running campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.output import Output
from cli.plan import PlanPath, open_plan
from cli.roster import From, RejectsPath, RosterPath, moved_plan
from cli.roster_reading import good_people, good_roster
from cli.roster_views import show_known_otherwise
from cli.sweeps import show_misses
from intake.holidays import working_calendar
from rules.people import known_otherwise
from rules.plan import last_chance
from rules.roster import rebase_units
from schemas.base import LEFT_OUT_IF_EMPTY
from schemas.campaign import CampaignSummary
from schemas.plan import Plan
from schemas.roster import Person, Unit

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


class Launched(CampaignSummary):
    """A campaign after its launch.

    `known_otherwise` are the people, by their ids, who are not known as the roster or the list of
    people has them: the list goes before the roster, and a campaign keeps whom it began with.
    """

    known_otherwise: Annotated[tuple[str, ...], LEFT_OUT_IF_EMPTY] = ()


@command(app, "launch", Shared.CAMPAIGN)
def launch(
    call: Call,
    plan: PlanPath,
    roster: RosterPath,
    people: Annotated[Path | None, typer.Option("--people", metavar="FILE")] = None,
    first: From = None,
    rejects: RejectsPath = None,
    is_rehearsal: Annotated[bool, typer.Option("--rehearsal")] = False,
) -> None:
    """Launch a campaign; nothing is launched from files with problems, unless rows may be put aside."""
    file = open_plan(call, plan)
    moved = moved_plan(file.plan, first)
    today = datetime.now(UTC).astimezone(ZoneInfo(moved.timezone)).date()
    if moved.window.last < today:
        raise Mistake("window_past", ExitCode.REFUSED, last=moved.window.last)
    reading = good_roster(call, roster, file.plan, rejects)
    if not reading.units:
        raise Mistake("no_units", ExitCode.REFUSED)
    listed = () if people is None else good_people(call, people, None).people
    known = {person.id for person in listed}
    everybody = (*listed, *(one for one in reading.coordinators if one.id not in known))
    units = rebase_units(reading.units, moved.window.first - file.plan.window.first)
    campaign = call.campaign or file.plan.plan
    left_out = len(file.plan.calendar.exceptions) - len(moved.calendar.exceptions)
    if left_out:
        call.out.say("exceptions_left_out", "yellow", count=left_out)
    if last_chance(moved) < today:
        call.out.say(
            "no_track_fits",
            "yellow",
            last=moved.window.last,
            latest=last_chance(moved),
            today=today,
        )

    async def work(gateway: Gateway) -> Launched:
        summary = await launch_units(
            call.out,
            gateway,
            campaign,
            file.text,
            moved,
            units,
            everybody,
            is_rehearsal=is_rehearsal,
        )
        written = (*listed, *reading.coordinators)
        otherwise = known_otherwise(written, await gateway.people.all(campaign))
        return Launched(**dict(summary), known_otherwise=otherwise)

    try:
        summary = call.run(work)
    except KeyboardInterrupt:
        raise Mistake("launch_interrupted", ExitCode.INTERRUPTED, campaign=campaign) from None
    call.out.show(summary, lambda: _draw(call.out, summary, moved))
    if summary.done[-1].missed:
        raise typer.Exit(ExitCode.REFUSED)


async def launch_units(
    out: Output,
    gateway: Gateway,
    campaign: str,
    source: str,
    plan: Plan,
    units: Sequence[Unit],
    people: Sequence[Person],
    *,
    is_rehearsal: bool = False,
) -> CampaignSummary:
    """Launch a campaign and wait, with a progress bar, until all of its units are started.

    `plan` and `units` are re-based already; `source` is the plan's text as it was written.
    """
    calendar = working_calendar(plan.calendar, plan.timezone, plan.window)
    with out.progress() as progress:
        bar = progress.add_task(out.text("writing_units"), total=len(units))
        await gateway.launch(
            campaign, source, plan, calendar, units, people, is_rehearsal=is_rehearsal
        )
        progress.update(bar, description=out.text("launching_units"))
        async for summary in gateway.watch_sweeps(campaign):
            sweep = (*summary.sweeps, *summary.done[-1:])[0]
            progress.update(bar, completed=sweep.reached + sweep.missed)
    return summary


def _draw(out: Output, summary: Launched, plan: Plan) -> None:
    sweep = summary.done[-1]
    units = sweep.reached - sweep.offices
    out.say("launched", "green", campaign=summary.campaign, units=units)
    if sweep.offices:
        out.say("and_offices", offices=sweep.offices)
    out.say("window", first=plan.window.first, last=plan.window.last)
    show_known_otherwise(out, summary.known_otherwise)
    show_misses(out, sweep, summary.status)
