"""How satisfied people are at each phase: polls and surveys, by what each unit has shown by itself."""

from collections.abc import Mapping
from typing import Final

from reports.cells import columns_of, say_band
from reports.document import Cell, Column, Section, Table, plain
from reports.progress import listed_codes
from reports.telling import Telling
from rules.bands import edges
from schemas.report import Report
from schemas.satisfaction import Asked, AskedFigures, SatisfactionFigures, SatisfactionRollup
from texts.reports import say_report

_SETS: Final = ("district", "type", "supervision_group")


def satisfaction_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """By phase, and in a workbook by phase and set of units; nothing where nobody is asked."""
    found = report.satisfaction
    if found is None or not any(one.city.units for one in found.asked):
        return ()
    language = telling.language
    return (
        Section(
            heading=say_report("section.satisfaction", language),
            paragraphs=(say_report("satisfaction_rule", language),),
            table=Table(
                columns=(*columns_of(telling, "phase", "asked"), *_columns(found, telling)),
                rows=tuple(
                    (*_titles(one.asked, telling), *_cells(one.city))
                    for one in found.asked
                    if one.city.units
                ),
            ),
        ),
        *(
            Section(
                heading=say_report(f"section.satisfaction_by_{name}", language),
                table=Table(
                    columns=(
                        *columns_of(telling, "phase", "asked", name),
                        *_columns(found, telling),
                    ),
                    rows=tuple(
                        row for one in found.asked for row in _rows_by_set(one, name, telling)
                    ),
                ),
                is_for_sheets=True,
            )
            for name in _SETS
            if name not in report.scope.named
        ),
    )


def _columns(found: SatisfactionRollup, telling: Telling) -> tuple[Column, ...]:
    return (
        *columns_of(telling, "units", "open_surveys", "measured"),
        *(
            Column(say_band(at_least, below, telling.language), "count")
            for at_least, below in edges(found.bounds)
        ),
        *columns_of(telling, "mean", "too_small"),
    )


def _cells(figures: SatisfactionFigures) -> tuple[Cell, ...]:
    in_bands = figures.bands if len(figures.bands) > 1 else ()
    return (
        figures.units,
        figures.open,
        figures.measured,
        *in_bands,
        figures.mean,
        figures.too_small,
    )


def _rows_by_set(one: AskedFigures, name: str, telling: Telling) -> list[tuple[Cell, ...]]:
    by: Mapping[str, SatisfactionFigures] = getattr(one, f"by_{name}")
    return [
        (
            *_titles(one.asked, telling),
            plain(telling.type(code) if name == "type" else code),
            *_cells(by[code]),
        )
        for code in listed_codes(by, telling)
    ]


def _titles(asked: Asked, telling: Telling) -> tuple[str, str]:
    phase = plain(telling.phase(asked.phase, asked.track))
    if asked.is_poll:
        return phase, say_report("poll", telling.language)
    return phase, plain(telling.step(asked.step, asked.track))
