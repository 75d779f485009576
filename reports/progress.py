"""How far everybody is: the city, its districts, types and groups, the phases, every unit."""

from collections.abc import Callable, Iterable
from typing import Final

from reports.cells import columns_of, day, instant, said
from reports.document import Cell, Column, Section, Table, plain
from reports.telling import Telling
from schemas.report import Report, UnitLine
from schemas.rollup import Placed, Standings
from texts.labels import label
from texts.reports import say_report

_FIGURES: Final = (
    "units",
    "not_started",
    "at_work",
    "overdue",
    "awaiting_sign_off",
    "finished",
    "withdrawn",
    "members",
    "floating",
)

_CLOSINGS: Final = ("signed_off", "lapsed", "no_sign_off", "closed")


def summary_section(report: Report, telling: Telling) -> Section:
    """The city in a few sentences."""
    language, city = telling.language, report.city
    figures = city.figures
    numbers = figures.model_dump(exclude={"phases", "bands"})
    paragraphs = [
        say_report("totals", language, **numbers),
        say_report("progress", language, share=said(city.finished, telling), **numbers),
        say_report("standings", language, **numbers),
        say_report(
            "closed",
            language,
            part=city.closed.part,
            whole=city.closed.whole,
            share=said(city.closed, telling),
        ),
    ]
    if city.in_time.whole:
        share = said(city.in_time, telling)
        paragraphs.append(say_report("in_time", language, share=share, **numbers))
    if figures.items:
        share = said(city.struck_off, telling)
        paragraphs.append(say_report("ledger", language, share=share, **numbers))
    return Section(heading=say_report("section.summary", language), paragraphs=tuple(paragraphs))


def group_sections(
    report: Report, telling: Telling, *, is_league: bool = False
) -> tuple[Section, ...]:
    """Districts, types and supervision groups, each with the total; a league has places.

    What a report is about by itself is not told once more as a table of one row.
    """
    titles: dict[str, Callable[[str], str]] = {
        "by_district": str,
        "by_type": telling.type,
        "by_supervision_group": str,
    }
    return tuple(
        _groups(name, title, getattr(report, name), report.city, telling, is_league=is_league)
        for name, title in titles.items()
        if name.removeprefix("by_") not in report.scope.named
    )


def _groups(
    name: str,
    title: Callable[[str], str],
    placed: tuple[Placed, ...],
    city: Standings,
    telling: Telling,
    *,
    is_league: bool,
) -> Section:
    language = telling.language
    order = placed if is_league else as_listed(placed, telling)
    rows = [(one.place, plain(title(one.code)), *_of(one.standings)) for one in order]
    total = (None, say_report("total", language), *_of(city))
    columns = columns_of(
        telling,
        "place",
        name.removeprefix("by_"),
        "closed_share",
        *_FIGURES,
        "finished_share",
    )
    first = 0 if is_league else 1
    return Section(
        heading=say_report(f"section.{name}", language),
        paragraphs=(say_report("league_rule", language),) if is_league else (),
        table=Table(
            columns=columns[first:],
            rows=tuple(row[first:] for row in rows),
            total=total[first:],
        ),
    )


def as_listed(placed: Iterable[Placed], telling: Telling) -> list[Placed]:
    """Sets of units in the order of the plan's types, or else of their ids."""
    by = {one.code: one for one in placed}
    return [by[code] for code in listed_codes(by, telling)]


def listed_codes(codes: Iterable[str], telling: Telling) -> list[str]:
    """The ids of sets of units in that order."""
    types = list(telling.types)
    last = len(types)
    return sorted(codes, key=lambda code: (types.index(code) if code in types else last, code))


def _of(standings: Standings) -> tuple[Cell, ...]:
    figures = standings.figures
    return (
        standings.closed.percent,
        *(getattr(figures, name) for name in _FIGURES),
        standings.finished.percent,
    )


def phases_section(report: Report, telling: Telling) -> Section:
    """How many units have each phase of each track behind them, and how it closed."""
    phases = [phase for phase in report.city.figures.phases if phase.units]
    return Section(
        heading=say_report("section.phases", telling.language),
        table=Table(
            columns=columns_of(
                telling,
                "track",
                "phase",
                "units",
                "open",
                *_CLOSINGS,
            ),
            rows=tuple(
                (
                    plain(telling.track(phase.track)),
                    plain(telling.phase(phase.phase, phase.track)),
                    phase.units,
                    phase.open,
                    *(getattr(phase, name) for name in _CLOSINGS),
                )
                for phase in phases
            ),
        ),
    )


def units_section(report: Report, telling: Telling) -> Section:
    """Every unit in a line, with the day on which each phase of its track closed."""
    language = telling.language
    phases = [(phase.track, phase.phase) for phase in report.city.figures.phases if phase.units]
    columns = (
        *columns_of(
            telling,
            "code",
            "name",
            "type",
            "district",
            "supervision_group",
            "coordinator",
            "members",
            "floating",
            "track",
            "standing",
            "started",
        ),
        *(
            Column(
                say_report(
                    "column.phase_closed", language, phase=plain(telling.phase(phase, track))
                ),
                "day",
            )
            for track, phase in phases
        ),
        *columns_of(telling, "next_due", "finished_on"),
    )
    return Section(
        heading=say_report("section.units", language),
        table=Table(
            columns=columns,
            rows=tuple(_unit(line, phases, telling) for line in report.units),
        ),
        is_for_sheets=True,
    )


def _unit(line: UnitLine, phases: list[tuple[str, str]], telling: Telling) -> tuple[Cell, ...]:
    row = line.row
    closed = {(row.track, phase.phase): phase.closed_at for phase in line.phases}
    return (
        row.code,
        plain(row.name),
        plain(telling.type(row.type)),
        row.district,
        row.supervision_group,
        row.coordinator,
        row.members.total,
        row.members.floating,
        plain(telling.track(row.track)),
        label("standing", row.standing, telling.language),
        day(row.started_at, telling),
        *(day(closed.get(phase), telling) for phase in phases),
        instant(row.next_due, telling),
        day(row.finished_at, telling),
    )
