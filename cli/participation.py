"""`phaseline participation`: who takes part, over all units, and where too few do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.choosing import After, District, Group, Limit, Step, Type, words_of_list
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.output import Output, named
from cli.sets import ShownBy
from cli.table import Cell, Column, print_table
from cli.words import Words
from cli.wrong_values import fitting
from rules.rollup import share_of
from schemas.participation import (
    ParticipationFigures,
    ParticipationFilter,
    ParticipationLine,
    ParticipationPage,
    ParticipationRollup,
)
from texts.mobilization import say_categories, say_counts

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()


@command(app, "list", Shared.CAMPAIGN)
def list_(
    call: Call,
    district: District = None,
    type_: Type = None,
    group: Group = None,
    step: Step = None,
    is_short: Annotated[bool, typer.Option("--short")] = False,
    is_unjudged: Annotated[bool, typer.Option("--unjudged")] = False,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """List the units' steps of mobilisation, a page at a time."""
    chosen = fitting(
        ParticipationFilter,
        district=district,
        type=type_,
        supervision_group=group,
        step=step,
        is_short=is_short,
        is_unjudged=is_unjudged,
    )

    async def work(gateway: Gateway) -> None:
        words = await words_of_list(call, gateway, chosen)
        page = await gateway.participation.page(words.campaign, chosen, after=after, limit=limit)
        call.out.show(page, lambda: _draw_page(call.out, words, page))

    call.run(work)


@command(app, "show", Shared.CAMPAIGN)
def show(
    call: Call,
    district: District = None,
    type_: Type = None,
    group: Group = None,
    by: Annotated[ShownBy | None, typer.Option("--by")] = None,
) -> None:
    """Show what they come to, by category of members and by set of units."""
    chosen = fitting(ParticipationFilter, district=district, type=type_, supervision_group=group)

    async def work(gateway: Gateway) -> None:
        await show_participation(call, gateway, chosen, by)

    call.run(work)


async def show_participation(
    call: Call, gateway: Gateway, chosen: ParticipationFilter, by: ShownBy | None = None
) -> None:
    """Show what the steps of mobilisation that a filter describes come to."""
    words = await words_of_list(call, gateway, chosen)
    rollup = await gateway.participation.rollup(words.campaign, chosen)
    call.out.show(rollup, lambda: _draw(call.out, words, rollup, by))


def _draw_page(out: Output, words: Words, page: ParticipationPage) -> None:
    if not page.lines:
        out.say("no_participation")
        return
    columns = [
        Column(out.text("unit")),
        Column(out.text("name"), wrapped=True),
        Column(out.text("district")),
        Column(out.text("step"), wrapped=True),
        Column(out.text("coverage")),
        Column(out.text("took_part"), right=True),
        Column(out.text("floating_took_part"), right=True),
        Column(out.text("too_few_of"), wrapped=True),
        Column(out.text("to_be_judged"), wrapped=True),
    ]
    rows = [_line(out, words, line) for line in page.lines]
    print_table(out.paper, columns, rows, lead=2)
    if page.next is not None:
        out.say("more_units", "dim", next=page.next)


def _line(out: Output, words: Words, line: ParticipationLine) -> tuple[Cell, ...]:
    lacking = say_categories(", ".join(line.lacking), out.language) if line.lacking else ""
    return (
        line.unit,
        line.name,
        line.district,
        words.step(line.step, line.track),
        str(line.coverage),
        out.text("share_of", done=line.reached, all=line.members),
        out.text("share_of", done=line.floating_reached, all=line.floating),
        Text(lacking, "red"),
        say_counts(line.explained, out.language) if line.explained else "",
    )


def _draw(out: Output, words: Words, rollup: ParticipationRollup, by: ShownBy | None) -> None:
    city = rollup.city
    if not city.steps:
        out.say("no_participation")
        return
    numbers = city.model_dump(exclude={"by_category", "members", "reached"})
    out.say("participation_facts", **numbers)
    _draw_categories(out, city)
    if by is not None:
        out.print()
        titles = words.types if by is ShownBy.TYPE else {}
        _draw_sets(out, out.text(by), getattr(rollup, f"by_{by.field}"), titles)


def _draw_categories(out: Output, city: ParticipationFigures) -> None:
    columns = [
        Column(out.text("category"), wrapped=True),
        Column(out.text("took_part"), right=True),
        Column(out.text("to_be_judged"), right=True),
        Column(out.text("accepted"), right=True),
        Column(out.text("steps_short"), right=True),
    ]
    rows: list[list[Cell]] = [
        [
            say_categories(category, out.language),
            _share(out, figures.reached, figures.members),
            str(figures.explained or ""),
            str(figures.excused or ""),
            str(figures.short or ""),
        ]
        for category, figures in city.by_category.items()
        if figures.members
    ]
    whole = [out.text("total"), _share(out, city.reached, city.members), "", "", str(city.short)]
    print_table(out.paper, columns, [*rows, whole])


def _draw_sets(
    out: Output,
    heading: str,
    by: Mapping[str, ParticipationFigures],
    titles: Mapping[str, str],
) -> None:
    columns = [
        Column(heading, wrapped=True),
        Column(out.text("steps"), right=True),
        Column(out.text("steps_short"), right=True),
        Column(out.text("steps_unjudged"), right=True),
        Column(out.text("took_part"), right=True),
        Column(out.text("floating_took_part"), right=True),
    ]
    rows: list[list[Cell]] = []
    for code, figures in by.items():
        floating = figures.by_category["floating"]
        rows.append(
            [
                named(titles[code], code) if code in titles else code,
                str(figures.steps),
                str(figures.short or ""),
                str(figures.unjudged or ""),
                _share(out, figures.reached, figures.members),
                _share(out, floating.reached, floating.members),
            ]
        )
    print_table(out.paper, columns, rows)


def _share(out: Output, part: int, whole: int) -> str:
    percent = share_of(part, whole).percent
    if percent is None:
        return "–"
    return out.text("share_with_percent", part=part, whole=whole, percent=percent)
