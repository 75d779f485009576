"""A campaign of made-up units, and the commands of its office."""

from typing import Any, Final

from schemas.actor import Actor
from schemas.campaign import CampaignCommandAdapter, CampaignMemory, CampaignStatus
from tests.rules.amendments import longer
from tests.rules.stories import CITY, local

NOW: Final = local("2026-03-02")
FIELDS: Final[dict[str, dict[str, Any]]] = {
    "launch": {},
    "pause": {"reason": "-"},
    "resume": {},
    "close": {},
    "amend": {"amendment": longer()},
}


def command(kind: str, id_: str = "c-1", by: Actor = CITY, **fields: Any) -> Any:
    return CampaignCommandAdapter.validate_python(
        {"id": id_, "by": by, "kind": kind, **FIELDS[kind], **fields}
    )


def campaign(status: str = "running", **fields: Any) -> CampaignMemory:
    return CampaignMemory(campaign="c2026", units=450, status=CampaignStatus(status), **fields)
