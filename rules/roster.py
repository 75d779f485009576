"""A roster as a whole: its totals against the plan's, and moving it with a re-based plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Literal

from rules.matching_sums import only_set
from rules.shares import share
from schemas.plan import DeclaredTotals, Plan
from schemas.quantities import Percent
from schemas.reconciliation import Difference, Reconciliation, Totals
from schemas.roster import Unit

_Counted = Literal["units", "organisations", "members", "floating"]


def rebase_units(units: Iterable[Unit], by: timedelta) -> tuple[Unit, ...]:
    """The units with their wanted starts moved `by` as many days as the plan was moved."""
    return tuple(
        unit
        if unit.wanted_start is None
        else unit.model_copy(update={"wanted_start": unit.wanted_start + by})
        for unit in units
    )


def reconcile(units: Sequence[Unit], plan: Plan) -> Reconciliation:
    """Sum up a roster and hold it against the totals that its plan declares.

    Types that the plan knows and the roster has no unit of have totals of 0. Offices of counties
    and city are no units: they are counted by themselves.
    """
    counted = [unit for unit in units if unit.level == "unit"]
    by_type = {
        unit_type.id: _totals(unit for unit in counted if unit.type == unit_type.id)
        for unit_type in plan.types
        if unit_type.level == "unit"
    }
    by_district = {
        district: _totals(unit for unit in counted if unit.district == district)
        for district in sorted({unit.district for unit in counted})
    }
    whole = _totals(counted)
    return Reconciliation(
        whole=whole,
        offices=len(units) - len(counted),
        by_type=by_type,
        by_district=by_district,
        differences=()
        if plan.declares is None
        else tuple(_differences(plan.declares, whole, by_type)),
    )


def _totals(units: Iterable[Unit]) -> Totals:
    units = tuple(units)
    members = sum(unit.members.total for unit in units)
    floating = sum(unit.members.floating for unit in units)
    return Totals(
        units=len(units),
        organisations=sum(unit.organisations for unit in units),
        members=members,
        production_line=sum(unit.members.production_line for unit in units),
        intellectual=sum(unit.members.intellectual for unit in units),
        retired=sum(unit.members.retired for unit in units),
        new_economy=sum(unit.members.new_economy for unit in units),
        other=sum(unit.members.other for unit in units),
        floating=floating,
        floating_share=share(floating, members),
    )


def _differences(
    declared: DeclaredTotals, whole: Totals, by_type: Mapping[str, Totals]
) -> Iterator[Difference]:
    for type_id, units in declared.units.items():
        found = by_type[type_id].units if type_id in by_type else 0
        if found != units:
            yield Difference(quantity="units", type=type_id, declared=units, found=found)
    yield from _difference("units", declared.units_total, whole, by_type)
    yield from _difference("organisations", declared.organisations, whole, by_type)
    yield from _difference("members", declared.members, whole, by_type)
    yield from _difference("floating", declared.floating, whole, by_type)
    if declared.floating_share is not None:
        decimals = _decimals(declared.floating_share)
        in_roster = share(whole.floating, whole.members, decimals) or Percent(Fraction(0))
        if in_roster != declared.floating_share:
            yield Difference(
                quantity="floating_share", declared=declared.floating_share, found=in_roster
            )


def _difference(
    quantity: _Counted, declared: int | None, whole: Totals, by_type: Mapping[str, Totals]
) -> Iterator[Difference]:
    found = _count(whole, quantity)
    if declared is None or declared == found:
        return
    left_out: tuple[str, ...] = ()
    if found > declared:
        counts = {type_id: (_count(totals, quantity),) for type_id, totals in by_type.items()}
        left_out = only_set((found - declared,), counts) or ()
    yield Difference(quantity=quantity, declared=declared, found=found, left_out=left_out)


def _count(totals: Totals, quantity: _Counted) -> int:
    count: int = getattr(totals, quantity)
    return count


def _decimals(declared: Percent) -> int:
    """With how many decimals the share is written; trailing zeros do not count."""
    return len(str(declared).removesuffix(" %").partition(".")[2])
