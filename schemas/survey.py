"""The satisfaction survey (满意度测评): commands, events, what a unit keeps of it, and its tally.

Ballots never enter a workflow: they lie in the records alone, apart from the tokens that allowed
them, and the unit gets counts.
"""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, Field

from schemas.base import LEFT_OUT_IF_NONE, LEFT_OUT_IF_ZERO, Code, Model, Note
from schemas.command import CommandBase
from schemas.quantities import Percent
from schemas.rows import Row
from schemas.step import Question, SurveyStep
from schemas.text import Text

Grade = Literal["very_satisfied", "fairly_satisfied", "basically_satisfied", "dissatisfied"]
"""How a ballot answers a question (满意, 比较满意, 基本满意, 不满意), best first."""

Ballot = dict[Code, Grade]
"""What one ballot says: a grade for every question."""

ReceiptCode = Annotated[str, Field(pattern=r"^[a-z2-7]{16}$")]
"""A receipt: drawn at random, by whoever sends a ballot or for them. It says nothing of its own."""

Count = Annotated[int, Field(ge=0)]

Round = Annotated[int, Field(ge=1)]
"""How often a step's survey has been opened."""


class GradeCounts(Model):
    """How many ballots gave a question each of the grades."""

    very_satisfied: Annotated[Count, LEFT_OUT_IF_ZERO] = 0
    fairly_satisfied: Annotated[Count, LEFT_OUT_IF_ZERO] = 0
    basically_satisfied: Annotated[Count, LEFT_OUT_IF_ZERO] = 0
    dissatisfied: Annotated[Count, LEFT_OUT_IF_ZERO] = 0


Tally = dict[Code, GradeCounts]
"""The grades of all ballots, by question. Every ballot answers every question."""

Verdict = Literal["passed", "to_make_up"]
"""What the supervision group makes of a unit whose survey decides nothing."""

Result = Literal["passed", "below", "measured", "too_small", "void"]
"""What a survey shows: the pass mark was reached, it was missed, there is none, or nothing, since too
few voted; or that it is void, since the unit's rules ask for it no more, or did not for a while."""


Because = Literal["track_switched", "amended"]
"""Why a survey has ended without anybody's closing it: its step is none of the unit's any more."""


class OpenSurvey(CommandBase):
    """The masses may vote until business closes on a day, on at most so many `ballots`.

    After a survey below the pass mark, `made_up` says what has been made up since.
    """

    kind: Literal["open_survey"]
    step: Code
    until: date
    ballots: Annotated[int, Field(ge=1, le=100_000)]
    made_up: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class CloseSurvey(CommandBase):
    """The last day to vote is over: the ballots are to be counted."""

    kind: Literal["close_survey"]
    step: Code


class JudgeSurvey(CommandBase):
    """The supervision group's verdict where ballots do not decide.

    That is where too few voted for a result, or where the plan allows no further survey.
    """

    kind: Literal["judge_survey"]
    step: Code
    verdict: Verdict
    reason: Note


class SurveyOpened(Model):
    """The masses may vote."""

    kind: Literal["survey_opened"] = "survey_opened"
    step: Code
    round: Round
    until: date
    ballots: int
    made_up: Annotated[Note | None, LEFT_OUT_IF_NONE] = None


class SurveyEnded(Model):
    """Nobody may vote any more; the ballots are being counted."""

    kind: Literal["survey_ended"] = "survey_ended"
    step: Code
    round: Round
    because: Annotated[Because | None, LEFT_OUT_IF_NONE] = None


class SurveyClosed(Model):
    """The ballots of a survey are counted: `cast` of them.

    Where they are enough for a result, `tally` has the counts, `score` is their weighted share,
    rounded down to hundredths of a percent, and `band` the lower bound of the band that the exact
    share reaches, left out below all of them. Below the pass mark the unit makes up what is
    lacking by the end of the day `make_up_by`.
    """

    kind: Literal["survey_closed"] = "survey_closed"
    step: Code
    round: Round
    cast: Count
    result: Result
    tally: Annotated[Tally | None, LEFT_OUT_IF_NONE] = None
    score: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    band: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    make_up_by: Annotated[date | None, LEFT_OUT_IF_NONE] = None


class SurveyJudged(Model):
    """The supervision group has decided; with `to_make_up`, a survey may be opened again."""

    kind: Literal["survey_judged"] = "survey_judged"
    step: Code
    round: Round
    verdict: Verdict
    reason: Note
    make_up_by: Annotated[date | None, LEFT_OUT_IF_NONE] = None


SurveyEvent = SurveyOpened | SurveyEnded | SurveyClosed | SurveyJudged
"""What happens to a survey."""

SurveyStatus = Literal["open", "ended", "passed", "below", "measured", "too_small", "void"]
"""How far a survey has come: open, being counted, its result, or one that counts no more."""


class HeldAs(Model):
    """Under which step, and in which round of it, people voted in a survey that is another step's now."""

    step: Code
    round: Round


class SurveyState(Model):
    """The last survey of a step.

    `make_ups` counts how often it was repeated because the one before was below the pass mark. A
    survey is `void` once its step is to be done again, or where it was cut short: `because` says why.
    `asked` is what it asks and how it is counted while the unit's rules would have it otherwise by
    now: until its ballots are counted. Where the step's result was brought from another track, on which
    its kind has another id, `held_as` says where its ballots lie.
    """

    round: Round
    until: date
    ballots: int
    status: SurveyStatus = "open"
    make_ups: Annotated[int, Field(ge=0), LEFT_OUT_IF_ZERO] = 0
    cast: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    score: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    band: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    verdict: Annotated[Verdict | None, LEFT_OUT_IF_NONE] = None
    asked: Annotated[SurveyStep | None, LEFT_OUT_IF_NONE] = None
    because: Annotated[Because | None, LEFT_OUT_IF_NONE] = None
    held_as: Annotated[HeldAs | None, LEFT_OUT_IF_NONE] = None


class SurveyOutcome(Model):
    """What came of a step's survey: measured by its ballots, or judged where they decided nothing.

    `score` and `band` are those of a survey that showed a result; where neither stands there and
    nobody has judged, too few have voted for one.
    """

    round: Round
    how: Literal["measured", "judged"]
    is_good: bool
    cast: Count
    score: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    band: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None


class SurveyRow(Row):
    """A survey as lists show it."""

    table: ClassVar[str] = "surveys"

    step: Code
    round: Round
    until: date
    ballots: int
    status: SurveyStatus
    cast: Annotated[int | None, LEFT_OUT_IF_NONE] = None
    score: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    band: Annotated[Percent | None, LEFT_OUT_IF_NONE] = None
    verdict: Annotated[Verdict | None, LEFT_OUT_IF_NONE] = None


class SurveyId(Model):
    """Which survey: the unit's, of a step, in a round."""

    campaign: Code
    unit: Code
    step: Code
    round: Round


class BallotBox(Model):
    """What the records need to take ballots for a survey, until the instant `until`."""

    survey: SurveyId
    questions: Annotated[tuple[Code, ...], Field(min_length=1)]
    minimum_group: Annotated[int, Field(ge=2)]
    until: AwareDatetime
    ballots: int


class BallotPaper(Model):
    """What a token asks of whoever holds it: to judge a unit, question by question."""

    survey: SurveyId
    name: str
    title: Text
    questions: tuple[Question, ...]
    until: AwareDatetime


class Slips(BallotPaper):
    """Ballots to be handed out: the tokens stand here and nowhere else."""

    tokens: tuple[str, ...]


class PublishedSurvey(Model):
    """A result that anybody can count again.

    `receipts` and `ballots` are equally many, each in an order of its own; nothing connects them.
    A voter finds their receipt, and nobody finds what they said.
    """

    survey: SurveyId
    asked: SurveyStep
    result: SurveyClosed
    receipts: tuple[str, ...]
    ballots: tuple[Ballot, ...]


SurveyFault = Literal[
    "not_as_many",
    "receipt_repeated",
    "too_small",
    "answers_missing",
    "other_questions",
    "another_result",
]
"""What can be wrong with a published survey: receipts and ballots that are not as many as were
cast, a receipt that stands there twice, fewer than the minimum group, ballots that answer other
questions than the rest, or other ones than were asked, or a result that does not follow from the
ballots."""


class Turnout(Model):
    """How many ballots of a survey were given out, and how many of them were cast."""

    issued: Count
    cast: Count


class SurveyView(Model):
    """A survey as it is shown: how far it has come, and how many ballots are given out and cast."""

    step: Code
    title: Text
    state: SurveyState
    turnout: Turnout


class Sealed(Model):
    """A ballot box that takes no more ballots; under the minimum group there is no `tally`."""

    cast: Count
    tally: Annotated[Tally | None, LEFT_OUT_IF_NONE] = None
