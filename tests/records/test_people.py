"""People: imported, changed, found by role and scope; and those refused or signed in noted."""

from datetime import date

import pytest
from pydantic import ValidationError

from records.store import Records
from schemas.actor import Actor
from schemas.people import PeopleChange
from schemas.roster import Person
from tests.records.launched import AT, launch

CITY = Person(id="p-1", name="示例甲", role="city", language="zh")
COUNTY = Person(id="p-2", name="Sample B", contact="b@example.org", role="county", scope="D1")
SUPERVISOR = Person(id="p-3", name="Sample C", channel="email", role="supervisor", scope="SG-01")
COORDINATOR = Person(id="p-4", name="Sample D", role="coordinator", language="en")
ALL = (CITY, COUNTY, SUPERVISOR, COORDINATOR)


@pytest.fixture
async def campaign(records: Records) -> str:
    return await launch(records, people=ALL)


async def test_everybody_is_as_imported(records: Records, campaign: str) -> None:
    assert await records.people.all(campaign) == ALL
    assert await records.people.get(campaign, ["p-3", "p-9"]) == {"p-3": SUPERVISOR}
    assert await records.people.get(campaign, []) == {}


async def test_people_are_found_by_role_and_scope(records: Records, campaign: str) -> None:
    assert await records.people.with_role(campaign, "county") == (COUNTY,)
    assert await records.people.with_role(campaign, "supervisor", "SG-01") == (SUPERVISOR,)
    assert await records.people.with_role(campaign, "supervisor", "SG-02") == ()


async def test_an_import_says_what_it_changed(records: Records, campaign: str) -> None:
    moved = COUNTY.model_copy(update={"scope": "D2", "contact": None})
    new = Person(id="p-5", name="Sample E", role="coordinator")
    change = await records.people.put(campaign, [new, moved, CITY], AT)
    assert change == PeopleChange(added=("p-5",), changed=("p-2",), unchanged=("p-1",))
    assert await records.people.all(campaign) == (CITY, moved, SUPERVISOR, COORDINATOR, new)


async def test_an_absence_is_kept_and_ends_with_the_next_import(
    records: Records, campaign: str
) -> None:
    away = COUNTY.model_copy(
        update={
            "substitute": "p-1",
            "away_from": date(2026, 7, 1),
            "away_until": date(2026, 7, 10),
        }
    )
    await records.people.put(campaign, [away], AT)
    assert await records.people.get(campaign, ["p-2"]) == {"p-2": away}
    change = await records.people.put(campaign, [COUNTY], AT)
    assert change.changed == ("p-2",)
    assert await records.people.all(campaign) == ALL


@pytest.mark.parametrize(
    ("absence", "message"),
    [
        ({"substitute": "p-1"}, "together"),
        ({"away_from": date(2026, 7, 1), "away_until": date(2026, 7, 2)}, "together"),
        (
            {
                "substitute": "p-1",
                "away_from": date(2026, 7, 2),
                "away_until": date(2026, 7, 1),
            },
            "'away_until' is before 'away_from'",
        ),
        (
            {
                "substitute": "p-2",
                "away_from": date(2026, 7, 1),
                "away_until": date(2026, 7, 1),
            },
            "nobody is their own substitute",
        ),
    ],
)
def test_an_absence_is_whole(absence: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Person.model_validate(COUNTY.model_dump() | absence)


async def test_an_empty_import_changes_nothing(records: Records, campaign: str) -> None:
    change = await records.people.put(campaign, [], AT)
    assert change == PeopleChange(added=(), changed=(), unchanged=())


async def test_the_same_id_is_another_person_in_another_campaign(
    records: Records, campaign: str
) -> None:
    other = await launch(records)
    await records.people.put(other, [CITY.model_copy(update={"name": "Other"})], AT)
    assert (await records.people.get(campaign, ["p-1"]))["p-1"] == CITY


async def test_what_was_refused_is_noted(records: Records, campaign: str) -> None:
    await records.access.note(
        at=AT,
        campaign=campaign,
        unit="SCH-001",
        actor=Actor.parse("coordinator:c-1"),
        principal="p-4",
        kind="sign_off",
        outcome="not_allowed",
        command="x1",
    )
    await records.access.note(at=AT, campaign=campaign, kind="sign_in", outcome="unknown_person")
    async with records.database.statements() as connection:
        found = await connection.exec_driver_sql(
            "select at, unit, actor, principal, kind, outcome, command from access_log "
            "where campaign = %s order by id",
            (campaign,),
        )
        rows = [tuple(row) for row in found]
    assert rows == [
        (AT, "SCH-001", "coordinator:c-1", "p-4", "sign_off", "not_allowed", "x1"),
        (AT, None, None, None, "sign_in", "unknown_person", None),
    ]
