"""The heads of a campaign's journals as one list, and the one hash that vouches for all of them."""

import hashlib
from collections.abc import Sequence

from schemas.heads import Heads, UnitHead


def heads_of(campaign: str, units: Sequence[UnitHead]) -> Heads:
    """The list of the heads of all units, which are given by code."""
    lines = "".join(f"{one.unit} {one.revision} {one.head}\n" for one in units)
    digest = hashlib.sha256(lines.encode()).hexdigest()
    return Heads(campaign=campaign, units=tuple(units), digest=digest)
