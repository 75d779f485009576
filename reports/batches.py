"""The batches of a programme beside each other, in the closing report of a later one."""

from reports.cells import columns_of, said, say_band
from reports.document import Cell, Column, Section, Table
from reports.telling import Telling
from rules.bands import edges_in_common
from schemas.comparison import ComparedCampaign
from schemas.report import Report
from texts.reports import say_report


def batches_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """Each batch up to this one in a line, with its figures of now; nothing for a first one.

    How satisfied people are with their units follows, where people were asked.
    """
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
        *_satisfaction_sections(report, telling),
    )


def _satisfaction_sections(report: Report, telling: Telling) -> tuple[Section, ...]:
    """Which share of its measured units each batch has in each band; by its own where they differ."""
    if not any(map(_measured, report.batches)):
        return ()
    language = telling.language
    in_common = edges_in_common(one.bands for one in report.batches)
    rule = "batches_bands_differ" if in_common is None else "batches_bands_rule"
    in_bands = (
        columns_of(telling, "band")
        if in_common is None
        else tuple(Column(say_band(*one, language), "share") for one in in_common)
    )
    return (
        Section(
            heading=say_report("section.batches_bands", language),
            paragraphs=(say_report(rule, language),),
            table=Table(
                columns=(*columns_of(telling, "campaign", "batch", "measured"), *in_bands),
                rows=tuple(
                    (
                        one.campaign.campaign,
                        _number(one),
                        _measured(one),
                        *(
                            (_in_a_sentence(one, telling),)
                            if in_common is None
                            else _shares(one, len(in_common))
                        ),
                    )
                    for one in report.batches
                ),
            ),
        ),
    )


def _batch(one: ComparedCampaign) -> tuple[Cell, ...]:
    figures = one.city.figures
    return (
        one.campaign.campaign,
        _number(one),
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


def _number(one: ComparedCampaign) -> int | None:
    return None if one.programme is None else one.programme.batch


def _measured(one: ComparedCampaign) -> int:
    return sum(band.units for band in one.bands)


def _shares(one: ComparedCampaign, bands: int) -> tuple[Cell, ...]:
    return tuple(band.share.percent for band in one.bands) or (None,) * bands


def _in_a_sentence(one: ComparedCampaign, telling: Telling) -> str:
    colon, semicolon = ("：", "；") if telling.language == "zh" else (": ", "; ")
    return semicolon.join(
        f"{say_band(band.at_least, band.below, telling.language)}{colon}{said(band.share, telling)}"
        for band in one.bands
    )
