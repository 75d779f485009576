"""Letters as the gateway gives them: a unit's, a county's, the chain between them, and the list."""

from itertools import chain

import pytest

from client.letters import Letters
from records.errors import MalformedCursor, UnknownDistrict
from records.store import Records
from reports.dossier.gathering import CampaignArchive
from rules.refused import Refused
from schemas.actor import Actor
from schemas.responsibility import CityLetter, CountyLetter, LetterFilter, UnitLetter
from schemas.roster import Members, Person
from tests.records.launched import launch, record, story
from tests.rules.reference import with_unit
from tests.rules.stories import CITY, COUNTY, SUPERVISOR

UNITS = [
    with_unit(code="A-1", post="Head teacher", members=Members(retired=3)),
    with_unit(code="A-2", supervision_group="SG-02", members=Members(other=4)),
    with_unit(code="B-1", district="D2"),
    with_unit(code="B-2", district="D2"),
    with_unit(code="O-1", level="county", post="Secretary", members=Members(other=9)),
    with_unit(code="O-2", level="city", district="all", post="City secretary"),
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
    assert isinstance(letter, UnitLetter)
    assert (letter.post, letter.coordinator, letter.coordinator_name) == (
        "Head teacher",
        "c-001",
        "Example c-001",
    )
    assert letter.acknowledged_at is not None
    assert (await letters.of_unit(campaign, "B-1")).acknowledged_at is None


async def test_the_chain_counts_what_is_signed_of_those_who_are_there(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    chain = await letters.chain(campaign)
    assert (chain.post, chain.city_acknowledged_at) == ("City secretary", None)
    first, second = chain.counties
    assert (first.post, second.post) == ("Secretary", None)
    assert (first.district, first.units, first.members, first.acknowledged) == ("D1", 2, 7, 1)
    assert (second.district, second.units, second.acknowledged) == ("D2", 1, 0)
    assert first.county_acknowledged_at is None


async def test_a_county_signs_once(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    signed = await letters.acknowledge(campaign, COUNTY)
    assert isinstance(signed, CountyLetter)
    assert (signed.units, signed.members, signed.acknowledged_by) == (2, 7, COUNTY)
    assert signed.post == "Secretary"
    assert signed.acknowledged_at is not None
    assert await letters.acknowledge(campaign, COUNTY) == signed
    assert await letters.of_office(campaign, COUNTY) == signed
    # The county's row of the roster has no other letter.
    assert await letters.of_unit(campaign, "O-1") == signed
    assert (await letters.of_office(campaign, Actor.parse("county:D2"))).acknowledged_at is None
    counties = (await letters.chain(campaign)).counties
    assert [one.county_acknowledged_by for one in counties] == [COUNTY, None]


async def test_the_city_signs_for_all_of_them(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    signed = await letters.acknowledge(campaign, CITY)
    assert isinstance(signed, CityLetter)
    assert (signed.counties, signed.units, signed.members) == (2, 3, 7)
    assert (signed.post, signed.acknowledged_by) == ("City secretary", CITY)
    assert await letters.acknowledge(campaign, CITY) == signed
    assert await letters.of_unit(campaign, "O-2") == signed
    archive = await CampaignArchive.of(records, campaign)
    assert (await archive.kept("O-2")).office_letter == signed
    assert (await archive.kept("A-1")).office_letter is None
    chain = await letters.chain(campaign)
    assert (chain.city_acknowledged_at, chain.city_acknowledged_by) == (
        signed.acknowledged_at,
        CITY,
    )
    assert [one.county_acknowledged_by for one in chain.counties] == [None, None]


async def test_nobody_else_signs_for_a_county(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    with pytest.raises(Refused):
        await letters.acknowledge(campaign, SUPERVISOR)
    with pytest.raises(UnknownDistrict):
        await letters.acknowledge(campaign, Actor.parse("county:D9"))
    with pytest.raises(UnknownDistrict):
        await letters.of_office(campaign, Actor.parse("county:D9"))


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
    for limit in range(1, 8):
        pages = [await letters.page(campaign, LetterFilter(), limit=limit)]
        while pages[-1].next is not None:
            after = pages[-1].next
            pages.append(await letters.page(campaign, LetterFilter(), limit=limit, after=after))
        whose = [[str(one.office) for one in page.offices] for page in pages]
        units = [[line.unit for line in page.lines] for page in pages]
        assert list(chain.from_iterable(whose)) == ["city:office", "county:D1", "county:D2"]
        assert list(chain.from_iterable(units)) == ["A-1", "A-2", "B-1"]
        lengths = [len(one) + len(other) for one, other in zip(whose, units, strict=True)]
        assert lengths == [min(limit, 6 - at) for at in range(0, 6, limit)]


async def test_a_page_of_letters_ends_with_the_offices_where_no_unit_is_left(
    records: Records,
) -> None:
    letters, campaign = Letters(records), await launch(records, [UNITS[0]])
    unsigned = LetterFilter(is_acknowledged=False, district="D1")
    told = story(campaign, UNITS[0])
    told.do("acknowledge_letter")
    await record(records, told)
    page = await letters.page(campaign, unsigned, limit=1)
    assert [str(line.office) for line in page.offices] == ["county:D1"]
    assert (page.lines, page.next) == ((), None)


async def test_the_list_goes_on_from_what_a_page_gave_alone(records: Records) -> None:
    letters, campaign = Letters(records), await city(records)
    for cursor in ("nobody:D1", "county:", ":"):
        with pytest.raises(MalformedCursor):
            await letters.page(campaign, LetterFilter(), after=cursor)
