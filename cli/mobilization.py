"""`phaseline unit participation`: who took part, by category, and why others did not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli import values
from cli.acting import act
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.member_counts import (
    Floating,
    Intellectual,
    NewEconomy,
    Other,
    ProductionLine,
    Retired,
    members,
)
from cli.output import Output, named
from cli.table import Cell, Column, print_table
from cli.unit import UnitCode
from rules.course import track
from rules.mobilization import participation_view
from schemas.mobilization import CategoryView, ParticipationView
from schemas.roster import Category
from schemas.step import MobilizationStep
from texts.mobilization import say_categories

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Step = Annotated[str, typer.Argument(metavar="STEP")]
_Category = Annotated[Category, typer.Argument(metavar="CATEGORY")]
_Reason = Annotated[str, typer.Option("--reason", metavar="TEXT")]


@command(app, "record", Shared.ACTING)
def record(
    call: Call,
    unit: UnitCode,
    step: _Step,
    on: Annotated[date, typer.Option("--on", parser=values.day, metavar="DATE")],
    production_line: ProductionLine = 0,
    intellectual: Intellectual = 0,
    retired: Retired = 0,
    new_economy: NewEconomy = 0,
    other: Other = 0,
    floating: Floating = 0,
    is_make_up: Annotated[bool, typer.Option("--make-up")] = False,
) -> None:
    """Record those who took part in a session for the first time."""
    reached = members(
        production_line=production_line,
        intellectual=intellectual,
        retired=retired,
        new_economy=new_economy,
        other=other,
        floating=floating,
    )
    kind = "record_participation"
    act(call, unit, kind, step=step, on=on, reached=reached, make_up=is_make_up)


@command(app, "correct", Shared.ACTING)
def correct(
    call: Call,
    unit: UnitCode,
    step: _Step,
    reason: _Reason,
    production_line: ProductionLine = 0,
    intellectual: Intellectual = 0,
    retired: Retired = 0,
    new_economy: NewEconomy = 0,
    other: Other = 0,
    floating: Floating = 0,
) -> None:
    """Set right how many have taken part in all."""
    reached = members(
        production_line=production_line,
        intellectual=intellectual,
        retired=retired,
        new_economy=new_economy,
        other=other,
        floating=floating,
    )
    act(call, unit, "correct_participation", step=step, reached=reached, reason=reason)


@command(app, "explain", Shared.ACTING)
def explain(call: Call, unit: UnitCode, step: _Step, category: _Category, reason: _Reason) -> None:
    """Say why those of a category who are missing could not be reached."""
    act(call, unit, "explain_absence", step=step, category=category, reason=reason)


@command(app, "accept", Shared.ACTING)
def accept(
    call: Call,
    unit: UnitCode,
    step: _Step,
    category: _Category,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT")] = None,
) -> None:
    """Accept why those of a category are missing."""
    act(call, unit, "accept_absence", step=step, category=category, note=note)


@command(app, "decline", Shared.ACTING)
def decline(call: Call, unit: UnitCode, step: _Step, category: _Category, reason: _Reason) -> None:
    """Do not accept it."""
    act(call, unit, "decline_absence", step=step, category=category, reason=reason)


@command(app, "show", Shared.CAMPAIGN)
def show(call: Call, unit: UnitCode) -> None:
    """Show who has taken part, and what members study."""

    async def work(gateway: Gateway) -> None:
        state = (await gateway.unit(await call.campaign_of(gateway), unit)).state
        views = [
            participation_view(state, step)
            for phase in track(state).phases
            for step in phase.steps
            if isinstance(step, MobilizationStep)
        ]
        call.out.show(views, lambda: _draw(call.out, views))

    call.run(work)


def _draw(out: Output, views: list[ParticipationView]) -> None:
    if not views:
        out.say("no_mobilization")
    columns = [
        Column(out.text("category"), wrapped=True),
        Column(out.text("members"), right=True),
        Column(out.text("took_part"), right=True),
        Column(out.text("absence"), wrapped=True),
        Column(out.text("material"), prose=True),
    ]
    for view in views:
        out.print(named(view.title.in_(out.language), view.step, "bold"))
        out.say("coverage_asked", coverage=view.coverage)
        rows = [_row(out, one) for one in view.categories if one.members or one.reached]
        if rows:
            print_table(out.paper, columns, rows)
        else:
            out.say("no_members")


def _row(out: Output, one: CategoryView) -> list[Cell]:
    said = [
        out.text(code, count=count)
        for code, count in (("absence_waits", one.explained), ("absence_excused", one.excused))
        if count
    ]
    return [
        say_categories(one.category, out.language),
        str(one.members),
        Text(str(one.reached), "red" if one.lacks else "green"),
        ", ".join(said),
        "" if one.material is None else one.material.in_(out.language),
    ]
