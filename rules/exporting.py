"""How a campaign that is closed has the dossiers of its units exported, until none is missing."""

from datetime import datetime, timedelta
from typing import Final

from schemas.campaign import CampaignMemory
from schemas.exporting import Export, ExportedPage, ExportPage

_PATIENCE: Final = timedelta(days=1)
"""For how long what failed is tried again; after that the office is asked to."""

_SHORTEST_PAUSE: Final = timedelta(seconds=2)
_LONGEST_PAUSE: Final = timedelta(minutes=15)


def begin_export(memory: CampaignMemory, now: datetime) -> CampaignMemory:
    """What a campaign carries once the export of its dossiers has begun; again is harmless."""
    if memory.export is not None:
        return memory
    return memory.model_copy(update={"export": Export(since=now)})


def next_export(memory: CampaignMemory) -> ExportPage | None:
    """The next page of the export; None when it is over, or has not begun."""
    export = memory.export
    if export is None or export.is_over:
        return None
    return ExportPage(campaign=memory.campaign, limit=memory.page_size, after=export.after)


def pause_before_export(memory: CampaignMemory) -> timedelta:
    """How long to wait before the next page: longer each time, while nothing goes better."""
    if memory.export is None or memory.export.pauses == 0:
        return timedelta(0)
    doubled: timedelta = _SHORTEST_PAUSE * 2 ** min(memory.export.pauses - 1, 20)
    return min(doubled, _LONGEST_PAUSE)


def turn_export(memory: CampaignMemory, page: ExportedPage, now: datetime) -> CampaignMemory:
    """What the campaign carries after a page.

    After the last one, the units that may go better are tried once more, until patience is at its end.
    """
    export = memory.export or Export(since=now)
    left = export.left + page.left
    is_round_over = page.last is None
    is_in_vain = page.is_stopped or (is_round_over and left > 0)
    turned = export.model_copy(
        update={
            "after": page.last,
            "left": 0 if is_round_over else left,
            "pauses": (0 if page.exported else export.pauses) + is_in_vain,
            "is_over": (is_round_over and left == 0)
            or (is_in_vain and now - export.since >= _PATIENCE),
        }
    )
    return memory.model_copy(update={"export": turned})
