"""A campaign as a whole: what its office can ask of it, what it carries, and what it shows."""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from schemas.actor import Actor
from schemas.amendment import Amendment
from schemas.base import (
    LEFT_OUT_IF_EMPTY,
    LEFT_OUT_IF_NONE,
    LEFT_OUT_IF_ZERO,
    Code,
    Model,
    Note,
)
from schemas.command import Fingerprint
from schemas.exporting import Export
from schemas.refusal import Echo, RefusedSignal

FURTHEST_FORWARD: Final = timedelta(days=366)
"""How far the clock of a rehearsal is moved at once."""


class CampaignStatus(StrEnum):
    """What a campaign is about. It stays `closing` until a sweep has left no unit open."""

    LAUNCHING = "launching"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSING = "closing"
    CLOSED = "closed"


CampaignCommandId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,79}$")]
"""Chosen by the caller; units are told with the id `campaign:<id>`."""


class CampaignCommandBase(Model):
    """The envelope, as for units. Only the city's campaign office commands a campaign."""

    id: CampaignCommandId
    by: Actor
    principal: Annotated[Code | None, LEFT_OUT_IF_NONE] = None


class Launch(CampaignCommandBase):
    """Start the workflows of all units that have none yet, such as those that a roster added."""

    kind: Literal["launch"]


class Pause(CampaignCommandBase):
    """Hold every unit."""

    kind: Literal["pause"]
    reason: Note


class ResumeCampaign(CampaignCommandBase):
    """Release every unit."""

    kind: Literal["resume"]


class CloseCampaign(CampaignCommandBase):
    """End every unit with its outcome, then the campaign."""

    kind: Literal["close"]
    reason: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class AmendCampaign(CampaignCommandBase):
    """Change the rules of the units that an amendment is for; each takes it once."""

    kind: Literal["amend"]
    amendment: Amendment


CampaignCommand = Annotated[
    Launch | Pause | ResumeCampaign | CloseCampaign | AmendCampaign, Field(discriminator="kind")
]
"""A command to a campaign, told apart by `kind`."""

CampaignCommandAdapter: Final[TypeAdapter[CampaignCommand]] = TypeAdapter(CampaignCommand)
"""Reads a campaign's command from JSON."""


class CampaignReceipt(Model):
    """The answer to a campaign's command: it is taken in, and its sweep is queued.

    `ahead` is how many sweeps come before; `fingerprint` tells what the command said.
    """

    command: CampaignCommandId
    kind: str
    at: AwareDatetime
    ahead: int
    fingerprint: Annotated[Fingerprint | None, LEFT_OUT_IF_NONE] = None


class Miss(Model):
    """A unit that a sweep could not reach or that refused, and the code of the reason."""

    unit: Code
    code: Echo


class Sweep(Model):
    """One command on its way to all units, page by page in the order of their codes.

    `after` is the last unit of the last page that is done. `misses` are the first few units that
    were not reached or refused; `missed` counts all of them. `left_open` counts those of them that
    the end of their campaign has missed although they are open. `offices` counts those reached that
    are the city itself or a county, and no units.
    """

    command: CampaignCommand
    after: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
    reached: int = 0
    missed: int = 0
    misses: Annotated[tuple[Miss, ...], LEFT_OUT_IF_EMPTY] = ()
    left_open: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    offices: Annotated[int, LEFT_OUT_IF_ZERO] = 0


class SweepPage(Model):
    """The next page of a sweep, as an activity gets it.

    `status` is the campaign's while the sweep is under way, `ends_as` when it is done, unless this
    page leaves units open.
    """

    campaign: Code
    command: CampaignCommand
    limit: int
    status: CampaignStatus
    ends_as: CampaignStatus
    after: Annotated[Code | None, LEFT_OUT_IF_NONE] = None


class SweptPage(Model):
    """What came of a page; `last` is its last unit, or nothing when no units are left.

    `left_open` and `offices` are as in a sweep; earlier releases counted none, and closed the
    campaign.
    """

    reached: int
    misses: Annotated[tuple[Miss, ...], LEFT_OUT_IF_EMPTY] = ()
    left_open: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    offices: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    last: Annotated[Code | None, LEFT_OUT_IF_NONE] = None


class CampaignMemory(Model):
    """All of a campaign's workflow in one value: what it is started with and carries on.

    `sweeps` are those under way or waiting, the one under way first; `done` the last few that are
    finished; `units` is how many the roster has. `export` is that of the dossiers, once it is closed.
    """

    campaign: Code
    status: CampaignStatus = CampaignStatus.LAUNCHING
    page_size: Annotated[int, Field(ge=1, le=1000)] = 200
    units: Annotated[int, Field(ge=0)]
    sweeps: Annotated[tuple[Sweep, ...], LEFT_OUT_IF_EMPTY] = ()
    done: Annotated[tuple[Sweep, ...], LEFT_OUT_IF_EMPTY] = ()
    receipts: Annotated[dict[CampaignCommandId, CampaignReceipt], LEFT_OUT_IF_EMPTY] = {}
    refusals: Annotated[tuple[RefusedSignal, ...], LEFT_OUT_IF_EMPTY] = ()
    export: Annotated[Export | None, LEFT_OUT_IF_NONE] = None


class CampaignSummary(Model):
    """What the query `summary` shows, and what a closed campaign's workflow results in."""

    campaign: Code
    status: CampaignStatus
    units: int
    sweeps: Annotated[tuple[Sweep, ...], LEFT_OUT_IF_EMPTY] = ()
    done: Annotated[tuple[Sweep, ...], LEFT_OUT_IF_EMPTY] = ()
