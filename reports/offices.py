"""What the city itself and its counties have promised and come to, apart from all units."""

from reports.cells import columns_of, said, say_band
from reports.document import Cell, Section, Table, plain
from reports.telling import Telling
from schemas.report import Report
from schemas.rollup import OfficeStandings
from texts.labels import label
from texts.reports import bound, say_report


def offices_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """The city and its counties, each with its own ledger and survey; nothing where there are none."""
    if not report.offices:
        return ()
    language = telling.language
    return (
        Section(
            heading=say_report("section.offices", language),
            paragraphs=(
                say_report("offices_rule", language),
                *(_city(one, telling) for one in report.offices if one.figures.level == "city"),
            ),
            table=Table(
                columns=columns_of(
                    telling,
                    "code",
                    "name",
                    "standing",
                    "items",
                    "struck_off",
                    "open_items",
                    "struck_off_share",
                    "score",
                    "band",
                ),
                rows=tuple(_office(one, telling) for one in report.offices),
            ),
        ),
    )


def _city(office: OfficeStandings, telling: Telling) -> str:
    """What the city itself has promised and kept, and how satisfied people are with it."""
    language, score = telling.language, office.figures.score
    none = say_report("no_score", language)
    return say_report(
        "city_itself",
        language,
        items=office.struck_off.whole,
        struck_off=office.struck_off.part,
        share=said(office.struck_off, telling),
        score=none if score is None else bound(str(score), language),
    )


def _office(office: OfficeStandings, telling: Telling) -> tuple[Cell, ...]:
    figures = office.figures
    return (
        figures.unit,
        plain(figures.name),
        label("standing", figures.standing, telling.language),
        figures.items,
        office.struck_off.part,
        figures.open_items,
        office.struck_off.percent,
        figures.score,
        _band(office, telling),
    )


def _band(office: OfficeStandings, telling: Telling) -> str | None:
    """The band that a score reaches, or how far the survey has come where it has none."""
    figures, language = office.figures, telling.language
    if figures.score is None:
        return None if figures.survey is None else label("survey_status", figures.survey, language)
    return say_band(figures.at_least, figures.below, telling.language)
