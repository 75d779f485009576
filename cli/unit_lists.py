"""How lists about units are shown: units, a journal, what is ahead, what may be done."""

from collections import defaultdict
from collections.abc import Sequence

from rich.text import Text

from cli.exits import explain_refusal
from cli.output import Output, indented, named
from cli.table import Column, print_table
from cli.words import Words
from schemas.events import Entry
from schemas.units import UnitPage, UnitRow
from schemas.views import Possibility, Upcoming
from texts.labels import label
from texts.values import say_actor


def show_units(out: Output, words: Words, page: UnitPage) -> None:
    """A page of units, and how to get the next one."""
    columns = [
        Column(out.text("unit")),
        Column(out.text("name"), wrapped=True),
        Column(out.text("type"), wrapped=True),
        Column(out.text("district")),
        Column(out.text("phase"), wrapped=True),
        Column(out.text("standing"), wrapped=True),
        Column(out.text("next_due")),
    ]
    rows = [
        (
            unit.code,
            unit.name,
            words.type(unit.type),
            unit.district,
            words.phase(unit.phase, unit.track),
            words.stands(unit),
            words.day(unit.next_due),
        )
        for unit in page.rows
    ]
    if not rows:
        out.say("no_units_found")
        return
    print_table(out.paper, columns, rows, lead=2)
    if page.next is not None:
        out.say("more_units", "dim", next=page.next)


def show_journal(out: Output, words: Words, unit: UnitRow, entries: Sequence[Entry]) -> None:
    """A unit's journal as a story: when, who, what."""
    out.print(named(unit.name, unit.code, "bold"))
    columns = [
        Column(out.text("when")),
        Column(out.text("who"), wrapped=True),
        Column(out.text("what"), prose=True),
    ]
    rows = [
        (
            words.at(entry.at),
            say_actor(str(entry.by), out.language),
            words.happened(entry, unit.track),
        )
        for entry in entries
    ]
    if rows:
        print_table(out.paper, columns, rows, lead=2)
    else:
        out.say("journal_empty")


def show_upcoming(out: Output, words: Words, ahead: Sequence[Upcoming], track: str) -> None:
    """What will happen to a unit by itself, and how each instant came about."""
    if not ahead:
        out.say("nothing_ahead")
        return
    columns = [Column(out.text("when")), Column(out.text("what"), prose=True)]
    columns.append(Column(out.text("why"), prose=True))
    rows = [
        (
            words.at(one.at),
            words.will_happen(one, track),
            "" if one.deadline is None else words.why(one.deadline),
        )
        for one in ahead
    ]
    print_table(out.paper, columns, rows, lead=2)


def show_possibilities(out: Output, found: Sequence[Possibility]) -> None:
    """What may be done now; then the rest, by the reason why not."""
    may = [one for one in found if one.is_allowed]
    out.say("may_do" if may else "may_do_nothing")
    for line in _named(out, may):
        out.print(indented(Text.assemble(("✓ ", "green"), line)))
    by_reason: dict[tuple[bool, str], list[Possibility]] = defaultdict(list)
    for one in found:
        if one.refusal is not None:
            is_for_others = one.refusal.code == "not_allowed"
            why = explain_refusal(one.refusal, out.language)
            # Whoever may not do a thing at all need not know to what.
            about = one.model_copy(update={"argument": None}) if is_for_others else one
            by_reason[is_for_others, why].append(about)
    if by_reason:
        out.heading(out.text("not_now"))
    for (_, why), group in sorted(by_reason.items(), key=lambda item: item[0][0]):
        commands = Text("; ").join(_named(out, group))
        out.print(indented(Text.assemble(commands, " – ", (why, "dim"))))


def _named(out: Output, found: Sequence[Possibility]) -> list[Text]:
    """The commands by their words, each once, with what they could be about."""
    arguments: dict[str, list[str]] = defaultdict(list)
    for one in found:
        arguments[one.kind] += [] if one.argument is None else [one.argument]
    return [
        Text.assemble(label("command", kind, out.language), (f" {', '.join(about)}", "cyan"))
        if about
        else Text(label("command", kind, out.language))
        for kind, about in arguments.items()
    ]
