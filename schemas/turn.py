"""What somebody decided about a unit that its plan alone would not have brought."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_NONE, Code, Model
from schemas.quantities import WorkingDays
from schemas.target import Target

TurnKind = Literal[
    "amended",
    "extended",
    "held",
    "phase_sent_back",
    "released",
    "reopened",
    "resumed",
    "suspended",
    "track_switched",
    "withdrawn",
]
"""Named as the event that was the turn."""


class Turn(Model):
    """A turn of a unit's way; the journal's entry of that `revision` says why it was taken.

    `target` is what was given more time or sent back, `until` the day by which that is due,
    `lost` what a standstill added to deadlines, and `left` the track that the unit was on before.
    """

    revision: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    by: Actor
    kind: TurnKind
    target: Annotated[Target | None, LEFT_OUT_IF_NONE] = None
    until: Annotated[date | None, LEFT_OUT_IF_NONE] = None
    lost: Annotated[WorkingDays | None, LEFT_OUT_IF_NONE] = None
    left: Annotated[Code | None, LEFT_OUT_IF_NONE] = None
