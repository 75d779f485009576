"""Names by which things are found: workflow ids and their inverses, the task queue, search attributes."""

import re
from datetime import UTC, datetime
from typing import Final

from temporalio.common import SearchAttributeKey

TASK_QUEUE: Final = "phaseline"
"""The one task queue of all workflows and activities."""

UNIT_CAMPAIGN: Final = "UnitCampaign"
CAMPAIGN: Final = "Campaign"
DIGEST: Final = "Digest"
DISPATCH: Final = "Dispatch"

DISPATCH_WORKFLOW_ID: Final = "dispatch"
"""The one dispatcher of a namespace, for all of its campaigns."""

SUBMIT: Final = "submit"
PROGRESS: Final = "progress"
UPCOMING: Final = "upcoming"
REFUSALS: Final = "refusals"
SUMMARY: Final = "summary"

PH_CAMPAIGN: Final = SearchAttributeKey.for_keyword("PhCampaign")
PH_UNIT_TYPE: Final = SearchAttributeKey.for_keyword("PhUnitType")
PH_DISTRICT: Final = SearchAttributeKey.for_keyword("PhDistrict")
PH_PHASE: Final = SearchAttributeKey.for_keyword("PhPhase")
PH_STANDING: Final = SearchAttributeKey.for_keyword("PhStanding")

SEARCH_ATTRIBUTES: Final = (PH_CAMPAIGN, PH_UNIT_TYPE, PH_DISTRICT, PH_PHASE, PH_STANDING)
"""All of them Keyword, none of them about a person; the first three are set at start for good."""


NO_PHASE: Final = "none"
"""The value of `PhPhase` while no phase is open."""


def unit_search_attributes(
    *, campaign: str, unit_type: str, district: str, phase: str | None, standing: str
) -> dict[SearchAttributeKey[str], str]:
    """The search attributes of a unit's workflow."""
    return {
        PH_CAMPAIGN: campaign,
        PH_UNIT_TYPE: unit_type,
        PH_DISTRICT: district,
        PH_PHASE: phase or NO_PHASE,
        PH_STANDING: standing,
    }


class NotAnId(ValueError):
    """A workflow id that was not made by this module."""

    def __init__(self, workflow_id: str, expected: str) -> None:
        super().__init__(f"'{workflow_id[:80]}' is not a workflow id of the form {expected}")


def unit_workflow_id(campaign: str, unit: str) -> str:
    """The workflow id of one unit's campaign."""
    return f"unit:{campaign}:{unit}"


def parse_unit_workflow_id(workflow_id: str) -> tuple[str, str]:
    """Campaign and unit of a unit's workflow id; the inverse of `unit_workflow_id`."""
    found = re.fullmatch(r"unit:([^:]+):([^:]+)", workflow_id)
    if found is None:
        raise NotAnId(workflow_id, "unit:{campaign}:{unit}")
    return found[1], found[2]


def campaign_workflow_id(campaign: str) -> str:
    """The workflow id of a campaign as a whole."""
    return f"campaign:{campaign}"


def parse_campaign_workflow_id(workflow_id: str) -> str:
    """The campaign of a campaign's workflow id; the inverse of `campaign_workflow_id`."""
    found = re.fullmatch(r"campaign:([^:]+)", workflow_id)
    if found is None:
        raise NotAnId(workflow_id, "campaign:{campaign}")
    return found[1]


def digest_schedule_id(campaign: str) -> str:
    """The id of the Schedule that starts a campaign's digests; ids of its runs begin with it."""
    return f"digest:{campaign}"


def digest_workflow_id(campaign: str, at: datetime) -> str:
    """The workflow id of a digest that was started at an instant, as the Schedule makes it."""
    return f"{digest_schedule_id(campaign)}-{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
