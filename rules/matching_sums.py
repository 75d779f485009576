"""Finding which few of many counts add up to a given one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

Counts = tuple[int, ...]
"""Counts of several kinds that are added kind by kind, none of them negative."""

LARGEST_SET: Final = 3
"""A larger set says little: among many counts, some will always add up."""


def only_set(target: Counts, counts: Mapping[str, Counts]) -> tuple[str, ...] | None:
    """The names of the one set of at most three whose counts add up to `target`.

    In the order of `counts`; None where there is no such set or more than one. Counts that are
    all 0 belong to no set, since they could be in every one.
    """
    found = _sets(target, {name: count for name, count in counts.items() if any(count)})
    first = next(found, None)
    return first if next(found, None) is None else None


def _sets(target: Counts, counts: Mapping[str, Counts]) -> Iterator[tuple[str, ...]]:
    places = {name: place for place, name in enumerate(counts)}
    by_count: dict[Counts, list[str]] = defaultdict(list)
    for name, count in counts.items():
        by_count[count].append(name)
    # The last of a set is looked up by what is still missing, not searched for.
    for size in range(LARGEST_SET):
        for chosen in combinations(counts, size):
            rest = target
            for name in chosen:
                rest = tuple(a - b for a, b in zip(rest, counts[name], strict=True))
            for last in by_count.get(rest, ()):
                if all(places[name] < places[last] for name in chosen):
                    yield (*chosen, last)
