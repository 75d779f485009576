"""`phaseline roster`: hold a roster against its plan, and bring a changed one to a campaign."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli import values
from cli.acting import read_campaign_command
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.output import shown_path
from cli.plan import open_plan
from cli.problems import SaidProblem, show_table_problems
from cli.roster_reading import good_roster, read_whole_roster, said
from cli.roster_views import (
    show_applied,
    show_change,
    show_finished_before,
    show_known_otherwise,
    show_reconciliation,
)
from intake.plan import read_launched_plan
from rules.compilation import rebase
from rules.people import known_otherwise
from rules.plan import is_in_reach
from rules.roster import rebase_units, reconcile
from rules.roster_change import compare
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, Model
from schemas.limits import FIRST_YEAR, LAST_YEAR
from schemas.plan import Plan, Window
from schemas.programme import EarlierUnit
from schemas.reconciliation import Reconciliation
from schemas.roster import Unit
from schemas.roster_change import RosterApplied, RosterChange

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

RosterPath = Annotated[Path, typer.Argument(metavar="ROSTER")]
RejectsPath = Annotated[Path | None, typer.Option("--rejects", metavar="FILE")]
From = Annotated[date | None, typer.Option("--from", parser=values.day_in_reach, metavar="DATE")]


class RosterCheck(Model):
    """What `roster check` found: how many rows are good and bad, why, and how the totals compare.

    `units` are the good rows but those of offices, which the reconciliation counts.
    `window` is the plan's, re-based where that was asked for. `finished_before` are units that an
    earlier batch of the plan's programme has finished, where that was asked for.
    """

    file: str
    window: Window
    units: int
    rejected: int
    problems: tuple[SaidProblem, ...]
    reconciliation: Reconciliation
    finished_before: Annotated[tuple[EarlierUnit, ...], LEFT_OUT_IF_EMPTY] = ()


class RosterApplication(Model):
    """What `roster apply` would change and, once it has been told to, what came of it.

    `known_otherwise` are the coordinators, by their ids, whom the campaign has with another name
    or contact than the roster. They stay so; who is new comes with the roster.
    """

    campaign: str
    change: RosterChange
    known_otherwise: Annotated[tuple[str, ...], LEFT_OUT_IF_EMPTY] = ()
    applied: Annotated[RosterApplied | None, LEFT_OUT_IF_NONE] = None


@command(app, "check")
def check(
    call: Call,
    roster: RosterPath,
    plan: Annotated[Path, typer.Option("--plan", metavar="PLAN")],
    first: From = None,
    is_against_batches: Annotated[bool, typer.Option("--against-batches")] = False,
) -> None:
    """Say everything that is wrong in a roster, and how its totals compare with the plan's."""
    written = open_plan(call, plan).plan
    reading = read_whole_roster(roster, written)
    reconciliation = reconcile(reading.units, written)
    found = RosterCheck(
        file=shown_path(roster),
        window=moved_plan(written, first).window,
        units=reconciliation.whole.units,
        rejected=len(reading.rejects.rows),
        problems=said(call, reading.problems),
        reconciliation=reconciliation,
        finished_before=_finished_before(call, plan, written, reading.units)
        if is_against_batches
        else (),
    )

    def draw() -> None:
        _draw(call, roster, written, found)
        if is_against_batches:
            show_finished_before(call.out, written, found.finished_before)

    call.out.show(found, draw)
    if found.problems:
        raise typer.Exit(ExitCode.REFUSED)


@command(app, "apply", Shared.ACTING)
def apply(
    call: Call,
    roster: RosterPath,
    is_meant: Annotated[bool, typer.Option("--yes")] = False,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT")] = None,
    rejects: RejectsPath = None,
) -> None:
    """Preview what a changed roster would change in a campaign; with --yes, change it."""

    async def work(gateway: Gateway) -> RosterApplication:
        campaign = await call.campaign_of(gateway)
        launched = await gateway.plan(campaign)
        written = read_launched_plan(launched.source)
        reading = good_roster(call, roster, written, rejects)
        moved_by = launched.plan.window.first - written.window.first
        after = rebase_units(reading.units, moved_by)
        change = compare(await gateway.rosters.get(campaign), after)
        known = {person.id: person for person in await gateway.people.all(campaign)}
        there = [person for person in reading.coordinators if person.id in known]
        otherwise = known_otherwise(there, known.values())
        previewed = RosterApplication(campaign=campaign, change=change, known_otherwise=otherwise)
        if not call.out.as_json:
            show_change(call.out, change)
            show_known_otherwise(call.out, otherwise)
        if not is_meant:
            return previewed
        # An id that no campaign could take is a mistake that is found before anything is done.
        read_campaign_command({"id": call.command_id, "by": call.by, "kind": "launch"})
        applied = await gateway.rosters.apply(
            campaign,
            change,
            merged={} if reading.rejects.rows else _merged(change),
            by=call.by,
            reason=reason or call.out.text("roster_reason", file=roster.name),
            command_id=call.command_id,
            coordinators=reading.coordinators,
        )
        return previewed.model_copy(update={"applied": applied})

    done = call.run(work)

    def draw() -> None:
        if done.applied is not None:
            show_applied(call.out, done.applied)
        elif done.change != RosterChange():
            call.out.say("apply_with_yes", "yellow")

    call.out.show(done, draw)
    if done.applied is not None and done.applied.missed:
        raise typer.Exit(ExitCode.REFUSED)


def moved_plan(plan: Plan, first: date | None) -> Plan:
    """The plan so that it begins on a day, or as it is.

    Raises:
        Mistake: it would end beyond the years in which campaigns can be.
    """
    moved = plan if first is None else rebase(plan, first)
    if not is_in_reach(moved.window):
        last = moved.window.last
        raise Mistake("window_out_of_reach", last=last, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    return moved


def _finished_before(
    call: Call, file: Path, plan: Plan, units: tuple[Unit, ...]
) -> tuple[EarlierUnit, ...]:
    programme = plan.programme
    if programme is None:
        raise Mistake("no_programme", file=shown_path(file))

    async def work(gateway: Gateway) -> tuple[EarlierUnit, ...]:
        return await gateway.finished_before(programme, [unit.code for unit in units])

    return call.run(work)


def _merged(change: RosterChange) -> dict[str, str]:
    """Which units are gone, and into which they went.

    Only where every row was read: a unit whose row was put aside is not gone.
    """
    return {gone: one.into for one in change.merge_candidates for gone in one.gone}


def _draw(call: Call, roster: Path, plan: Plan, found: RosterCheck) -> None:
    show_table_problems(call.out, roster, found.problems)
    if found.problems and not found.units and not found.rejected:
        return  # nothing was read that could be summed up
    show_reconciliation(call.out, plan, found.reconciliation)
    call.out.print()
    call.out.say("window", first=found.window.first, last=found.window.last)
    style = "red" if found.problems else "green"
    call.out.say("roster_read", style, units=found.units, rejected=found.rejected)
    if found.reconciliation.offices:
        call.out.say("and_offices", style, offices=found.reconciliation.offices)
