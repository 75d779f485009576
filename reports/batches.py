"""The batches of a programme beside each other, in the closing report of a later one."""

from reports.cells import columns_of
from reports.document import Cell, Section, Table
from reports.telling import Telling
from schemas.comparison import ComparedCampaign
from schemas.report import Report
from texts.reports import say_report


def batches_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """Each batch up to this one in a line, with its figures of now; nothing for a first one."""
    if not report.batches:
        return ()
    columns = (
        "campaign",
        "batch",
        "first_day",
        "last_day",
        "units",
        "organisations",
        "members",
        "floating",
        "closed_share",
        "finished",
        "finished_share",
        "in_time_share",
    )
    return (
        Section(
            heading=say_report("section.batches", telling.language),
            paragraphs=(say_report("batches_rule", telling.language),),
            table=Table(
                columns=columns_of(telling, *columns),
                rows=tuple(map(_batch, report.batches)),
            ),
        ),
    )


def _batch(one: ComparedCampaign) -> tuple[Cell, ...]:
    figures = one.city.figures
    return (
        one.campaign.campaign,
        None if one.programme is None else one.programme.batch,
        one.campaign.window.first,
        one.campaign.window.last,
        figures.units,
        figures.organisations,
        figures.members,
        figures.floating,
        one.city.closed.percent,
        figures.finished,
        one.city.finished.percent,
        one.city.in_time.percent,
    )
