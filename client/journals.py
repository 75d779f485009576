"""A unit's whole journal, read page by page."""

from typing import Final

from records.store import Records
from schemas.events import Entry

_PAGE: Final = 1000


async def read_journal(records: Records, campaign: str, unit: str, last: int) -> tuple[Entry, ...]:
    """The entries up to revision `last`, oldest first, or those of them that are there."""
    entries: list[Entry] = []
    after = 0
    while after < last:
        page = await records.journal.oldest(campaign, unit, after=after, limit=_PAGE)
        if not page:
            break
        entries += (entry for entry in page if entry.revision <= last)
        after = page[-1].revision
    return tuple(entries)
