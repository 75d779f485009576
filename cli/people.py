"""`phaseline people`: who acts in a campaign, their contacts and channels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli import values
from cli.command import Call, Shared, command
from cli.exits import ExitCode, Mistake
from cli.help import new_app
from cli.output import Output
from cli.roster import RejectsPath
from cli.roster_reading import good_people
from cli.table import Column, print_table
from cli.wrong_values import fitting
from schemas.people import PeopleChange
from schemas.roster import Person, PersonRole
from schemas.text import Language
from texts.labels import label

if TYPE_CHECKING:
    from client.gateway import Gateway

app: Final = new_app()

_COLUMNS: Final = (
    *("person_id", "name", "role", "scope"),
    *("contact", "channel", "person_language", "away"),
)
_Text = str | None
_Day = date | None


@command(app, "import", Shared.CAMPAIGN)
def import_(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    rejects: RejectsPath = None,
) -> None:
    """Add the people of a file to a campaign, or change those that are there."""
    people = good_people(call, file, rejects).people

    async def work(gateway: Gateway) -> PeopleChange:
        return await gateway.people.take_in(await call.campaign_of(gateway), people)

    _show_change(call.out, call.run(work))


@command(app, "list", Shared.CAMPAIGN)
def list_(
    call: Call,
    role: Annotated[PersonRole | None, typer.Option("--role")] = None,
    text: Annotated[_Text, typer.Option("--text", metavar="PART")] = None,
) -> None:
    """List the people of a campaign."""

    async def work(gateway: Gateway) -> tuple[Person, ...]:
        everybody = await gateway.people.all(await call.campaign_of(gateway))
        return tuple(
            person
            for person in everybody
            if role in (None, person.role) and (text or "").casefold() in _searched(person)
        )

    people = call.run(work)
    call.out.show(people, lambda: _show_people(call.out, people))


@command(app, "set", Shared.CAMPAIGN)
def set_(
    call: Call,
    id_: Annotated[str, typer.Argument(metavar="ID")],
    name: Annotated[_Text, typer.Option("--name", metavar="TEXT")] = None,
    contact: Annotated[_Text, typer.Option("--contact", metavar="TEXT")] = None,
    channel: Annotated[_Text, typer.Option("--channel", metavar="CODE")] = None,
    role: Annotated[PersonRole | None, typer.Option("--role")] = None,
    scope: Annotated[_Text, typer.Option("--scope", metavar="CODE")] = None,
    speaks: Annotated[Language | None, typer.Option("--language")] = None,
    substitute: Annotated[_Text, typer.Option("--substitute", metavar="ID")] = None,
    away_from: Annotated[
        _Day, typer.Option("--away-from", parser=values.day, metavar="DATE")
    ] = None,
    away_until: Annotated[
        _Day, typer.Option("--away-until", parser=values.day, metavar="DATE")
    ] = None,
) -> None:
    """Change a person, or add one: then with a name and a role at least."""
    given = {
        "name": name,
        "contact": contact,
        "channel": channel,
        "role": role,
        "scope": scope,
        "language": speaks,
        "substitute": substitute,
        "away_from": away_from,
        "away_until": away_until,
    }
    set_now = {key: value for key, value in given.items() if value is not None}

    async def work(gateway: Gateway) -> PeopleChange:
        campaign = await call.campaign_of(gateway)
        known = {person.id: person for person in await gateway.people.all(campaign)}
        before = known[id_].model_dump(exclude_none=True) if id_ in known else {"id": id_}
        if not {"name", "role"} <= (before | set_now).keys():
            raise Mistake("unknown_person", ExitCode.UNKNOWN, person=id_)
        return await gateway.people.take_in(campaign, [_person(before | set_now)])

    _show_change(call.out, call.run(work))


def _person(fields: dict[str, Any]) -> Person:
    if fields["role"] in ("coordinator", "city"):
        fields.pop("scope", None)
    return fitting(Person, **fields)


def _searched(person: Person) -> str:
    return " ".join((person.id, person.name, person.scope or "")).casefold()


def _absence(person: Person, out: Output) -> str:
    if person.substitute is None:
        return ""
    return out.text(
        "away_with_substitute",
        first=person.away_from,
        last=person.away_until,
        substitute=person.substitute,
    )


def _show_change(out: Output, change: PeopleChange) -> None:
    out.show(
        change,
        lambda: out.say(
            "people_changed",
            "green",
            added=len(change.added),
            changed=len(change.changed),
            unchanged=len(change.unchanged),
        ),
    )


def _show_people(out: Output, people: Sequence[Person]) -> None:
    columns = [Column(out.text(code), wrapped=code == "name") for code in _COLUMNS]
    rows = [
        (
            person.id,
            person.name,
            label("role", person.role, out.language),
            person.scope or "",
            person.contact or "",
            person.channel,
            label("language", person.language, out.language),
            _absence(person, out),
        )
        for person in people
    ]
    print_table(out.paper, columns, out.fitting(rows), lead=2)
    out.say_rest(rows)
    out.say("people_shown", "dim", count=len(people))
