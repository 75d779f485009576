"""Bands of satisfaction, summed over units: shares of counts, never of shares."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from rules.rollup import share_of
from schemas.bands import Band
from schemas.quantities import Percent

Edges = tuple[Percent | None, Percent | None]
"""From where on and up to where a band is; the lowest one begins nowhere, the highest has no end."""


def edges(bounds: Sequence[Percent]) -> tuple[Edges, ...]:
    """The edges of the bands of a plan, highest first; none where no bound tells any apart."""
    return tuple(_between(bounds)) if bounds else ()


def bands(bounds: Sequence[Percent], units: Sequence[int]) -> tuple[Band, ...]:
    """The bands of a plan, highest first, with the number of units in each.

    `bounds` are their lower bounds; the last number is that of the units under all of them. The
    share of several bands together is that of their units, not the sum of their printed shares:
    639 and 122 of 771 units are 82.88 % and 15.82 %, and 761 of them 98.70 %, printed as 98.7.

    Raises ValueError where there is not one number more than there are bounds.
    """
    if len(units) != len(bounds) + 1:
        raise ValueError(f"{len(bounds)} bounds make one band more, not {len(units)}")
    measured = sum(units)
    return tuple(
        Band(
            at_least=at_least,
            below=below,
            units=count,
            share=share_of(count, measured),
            together=share_of(together, measured),
        )
        for (at_least, below), count, together in zip(
            _between(bounds), units, accumulate(units), strict=True
        )
    )


def edges_in_common(several: Iterable[Sequence[Band]]) -> tuple[Edges, ...] | None:
    """The edges of several campaigns' bands where they are the same; None where they differ.

    A campaign without bands differs from none.
    """
    found = {tuple((band.at_least, band.below) for band in own) for own in several if own}
    return None if len(found) > 1 else next(iter(found), ())


def _between(bounds: Sequence[Percent]) -> Iterable[Edges]:
    return zip((*bounds, None), (None, *bounds), strict=True)
