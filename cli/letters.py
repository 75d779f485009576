"""`phaseline letters`: who answers for what, from the city down to the units, and who has signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from cli.choosing import After, District, Group, Limit, words_of_list
from cli.command import Call, Shared, command
from cli.help import new_app
from cli.output import Output
from cli.table import Cell, Column, print_table
from cli.unit_letter import show_letter
from cli.words import Words
from cli.wrong_values import fitting
from reports.letters import paragraphs
from schemas.actor import CAMPAIGN_OFFICE, Actor, Role
from schemas.responsibility import CityLetter, CountyLetter, LetterChain, LetterFilter, LetterPage
from texts.values import say_actor

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_Code = str | None


@command(app, "list", Shared.CAMPAIGN)
def list_(
    call: Call,
    district: District = None,
    group: Group = None,
    is_open: Annotated[bool, typer.Option("--unacknowledged")] = False,
    after: After = None,
    limit: Limit = 50,
) -> None:
    """List the letters of offices and units, a page at a time."""
    chosen = fitting(
        LetterFilter,
        district=district,
        supervision_group=group,
        is_acknowledged=False if is_open else None,
    )

    async def work(gateway: Gateway) -> None:
        words = await words_of_list(call, gateway, chosen)
        page = await gateway.letters.page(words.campaign, chosen, after=after, limit=limit)
        call.out.show(page, lambda: _draw_page(call.out, words, page))

    call.run(work)


@command(app, "chain", Shared.CAMPAIGN)
def chain(call: Call) -> None:
    """Show the letters of the city and its counties, and how many of their units' are signed."""

    async def work(gateway: Gateway) -> None:
        await show_chain(call, gateway)

    call.run(work)


async def show_chain(call: Call, gateway: Gateway) -> None:
    """Show who has signed from the city down to the units."""
    words = await Words.of(call, gateway)
    found = await gateway.letters.chain(words.campaign)
    call.out.show(found, lambda: _draw_chain(call.out, words, found))


@command(app, "show", Shared.CAMPAIGN)
def show(call: Call, district: Annotated[_Code, typer.Argument(metavar="COUNTY")] = None) -> None:
    """Show a county's letter, or the city's."""
    office = CAMPAIGN_OFFICE if district is None else Actor(Role.COUNTY, district)

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        _show(call, words, await gateway.letters.of_office(words.campaign, office))

    call.run(work)


@command(app, "acknowledge", Shared.CAMPAIGN | Shared.ACTOR)
def acknowledge(call: Call) -> None:
    """Let the office of a county or of the city acknowledge its own letter."""

    async def work(gateway: Gateway) -> None:
        words = await Words.of(call, gateway)
        _show(call, words, await gateway.letters.acknowledge(words.campaign, call.by))

    call.run(work)


def _show(call: Call, words: Words, letter: CountyLetter | CityLetter) -> None:
    said = paragraphs(letter, words.zone, call.out.language)
    call.out.show(letter, lambda: show_letter(call, said, None))


def _draw_page(out: Output, words: Words, page: LetterPage) -> None:
    if not page.lines and not page.offices:
        out.say("no_letters")
        return
    columns = [
        Column(out.text("unit")),
        Column(out.text("name"), wrapped=True),
        Column(out.text("district")),
        Column(out.text("post"), wrapped=True),
        Column(out.text("coordinator")),
        Column(out.text("group")),
        Column(out.text("acknowledged")),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            str(line.office),
            say_actor(str(line.office), out.language),
            line.office.id if line.office.role is Role.COUNTY else "",
            line.post or "",
            "",
            "",
            _signed(out, words.at(line.acknowledged_at)),
        )
        for line in page.offices
    ]
    rows += [
        (
            line.unit,
            line.name,
            line.district,
            line.post or "",
            line.coordinator,
            line.supervision_group,
            _signed(out, words.at(line.acknowledged_at)),
        )
        for line in page.lines
    ]
    print_table(out.paper, columns, rows, lead=2)
    if page.next is not None:
        out.say("more_units", "dim", next=page.next)


def _draw_chain(out: Output, words: Words, chain: LetterChain) -> None:
    columns = [
        Column(out.text("district")),
        Column(out.text("own_letter")),
        Column(out.text("unit_letters"), right=True),
    ]
    districts = chain.counties
    city = (out.text("city_itself"), _signed(out, words.at(chain.city_acknowledged_at)), "")
    rows = [
        (
            one.district,
            _signed(out, words.at(one.county_acknowledged_at)),
            out.text("share_of", done=one.acknowledged, all=one.units),
        )
        for one in districts
    ]
    own = (chain.city_acknowledged_at, *(one.county_acknowledged_at for one in districts))
    acknowledged = sum(one.acknowledged for one in districts)
    whole = (
        out.text("whole_city"),
        Text(out.text("share_of", done=sum(at is not None for at in own), all=len(own))),
        out.text("share_of", done=acknowledged, all=sum(one.units for one in districts)),
    )
    print_table(out.paper, columns, [city, *rows, whole])


def _signed(out: Output, at: str) -> Text:
    return Text(at, "green") if at else Text(out.text("not_acknowledged"), "yellow")
