"""Which band of satisfaction a survey reaches, by what a unit's state keeps of its result."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Numeric, and_, cast, false, func

from schemas.quantities import Percent


def percent_number(percent: Any) -> ColumnElement[Any]:
    """A share as text, `95 %`, as a number; nothing for none."""
    return cast(func.replace(percent, " %", ""), Numeric)


def bands_reached(
    survey: Any, has_result: ColumnElement[bool], bounds: Iterable[Percent]
) -> Iterable[ColumnElement[bool]]:
    """The conditions of the bands, highest first, the last one that of being under all of them.

    A score is kept rounded down to hundredths, and beside it the bound that the exact one reaches
    of its own survey's; the greater of the two is as near as can be to a bound of another track's.
    """
    reached = func.greatest(
        percent_number(survey["band"].astext), percent_number(survey["score"].astext)
    )
    above: ColumnElement[bool] = false()
    for bound in bounds:
        reaches = reached >= cast(str(bound).removesuffix(" %"), Numeric)
        yield and_(has_result, reaches, ~above)
        above = reaches
    yield and_(has_result, ~above)
