"""The list of visits: written with the journal, by what it is asked for, page by page."""

from datetime import date

import pytest

from records.errors import MalformedCursor
from records.store import Records
from schemas.visits import VisitFilter, VisitLine
from tests.records.launched import launch, record, story
from tests.rules.reference import with_unit
from tests.rules.stories import SUPERVISOR

UNITS = [with_unit(code="A-1"), with_unit(code="A-2", district="D2")]


async def visited(records: Records) -> str:
    """Two units that were visited on three days; the campaign's code."""
    campaign = await launch(records, UNITS)
    for unit in UNITS:
        told = story(campaign, unit).start().at("2026-03-06")
        for day, verdict in ((4, "good"), (2, "poor"), (5, "good")):
            on = date(2026, 3, day)
            told.do("record_visit", SUPERVISOR, on=on, verdict=verdict, findings=("a", "二"))
        await record(records, told)
        await record(records, told)
    return campaign


def keys(lines: tuple[VisitLine, ...]) -> list[tuple[int, str]]:
    return [(line.on.day, line.unit) for line in lines]


async def test_the_newest_day_comes_first(records: Records) -> None:
    page = await records.visits.page(await visited(records))
    assert keys(page.lines) == [
        (5, "A-2"), (5, "A-1"), (4, "A-2"), (4, "A-1"), (2, "A-2"), (2, "A-1")
    ]  # fmt: skip
    assert page.next is None
    line = page.lines[0]
    assert (line.by, line.verdict, line.phase, line.findings) == (
        SUPERVISOR,
        "good",
        "study",
        ("a", "二"),
    )
    assert (line.name, line.district) == ("First School", "D2")


@pytest.mark.parametrize("limit", [1, 2, 4, 5])
async def test_its_pages_hold_every_visit_once(records: Records, limit: int) -> None:
    campaign = await visited(records)
    whole = (await records.visits.page(campaign)).lines
    page = await records.visits.page(campaign, limit=limit)
    lines = page.lines
    while page.next is not None:
        page = await records.visits.page(campaign, limit=limit, after=page.next)
        lines += page.lines
    assert lines == whole


async def test_it_is_chosen_by_unit_district_group_phase_and_verdict(records: Records) -> None:
    campaign = await visited(records)

    async def found(**chosen: str) -> list[tuple[int, str]]:
        return keys((await records.visits.page(campaign, VisitFilter.model_validate(chosen))).lines)

    assert await found(unit="A-1", verdict="poor") == [(2, "A-1")]
    assert await found(district="D2", verdict="good") == [(5, "A-2"), (4, "A-2")]
    assert len(await found(supervision_group="SG-01", phase="study")) == 6
    assert await found(supervision_group="SG-02") == []
    assert await found(phase="analysis") == []


@pytest.mark.parametrize(
    "cursor", ["x", "2026-03-04/A-1", "2026-03-04/A-1/x", f"2026-03-04/A-1/{10**19}", "soon/A-1/1"]
)
async def test_it_does_not_go_on_from_nowhere(records: Records, cursor: str) -> None:
    with pytest.raises(MalformedCursor):
        await records.visits.page("c", after=cursor)
