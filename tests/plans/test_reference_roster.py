from collections import Counter, defaultdict
from pathlib import Path

import pytest

import plans
from intake.people import read_people
from intake.plan import read_plan
from intake.roster import read_roster
from plans.reference_2005_roster import PEOPLE_FILE, ROSTER_FILE, main
from rules.roster import reconcile
from schemas.plan import Plan
from schemas.quantities import Percent
from schemas.roster import Person, Unit

FOLDER = Path(plans.__file__).parent


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(FOLDER / "reference-2005.yaml").plan


@pytest.fixture(scope="module")
def roster(plan: Plan) -> tuple[Unit, ...]:
    reading = read_roster(FOLDER / ROSTER_FILE, plan)
    assert reading.problems == ()
    return reading.units


@pytest.fixture(scope="module")
def units(roster: tuple[Unit, ...]) -> tuple[Unit, ...]:
    return tuple(unit for unit in roster if unit.level == "unit")


@pytest.fixture(scope="module")
def people() -> dict[str, Person]:
    reading = read_people(FOLDER / PEOPLE_FILE)
    assert reading.problems == ()
    return {person.id: person for person in reading.people}


def test_the_script_makes_the_committed_bytes_again(tmp_path: Path) -> None:
    main(tmp_path)
    for name in (ROSTER_FILE, PEOPLE_FILE):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_the_sums_are_those_of_the_reference_case(roster: tuple[Unit, ...], plan: Plan) -> None:
    assert plan.declares is not None
    found = reconcile(roster, plan)
    assert {type_: totals.units for type_, totals in found.by_type.items()} == plan.declares.units
    assert (found.whole.units, found.offices) == (2469, 8)
    assert found.whole.organisations == 1685
    assert found.whole.members == 36065
    assert found.whole.floating > 2900
    # The printed total is the only difference, and it leaves out the streets and communities.
    (difference,) = found.differences
    assert (difference.declared, difference.found) == (2367, 2469)
    assert difference.left_out == ("street", "community")
    share = Percent.parse(f"{found.whole.floating / found.whole.members:.1%}")
    assert share == plan.declares.floating_share


def test_the_city_and_its_seven_counties_are_there_themselves(
    roster: tuple[Unit, ...], units: tuple[Unit, ...]
) -> None:
    city, *counties = (unit for unit in roster if unit.level != "unit")
    districts = {unit.district for unit in units}
    assert (city.level, {unit.level for unit in counties}) == ("city", {"county"})
    assert {unit.district for unit in counties} == districts
    assert city.district not in districts
    # Who judges units judges no office.
    (group,) = {unit.supervision_group for unit in (city, *counties)}
    assert group not in {unit.supervision_group for unit in units}


def test_sizes_are_as_skewed_as_real_ones(units: tuple[Unit, ...]) -> None:
    sizes = sorted(unit.members.total for unit in units)
    assert (sizes[0], sizes[-1]) == (3, 800)
    assert sizes[len(sizes) // 2] * 2 < 36065 / 2469
    assert sum(sizes[-len(sizes) // 10 :]) > 36065 / 2


def test_floating_members_are_in_at_least_three_of_ten_units(units: tuple[Unit, ...]) -> None:
    assert sum(unit.members.floating > 0 for unit in units) >= 0.3 * len(units)


def test_every_type_is_in_several_districts(units: tuple[Unit, ...], plan: Plan) -> None:
    districts = defaultdict[str, set[str]](set)
    for unit in units:
        districts[unit.type].add(unit.district)
    assert districts.keys() == {type_.id for type_ in plan.types if type_.level == "unit"}
    assert all(len(where) >= 2 for where in districts.values())
    assert len(set[str]().union(*districts.values())) == 7


def test_a_minority_has_a_wanted_start_and_some_chose_another_track(
    units: tuple[Unit, ...], plan: Plan
) -> None:
    wanted = [unit.wanted_start for unit in units if unit.wanted_start is not None]
    assert 0.1 * len(units) < len(wanted) < 0.2 * len(units)
    assert all(plan.window.first <= day <= plan.window.last for day in wanted)
    chosen = Counter((unit.type, unit.track) for unit in units if unit.track is not None)
    assert chosen.keys() == {
        ("state_firm", "key_links"),
        ("association", "phased"),
        ("intermediary", "phased"),
        ("non_public_firm", "phased"),
    }


def test_names_are_plainly_made_up_and_all_different(
    roster: tuple[Unit, ...], people: dict[str, Person]
) -> None:
    for names in ([unit.name for unit in roster], [person.name for person in people.values()]):
        assert all(name.startswith("示例") for name in names)
        assert len(set(names)) == len(names)
    assert all((person.contact or "").endswith("@example.org") for person in people.values())


def test_every_unit_has_its_coordinator_group_and_county_office_among_the_people(
    roster: tuple[Unit, ...], units: tuple[Unit, ...], people: dict[str, Person]
) -> None:
    scopes = defaultdict[str, set[str | None]](set)
    for person in people.values():
        scopes[person.role].add(person.scope)
    assert {people[unit.coordinator].role for unit in roster} == {"coordinator"}
    assert {unit.supervision_group for unit in roster} == scopes["supervisor"]
    assert {unit.district for unit in units} == scopes["county"]
    assert scopes["city"] == {None}


def test_some_coordinators_have_several_units_of_their_own_group(units: tuple[Unit, ...]) -> None:
    coordinated = defaultdict[str, list[Unit]](list)
    for unit in units:
        coordinated[unit.coordinator].append(unit)
    assert {len(several) for several in coordinated.values()} == {1, 2, 3, 4}
    for several in coordinated.values():
        assert len({(unit.supervision_group, unit.district) for unit in several}) == 1


def test_a_supervision_group_has_a_workload_that_people_can_do(units: tuple[Unit, ...]) -> None:
    groups = Counter(unit.supervision_group for unit in units)
    assert "SG-01" in groups
    assert all(80 <= size <= 110 for size in groups.values())


def test_the_roster_of_the_safety_inspection() -> None:
    plan = read_plan(FOLDER / "safety-inspection.yaml").plan
    reading = read_roster(FOLDER / "safety-inspection-roster.csv", plan)
    assert reading.problems == ()
    assert len(reading.units) == 12
    assert reconcile(reading.units, plan).differences == ()
