"""Batches of a programme: which units an earlier one has finished."""

import pytest

from records.store import Records
from rules.compilation import compile_rules
from schemas.programme import EarlierUnit, Programme
from tests.records.launched import PLAN, initial, new_campaign, record, story
from tests.rules.reference import with_unit

UNITS = [with_unit(code="A-1"), with_unit(code="A-2")]


async def batch(records: Records, id_: str, number: int | None, **changes: bool) -> str:
    """A campaign of two units, of which A-1 has finished; of a batch of a programme, or of none."""
    programme = None if number is None else Programme(id=id_, batch=number)
    plan = PLAN.model_copy(update={"programme": programme})
    new = new_campaign(plan=plan, **changes)
    await records.launching.launch(new, initial(new.campaign, UNITS), [])
    await record(records, story(new.campaign, UNITS[0]).finish())
    return new.campaign


async def found(records: Records, id_: str, number: int) -> list[tuple[str, str, int]]:
    units = await records.programmes.finished_before(
        Programme(id=id_, batch=number), ["A-1", "A-2", "A-3"]
    )
    return [(one.unit, one.campaign, one.batch) for one in units]


async def test_only_what_an_earlier_batch_of_the_programme_has_finished_counts(
    records: Records,
) -> None:
    first = await batch(records, "p1", 1)
    second = await batch(records, "p1", 2)
    await batch(records, "p1", 3)
    await batch(records, "another", 1)
    await batch(records, "p1", None)
    await batch(records, "p1", 1, is_rehearsal=True)
    assert await found(records, "p1", 3) == [("A-1", second, 2), ("A-1", first, 1)]
    assert await found(records, "p1", 2) == [("A-1", first, 1)]
    assert await found(records, "p1", 1) == []


async def test_it_says_when(records: Records) -> None:
    campaign = await batch(records, "p2", 1)
    stored = await records.units.get(campaign, "A-1")
    assert stored.row.finished_at is not None
    assert await records.programmes.finished_before(Programme(id="p2", batch=2), ["A-1"]) == (
        EarlierUnit(unit="A-1", campaign=campaign, batch=1, finished_at=stored.row.finished_at),
    )
    assert await records.programmes.finished_before(Programme(id="p2", batch=2), []) == ()


@pytest.mark.parametrize("number", [0, 100])
def test_batches_count_from_one(number: int) -> None:
    with pytest.raises(ValueError, match="batch"):
        Programme(id="p", batch=number)


def test_a_unit_does_not_carry_its_programme() -> None:
    plan = PLAN.model_copy(update={"programme": Programme(id="p", batch=2)})
    rules = story("c").state.rules
    assert compile_rules(plan, rules.calendar) == compile_rules(PLAN, rules.calendar)
