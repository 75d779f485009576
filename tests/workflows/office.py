"""What the campaign office asks of a campaign, and what each unit is told then."""

from typing import Final, TypeVar

from schemas.actor import CAMPAIGN_ITSELF, CAMPAIGN_OFFICE
from schemas.base import Model
from schemas.campaign import CloseCampaign, Launch, Pause, ResumeCampaign
from schemas.commands import Close, Hold, Release

C = TypeVar("C", bound=Model)

PAUSE: Final = Pause(id="pause-1", by=CAMPAIGN_OFFICE, kind="pause", reason="Floods in the city.")
HOLD: Final = Hold(id=f"campaign:{PAUSE.id}", by=CAMPAIGN_ITSELF, kind="hold", reason=PAUSE.reason)

RESUME: Final = ResumeCampaign(id="resume-1", by=CAMPAIGN_OFFICE, kind="resume")
RELEASE: Final = Release(id=f"campaign:{RESUME.id}", by=CAMPAIGN_ITSELF, kind="release")

CLOSE_ALL: Final = CloseCampaign(id="close-1", by=CAMPAIGN_OFFICE, kind="close", reason="Over.")
CLOSE: Final = Close(
    id=f"campaign:{CLOSE_ALL.id}", by=CAMPAIGN_ITSELF, kind="close", reason=CLOSE_ALL.reason
)

LAUNCH_AGAIN: Final = Launch(id="launch-2", by=CAMPAIGN_OFFICE, kind="launch")


def again(command: C) -> C:
    """The same command, to a campaign or to a unit, under an id of its own."""
    return command.model_copy(update={"id": f"{command.model_dump()['id']}-again"})
