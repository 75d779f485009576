"""What the figures of many units come to: shares, and who is how far."""

from collections.abc import Mapping
from fractions import Fraction

from rules.shares import share
from schemas.rollup import (
    Figures,
    OfficeFigures,
    OfficeStandings,
    Placed,
    Share,
    Standings,
)


def share_of(part: int, whole: int) -> Share:
    """A share with its percentage."""
    return Share(part=part, whole=whole, percent=share(part, whole))


def standings(figures: Figures) -> Standings:
    """What the figures of a set of units come to; units that have left count for nothing."""
    return Standings(
        figures=figures,
        closed=share_of(
            sum(phase.closed for phase in figures.phases),
            sum(phase.units for phase in figures.phases),
        ),
        finished=share_of(figures.finished, figures.units - figures.withdrawn),
        in_time=share_of(figures.in_time, figures.in_time + figures.late),
        struck_off=share_of(figures.items - figures.open_items, figures.items),
    )


def office_standings(figures: OfficeFigures) -> OfficeStandings:
    """What the figures of an office itself come to."""
    return OfficeStandings(
        figures=figures, struck_off=share_of(figures.items - figures.open_items, figures.items)
    )


def league(groups: Mapping[str, Figures]) -> tuple[Placed, ...]:
    """Sets of units in order, the one furthest ahead first.

    The order is that of the exact shares of closed phases, not of the printed ones. Equal ones
    share a place, and the next one's number counts them all (1, 2, 2, 4); the fewer overdue units,
    then the id, says who of them is named first.
    """
    exact = {code: _closed(figures) for code, figures in groups.items()}
    order = sorted(groups, key=lambda code: (-exact[code], groups[code].overdue, code))
    return tuple(
        Placed(
            place=1 + sum(other > exact[code] for other in exact.values()),
            code=code,
            standings=standings(groups[code]),
        )
        for code in order
    )


def _closed(figures: Figures) -> Fraction:
    closed = standings(figures).closed
    return Fraction(closed.part, closed.whole) if closed.whole else Fraction(0)
