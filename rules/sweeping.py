"""What a campaign's command tells each unit, and what it means that a unit was missed."""

from collections.abc import Sequence
from typing import Final

from schemas.actor import CAMPAIGN_ITSELF
from schemas.campaign import (
    CampaignCommand,
    CampaignStatus,
    CloseCampaign,
    Miss,
    Pause,
    ResumeCampaign,
    SweepPage,
)
from schemas.commands import Close, Hold, Release

NOT_OPEN: Final = "unit_not_open"
"""The code of a miss: the unit has no open workflow, because it was never started or has ended."""

NO_OUTCOME: Final = "no_outcome"
"""The code of a miss: the unit did not answer."""

BEHIND: Final = "records_behind"
"""The refusal of a unit whose records are behind; soon after it may take the same command."""

_SO_ALREADY: Final = {
    ("hold", "already_held"),
    ("release", "not_held"),
    ("hold", "unit_closed"),
    ("release", "unit_closed"),
    ("close", "unit_closed"),
    ("amend", "unit_closed"),
}


def unit_command(command: Pause | ResumeCampaign | CloseCampaign) -> Hold | Release | Close:
    """What a unit is told; the campaign's command id makes it once per unit."""
    by, id_ = CAMPAIGN_ITSELF, f"campaign:{command.id}"
    match command:
        case Pause():
            return Hold(id=id_, by=by, kind="hold", reason=command.reason)
        case ResumeCampaign():
            return Release(id=id_, by=by, kind="release")
        case CloseCampaign():
            return Close(id=id_, by=by, kind="close", reason=command.reason)


def is_so_already(kind: str, code: str) -> bool:
    """Whether a unit refuses what it is told only because there is nothing left to do.

    Such a unit was reached: by an earlier sweep, or because it is over before the campaign is.
    """
    return (kind, code) in _SO_ALREADY


def left_open(command: CampaignCommand, misses: Sequence[Miss]) -> int:
    """How many units the end of their campaign has missed although they are open."""
    if command.kind != "close":
        return 0
    return sum(miss.code != NOT_OPEN for miss in misses)


def status_after(page: SweepPage, left_open_by_it: int) -> CampaignStatus:
    """What the campaign is about once its last page is done: not closed over units left open."""
    return page.status if left_open_by_it else page.ends_as
