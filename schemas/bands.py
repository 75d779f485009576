"""How many units' satisfaction lies in which band."""

from typing import Annotated

from schemas.base import LEFT_OUT_IF_NONE, Model
from schemas.quantities import Percent
from schemas.rollup import Number, Share


class Band(Model):
    """The units of one band: at least `at_least`, and less than `below`.

    The highest band has no `below`, the lowest one no `at_least`. `share` is theirs of all units
    that were measured, `together` that of this band and all higher ones. Each is rounded by
    itself, so that printed shares need not add up to a printed sum.
    """

    at_least: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    below: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    units: Number
    share: Share
    together: Share
