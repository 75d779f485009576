"""A roster held against the totals that its plan declares."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, LEFT_OUT_IF_ZERO, Code, Model
from schemas.quantities import Percent

Quantity = Literal["units", "organisations", "members", "floating", "floating_share"]
"""What a plan can declare a total of."""

Total = Annotated[int, Field(ge=0)]
"""A sum over units."""


class Totals(Model):
    """Sums over units. `members` are those of all categories; `floating` are among them.

    `floating_share` is floating members by members, to two decimals; None without members.
    """

    units: Total = 0
    organisations: Total = 0
    members: Total = 0
    production_line: Total = 0
    intellectual: Total = 0
    retired: Total = 0
    new_economy: Total = 0
    other: Total = 0
    floating: Total = 0
    floating_share: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None


class Difference(Model):
    """A declared total that the roster does not have.

    With `type` it is about the units of that type, else about the whole roster. A share is found
    to the decimals that were declared. `left_out` names the types whose rows make up exactly what
    the roster has more than was declared: most likely the declared total leaves them out. It is
    empty unless there is one such set of at most three types, and no other.
    """

    quantity: Quantity
    type: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    declared: int | Percent
    found: int | Percent
    left_out: Annotated[tuple[Code, ...], LEFT_OUT_IF_EMPTY] = ()

    @property
    def surplus(self) -> int:
        """How many more the roster has than were declared; negative when it has fewer.

        A share counts for nothing here: it is a result of counts.
        """
        if isinstance(self.declared, int) and isinstance(self.found, int):
            return self.found - self.declared
        return 0


class Reconciliation(Model):
    """Totals of a roster by type (in the plan's order) and by district, and what differs.

    The `offices` of counties and city are rows of the roster that no total counts.
    """

    whole: Totals
    offices: Annotated[Total, LEFT_OUT_IF_ZERO] = 0
    by_type: dict[Code, Totals]
    by_district: dict[Code, Totals]
    differences: Annotated[tuple[Difference, ...], LEFT_OUT_IF_EMPTY] = ()
