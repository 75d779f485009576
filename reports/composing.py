"""Which sections a report of each kind has, and what stands above them."""

from collections.abc import Callable
from typing import Final

from reports.batches import batches_sections
from reports.closing import bands_sections, differences_sections, results_sections
from reports.document import Document, Section, plain
from reports.heads import heads_sections
from reports.late_list import late_section
from reports.ledger import ledger_sections
from reports.offices import offices_sections
from reports.participation import participation_sections, short_sections
from reports.progress import group_sections, phases_section, summary_section, units_section
from reports.satisfaction import satisfaction_sections
from reports.telling import Telling
from schemas.report import Report, ReportKind
from texts.feed import mark_rehearsal
from texts.reports import say_report


def compose(report: Report, telling: Telling) -> Document:
    """A report in the language of `telling`, ready to be drawn, printed or saved."""
    language, row = telling.language, report.campaign
    title = say_report(f"title.{report.kind}", language, campaign=_about(report, telling))
    return Document(
        title=mark_rehearsal(title, language) if row.is_rehearsal else title,
        lines=(
            say_report("as_of", language, at=telling.at(report.at), timezone=row.timezone),
            say_report("window", language, first=row.window.first, last=row.window.last),
        ),
        sections=_SECTIONS[report.kind](report, telling),
        remark=say_report("generated", language),
        made_at=report.at,
        language=language,
    )


def _about(report: Report, telling: Telling) -> str:
    """The campaign, and which of its units."""
    language = telling.language
    campaign = plain(report.campaign.title.in_(language))
    named = report.scope.named
    if not named:
        return campaign
    titles = {**named, **({"type": telling.type(named["type"])} if "type" in named else {})}
    parts = [
        say_report(f"part.{name}", language, title=plain(title)) for name, title in titles.items()
    ]
    part = ("、" if language == "zh" else ", ").join(parts)
    return say_report("part", language, campaign=campaign, part=part)


def _bulletin(report: Report, telling: Telling) -> tuple[Section, ...]:
    return (
        summary_section(report, telling),
        phases_section(report, telling),
        *group_sections(report, telling),
        *offices_sections(report, telling),
        *participation_sections(report, telling),
        *satisfaction_sections(report, telling),
        late_section(report, telling),
        units_section(report, telling),
        *short_sections(report, telling),
    )


def _league(report: Report, telling: Telling) -> tuple[Section, ...]:
    return group_sections(report, telling, is_league=True)


def _late(report: Report, telling: Telling) -> tuple[Section, ...]:
    return (late_section(report, telling), *offices_sections(report, telling))


def _closing(report: Report, telling: Telling) -> tuple[Section, ...]:
    return (
        summary_section(report, telling),
        *results_sections(report, telling),
        *bands_sections(report, telling),
        *offices_sections(report, telling),
        phases_section(report, telling),
        *satisfaction_sections(report, telling),
        *participation_sections(report, telling),
        *batches_sections(report, telling),
        *differences_sections(report, telling),
        *heads_sections(report, telling),
    )


_SECTIONS: Final[dict[ReportKind, Callable[[Report, Telling], tuple[Section, ...]]]] = {
    ReportKind.BULLETIN: _bulletin,
    ReportKind.LEAGUE: _league,
    ReportKind.LATE: _late,
    ReportKind.LEDGER: ledger_sections,
    ReportKind.CLOSING: _closing,
}
