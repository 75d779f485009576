"""What stands in the cells and headings of a report's tables, and its shares in sentences."""

from datetime import date, datetime
from typing import Final

from reports.document import Column, Kind
from reports.telling import Telling
from schemas.quantities import Percent
from schemas.rollup import Share
from texts.catalogue import Language
from texts.reports import bound, percentage, say_report

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(
        (
            "asked",
            "band",
            "campaign",
            "category",
            "code",
            "commitment",
            "coordinator",
            "district",
            "head",
            "evidence",
            "explained_by_category",
            "lacking",
            "measure",
            "missed",
            "name",
            "owner",
            "phase",
            "standing",
            "status",
            "step",
            "supervision_group",
            "track",
            "type",
        ),
        "text",
    ),
    **dict.fromkeys(
        (
            "closed_share",
            "coverage",
            "finished_share",
            "floating_share",
            "in_time_share",
            "mean",
            "reached_share",
            "score",
            "share",
            "struck_off_share",
            "together_share",
        ),
        "share",
    ),
    **dict.fromkeys(("due_on", "finished_on", "first_day", "last_day", "started"), "day"),
    **dict.fromkeys(("due", "next_due"), "instant"),
}
"""What stands in the columns that are not counts."""


def columns_of(telling: Telling, *names: str) -> tuple[Column, ...]:
    """The columns of these names, with their headings."""
    return tuple(
        Column(say_report(f"column.{name}", telling.language), _KINDS.get(name, "count"))
        for name in names
    )


def say_band(at_least: Percent | None, below: Percent | None, language: Language) -> str:
    """A band of satisfaction by its bounds: the highest has none above, the lowest none below."""
    code = "lowest" if at_least is None else "highest" if below is None else "middle"
    bounds = (bound("" if one is None else str(one), language) for one in (at_least, below))
    return say_report(
        f"band.{code}", language, **dict(zip(("at_least", "below"), bounds, strict=True))
    )


def said(share: Share, telling: Telling) -> str:
    """A share as it stands in a sentence; a dash where the whole is nothing."""
    percent = share.percent
    return "–" if percent is None else percentage(percent.value, telling.language)


def day(at: datetime | None, telling: Telling) -> date | None:
    """The day of an instant on the campaign's own clock."""
    return None if at is None else at.astimezone(telling.zone).date()


def instant(at: datetime | None, telling: Telling) -> datetime | None:
    """An instant on the campaign's own clock, as a workbook holds it: to the minute, without a zone."""
    if at is None:
        return None
    return at.astimezone(telling.zone).replace(tzinfo=None, second=0, microsecond=0)
