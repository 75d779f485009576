"""What came of a unit once its campaign is over: the result of its workflow."""

from typing import Annotated, Literal

from pydantic import AwareDatetime

from schemas.actor import Actor
from schemas.base import LEFT_OUT_IF_EMPTY, LEFT_OUT_IF_NONE, LEFT_OUT_IF_ZERO, Code, Digest, Model
from schemas.ledger import LedgerView
from schemas.quantities import WorkingDays
from schemas.state import Withdrawal
from schemas.survey import SurveyOutcome
from schemas.turn import Turn

Lacking = Literal["mechanism"]
"""What a plan asks for beside the steps, where a unit does not have it."""


Result = Literal["finished", "withdrawn", "unfinished", "not_started"]
"""What came of a unit in one word; `unfinished` where the campaign ended before the unit did."""


class SoFar(Model):
    """How far a step has come, where that is counted: so many `there` `of` so many."""

    there: int
    of: int


class StepOutcome(Model):
    """What came of a step: members reached or branches met, opinions counted, its survey."""

    step: Code
    required: bool
    done_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    carried: bool = False
    so_far: Annotated[SoFar | None, LEFT_OUT_IF_NONE] = None
    opinions: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    survey: Annotated[SurveyOutcome | None, LEFT_OUT_IF_NONE] = None


class PhaseOutcome(Model):
    """What came of a phase: when, how it closed, by whom, and in which round."""

    phase: Code
    opened_at: AwareDatetime
    round: int
    lost: WorkingDays
    steps: tuple[StepOutcome, ...]
    closed_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    closed_how: Annotated[str | None, LEFT_OUT_IF_NONE] = None
    closed_by: Annotated[Actor | None, LEFT_OUT_IF_NONE] = None
    visits: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    poll: Annotated[SurveyOutcome | None, LEFT_OUT_IF_NONE] = None


class Outcome(Model):
    """The final outcome of a unit, with everything it was made of: the result of its workflow.

    It is not complete while something is `lacking`. `head` is the hash of the journal's last entry and
    `revision` its number. `published` are the versions that hold, by subject and phase. `done_before` are steps of tracks that it has left, and when they were
    done; `turns` what was decided beside its plan, after `earlier_turns` that stand in the journal alone.
    """

    campaign: Code
    unit: Code
    result: Result
    track: Code
    revision: int
    head: Digest
    closed_at: AwareDatetime
    ready: Annotated[dict[Code, AwareDatetime], LEFT_OUT_IF_EMPTY] = {}
    started_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    finished_at: Annotated[AwareDatetime | None, LEFT_OUT_IF_NONE] = None
    in_time: Annotated[bool | None, LEFT_OUT_IF_NONE] = None
    withdrawn: Annotated[Withdrawal | None, LEFT_OUT_IF_NONE] = None
    mechanism: Annotated[int, LEFT_OUT_IF_ZERO] = 0
    lacking: Annotated[tuple[Lacking, ...], LEFT_OUT_IF_EMPTY] = ()
    phases: Annotated[tuple[PhaseOutcome, ...], LEFT_OUT_IF_EMPTY] = ()
    ledger: Annotated[LedgerView | None, LEFT_OUT_IF_NONE] = None
    published: Annotated[dict[str, int], LEFT_OUT_IF_EMPTY] = {}
    done_before: Annotated[dict[Code, AwareDatetime], LEFT_OUT_IF_EMPTY] = {}
    turns: Annotated[tuple[Turn, ...], LEFT_OUT_IF_EMPTY] = ()
    earlier_turns: Annotated[int, LEFT_OUT_IF_ZERO] = 0
