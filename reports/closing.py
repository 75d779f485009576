"""What came of a campaign: results by type, bands of satisfaction, roster and plan."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from reports.cells import columns_of, say_band
from reports.differing import say_difference
from reports.document import Cell, Column, Section, Table, plain
from reports.progress import as_listed
from reports.telling import Telling
from rules.shares import share
from schemas.bands import Band
from schemas.report import Report
from schemas.rollup import Placed, Standings
from texts.reports import percentage, say_report

_SETS: Final = ("district", "type")
"""By what a closing report tells its results."""


def results_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """Who finished, by district and by type, and who of them in time."""
    names = (
        "units",
        "finished",
        "finished_share",
        "in_time",
        "late",
        "in_time_share",
        "at_work",
        "not_started",
        "withdrawn",
    )
    columns = columns_of(telling, *names)
    return tuple(
        _by_set("results", name, columns, _results, report, telling) for name in _told(report)
    )


def _told(report: Report) -> tuple[str, ...]:
    return tuple(name for name in _SETS if name not in report.scope.named)


def _by_set(
    section: str,
    name: str,
    columns: tuple[Column, ...],
    cells: Callable[[Standings], tuple[Cell, ...]],
    report: Report,
    telling: Telling,
) -> Section:
    """A table of the sets of units of one kind, and of what they come to."""
    language, title = telling.language, telling.type if name == "type" else str
    placed: tuple[Placed, ...] = getattr(report, f"by_{name}")
    return Section(
        heading=say_report(f"section.{section}_by_{name}", language),
        table=Table(
            columns=(*columns_of(telling, name), *columns),
            rows=tuple(
                (plain(title(one.code)), *cells(one.standings))
                for one in as_listed(placed, telling)
            ),
            total=(say_report("total", language), *cells(report.city)),
        ),
    )


def _results(standings: Standings) -> tuple[Cell, ...]:
    figures = standings.figures
    return (
        figures.units,
        figures.finished,
        standings.finished.percent,
        figures.in_time,
        figures.late,
        standings.in_time.percent,
        figures.at_work,
        figures.not_started,
        figures.withdrawn,
    )


def bands_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """How many units' satisfaction lies in which band, how the printed shares come about."""
    language, figures = telling.language, report.city.figures
    heading = say_report("section.bands", language)
    measured = sum(figures.bands)
    said = []
    if figures.too_small:
        left = figures.too_small - figures.judged
        counts = {"units": figures.too_small, "judged": figures.judged, "left": left}
        said.append(say_report("too_small", language, **counts))
    if figures.unmeasured:
        said.append(say_report("unmeasured", language, units=figures.unmeasured))
    if not measured:
        none = say_report("no_survey", language)
        return (Section(heading=heading, paragraphs=(none, *said)),)
    whole = Section(
        heading=heading,
        paragraphs=(
            say_report("bands_rule", language, measured=measured),
            *_explained(report.bands, telling),
            *said,
        ),
        table=Table(
            columns=columns_of(telling, "band", "units", "share", "together", "together_share"),
            rows=tuple(
                (
                    say_band(band.at_least, band.below, language),
                    band.units,
                    band.share.percent,
                    band.together.part,
                    band.together.percent,
                )
                for band in report.bands
            ),
            total=(say_report("total", language), measured, None, None, None),
        ),
    )
    return (whole, *(_bands_by(name, report, telling) for name in _told(report)))


def _bands_by(name: str, report: Report, telling: Telling) -> Section:
    columns = (
        *columns_of(telling, "units"),
        *(
            Column(say_band(band.at_least, band.below, telling.language), "count")
            for band in report.bands
        ),
        *columns_of(telling, "too_small", "unmeasured", "withdrawn"),
    )
    return _by_set("bands", name, columns, _counts, report, telling)


def _counts(standings: Standings) -> tuple[Cell, ...]:
    figures = standings.figures
    return (
        figures.units,
        *figures.bands,
        figures.too_small,
        figures.unmeasured,
        figures.withdrawn,
    )


def _explained(bands: tuple[Band, ...], telling: Telling) -> tuple[str, ...]:
    """How the share of all bands but the lowest is printed, and what the printed ones add up to."""
    *upper, _ = bands
    if len(upper) < 2 or not upper[-1].together.whole:
        return ()
    together = upper[-1].together
    printed = [band.share.percent.value for band in upper if band.share.percent is not None]
    short = share(together.part, together.whole, 1)
    if together.percent is None or short is None:
        return ()
    return (
        say_report(
            "bands_sum",
            telling.language,
            bands=len(upper),
            units=together.part,
            share=percentage(together.percent.value, telling.language),
            short=percentage(short.value, telling.language, 1),
            sum=percentage(sum(printed, Fraction(0)), telling.language),
        ),
    )


def differences_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """How the roster differs from the totals that the plan declares, where it does."""
    if not report.differences:
        return ()
    language = telling.language
    said = (plain(say_difference(one, telling.types, language)) for one in report.differences)
    return (
        Section(
            heading=say_report("section.differences", language),
            paragraphs=(say_report("differences_rule", language), *said),
        ),
    )
