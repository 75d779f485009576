"""Lists of units by what falls due of them: no column has it, the rules say it of every state."""

from datetime import date, datetime

from records.store import Records
from rules.digest import falls_due
from schemas.units import UnitFilter, UnitPage, UnitRow

_PAGE = 200


async def units_due(
    records: Records,
    campaign: str,
    chosen: UnitFilter,
    *,
    now: datetime,
    by: date,
    after: str | None,
    limit: int,
) -> UnitPage:
    """A page of the chosen units of which something falls due from now to the end of a day."""
    found: list[UnitRow] = []
    while len(found) <= limit:
        page = await records.units.page(campaign, chosen, after=after, limit=_PAGE)
        found += [unit.row for unit in page if falls_due(unit.state, now, by)]
        if len(page) < _PAGE:
            break
        after = page[-1].row.code
    rows = tuple(found[:limit])
    return UnitPage(rows=rows, next=rows[-1].code if len(found) > limit else None)
