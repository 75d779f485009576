"""Who takes part: by category of members, by set of units, and where too few do."""

from collections.abc import Iterable
from typing import Final

from reports.cells import columns_of
from reports.document import Cell, Section, Table, plain
from reports.progress import listed_codes
from reports.telling import Telling
from rules.shares import share
from schemas.participation import ParticipationFigures, ParticipationLine
from schemas.report import Report
from texts.mobilization import say_categories, say_counts
from texts.reports import say_report

_FLOATING: Final = "floating"
_FIGURES: Final = (
    "mobilization_steps",
    "begun",
    "short",
    "unjudged",
    "members",
    "reached",
    "reached_share",
    "floating",
    "floating_reached",
    "floating_share",
)
_ON_PAPER: Final = "district"
"""By what sets of units are told on paper; a workbook has the others as well."""


def participation_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """Who takes part in a few figures, by category, and by set of units."""
    found = report.participation
    if found is None or not found.city.steps:
        return ()
    language = telling.language
    sets = {
        "district": found.by_district,
        "type": found.by_type,
        "supervision_group": found.by_supervision_group,
    }
    return (
        _by_category(found.city, telling),
        *(
            Section(
                heading=say_report(f"section.participation_by_{name}", language),
                table=Table(
                    columns=columns_of(telling, name, *_FIGURES),
                    rows=tuple(
                        (plain(telling.type(code) if name == "type" else code), *_cells(by[code]))
                        for code in listed_codes(by, telling)
                    ),
                    total=(say_report("total", language), *_cells(found.city)),
                ),
                is_for_sheets=name != _ON_PAPER,
            )
            for name, by in sets.items()
            if name not in report.scope.named
        ),
    )


def _by_category(city: ParticipationFigures, telling: Telling) -> Section:
    language = telling.language
    rows = [
        (
            say_report("of_whom_floating", language)
            if category == _FLOATING
            else say_categories(category, language),
            figures.members,
            figures.reached,
            share(figures.reached, figures.members),
            figures.explained,
            figures.excused,
            figures.short,
        )
        for category, figures in city.by_category.items()
    ]
    whole = (city.members, city.reached, share(city.reached, city.members), None, None, city.short)
    numbers = city.model_dump(exclude={"by_category"})
    return Section(
        heading=say_report("section.participation", language),
        paragraphs=(say_report("participation", language, **numbers),),
        table=Table(
            columns=columns_of(
                telling,
                "category",
                "members",
                "reached",
                "reached_share",
                "explained",
                "excused",
                "short",
            ),
            rows=tuple(rows),
            total=(say_report("total", language), *whole),
        ),
    )


def _cells(figures: ParticipationFigures) -> tuple[Cell, ...]:
    floating = figures.by_category[_FLOATING]
    return (
        figures.steps,
        figures.begun,
        figures.short,
        figures.unjudged,
        figures.members,
        figures.reached,
        share(figures.reached, figures.members),
        floating.members,
        floating.reached,
        share(floating.reached, floating.members),
    )


def short_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """The units' steps in which too few take part, for a workbook."""
    if not report.short:
        return ()
    columns = (
        "code",
        "name",
        "type",
        "district",
        "supervision_group",
        "step",
        "coverage",
        "members",
        "reached",
        "reached_share",
        "floating",
        "floating_reached",
        "lacking",
        "explained_by_category",
    )
    return (
        Section(
            heading=say_report("section.short", telling.language),
            table=Table(
                columns=columns_of(telling, *columns),
                rows=tuple(_short(report.short, telling)),
            ),
            is_for_sheets=True,
        ),
    )


def _short(lines: Iterable[ParticipationLine], telling: Telling) -> Iterable[tuple[Cell, ...]]:
    for line in lines:
        yield (
            line.unit,
            plain(line.name),
            plain(telling.type(line.type)),
            line.district,
            line.supervision_group,
            plain(telling.step(line.step, line.track)),
            line.coverage,
            line.members,
            line.reached,
            share(line.reached, line.members),
            line.floating,
            line.floating_reached,
            say_categories(", ".join(line.lacking), telling.language),
            say_counts(line.explained, telling.language) if line.explained else None,
        )
