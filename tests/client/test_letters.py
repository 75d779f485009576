"""Letters as the gateway gives them: a unit's, a county's, the chain between them, and the list."""

import pytest

from client.letters import Letters
from records.errors import UnknownDistrict
from records.store import Records
from rules.refused import Refused
from schemas.actor import Actor
from schemas.responsibility import LetterFilter
from schemas.roster import Members, Person
from tests.records.launched import launch, record, story
from tests.rules.reference import with_unit
from tests.rules.stories import COUNTY, SUPERVISOR

UNITS = [
    with_unit(code="A-1", post="Head teacher", members=Members(retired=3)),
    with_unit(code="A-2", supervision_group="SG-02", members=Members(other=4)),
    with_unit(code="B-1", district="D2"),
    with_unit(code="B-2", district="D2"),
]
PERSON = Person(id="c-001", name="Example c-001", role="coordinator")


async def city(records: Records) -> str:
    """Two counties of two units each: A-1 has signed, and B-2 has left."""
    campaign = await launch(records, UNITS, [PERSON])
    first = story(campaign, UNITS[0])
    first.do("acknowledge_letter")
    last = story(campaign, UNITS[3])
    last.do("acknowledge_letter")
    last.do("withdraw", Actor.parse("county:D2"), cause="closed", reason="-")
    for told in (first, last):
        await record(records, told)
    return campaign


async def test_a_units_letter_names_its_coordinator_where_known(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    letter = await letters.of_unit(campaign, "A-1")
    assert (letter.post, letter.coordinator, letter.coordinator_name) == (
        "Head teacher",
        "c-001",
        "Example c-001",
    )
    assert letter.acknowledged_at is not None
    assert (await letters.of_unit(campaign, "B-1")).acknowledged_at is None


async def test_the_chain_counts_what_is_signed_of_those_who_are_there(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    first, second = await letters.chain(campaign)
    assert (first.district, first.units, first.members, first.acknowledged) == ("D1", 2, 7, 1)
    assert (second.district, second.units, second.acknowledged) == ("D2", 1, 0)
    assert first.county_acknowledged_at is None


async def test_a_county_signs_once(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    signed = await letters.acknowledge(campaign, COUNTY)
    assert (signed.units, signed.members, signed.acknowledged_by) == (2, 7, COUNTY)
    assert signed.acknowledged_at is not None
    assert await letters.acknowledge(campaign, COUNTY) == signed
    assert await letters.of_county(campaign, "D1") == signed
    assert (await letters.of_county(campaign, "D2")).acknowledged_at is None
    assert [one.county_acknowledged_by for one in await letters.chain(campaign)] == [COUNTY, None]


async def test_nobody_else_signs_for_a_county(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    with pytest.raises(Refused):
        await letters.acknowledge(campaign, SUPERVISOR)
    with pytest.raises(UnknownDistrict):
        await letters.acknowledge(campaign, Actor.parse("county:D9"))
    with pytest.raises(UnknownDistrict):
        await letters.of_county(campaign, "D9")


async def test_the_list_shows_whom_to_ask(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)

    async def found(**chosen: object) -> list[str]:
        page = await letters.page(campaign, LetterFilter.model_validate(chosen))
        return [line.unit for line in page.lines]

    assert await found() == ["A-1", "A-2", "B-1"]
    assert await found(is_acknowledged=False) == ["A-2", "B-1"]
    assert await found(is_acknowledged=True) == ["A-1"]
    assert await found(district="D1", supervision_group="SG-02") == ["A-2"]


async def test_the_list_goes_on_where_a_page_ends(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    page = await letters.page(campaign, LetterFilter(), limit=2)
    rest = await letters.page(campaign, LetterFilter(), limit=2, after=page.next)
    assert [line.unit for line in (*page.lines, *rest.lines)] == ["A-1", "A-2", "B-1"]
    assert rest.next is None
