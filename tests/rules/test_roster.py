from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.matching_sums import only_set
from rules.plan import latest_start
from rules.roster import rebase_units, reconcile
from rules.roster_change import compare
from schemas.plan import CalendarSource, DeclaredTotals, Plan, UnitType, Window
from schemas.quantities import Days, Percent
from schemas.reconciliation import Difference, Reconciliation, Totals
from schemas.roster import Members, Unit
from schemas.roster_change import MergeCandidate, RosterChange, UnitChange
from schemas.step import Phase, TaskStep, Track
from schemas.text import Text

REFERENCE = {
    "street": 2,
    "community": 100,
    "association": 63,
    "intermediary": 168,
    "state-firm": 173,
    "non-public-firm": 829,
    "school": 369,
    "medical": 148,
    "township-office": 350,
    "stationed": 188,
    "missed-first-batch": 31,
    "other": 48,
}


def plan(types: Mapping[str, int], **declared: object) -> Plan:
    title = Text(en="x")
    step = TaskStep.model_validate({"id": "do", "kind": "task", "title": title})
    phases = tuple(
        Phase(id=id_, title=title, length=Days(30), steps=(step,))
        for id_ in ("one", "two", "three")
    )
    return Plan(
        plan="test",
        title=title,
        timezone="Asia/Shanghai",
        calendar=CalendarSource(country="CN"),
        window=Window(first=date(2005, 7, 1), last=date(2005, 12, 31)),
        tracks=(
            Track(id="short", title=title, phases=phases[:1]),
            Track(id="long", title=title, phases=phases),
        ),
        types=tuple(UnitType(id=id_, title=title, track="long") for id_ in types),
        declares=DeclaredTotals.model_validate(declared) if declared else None,
    )


def unit(code: str, **given: object) -> Unit:
    fixed: dict[str, object] = {
        "code": code,
        "name": f"unit {code}",
        "type": "school",
        "district": "east",
        "coordinator": "p-1",
        "supervision_group": "SG-01",
    }
    return Unit.model_validate(fixed | given)


def roster(types: Mapping[str, int]) -> list[Unit]:
    return [
        unit(f"{type_id}-{number}", type=type_id)
        for type_id, count in types.items()
        for number in range(count)
    ]


def test_the_reference_total_leaves_out_exactly_streets_and_communities() -> None:
    reference = plan(REFERENCE, units=REFERENCE, units_total=2367)
    (difference,) = reconcile(roster(REFERENCE), reference).differences
    assert difference == Difference(
        quantity="units", declared=2367, found=2469, left_out=("street", "community")
    )
    assert difference.surplus == 102


def test_offices_are_counted_by_themselves() -> None:
    types = plan({"school": 1}, units={"school": 1}, units_total=1, members=5)
    offices = tuple(
        UnitType(id=level, title=types.title, track="short", level=level)
        for level in ("county", "city")
    )
    many = Members(other=99)
    rows = [
        unit("1", members=Members(other=5)),
        unit("2", type="county", level="county", members=many),
        unit("3", type="city", level="city", district="whole", members=many),
    ]
    found = reconcile(rows, types.model_copy(update={"types": (*types.types, *offices)}))
    assert found.offices == 2
    assert (found.whole.units, found.whole.members) == (1, 5)
    assert list(found.by_type) == ["school"]
    assert list(found.by_district) == ["east"]
    assert found.differences == ()


def test_totals_are_summed_by_type_and_by_district() -> None:
    units = [
        unit(
            "1",
            organisations=3,
            district="west",
            members=Members(
                production_line=1, intellectual=2, retired=3, new_economy=4, other=5, floating=6
            ),
        ),
        unit("2", organisations=2, members=Members(other=1)),
        unit("3", type="firm", members=Members(new_economy=20, floating=1)),
    ]
    first = Totals(
        units=1,
        organisations=3,
        members=15,
        production_line=1,
        intellectual=2,
        retired=3,
        new_economy=4,
        other=5,
        floating=6,
        floating_share=Percent.parse("40 %"),
    )
    assert reconcile(units, plan({"school": 0, "office": 0, "firm": 0})) == Reconciliation(
        whole=Totals(
            units=3,
            organisations=5,
            members=36,
            production_line=1,
            intellectual=2,
            retired=3,
            new_economy=24,
            other=6,
            floating=7,
            floating_share=Percent.parse("19.44 %"),
        ),
        by_type={
            "school": first.model_copy(
                update={
                    "units": 2,
                    "organisations": 5,
                    "members": 16,
                    "other": 6,
                    "floating_share": Percent.parse("37.5 %"),
                }
            ),
            "office": Totals(),
            "firm": Totals(
                units=1, members=20, new_economy=20, floating=1, floating_share=Percent.parse("5 %")
            ),
        },
        by_district={
            "east": Totals(
                units=2,
                organisations=2,
                members=21,
                new_economy=20,
                other=1,
                floating=1,
                floating_share=Percent.parse("4.76 %"),
            ),
            "west": first,
        },
    )


def test_types_stand_in_the_plans_order_and_districts_in_their_own() -> None:
    units = [unit("1", district="b"), unit("2", district="a", type="firm")]
    reconciled = reconcile(units, plan({"school": 0, "firm": 0}))
    assert list(reconciled.by_type) == ["school", "firm"]
    assert list(reconciled.by_district) == ["a", "b"]


def test_a_roster_that_fits_has_no_difference() -> None:
    members = Members(other=1000, floating=81)
    units = [unit("1", organisations=2, members=members)]
    declared = plan(
        {"school": 1},
        units={"school": 1},
        units_total=1,
        organisations=2,
        members=1000,
        floating=81,
        floating_share=Percent.parse("8.1 %"),
    )
    assert reconcile(units, declared).differences == ()


def test_every_difference_is_named() -> None:
    units = [unit("1", organisations=2, members=Members(other=1000, floating=86))]
    declared = plan(
        {"school": 0, "firm": 0},
        units={"school": 3, "firm": 0, "office": 4},
        units_total=7,
        organisations=3,
        members=1001,
        floating=85,
        floating_share=Percent.parse("8.5 %"),
    )
    differences = reconcile(units, declared).differences
    assert [(d.quantity, d.type, d.declared, d.found, d.surplus) for d in differences] == [
        ("units", "school", 3, 1, -2),
        ("units", "office", 4, 0, -4),
        ("units", None, 7, 1, -6),
        ("organisations", None, 3, 2, -1),
        ("members", None, 1001, 1000, -1),
        ("floating", None, 85, 86, 1),
        ("floating_share", None, Percent.parse("8.5 %"), Percent.parse("8.6 %"), 0),
    ]
    assert all(difference.left_out == () for difference in differences)


@pytest.mark.parametrize(
    ("floating", "declared", "fits"),
    [
        (809, "8.1 %", True),
        (805, "8.1 %", True),
        (804, "8.1 %", False),
        (814, "8.1 %", True),
        (815, "8.1 %", False),
        (809, "8.09 %", True),
        (809, "8.10 %", True),
        (850, "9 %", True),
        (849, "9 %", False),
        (0, "0 %", True),
    ],
)
def test_a_share_is_compared_to_the_decimals_it_is_written_with(
    floating: int, declared: str, fits: bool
) -> None:
    units = [unit("1", members=Members(other=10_000, floating=floating))]
    reconciled = reconcile(units, plan({"school": 0}, floating_share=Percent.parse(declared)))
    assert (reconciled.differences == ()) == fits


def test_a_roster_without_members_has_a_share_of_nothing() -> None:
    reconciled = reconcile([], plan({"school": 0}, floating_share=Percent.parse("8 %")))
    assert reconciled.whole == Totals()
    (difference,) = reconciled.differences
    assert difference.found == Percent(Fraction(0))


@pytest.mark.parametrize("quantity", ["organisations", "members", "floating"])
def test_what_a_total_leaves_out_is_found_for_every_count(quantity: str) -> None:
    sizes = {"a": 7, "b": 20, "c": 50}
    units = [
        unit(id_, type=id_, organisations=size, members=Members(other=size, floating=size))
        for id_, size in sizes.items()
    ]
    (difference,) = reconcile(units, plan(sizes, **{quantity: 20})).differences
    assert difference.left_out == ("a", "c")


def test_a_reconciliation_crosses_a_boundary_unchanged() -> None:
    reference = plan(REFERENCE, units_total=2367, floating_share=Percent.parse("8.1 %"))
    reconciled = reconcile(roster(REFERENCE), reference)
    assert Reconciliation.model_validate_json(reconciled.model_dump_json()) == reconciled


@pytest.mark.parametrize(
    ("target", "counts", "expected"),
    [
        (5, {"a": 5}, ("a",)),
        (5, {"a": 5, "zero": 0}, ("a",)),
        (5, {"a": 5, "b": 5}, None),
        (5, {"a": 2, "b": 3}, ("a", "b")),
        (5, {"b": 3, "a": 2}, ("b", "a")),
        (5, {"a": 2, "b": 3, "c": 5}, None),
        (6, {"a": 1, "b": 2, "c": 3}, ("a", "b", "c")),
        (10, {"a": 1, "b": 2, "c": 3, "d": 4}, None),
        (4, {"a": 2}, None),
        (6, {"a": 2, "b": 2}, None),
        (4, {"a": 2, "b": 2}, ("a", "b")),
        (5, {}, None),
        (0, {"a": 0}, None),
    ],
)
def test_the_only_small_set_is_found(
    target: int, counts: dict[str, int], expected: tuple[str, ...] | None
) -> None:
    assert only_set((target,), {name: (count,) for name, count in counts.items()}) == expected


@given(
    st.tuples(st.integers(0, 12), st.integers(0, 12)),
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=8),
)
def test_the_only_small_set_is_what_trying_all_of_them_finds(
    target: tuple[int, int], listed: list[tuple[int, int]]
) -> None:
    counts = {f"n{place}": count for place, count in enumerate(listed)}
    fitting = [
        names
        for size in (1, 2, 3)
        for names in combinations([name for name in counts if counts[name] != (0, 0)], size)
        if tuple(map(sum, zip(*(counts[name] for name in names), strict=True))) == target
    ]
    assert only_set(target, counts) == (fitting[0] if len(fitting) == 1 else None)


def test_the_latest_start_follows_from_the_window_and_the_types_own_track() -> None:
    a_plan = plan({"school": 0})
    assert latest_start(a_plan, a_plan.types[0]) == date(2005, 10, 2)
    said = a_plan.types[0].model_copy(update={"latest_start": date(2005, 8, 1)})
    assert latest_start(a_plan, said) == date(2005, 8, 1)


def test_wanted_starts_move_with_the_plan() -> None:
    units = (unit("1", wanted_start=date(2005, 7, 4)), unit("2"))
    moved = rebase_units(units, timedelta(days=10))
    assert moved == (unit("1", wanted_start=date(2005, 7, 14)), unit("2"))
    assert rebase_units(moved, timedelta(days=-10)) == units


def test_equal_rosters_have_no_change() -> None:
    units = roster({"school": 3})
    assert compare(units, list(reversed(units))) == RosterChange()


def test_added_and_removed_units_are_named() -> None:
    before, after = [unit("1"), unit("2"), unit("3")], [unit("5"), unit("2"), unit("4")]
    assert compare(before, after) == RosterChange(
        added=(unit("5"), unit("4")), removed=(unit("1"), unit("3"))
    )


@pytest.mark.parametrize(
    ("aspect", "value", "told"),
    [
        ("name", "other", "renamed"),
        ("type", "firm", None),
        ("district", "west", "moved"),
        ("parent", "office", None),
        ("coordinator", "p-2", "reassigned"),
        ("post", "head", None),
        ("supervision_group", "SG-02", "reassigned"),
        ("organisations", 2, "recounted"),
        ("members", Members(other=1), "recounted"),
        ("wanted_start", date(2005, 8, 1), None),
        ("track", "short", None),
    ],
)
def test_every_aspect_of_a_unit_can_change(aspect: str, value: object, told: str | None) -> None:
    before, after = unit("1"), unit("1", **{aspect: value})
    change = compare([unit("0"), before], [unit("0"), after])
    expected = UnitChange.model_validate({"before": before, "after": after, "aspects": (aspect,)})
    assert change == RosterChange(changed=(expected,))
    for kind in ("renamed", "moved", "reassigned", "recounted"):
        assert getattr(change, kind) == ((expected,) if kind == told else ())


def test_a_unit_can_change_in_several_aspects_at_once() -> None:
    change = compare([unit("1")], [unit("1", name="other", district="west")])
    assert change.changed[0].aspects == ("name", "district")
    assert change.renamed == change.moved == change.changed


def test_no_aspect_of_a_unit_is_forgotten() -> None:
    values = {"name", "type", "district", "parent", "coordinator", "post", "supervision_group"}
    values |= {"organisations", "members", "wanted_start", "track"}
    # A unit's level is that of its type.
    assert set(Unit.model_fields) == values | {"code", "level"}


SMALL = Members(production_line=3, retired=1, floating=1)
LARGE = Members(intellectual=5, other=2)
BOTH = Members(production_line=3, intellectual=5, retired=1, other=2, floating=1)


def test_units_that_went_into_one_that_stays_are_merge_candidates() -> None:
    before = [unit("1", members=SMALL), unit("2", members=LARGE), unit("3", members=SMALL)]
    change = compare(before, [unit("3", members=Members(production_line=6, retired=2, floating=2))])
    assert change.merge_candidates == (MergeCandidate(into="3", gone=("1",)),)
    change = compare(before[:2], [unit("2", members=BOTH)])
    assert change.merge_candidates == (MergeCandidate(into="2", gone=("1",)),)


def test_what_became_of_one_unit_hides_no_other() -> None:
    before = [unit("0"), unit("1", members=SMALL), unit("2", members=LARGE)]
    smaller = unit("0", members=Members())
    change = compare(before, [smaller, unit("9", members=LARGE), unit("8", members=SMALL)])
    assert change.merge_candidates == (
        MergeCandidate(into="9", gone=("2",)),
        MergeCandidate(into="8", gone=("1",)),
    )


def test_units_that_went_into_a_new_one_are_merge_candidates() -> None:
    before = [unit("1", members=SMALL), unit("2", members=LARGE)]
    change = compare(before, [unit("9", members=BOTH)])
    assert change.merge_candidates == (MergeCandidate(into="9", gone=("1", "2")),)


def test_an_office_merges_with_no_unit() -> None:
    office = unit("1", level="county", members=SMALL)
    assert compare([office, unit("2")], [unit("2", members=SMALL)]).merge_candidates == ()
    gained = unit("2", level="county", members=SMALL)
    assert compare([unit("1", members=SMALL)], [gained]).merge_candidates == ()
    # An office without members beside it leaves a merger what it is.
    empty = unit("3", level="county")
    change = compare([unit("1", members=SMALL), unit("2"), empty], [unit("2", members=SMALL)])
    assert change.merge_candidates == (MergeCandidate(into="2", gone=("1",)),)


def test_a_unit_under_another_code_is_a_merge_candidate() -> None:
    change = compare([unit("1", members=LARGE)], [unit("2", members=LARGE)])
    assert change.merge_candidates == (MergeCandidate(into="2", gone=("1",)),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # another district
        ([unit("1", members=LARGE, district="west")], [unit("2", members=LARGE)]),
        # two that would fit
        ([unit("1", members=LARGE), unit("2", members=LARGE)], [unit("3", members=LARGE)]),
        # not the same by category
        ([unit("1", members=LARGE)], [unit("2", members=Members(intellectual=4, other=3))]),
        # one member too many or too few
        ([unit("1", members=LARGE)], [unit("2", members=Members(intellectual=5, other=3))]),
        ([unit("1", members=LARGE)], [unit("2", members=Members(intellectual=5, other=1))]),
        # nobody to go by
        ([unit("1")], [unit("2")]),
        # still there
        ([unit("1", members=LARGE)], [unit("1", members=LARGE), unit("2", members=LARGE)]),
        # gained in one category, lost in another
        (
            [unit("1", members=LARGE), unit("2", members=Members(retired=1))],
            [unit("2", members=LARGE)],
        ),
    ],
)
def test_what_does_not_fit_exactly_is_no_merge_candidate(
    before: list[Unit], after: list[Unit]
) -> None:
    assert compare(before, after).merge_candidates == ()
