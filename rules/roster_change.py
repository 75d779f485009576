"""What is different between two rosters of one campaign: the basis of applying a changed one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, get_args

from rules.matching_sums import Counts, only_set
from schemas.roster import Unit
from schemas.roster_change import Aspect, MergeCandidate, RosterChange, UnitChange

_ASPECTS: Final[tuple[Aspect, ...]] = get_args(Aspect)


def compare(before: Sequence[Unit], after: Sequence[Unit]) -> RosterChange:
    """Everything that is different in `after`. A unit is known by its code.

    Added and changed units stand in the order of `after`, removed ones in that of `before`.
    """
    old = {unit.code: unit for unit in before}
    new = {unit.code: unit for unit in after}
    removed = tuple(unit for unit in before if unit.code not in new)
    return RosterChange(
        added=tuple(unit for unit in after if unit.code not in old),
        removed=removed,
        changed=tuple(_changes(old, after)),
        merge_candidates=tuple(_merge_candidates(removed, old, after)),
    )


def _changes(old: Mapping[str, Unit], after: Iterable[Unit]) -> Iterator[UnitChange]:
    for unit in after:
        was = old.get(unit.code, unit)
        aspects = tuple(
            aspect for aspect in _ASPECTS if getattr(was, aspect) != getattr(unit, aspect)
        )
        if aspects:
            yield UnitChange(before=was, after=unit, aspects=aspects)


def _merge_candidates(
    removed: Sequence[Unit], old: Mapping[str, Unit], after: Iterable[Unit]
) -> Iterator[MergeCandidate]:
    """Units merge within their district; where several sets would fit, none is proposed.

    An office is no unit, and merges with none.
    """
    nobody = (0,) * 6
    for unit in after:
        if unit.level != "unit":
            continue
        was = _members(old[unit.code]) if unit.code in old else nobody
        gained = tuple(now - then for now, then in zip(_members(unit), was, strict=True))
        if gained == nobody or min(gained) < 0:
            continue
        nearby = {
            gone.code: _members(gone)
            for gone in removed
            if gone.level == "unit"
            and gone.district == unit.district
            and _fits(_members(gone), gained)
        }
        gone = only_set(gained, nearby)
        if gone is not None:
            yield MergeCandidate(into=unit.code, gone=gone)


def _members(unit: Unit) -> Counts:
    members = unit.members
    return (
        members.production_line,
        members.intellectual,
        members.retired,
        members.new_economy,
        members.other,
        members.floating,
    )


def _fits(part: Counts, whole: Counts) -> bool:
    return all(a <= b for a, b in zip(part, whole, strict=True))
