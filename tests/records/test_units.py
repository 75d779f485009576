"""Lists of units: every way to choose them, every page, and what a page leads to."""

import pytest

from records.errors import MalformedCursor, UnknownUnit
from records.store import Records
from rules.evolve import evolve
from schemas.state import Standing
from schemas.units import Lack, StoredUnit, UnitFilter, UnitOrder, UnitRow
from tests.records.city import city_units, launch_city
from tests.records.launched import AT, initial, launch, launch_story, record, story
from tests.rules.reference import with_unit
from tests.rules.stories import CITY, COUNTY, SUPERVISOR

ALL = UnitFilter()


@pytest.fixture(scope="module")
async def city(records: Records) -> str:
    return await launch_city(records)


@pytest.fixture(scope="module")
async def rows(records: Records, city: str) -> list[UnitRow]:
    """Every row of the city, sorted by Python."""
    stored = await records.units.page(city, limit=1000)
    return sorted((one.row for one in stored), key=lambda row: row.code)


async def find_all(
    records: Records,
    campaign: str,
    chosen: UnitFilter = ALL,
    order: UnitOrder = UnitOrder.CODE,
    limit: int = 7,
) -> list[UnitRow]:
    """All pages of a list, put together."""
    found: list[UnitRow] = []
    after = None
    while True:
        page = await records.units.find(campaign, chosen, order=order, after=after, limit=limit)
        assert len(page.rows) == limit or page.next is None
        found += page.rows
        after = page.next
        if after is None:
            return found


async def test_a_city_has_units_in_every_standing_that_lists_are_asked_for(
    rows: list[UnitRow],
) -> None:
    assert {row.standing for row in rows} == {
        Standing.PREPARING,
        Standing.ON_TRACK,
        Standing.OVERDUE,
        Standing.AWAITING_SIGN_OFF,
        Standing.SENT_BACK,
        Standing.SUSPENDED,
        Standing.FINISHED,
        Standing.WITHDRAWN,
    }


@pytest.mark.parametrize("limit", [1, 7, 11, 66, 1000])
async def test_the_pages_are_the_whole_list_by_code(
    records: Records, city: str, rows: list[UnitRow], limit: int
) -> None:
    assert await find_all(records, city, limit=limit) == rows


@pytest.mark.parametrize("limit", [1, 7, 1000])
async def test_the_pages_are_the_whole_list_by_what_is_due_next(
    records: Records, city: str, rows: list[UnitRow], limit: int
) -> None:
    due = [row for row in rows if row.next_due]
    never = [row for row in rows if not row.next_due]
    assert due
    assert never
    by_due = sorted(due, key=lambda row: (row.next_due, row.code))
    found = await find_all(records, city, order=UnitOrder.NEXT_DUE, limit=limit)
    assert found == [*by_due, *never]


@pytest.mark.parametrize(
    "field",
    ["district", "type", "level", "phase", "standing", "track", "supervision_group", "coordinator"],
)
async def test_units_are_chosen_by_each_of_their_fields(
    records: Records, city: str, rows: list[UnitRow], field: str
) -> None:
    values = {getattr(row, field) for row in rows} - {None}
    assert len(values) > 1
    for value in values:
        chosen = UnitFilter(**{field: value})
        expected = [row for row in rows if getattr(row, field) == value]
        assert await find_all(records, city, chosen) == expected


async def test_all_that_is_given_must_hold(
    records: Records, city: str, rows: list[UnitRow]
) -> None:
    chosen = UnitFilter(district="D1", track="phased", standing=Standing.PREPARING)
    expected = [
        row
        for row in rows
        if (row.district, row.track, row.standing) == ("D1", "phased", Standing.PREPARING)
    ]
    assert expected
    assert await find_all(records, city, chosen) == expected
    assert await find_all(records, city, UnitFilter(district="D1", coordinator="nobody")) == []


@pytest.mark.parametrize(
    "text", ["first", "第一", "100%", "cotton_m", "\\", "%", "_", "A1", "a1", "学", "/", "'; --"]
)
async def test_a_text_is_a_part_of_code_or_name_and_has_no_wildcards(
    records: Records, city: str, rows: list[UnitRow], text: str
) -> None:
    expected = [
        row for row in rows if text.lower() in row.code.lower() or text.lower() in row.name.lower()
    ]
    assert await find_all(records, city, UnitFilter(text=text)) == expected


@pytest.mark.parametrize("cursor", ["", "A1", "tomorrow/A1", "2026-03-02T10:00:00/A1"])
async def test_a_cursor_that_no_page_named_is_refused(
    records: Records, city: str, cursor: str
) -> None:
    with pytest.raises(MalformedCursor, match="pass on `next`"):
        await records.units.find(city, order=UnitOrder.NEXT_DUE, after=cursor)


async def test_another_campaign_is_another_list(records: Records, city: str) -> None:
    other = await launch(records, [with_unit()])
    assert [row.code for row in await find_all(records, other)] == ["SCH-001"]


async def test_pages_for_those_who_reach_all_units(
    records: Records, city: str, rows: list[UnitRow]
) -> None:
    found: list[StoredUnit] = []
    while page := await records.units.page(
        city, after=found[-1].row.code if found else None, limit=20
    ):
        found += page
    assert [one.row for one in found] == rows
    for one in found:
        assert (one.state.unit.code, one.state.revision) == (one.row.code, one.row.revision)
        assert one.state.rules.unit_type == one.row.type
    assert len({id(one.state.rules) for one in found}) == len({row.type for row in rows})


async def test_units_whose_workflow_was_not_started(records: Records) -> None:
    campaign = await launch(records, city_units(9, seed=1))
    codes = [one.row.code for one in await records.units.page(campaign, limit=9)]
    await records.units.mark_launched(campaign, codes[:4], AT)
    await records.units.mark_launched(campaign, codes[:5], AT.replace(year=2027))
    rest = await records.units.page(campaign, limit=9, unlaunched=True)
    assert [one.row.code for one in rest] == codes[5:]
    assert (await records.units.get(campaign, codes[0])).row.launched_at == AT
    assert (await records.units.get(campaign, codes[4])).row.launched_at == AT.replace(year=2027)


async def test_an_unknown_unit_is_said_to_be(records: Records, city: str) -> None:
    with pytest.raises(UnknownUnit, match="has no unit 'nope'"):
        await records.units.get(city, "nope")
    with pytest.raises(UnknownUnit, match="has no unit 'nope'"):
        await records.units.initial_state(city, "nope")


async def test_the_roster_is_as_it_is_now(records: Records) -> None:
    told = await launch_story(records)
    moved = with_unit(name="Moved", district="D2")
    told.do("amend", CITY, unit=moved, reason="moved")
    await record(records, told)
    assert await records.units.roster(told.state.campaign) == (moved,)


async def test_units_are_found_by_what_they_lack(records: Records) -> None:
    units = [with_unit(code=code) for code in ("A-1", "A-2", "A-3", "A-4")]
    # The letter of a county is its office's, wherever it stands.
    units.append(with_unit(code="A-5", level="county"))
    campaign = await launch(records, units)
    first, second, third = (story(campaign, unit) for unit in units[:3])
    first.do("acknowledge_letter")
    first.start()
    required = first.state.rules.model_copy(update={"mechanism": "required"})
    for told in (first, second):
        told.do("amend", CITY, rules=required, reason="-")
    second.start()
    second.do("set_mechanism", text="-", keeps=("-",))
    second.do("record_visit", SUPERVISOR, on=second.now.date(), verdict="good")
    third.do("withdraw", COUNTY, cause="closed", reason="-")
    for told in (first, second, third):
        await record(records, told)

    async def lacking(what: Lack) -> list[str]:
        page = await records.units.find(campaign, UnitFilter(lacking=what))
        return [row.code for row in page.rows]

    assert await lacking("letter") == ["A-2", "A-4"]
    assert await lacking("visit") == ["A-1"]
    assert await lacking("mechanism") == ["A-1"]


async def test_units_that_are_added_are_as_if_launched(records: Records) -> None:
    campaign = await launch(records, [with_unit()])
    units = [with_unit(code="SCH-003"), with_unit(code="SCH-002"), with_unit(name="Renamed")]
    assert await records.units.add(initial(campaign, units)) == ("SCH-002", "SCH-003")
    assert await records.units.add(initial(campaign, units)) == ()
    assert await records.units.add([]) == ()
    roster = await records.units.roster(campaign)
    assert roster == (with_unit(), with_unit(code="SCH-002"), with_unit(code="SCH-003"))
    assert (await records.units.get(campaign, "SCH-002")).row.revision == 0


async def test_the_initial_state_and_the_journal_give_the_state(records: Records) -> None:
    told = (await launch_story(records)).start("key_links")
    await record(records, told)
    state = await records.units.initial_state(told.state.campaign, "SCH-001")
    assert state.revision == 0
    for entry in await records.journal.oldest(told.state.campaign, "SCH-001"):
        state = evolve(state, entry)
    assert state == told.state
