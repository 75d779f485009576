"""The heads of a campaign's journals as one list, and the one hash that vouches for all of them."""

import hashlib
from collections.abc import Sequence

from schemas.dossier import Heads, UnitHead
from schemas.units import UnitRow


def heads_of(campaign: str, rows: Sequence[UnitRow]) -> Heads:
    """The heads of units, given by code."""
    lines = "".join(f"{row.code} {row.revision} {row.head}\n" for row in rows)
    return Heads(
        campaign=campaign,
        units=tuple(UnitHead(unit=row.code, revision=row.revision, head=row.head) for row in rows),
        digest=hashlib.sha256(lines.encode()).hexdigest(),
    )
