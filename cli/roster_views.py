"""How rosters are shown: totals against what the plan declares, and what differs between two."""

from collections.abc import Mapping, Sequence
from typing import Final, get_args
from zoneinfo import ZoneInfo

from rich.text import Text

from cli.output import Output, indented, named
from cli.table import Cell, Column, print_table
from reports.differing import say_difference
from schemas.plan import Plan
from schemas.programme import EarlierUnit
from schemas.reconciliation import Reconciliation, Totals
from schemas.roster import Members, Unit
from schemas.roster_change import Aspect, RosterApplied, RosterChange, UnitChange

_ASPECTS: Final[tuple[Aspect, ...]] = get_args(Aspect)


def show_reconciliation(out: Output, plan: Plan, found: Reconciliation) -> None:
    """The totals by type and by district, what the plan declares, and every difference."""
    titles = {type_.id: type_.title.in_(out.language) for type_ in plan.types}
    declared = plan.declares.units if plan.declares else {}
    out.heading(out.text("totals_by_type"))
    _show_totals(out, out.text("type"), titles, found.by_type, found.whole, declared)
    out.heading(out.text("totals_by_district"))
    _show_totals(out, out.text("district"), {}, found.by_district, found.whole, None)
    if plan.declares is None:
        return
    out.heading(out.text("against_declared"))
    if not found.differences:
        out.say("no_differences", "green")
    for difference in found.differences:
        out.print(Text(say_difference(difference, titles, out.language), "yellow"))
    if plan.declares.note is not None:
        out.print(Text(plan.declares.note.in_(out.language), "dim"))


def show_finished_before(out: Output, plan: Plan, units: Sequence[EarlierUnit]) -> None:
    """The units that an earlier batch of the plan's programme has finished."""
    zone = ZoneInfo(plan.timezone)
    out.heading(out.text("finished_before"))
    if not units:
        out.say("none_finished_before", "green")
    for one in units:
        out.say(
            "finished_in",
            "yellow",
            unit=one.unit,
            batch=one.batch,
            campaign=one.campaign,
            on=f"{one.finished_at.astimezone(zone):%Y-%m-%d}",
        )


def show_change(out: Output, change: RosterChange) -> None:
    """What a changed roster would add, merge, rename, move and change otherwise."""
    if change == RosterChange():
        out.say("change_nothing")
        return
    for code, units in (("change_added", change.added), ("change_removed", change.removed)):
        lines = [f"{unit.code} {unit.name}" for unit in units]
        _show_lines(out, code, lines)
    merges = [f"{' + '.join(merge.gone)} → {merge.into}" for merge in change.merge_candidates]
    _show_lines(out, "change_merged", merges)
    _show_changes(out, "change_renamed", change.renamed, ("name",))
    _show_changes(out, "change_moved", change.moved, ("district",))
    rest = tuple(aspect for aspect in _ASPECTS if aspect not in ("name", "district"))
    others = [one for one in change.changed if not set(rest).isdisjoint(one.aspects)]
    _show_changes(out, "change_other", others, rest)


def show_known_otherwise(out: Output, people: Sequence[str]) -> None:
    """How many people stay as they are known, although a file has them otherwise."""
    if people:
        out.say("known_otherwise", "yellow", count=len(people))


def _show_changes(
    out: Output, code: str, changes: Sequence[UnitChange], aspects: Sequence[Aspect]
) -> None:
    _show_lines(out, code, [_change(out, change, aspects) for change in changes])


def _change(out: Output, change: UnitChange, aspects: Sequence[Aspect]) -> str:
    said = (
        f"{out.text(f'aspect_{aspect}')} {_value(change.before, aspect)} → "
        f"{_value(change.after, aspect)}"
        for aspect in aspects
        if aspect in change.aspects
    )
    return f"{change.after.code} {change.after.name}: {', '.join(said)}"


def _value(unit: Unit, aspect: Aspect) -> str:
    value = getattr(unit, aspect)
    if isinstance(value, Members):
        return f"{value.total} ({value.floating})"
    return "–" if value is None else str(value)


def _show_lines(out: Output, code: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    out.heading(out.text(code, count=len(lines)))
    for line in out.each(lines):
        out.print(indented(Text(line)))


def _show_totals(
    out: Output,
    heading: str,
    titles: Mapping[str, str],
    totals: Mapping[str, Totals],
    whole: Totals,
    declared: Mapping[str, int] | None,
) -> None:
    counts = ("units", "organisations", "members", "floating")
    columns = [Column(heading, wrapped=True), *(_right(out, count) for count in counts)]
    columns += [] if declared is None else [_right(out, "declared"), _right(out, "difference")]
    rows: list[list[Cell]] = []
    for key, total in (*totals.items(), (None, whole)):
        row: list[Cell] = [
            _name(out, key, titles),
            *(str(getattr(total, count)) for count in counts),
        ]
        if declared is not None:
            row += _held_against(
                total.units, sum(declared.values()) if key is None else declared.get(key)
            )
        rows.append(row)
    print_table(out.paper, columns, rows)


def _name(out: Output, key: str | None, titles: Mapping[str, str]) -> Cell:
    if key is None:
        return out.text("total")
    return named(titles[key], key) if key in titles else key


def _held_against(found: int, declared: int | None) -> list[Cell]:
    if declared is None:
        return ["", ""]
    return [
        str(declared),
        Text(
            f"{found - declared:+d}" if found != declared else "0",
            "" if found == declared else "yellow",
        ),
    ]


def _right(out: Output, code: str) -> Column:
    return Column(out.text(code), right=True)


def show_applied(out: Output, applied: RosterApplied) -> None:
    """What came of applying a changed roster."""
    out.print()
    out.say(
        "roster_applied",
        "green",
        added=len(applied.added),
        amended=len(applied.amended),
        merged=len(applied.merged),
    )
    for miss in out.each(applied.missed):
        out.say("unit_missed", "red", unit=miss.unit, reason=miss.code)
