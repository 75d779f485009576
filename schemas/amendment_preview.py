"""What an amendment would change, worked out over all units before any of them is told."""

from typing import Annotated

from pydantic import AwareDatetime

from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_ZERO, Code, Model
from schemas.campaign import Miss
from schemas.state import Standing


class StandingChange(Model):
    """So many units would stand otherwise."""

    before: Standing
    after: Standing
    units: int


class Move(Model):
    """A deadline of a unit that would move: of a step, a phase, the unit, or its latest `start`."""

    unit: Code
    target: str
    before: AwareDatetime
    after: AwareDatetime


class OpenSurvey(Model):
    """A survey of a unit that is under way, by its step, or by its phase where that is polled."""

    unit: Code
    step: Code


class AmendmentPreview(Model):
    """What an amendment would change at an instant of the campaign's clock.

    `units` would take it; `taken` have taken it before, and are left alone; `refused` could not,
    by the code of the reason, and `misses` are the first few of these. `moved` counts the units of
    which a present deadline would move, and `moves` are the first few of the deadlines. `as_opened`
    counts the units that have a survey under way which goes on as it was opened, because the new
    rules would ask or count it otherwise, and `surveys` names the first few of them.
    `messages_before` and `messages_after` count what all units of the campaign, whether it is for
    them or not, would have said in the seven days to come if nobody did anything: bundled, as
    people get it.
    """

    at: AwareDatetime
    units: int
    taken: int
    refused: Annotated[dict[str, int], LEFT_OUT_IF_EMPTY] = {}
    misses: Annotated[tuple[Miss, ...], LEFT_OUT_IF_EMPTY] = ()
    standings: Annotated[tuple[StandingChange, ...], LEFT_OUT_IF_EMPTY] = ()
    newly_overdue: int
    moved: int
    moves: Annotated[tuple[Move, ...], LEFT_OUT_IF_EMPTY] = ()
    as_opened: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    surveys: Annotated[tuple[OpenSurvey, ...], LEFT_OUT_IF_EMPTY] = ()
    messages_before: int
    messages_after: int
