"""Shares: held against a plan exactly, and printed exact until the last step, then rounded half up."""

from fractions import Fraction
from typing import Final

from schemas.quantities import Percent

PRINTED_DECIMALS: Final = 2
"""With how many decimals shares are printed, unless a plan declares one with others."""


def share(part: int, whole: int, decimals: int = PRINTED_DECIMALS) -> Percent | None:
    """`part` of `whole` in percent, rounded half up (四舍五入); None of nothing."""
    if whole == 0:
        return None
    unit = Fraction(1, 10**decimals)
    steps = (Fraction(part * 100, whole) / unit + Fraction(1, 2)) // 1
    return Percent(steps * unit)


def covers(least: Percent, part: int, whole: int) -> bool:
    """Whether `part` is at least that share of `whole`, exactly; of nothing, everything is."""
    return part * 100 >= least.value * whole
