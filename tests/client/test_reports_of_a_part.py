"""Reports on a part of a campaign: every figure is that of the list of the same units."""

from collections.abc import Collection
from datetime import date

import pytest

from client.reporting import report_on
from records.errors import NoUnitsMeant
from records.store import Records
from reports.composing import compose
from rules.heads import heads_of
from schemas.ledger_rows import ItemFilter
from schemas.report import WHOLE_CAMPAIGN, Report, ReportKind, ReportScope
from schemas.state import Standing
from schemas.units import UnitFilter
from tests.records.city import ByTheCity, city_units, launch_city
from tests.records.launched import launch, record, story
from tests.reports.reporting import KINDS, telling

EVERY = 1000
PARTS = (
    ReportScope(district="D1"),
    ReportScope(type="school"),
    ReportScope(supervision_group="SG-02"),
    ReportScope(district="甲区", type="hospital"),
)


@pytest.fixture(scope="module")
async def city(records: Records) -> str:
    """Units that are everywhere in the campaign."""
    return await launch_city(records, seed=2009)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: "-".join(part.named.values()))
async def test_its_figures_are_those_of_the_lists(
    records: Records, city: str, part: ReportScope
) -> None:
    everybody = UnitFilter.model_validate(part.named)
    chosen = everybody.model_copy(update={"level": "unit"})
    listed = (await records.units.find(city, chosen, limit=EVERY)).rows
    assert 0 < len(listed) < 66
    for kind in KINDS:
        report = await report_on(records, city, kind, part)
        figures = report.city.figures
        assert figures.units == len(listed)
        assert figures.members == sum(row.members.total for row in listed)
        for standing in (Standing.FINISHED, Standing.WITHDRAWN, Standing.OVERDUE):
            assert getattr(figures, standing) == sum(row.standing is standing for row in listed)
        for name in ("district", "type", "supervision_group"):
            placed = getattr(report, f"by_{name}")
            assert {one.code for one in placed} == {getattr(row, name) for row in listed}
            assert sum(one.standings.figures.units for one in placed) == len(listed)

    bulletin = await report_on(records, city, ReportKind.BULLETIN, part)
    assert tuple(line.row for line in bulletin.units) == listed
    late = {row.code for row in listed if row.standing is Standing.OVERDUE}
    assert {one.unit for one in bulletin.late} == late
    closing = await report_on(records, city, ReportKind.CLOSING, part)
    assert closing.heads == heads_of(city, await records.units.heads(city, everybody))
    with_offices = (await records.units.find(city, everybody, limit=EVERY)).rows
    assert [one.unit for one in closing.heads.units] == [row.code for row in with_offices]
    assert closing.differences == (), "a part is not what the plan declares"


async def test_its_items_are_those_of_the_ledgers(records: Records) -> None:
    units = city_units(12, seed=3)
    campaign = await launch(records, units)
    for unit in units:
        told = story(campaign, unit, ByTheCity).start()
        told.do("add_item", measure="mend the roof", owner="office", due=date(2026, 5, 20))
        await record(records, told)
    found: list[int] = []
    for part in (WHOLE_CAMPAIGN, *PARTS[:3]):
        report = await report_on(records, campaign, ReportKind.LEDGER, part)
        page = await records.items.page(
            campaign, ItemFilter.model_validate(part.named), now=report.at, limit=EVERY
        )
        assert report.items == page.lines
        assert report.city.figures.items == len(page.lines)
        found.append(len(page.lines))
    assert found[0] == 12 > max(found[1:])


def codes(names: Collection[str]) -> set[str]:
    """The codes of sections that tell of these sets of units, in English."""
    said = {"district": "district", "type": "type", "supervision_group": "supervision group"}
    return {f"By {said[name]}" for name in names}


@pytest.mark.parametrize("kind", KINDS)
async def test_its_title_says_what_it_is_about(
    records: Records, city: str, kind: ReportKind
) -> None:
    part = ReportScope(district="D1", type="school")
    report = await report_on(records, city, kind, part)
    title = compose(report, telling(report)).title
    assert title.startswith("Campaign of 2026 (district D1, type school): ")
    assert "（区县：D1、类型：school）" in compose(report, telling(report, "zh")).title
    whole = await report_on(records, city, kind)
    assert "(" not in compose(whole, telling(whole)).title


async def test_what_it_is_about_is_no_table_of_one_row(records: Records, city: str) -> None:
    def told(report: Report) -> set[str]:
        return {one.heading for one in compose(report, telling(report)).sections}

    every = ("district", "type", "supervision_group")
    for part in PARTS:
        report = await report_on(records, city, ReportKind.LEAGUE, part)
        assert told(report) == codes(set(every) - part.named.keys())
        closing = told(await report_on(records, city, ReportKind.CLOSING, part))
        assert ("Results by district" in closing) == (part.district is None)


async def test_nobody_there_is_no_report(records: Records, city: str) -> None:
    with pytest.raises(NoUnitsMeant, match="of D9"):
        await report_on(records, city, ReportKind.LATE, ReportScope(district="D9"))
    nothing = await launch(records, units=())
    assert (await report_on(records, nothing, ReportKind.LATE)).city.figures.units == 0
