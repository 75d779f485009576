"""`phaseline satisfaction`: surveys and the polls of phases over all units, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.choosing import After, District, Group, Limit, Step, Type, words_of_list
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.output import Output, named
from cli.sets import ShownBy
from cli.table import Column, print_table
from cli.words import Words
from cli.wrong_values import fitting
from reports.cells import say_band
from rules.bands import edges
from schemas.satisfaction import (
    Asked,
    SatisfactionFigures,
    SatisfactionRollup,
    SurveyFilter,
    SurveyPage,
)
from schemas.survey import SurveyStatus
from texts.labels import label
from texts.values import localise

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
    status: Annotated[SurveyStatus | None, typer.Option("--status")] = None,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """List surveys and polls, a page at a time."""
    chosen = fitting(
        SurveyFilter,
        district=district,
        type=type_,
        supervision_group=group,
        step=step,
        status=status,
    )

    async def work(gateway: Gateway) -> None:
        await show_surveys(call, gateway, chosen, after=after, limit=limit)

    call.run(work)


@command(app, "show", Shared.CAMPAIGN)
def show(
    call: Call,
    district: District = None,
    type_: Type = None,
    group: Group = None,
    by: Annotated[ShownBy | None, typer.Option("--by")] = None,
) -> None:
    """Show how satisfied people are at each phase, and in which sets of units."""
    chosen = fitting(SurveyFilter, district=district, type=type_, supervision_group=group)

    async def work(gateway: Gateway) -> None:
        await show_satisfaction(call, gateway, chosen, by)

    call.run(work)


async def show_surveys(
    call: Call, gateway: Gateway, chosen: SurveyFilter, *, after: str | None, limit: int
) -> None:
    """Show a page of the surveys and polls that a filter describes."""
    words = await words_of_list(call, gateway, chosen)
    page = await gateway.satisfaction.page(words.campaign, chosen, after=after, limit=limit)
    call.out.show(page, lambda: _draw_page(call.out, words, page))


async def show_satisfaction(
    call: Call, gateway: Gateway, chosen: SurveyFilter, by: ShownBy | None = None
) -> None:
    """Show what the surveys and polls of the units that a filter describes come to."""
    words = await words_of_list(call, gateway, chosen)
    rollup = await gateway.satisfaction.rollup(words.campaign, chosen)
    call.out.show(rollup, lambda: _draw(call.out, words, rollup, by))


def _draw_page(out: Output, words: Words, page: SurveyPage) -> None:
    if not page.lines:
        out.say("no_surveys_held")
        return
    columns = [
        Column(out.text("unit")),
        Column(out.text("name"), wrapped=True),
        Column(out.text("district")),
        Column(out.text("survey_asked"), wrapped=True),
        Column(out.text("survey_round"), right=True),
        Column(out.text("survey_until")),
        Column(out.text("ballots_cast"), right=True),
        Column(out.text("survey_result"), wrapped=True),
        Column(out.text("survey_score"), right=True),
    ]
    rows = [
        (
            line.unit,
            line.name,
            line.district,
            out.text("poll_of_phase", phase=words.phase(line.phase, line.track))
            if line.step == line.phase
            else words.step(line.step, line.track),
            str(line.round),
            str(line.until),
            "" if line.cast is None else str(line.cast),
            label("survey_status", line.status, out.language)
            if line.verdict is None
            else out.text(
                "survey_verdict",
                verdict=localise({"verdict": line.verdict}, out.language)["verdict"],
            ),
            "" if line.score is None else str(line.score),
        )
        for line in page.lines
    ]
    print_table(out.paper, columns, rows, lead=2)
    if page.next is not None:
        out.say("more_units", "dim", next=page.next)


def _draw(out: Output, words: Words, rollup: SatisfactionRollup, by: ShownBy | None) -> None:
    asked = [one for one in rollup.asked if one.city.units]
    if not asked:
        out.say("nobody_asked")
        return
    by_phase = [(_title(out, words, one.asked), one.city) for one in asked]
    _draw_figures(out, words, out.text("survey_asked"), by_phase, rollup)
    if by is None:
        return
    for one in asked:
        out.heading(_title(out, words, one.asked))
        sets: Mapping[str, SatisfactionFigures] = getattr(one, f"by_{by.field}")
        titles = {code: named(words.type(code), code).plain for code in sets if by is ShownBy.TYPE}
        told = [(titles.get(code, code), figures) for code, figures in sets.items()]
        _draw_figures(out, words, out.text(by), told, rollup)


def _draw_figures(
    out: Output,
    words: Words,
    heading: str,
    rows: Sequence[tuple[str, SatisfactionFigures]],
    rollup: SatisfactionRollup,
) -> None:
    in_bands = edges(rollup.bounds)
    columns = [
        Column(heading, wrapped=True),
        *(
            Column(out.text(code), right=True, wrapped=True)
            for code in ("units_asked", "surveys_open", "surveys_measured")
        ),
        *(
            Column(say_band(at_least, below, words.language), right=True, wrapped=True)
            for at_least, below in in_bands
        ),
        Column(out.text("surveys_mean"), right=True),
        Column(out.text("surveys_too_small"), right=True, wrapped=True),
    ]
    cells = [
        (
            title,
            str(figures.units),
            str(figures.open or ""),
            str(figures.measured or ""),
            *(str(count or "") for count in figures.bands[: len(in_bands)]),
            "" if figures.mean is None else str(figures.mean),
            str(figures.too_small or ""),
        )
        for title, figures in rows
    ]
    print_table(out.paper, columns, cells)


def _title(out: Output, words: Words, asked: Asked) -> str:
    phase = words.phase(asked.phase, asked.track)
    if asked.is_poll:
        return named(out.text("poll_of_phase", phase=phase), asked.step).plain
    return named(words.step(asked.step, asked.track), asked.step).plain
