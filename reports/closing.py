"""What came of a campaign: results by type, bands of satisfaction, roster and plan."""

from fractions import Fraction

from reports.cells import columns_of
from reports.differing import say_difference
from reports.document import Cell, Column, Section, Table, plain
from reports.progress import as_listed
from reports.telling import Telling
from rules.shares import share
from schemas.bands import Band
from schemas.report import Report
from schemas.rollup import Standings
from texts.reports import bound, percentage, say_report


def results_section(report: Report, telling: Telling) -> Section:
    """Who finished, by type of unit, and who of them in time."""
    columns = columns_of(
        telling,
        "type",
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
    return Section(
        heading=say_report("section.results", telling.language),
        table=Table(
            columns=columns,
            rows=tuple(
                (plain(telling.type(one.code)), *_results(one.standings))
                for one in as_listed(report.by_type, telling)
            ),
            total=(say_report("total", telling.language), *_results(report.city)),
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
    """How many units' satisfaction lies in which band, how the printed shares come about, by type."""
    language, figures = telling.language, report.city.figures
    heading = say_report("section.bands", language)
    measured = sum(figures.bands)
    said = []
    if figures.too_small:
        said.append(say_report("too_small", language, units=figures.too_small))
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
                    _band(band, telling),
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
    return (whole, _bands_by_type(report, telling))


def _bands_by_type(report: Report, telling: Telling) -> Section:
    language = telling.language
    bands = tuple(Column(_band(band, telling), "count") for band in report.bands)

    def counts(standings: Standings) -> tuple[int, ...]:
        figures = standings.figures
        return (figures.units, *figures.bands, figures.too_small)

    return Section(
        heading=say_report("section.bands_by_type", language),
        table=Table(
            columns=(
                *columns_of(telling, "type", "units"),
                *bands,
                *columns_of(telling, "too_small"),
            ),
            rows=tuple(
                (plain(telling.type(one.code)), *counts(one.standings))
                for one in as_listed(report.by_type, telling)
            ),
            total=(say_report("total", language), *counts(report.city)),
        ),
    )


def _band(band: Band, telling: Telling) -> str:
    code = "lowest" if band.at_least is None else "highest" if band.below is None else "middle"
    at_least, below = (
        bound("" if one is None else str(one), telling.language)
        for one in (band.at_least, band.below)
    )
    return say_report(f"band.{code}", telling.language, at_least=at_least, below=below)


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
