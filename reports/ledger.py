"""What was promised, by whom, until when, and how far each item of the ledgers has come."""

from reports.cells import columns_of
from reports.document import Cell, Section, Table, plain
from reports.offices import offices_sections
from reports.progress import as_listed
from reports.telling import Telling
from schemas.ledger_rows import ItemLine
from schemas.report import Report
from schemas.rollup import Standings
from texts.reports import say_report
from texts.values import localise


def ledger_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """The ledgers in numbers, by district or within one by group, of each office, and every item."""
    language = telling.language
    heading = say_report("section.items", language)
    if not report.items:
        none = say_report("no_items", language)
        return (Section(heading=heading, paragraphs=(none,)),)
    by = "supervision_group" if "district" in report.scope.named else "district"
    placed = report.by_supervision_group if by == "supervision_group" else report.by_district
    return (
        Section(
            heading=say_report(f"section.ledgers_by_{by}", language),
            table=Table(
                columns=columns_of(
                    telling, by, "items", "struck_off", "open_items", "struck_off_share"
                ),
                rows=tuple(
                    (one.code, *_numbers(one.standings)) for one in as_listed(placed, telling)
                ),
                total=(say_report("total", language), *_numbers(report.city)),
            ),
        ),
        *offices_sections(report, telling),
        Section(
            heading=heading,
            table=Table(
                columns=columns_of(
                    telling,
                    "code",
                    "name",
                    "district",
                    "number",
                    "measure",
                    "owner",
                    "commitment",
                    "status",
                    "due_on",
                    "evidence",
                ),
                rows=tuple(_item(item, telling) for item in report.items),
            ),
        ),
    )


def _numbers(standings: Standings) -> tuple[Cell, ...]:
    struck_off = standings.struck_off
    return (
        struck_off.whole,
        struck_off.part,
        standings.figures.open_items,
        struck_off.percent,
    )


def _item(item: ItemLine, telling: Telling) -> tuple[Cell, ...]:
    status = localise({"item_status": item.status}, telling.language)
    return (
        item.unit,
        plain(item.name),
        item.district,
        item.number,
        plain(item.measure),
        plain(item.owner),
        say_report("commitment", telling.language) if item.is_commitment else None,
        status["item_status"],
        item.due,
        None if item.evidence is None else plain(item.evidence),
    )
