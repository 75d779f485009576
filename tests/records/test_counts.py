"""Counts by any two things, with totals that add up, also with the lists."""

from collections import Counter
from itertools import permutations

import pytest

from records.store import Records
from schemas.counts import CountBy, Counts, CountTable
from schemas.state import Standing
from schemas.units import UnitFilter, UnitRow
from tests.records.city import launch_city
from tests.records.launched import launch


@pytest.fixture(scope="module")
async def city(records: Records) -> str:
    return await launch_city(records, seed=2006)


@pytest.fixture(scope="module")
async def rows(records: Records, city: str) -> tuple[UnitRow, ...]:
    found = (await records.units.find(city, UnitFilter(level="unit"), limit=1000)).rows
    assert len(found) < len((await records.units.find(city, limit=1000)).rows)
    return found


def counted(rows: tuple[UnitRow, ...], *by: CountBy) -> dict[tuple[str | None, ...], Counts]:
    """The same counts, made of the list."""
    sums: dict[tuple[str | None, ...], Counter[str]] = {}
    for row in rows:
        sum_ = sums.setdefault(tuple(_of(row, name) for name in by), Counter())
        sum_.update(
            units=1,
            organisations=row.organisations,
            members=row.members.total,
            floating=row.members.floating,
        )
    names = Counts.model_fields
    return {key: Counts(**{name: sum_[name] for name in names}) for key, sum_ in sums.items()}


def _of(row: UnitRow, by: CountBy) -> str | None:
    if by is CountBy.OVERDUE:
        return "yes" if row.standing is Standing.OVERDUE else "no"
    code: str | None = getattr(row, by)
    return code


def assert_counts(table: CountTable, rows: tuple[UnitRow, ...]) -> None:
    """The table says of every cell and total what the list says."""
    assert {(cell.row,): cell.counts for cell in table.row_totals} == counted(rows, table.rows)
    assert {(): table.total} == counted(rows)
    if table.columns is None:
        assert (table.cells, table.column_totals) == ((), ())
        return
    cells = {(cell.row, cell.column): cell.counts for cell in table.cells}
    assert cells == counted(rows, table.rows, table.columns)
    columns = {(cell.column,): cell.counts for cell in table.column_totals}
    assert columns == counted(rows, table.columns)


@pytest.mark.parametrize(("by_rows", "by_columns"), list(permutations(CountBy, 2)))
async def test_any_two_add_up(
    records: Records, city: str, rows: tuple[UnitRow, ...], by_rows: CountBy, by_columns: CountBy
) -> None:
    assert_counts(await records.units.counts(city, by_rows, by_columns), rows)


@pytest.mark.parametrize("by", CountBy)
async def test_one_alone(
    records: Records, city: str, rows: tuple[UnitRow, ...], by: CountBy
) -> None:
    assert_counts(await records.units.counts(city, by), rows)


async def test_only_what_was_chosen_is_counted(
    records: Records, city: str, rows: tuple[UnitRow, ...]
) -> None:
    table = await records.units.counts(
        city, CountBy.STANDING, CountBy.TYPE, UnitFilter(district="甲区")
    )
    assert_counts(table, tuple(row for row in rows if row.district == "甲区"))


async def test_units_without_an_open_phase_are_counted_last(records: Records, city: str) -> None:
    table = await records.units.counts(city, CountBy.PHASE)
    phases = [cell.row for cell in table.row_totals]
    assert phases[-1] is None
    assert phases[:-1] == sorted(phase for phase in phases if phase)


async def test_nothing_counts_as_nothing(records: Records) -> None:
    empty = await launch(records, units=())
    table = await records.units.counts(empty, CountBy.TYPE, CountBy.DISTRICT)
    nothing = Counts(units=0, organisations=0, members=0, floating=0)
    assert (table.cells, table.row_totals, table.column_totals) == ((), (), ())
    assert table.total == nothing
    assert (await records.campaigns.get(empty)).totals == nothing


async def test_a_thing_is_not_counted_by_itself(records: Records, city: str) -> None:
    with pytest.raises(ValueError, match="rows and columns are both 'type'"):
        await records.units.counts(city, CountBy.TYPE, CountBy.TYPE)


async def test_the_campaigns_totals_are_those_of_its_units(
    records: Records, city: str, rows: tuple[UnitRow, ...]
) -> None:
    assert {(): (await records.campaigns.get(city)).totals} == counted(rows)
