"""The heads of all journals in a closing report, by which dossiers are known later."""

from reports.cells import columns_of
from reports.document import Section, Table
from reports.telling import Telling
from schemas.report import Report
from texts.reports import say_report


def heads_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """On paper the one hash that vouches for all, and in a workbook each unit's own."""
    language, heads = telling.language, report.heads
    if heads is None:
        return ()
    rows = tuple((one.unit, one.revision, one.head) for one in heads.units)
    said = [say_report("heads", language, digest=heads.digest, units=str(len(rows)))]
    offices = len(rows) - report.city.figures.units
    if offices:
        said.append(say_report("heads_offices", language, offices=offices))
    return (
        Section(heading=say_report("section.heads", language), paragraphs=tuple(said)),
        Section(
            heading=say_report("section.heads_by_unit", language),
            table=Table(columns=columns_of(telling, "code", "entries", "head"), rows=rows),
            is_for_sheets=True,
        ),
    )
