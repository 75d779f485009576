"""Who is late, with what, and for how long."""

from reports.cells import columns_of, instant
from reports.document import Section, Table, plain
from reports.telling import Telling
from schemas.late import LateUnit
from schemas.report import Report
from texts.reports import say_report
from texts.values import say_target


def late_section(report: Report, telling: Telling) -> Section:
    """The overdue units, longest first, each with the deadline that it missed first."""
    language = telling.language
    heading = say_report("section.late", language)
    if not report.late:
        return Section(heading=heading, paragraphs=(say_report("none_late", language),))
    columns = columns_of(
        telling,
        "code",
        "name",
        "type",
        "district",
        "supervision_group",
        "coordinator",
        "phase",
        "missed",
        "due",
        "late_by",
        "missed_count",
    )
    rows = tuple(
        (
            late.unit,
            plain(late.name),
            plain(telling.type(late.type)),
            late.district,
            late.supervision_group,
            late.coordinator,
            plain(telling.phase(late.phase, late.track)),
            plain(_missed(late, telling)),
            instant(late.due, telling),
            late.late_by.count,
            late.missed,
        )
        for late in report.late
    )
    return Section(
        heading=heading,
        paragraphs=(say_report("late_units", language, count=len(rows)),),
        table=Table(columns=columns, rows=rows),
    )


def _missed(late: LateUnit, telling: Telling) -> str:
    if late.target is None:
        return say_report("start", telling.language)
    if late.title is not None:
        return late.title.in_(telling.language)
    return say_target(str(late.target), telling.language)
